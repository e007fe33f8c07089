/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-object.h"
#include "mv-store-private.h"

/* One change: a transaction for one account, with what to tell of afterwards. */

static int
get_store_code (int db_code)
{
  switch (db_code)
    {
    case MV_DB_ERROR_FULL:
      return MV_STORE_ERROR_FULL;
    case MV_DB_ERROR_CORRUPT:
      return MV_STORE_ERROR_DAMAGED;
    case MV_DB_ERROR_NEWER:
      return MV_STORE_ERROR_NEWER;
    case MV_DB_ERROR_CLOSED:
      return MV_STORE_ERROR_CLOSED;
    default:
      return MV_STORE_ERROR_FAILED;
    }
}

/* The one place where errors of the database become errors of the store. */
void
mv_store_translate_error (GError **error)
{
  if (error == NULL || *error == NULL || (*error)->domain != MV_DB_ERROR)
    return;

  (*error)->code = get_store_code ((*error)->code);
  (*error)->domain = MV_STORE_ERROR;
}

static void
forget_change (MvStore *self)
{
  g_clear_pointer (&self->account, mv_account_free);
  g_hash_table_remove_all (self->kinds);
  g_hash_table_remove_all (self->contributions);
}

static gboolean
begin (MvStore *self, const char *account, gboolean is_bulk, GError **error)
{
  g_return_val_if_fail (MV_IS_STORE (self), FALSE);
  g_return_val_if_fail (mv_store_is_writer (self), FALSE);
  g_return_val_if_fail (!mv_db_is_in_transaction (self->writer_db), FALSE);

  if (!mv_db_set_bulk (self->writer_db, is_bulk, error) ||
      !mv_db_begin (self->writer_db, TRUE, error))
    {
      mv_store_translate_error (error);
      return FALSE;
    }

  forget_change (self);
  if (account == NULL)
    return TRUE;

  self->account = mv_account_load (self->writer_db, account, error);
  if (self->account == NULL)
    {
      mv_db_roll_back (self->writer_db);
      mv_store_translate_error (error);
      return FALSE;
    }

  return TRUE;
}

/* Opens the transaction. On failure there is none, and the error is the store's. @account:
 * (nullable): %NULL for what concerns all accounts. */
gboolean
mv_store_begin (MvStore *self, const char *account, GError **error)
{
  return begin (self, account, FALSE, error);
}

/* The same for what the server can be asked for again: after a power cut the latest of it may be
 * missing, together with the mark that says how far it went. */
gboolean
mv_store_begin_bulk (MvStore *self, const char *account, GError **error)
{
  return begin (self, account, TRUE, error);
}

/* After the last of it: gives back the memory. If that fails, the next change tries again. */
void
mv_store_end_bulk (MvStore *self)
{
  g_autoptr (GError) error = NULL;

  if (!mv_db_set_bulk (self->writer_db, FALSE, &error))
    g_debug ("still writing in bulk: %s", error->message);
}

static gboolean
derive_states (MvStore *self, GError **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->contributions);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      if (!mv_rows_derive_state (self, id, error))
        return FALSE;
    }
  return TRUE;
}

/* Commits if @is_good, else rolls back, and makes *@error the store's. Tells of the change. */
gboolean
mv_store_end (MvStore *self, gboolean is_good, GError **error)
{
  gboolean is_committed;

  g_return_val_if_fail (mv_db_is_in_transaction (self->writer_db) || !is_good, FALSE);

  is_committed = is_good && derive_states (self, error) && mv_db_commit (self->writer_db, error);
  if (!is_committed)
    {
      /* A full disk may have rolled back already. */
      if (mv_db_is_in_transaction (self->writer_db))
        mv_db_roll_back (self->writer_db);
      mv_store_translate_error (error);
    }
  else if (!mv_store_is_closed (self))
    {
      mv_store_tell (self, self->kinds);
    }

  forget_change (self);
  return is_committed;
}

void
mv_store_note_kind (MvStore *self, const char *kind)
{
  if (!g_hash_table_contains (self->kinds, kind))
    g_hash_table_add (self->kinds, g_strdup (kind));
}

void
mv_store_note_contribution (MvStore *self, const char *id)
{
  if (!g_hash_table_contains (self->contributions, id))
    g_hash_table_add (self->contributions, g_strdup (id));
}

/* Its state has just been worked out. */
void
mv_store_forget_contribution (MvStore *self, const char *id)
{
  g_hash_table_remove (self->contributions, id);
}

/* The account of the running change. */
const MvAccount *
mv_store_get_account (MvStore *self)
{
  return self->account;
}

gboolean
mv_store_reload_account (MvStore *self, GError **error)
{
  MvAccount *account = mv_account_load (self->writer_db, self->account->key, error);

  if (account == NULL)
    return FALSE;
  mv_account_free (self->account);
  self->account = account;
  return TRUE;
}

/* Whether the account of the running change is only on this machine. */
gboolean
mv_store_is_local (MvStore *self)
{
  return self->account->server == NULL;
}

/* Takes away what has been kept long enough. */
gboolean
mv_store_clean_up (MvStore *self, GError **error)
{
  gint64 now = mv_store_now (self);
  gboolean is_good;

  if (!mv_store_begin (self, NULL, error))
    return FALSE;

  is_good = mv_db_run (self->writer_db, error,
                       "DELETE FROM outbox WHERE state IN ('done', 'settled') AND answered < $1",
                       "i", (gint64) (now - MV_STORE_DONE_KEPT_US)) &&
            mv_db_run (self->writer_db, error, "DELETE FROM bin WHERE removed < $1", "i",
                       (gint64) (now - MV_STORE_BIN_KEPT_US));
  return mv_store_end (self, is_good, error);
}
