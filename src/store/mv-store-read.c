/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

/* Reading, on either executor. */

static MvRecord *
load_record (MvDb *db, const char *account, const char *id, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (MvRow) row = NULL;
  gboolean has_row = FALSE;

  statement = mv_db_query (db, error,
                           "SELECT " MV_ROW_COLUMNS " FROM item "
                           "WHERE id = $2 AND account IN (SELECT account FROM account "
                           "WHERE $1 IS NULL OR account = $1) LIMIT 1",
                           "tt", account, id);
  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return NULL;

  if (!has_row)
    {
      g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND, "There is no record %s here",
                   id);
      return NULL;
    }
  row = mv_row_from_statement (statement);
  return mv_row_to_record (row);
}

/**
 * mv_store_get:
 * @self: a store
 * @account: (nullable): key of an account; %NULL for any that has the record
 * @id: the record
 *
 * Returns: (transfer full): the record as this device shows it, or %NULL with
 *   %MV_STORE_ERROR_NOT_FOUND or another error
 */
MvRecord *
mv_store_get (MvStore *self, const char *account, const char *id, GError **error)
{
  MvRecord *record;

  g_return_val_if_fail (MV_IS_STORE (self) && id != NULL, NULL);

  record = load_record (mv_store_get_db (self), account, id, error);
  if (record == NULL)
    mv_store_translate_error (error);
  return record;
}

/* All rows of @statement as records; %NULL on error, the store's. */
GPtrArray *
mv_records_collect (MvStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean has_row = TRUE;

  while (statement != NULL && mv_statement_step (statement, &has_row, error))
    {
      g_autoptr (MvRow) row = NULL;

      if (!has_row)
        return g_steal_pointer (&records);
      row = mv_row_from_statement (statement);
      g_ptr_array_add (records, mv_row_to_record (row));
    }

  mv_store_translate_error (error);
  return NULL;
}

/**
 * mv_store_list:
 * @self: a store
 * @account: (nullable): key of an account; %NULL for all
 * @kind: wire name of a kind
 * @scope_prefix: (nullable): beginning of the scopes looked at
 *
 * Siblings are left out, see mv_store_list_siblings().
 *
 * Returns: (transfer full) (element-type MvRecord): the records, by day and then by id, or %NULL on
 *   error
 */
GPtrArray *
mv_store_list (
    MvStore *self, const char *account, const char *kind, const char *scope_prefix, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;

  g_return_val_if_fail (MV_IS_STORE (self) && kind != NULL, NULL);

  statement =
      mv_db_query (mv_store_get_db (self), error,
                   "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_kind WHERE kind = $2 "
                   "AND ($1 IS NULL OR account = $1) "
                   "AND ($3 IS NULL OR substr (scope, 1, length ($3)) = $3) "
                   "AND conflict_of IS NULL ORDER BY sort_key, id",
                   "ttt", account, kind, scope_prefix);
  return mv_records_collect (statement, error);
}

/**
 * mv_store_list_siblings:
 * @self: a store
 * @account: key of an account
 * @id: an item
 *
 * Returns: (transfer full) (element-type MvRecord): what was written to the item on another device
 * at the same time, oldest first, or %NULL on error
 */
GPtrArray *
mv_store_list_siblings (MvStore *self, const char *account, const char *id, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;

  g_return_val_if_fail (MV_IS_STORE (self) && account != NULL && id != NULL, NULL);

  statement = mv_db_query (mv_store_get_db (self), error,
                           "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_sibling "
                           "WHERE account = $1 AND conflict_of = $2 ORDER BY id",
                           "tt", account, id);
  return mv_records_collect (statement, error);
}

/**
 * mv_store_list_bin:
 * @self: a store
 * @account: (nullable): key of an account; %NULL for all
 *
 * Returns: (transfer full) (element-type MvRecord): what was taken away, last first, or %NULL on
 * error
 */
GPtrArray *
mv_store_list_bin (MvStore *self, const char *account, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;

  g_return_val_if_fail (MV_IS_STORE (self), NULL);

  statement = mv_db_query (mv_store_get_db (self), error,
                           "SELECT id, scope, kind, rev, 0, written_by, body, NULL FROM bin "
                           "WHERE ($1 IS NULL OR account = $1) AND removed >= $2 "
                           "ORDER BY removed DESC, id DESC",
                           "ti", account, (gint64) (mv_store_now (self) - MV_STORE_BIN_KEPT_US));
  return mv_records_collect (statement, error);
}

void
mv_unsent_free (MvUnsent *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->kind);
  g_free (self->command);
  g_free (self->field);
  g_free (self);
}

/**
 * mv_store_count_unsent:
 * @self: a store
 * @account: (nullable): key of an account; %NULL for all
 * @out_n: (out): things, not operations, that the server has not taken: what waits, what was sent
 * and not answered, and what was refused
 *
 * Returns: whether it could be read
 */
gboolean
mv_store_count_unsent (MvStore *self, const char *account, guint *out_n, GError **error)
{
  gint64 n = 0;

  g_return_val_if_fail (MV_IS_STORE (self) && out_n != NULL, FALSE);

  if (!mv_db_get_one_integer (mv_store_get_db (self), &n, NULL, error,
                              "SELECT count (DISTINCT account || coalesce (id, entry)) "
                              "FROM outbox WHERE ($1 IS NULL OR account = $1) "
                              "AND state IN ('waiting', 'sent', 'refused')",
                              "t", account))
    {
      mv_store_translate_error (error);
      return FALSE;
    }
  *out_n = (guint) n;
  return TRUE;
}

static GPtrArray *
list_unsent (MvDb *db, const char *account, GError **error)
{
  g_autoptr (GPtrArray) unsent = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_unsent_free);
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  statement = mv_db_query (db, error,
                           "SELECT " MV_ENTRY_COLUMNS " FROM outbox "
                           "WHERE ($1 IS NULL OR account = $1) "
                           "AND state IN ('waiting', 'sent', 'refused') ORDER BY entry",
                           "t", account);
  entries = mv_outbox_collect (statement, error);
  if (entries == NULL)
    return NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      MvEntry *entry = g_ptr_array_index (entries, i);
      MvUnsent *one = g_new0 (MvUnsent, 1);

      one->n = entry->n;
      one->id = g_steal_pointer (&entry->id);
      one->kind = g_steal_pointer (&entry->kind);
      one->command = g_steal_pointer (&entry->name);
      one->problem = entry->problem;
      one->field = g_steal_pointer (&entry->field);
      g_ptr_array_add (unsent, one);
    }
  return g_steal_pointer (&unsent);
}

/**
 * mv_store_list_unsent:
 * @self: a store
 * @account: (nullable): key of an account; %NULL for all
 *
 * Returns: (transfer full) (element-type MvUnsent): what the server has not taken, in the order it
 * was done, or %NULL on error
 */
GPtrArray *
mv_store_list_unsent (MvStore *self, const char *account, GError **error)
{
  GPtrArray *unsent;

  g_return_val_if_fail (MV_IS_STORE (self), NULL);

  unsent = list_unsent (mv_store_get_db (self), account, error);
  if (unsent == NULL)
    mv_store_translate_error (error);
  return unsent;
}
