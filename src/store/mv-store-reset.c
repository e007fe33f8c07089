/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include <string.h>

/* A scope that must be fetched again from the beginning: the new copy grows in the table `shadow`
 * beside the old one, which is shown until the new one is whole. Then they change places in one
 * transaction. The outbox is not touched. */

gboolean
mv_reset_begin (MvStore *self, const char *scope, gint64 head, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;

  return mv_db_run (db, error, "DELETE FROM shadow WHERE account = $1 AND scope = $2", "tt",
                    account, scope) &&
         mv_db_run (db, error,
                    "UPDATE scope SET seq = 0, reset_head = $3 "
                    "WHERE account = $1 AND scope = $2",
                    "tti", account, scope, head);
}

gboolean
mv_reset_is_running (MvStore *self, const char *scope, gboolean *out_is_running, GError **error)
{
  gint64 ignored = 0;

  return mv_db_get_one_integer (mv_store_get_db (self), &ignored, out_is_running, error,
                                "SELECT reset_head FROM scope WHERE account = $1 AND scope = $2",
                                "tt", mv_store_get_account (self)->key, scope);
}

/* Adds @row to the new copy, if its scope is being fetched again. */
gboolean
mv_reset_add_row (MvStore *self, MvRow *row, GError **error)
{
  gboolean is_running = FALSE;

  if (!mv_reset_is_running (self, row->scope, &is_running, error))
    return FALSE;

  return !is_running ||
         mv_db_run (mv_store_get_db (self), error,
                    "INSERT INTO shadow (account, " MV_ROW_COLUMNS ") "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
                    "ON CONFLICT (account, scope, id) DO UPDATE SET kind = excluded.kind, "
                    "rev = excluded.rev, seq = excluded.seq, "
                    "written_by = excluded.written_by, body = excluded.body, "
                    "conflict_of = excluded.conflict_of WHERE excluded.rev >= shadow.rev",
                    "ttttiittt", mv_store_get_account (self)->key, row->id, row->scope, row->kind,
                    row->rev, row->seq, row->by, row->body, row->conflict_of);
}

gboolean
mv_reset_remove_row (MvStore *self, const char *scope, const char *id, GError **error)
{
  return mv_db_run (mv_store_get_db (self), error,
                    "DELETE FROM shadow WHERE account = $1 AND scope = $2 AND id = $3", "ttt",
                    mv_store_get_account (self)->key, scope, id);
}

gboolean
mv_reset_drop (MvStore *self, const char *scope, GError **error)
{
  return mv_db_run (mv_store_get_db (self), error,
                    "DELETE FROM shadow WHERE account = $1 AND scope = $2", "tt",
                    mv_store_get_account (self)->key, scope);
}

static GPtrArray *
list_rows (MvStore *self, const char *sql, const char *scope, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_row_free);
  g_autoptr (MvStatement) statement = mv_db_query (mv_store_get_db (self), error, sql, "tt",
                                                   mv_store_get_account (self)->key, scope);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, mv_row_from_statement (statement));
    }
}

/* Rows of the old copy that the new one does not have. A person's own text goes to the bin. */
static gboolean
remove_old (MvStore *self, const char *scope, GError **error)
{
  g_autoptr (GPtrArray) rows =
      list_rows (self,
                 "SELECT " MV_ROW_COLUMNS " FROM "
                 "(SELECT " MV_ROW_COLUMNS " FROM beneath "
                 "WHERE account = $1 AND scope = $2 AND is_present = 1 "
                 "UNION ALL SELECT " MV_ROW_COLUMNS " FROM item WHERE account = $1 AND scope = $2 "
                 "AND rev > 0 AND pending = 0) "
                 "WHERE id NOT IN (SELECT id FROM shadow WHERE account = $1 AND scope = $2)",
                 scope, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      MvRow *row = g_ptr_array_index (rows, i);

      if (strcmp (row->by, mv_store_get_account (self)->uid) == 0 &&
          !mv_rows_put_in_bin (self, row, error))
        return FALSE;

      row->is_present = FALSE;
      if (!mv_rows_set_server (self, row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_new (MvStore *self, const char *scope, GError **error)
{
  g_autoptr (GPtrArray) rows =
      list_rows (self, "SELECT " MV_ROW_COLUMNS " FROM shadow WHERE account = $1 AND scope = $2",
                 scope, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      MvRow *row = g_ptr_array_index (rows, i);
      g_autoptr (MvRow) server = NULL;

      if (!mv_rows_load_server (self, row->id, &server, error))
        return FALSE;
      /* It has moved on to another scope since this copy was begun. */
      if (server != NULL && strcmp (server->scope, scope) != 0 && server->rev > row->rev)
        continue;
      if (!mv_rows_set_server (self, row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
finish (MvStore *self, const char *scope, GError **error)
{
  return remove_old (self, scope, error) && take_new (self, scope, error) &&
         mv_reset_drop (self, scope, error) &&
         mv_db_run (mv_store_get_db (self), error,
                    "UPDATE scope SET reset_head = NULL WHERE account = $1 AND scope = $2", "tt",
                    mv_store_get_account (self)->key, scope);
}

/* Scopes whose new copy is whole change places with the old one. */
gboolean
mv_reset_finish_ready (MvStore *self, GError **error)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MvStatement) statement =
      mv_db_query (mv_store_get_db (self), error,
                   "SELECT scope FROM scope WHERE account = $1 AND reset_head IS NOT NULL "
                   "AND seq >= reset_head",
                   "t", mv_store_get_account (self)->key);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  while (has_row)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (has_row)
        g_ptr_array_add (scopes, g_strdup (mv_statement_get_text (statement, 0)));
    }
  g_clear_object (&statement);

  for (guint i = 0; i < scopes->len; i++)
    {
      if (!finish (self, g_ptr_array_index (scopes, i), error))
        return FALSE;
    }
  return TRUE;
}
