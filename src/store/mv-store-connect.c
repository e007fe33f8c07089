/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-scope.h"

#include <string.h>

/* The person of this machine gets a server. */

/* What others refer to comes first, since the server looks whether it is there. */
static GPtrArray *
list_rows (MvStore *self, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_row_free);
  g_autoptr (MvStatement) statement =
      mv_db_query (mv_store_get_db (self), error,
                   "SELECT " MV_ROW_COLUMNS ", is_device_only FROM item WHERE account = $1 "
                   "ORDER BY CASE kind WHEN 'ownproject' THEN 0 WHEN 'contribution' THEN 1 "
                   "ELSE 2 END, id",
                   "t", mv_store_get_account (self)->key);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      MvRow *row;

      if (!mv_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&rows);
      row = mv_row_from_statement (statement);
      row->is_device_only = mv_statement_get_integer (statement, 8) != 0;
      g_ptr_array_add (rows, row);
    }
}

/* Ids with a natural key hang on the person's uid, which is another one now. */
static void
renew_identity (MvStore *self, MvRow *row)
{
  const char *uid = mv_store_get_account (self)->uid;
  g_autoptr (MvRecord) record = mv_row_to_record (row);
  const MvKind *kind = mv_record_get_kind (record);
  g_autofree char *scope = mv_scope_user (uid);

  g_free (row->by);
  row->by = g_strdup (uid);
  if (kind == NULL || !mv_kind_has_natural_key (kind))
    return;

  g_free (row->id);
  row->id = mv_record_dup_natural_id (record, scope);
}

static gboolean
take_along (MvStore *self, MvRow *row, GError **error)
{
  if (!mv_rows_remove_shown (self, row->id, error))
    return FALSE;

  renew_identity (self, row);
  if (row->is_device_only)
    return mv_store_keep_here (self, row, TRUE, error);
  mv_row_set_scope (row, MV_SCOPE_ME);
  return mv_outbox_put (self, row, FALSE, error);
}

static gboolean
connect_account (MvStore *self,
                 const char *server,
                 const char *uid,
                 const char *device,
                 const char *name,
                 GError **error)
{
  g_autofree char *key = g_strdup (mv_store_get_account (self)->key);
  g_autoptr (GPtrArray) rows = list_rows (self, error);

  if (rows == NULL)
    return FALSE;
  if (!mv_store_is_local (self))
    return mv_store_refuse_rights ("connect", "connected account", error);

  if (!mv_db_run (mv_store_get_db (self), error,
                  "UPDATE account SET server = $2, uid = $3, device = $4, name = $5 "
                  "WHERE account = $1",
                  "ttttt", key, server, uid, device, name) ||
      !mv_db_run (mv_store_get_db (self), error,
                  "UPDATE bin SET written_by = $2 WHERE account = $1", "tt", key, uid) ||
      !mv_store_reload_account (self, error))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      if (!take_along (self, g_ptr_array_index (rows, i), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * mv_store_connect_account:
 * @self: a store
 * @key: key of an account without a server
 * @server: base address of the server
 * @uid: the person there
 * @device: this device there
 * @name: the person's name there
 *
 * Gives the person of this machine a server. Everything in `user/me` is queued once, in the same
 * transaction; ids made from the local uid are made anew; rows of this device stay here.
 *
 * Fails with %MV_STORE_ERROR_NOT_ALLOWED if the account has a server already; nothing is changed
 * then.
 *
 * Returns: whether it is connected
 */
gboolean
mv_store_connect_account (MvStore *self,
                          const char *key,
                          const char *server,
                          const char *uid,
                          const char *device,
                          const char *name,
                          GError **error)
{
  g_return_val_if_fail (server != NULL && uid != NULL && device != NULL && name != NULL, FALSE);

  if (!mv_store_begin (self, key, error))
    return FALSE;
  mv_store_note_kind (self, "account");
  return mv_store_end (self, connect_account (self, server, uid, device, name, error), error);
}
