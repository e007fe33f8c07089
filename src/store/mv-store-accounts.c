/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#define ACCOUNT_COLUMNS "account, server, uid, device, name, is_complete, last_answer"

MvAccount *
mv_account_copy (const MvAccount *self)
{
  MvAccount *copy = g_new0 (MvAccount, 1);

  *copy = *self;
  copy->key = g_strdup (self->key);
  copy->server = g_strdup (self->server);
  copy->uid = g_strdup (self->uid);
  copy->device = g_strdup (self->device);
  copy->name = g_strdup (self->name);
  return copy;
}

void
mv_account_free (MvAccount *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->server);
  g_free (self->uid);
  g_free (self->device);
  g_free (self->name);
  g_free (self);
}

static MvAccount *
account_from_statement (MvStatement *statement)
{
  MvAccount *account = g_new0 (MvAccount, 1);

  account->key = g_strdup (mv_statement_get_text (statement, 0));
  account->server = g_strdup (mv_statement_get_text (statement, 1));
  account->uid = g_strdup (mv_statement_get_text (statement, 2));
  account->device = g_strdup (mv_statement_get_text (statement, 3));
  account->name = g_strdup (mv_statement_get_text (statement, 4));
  account->is_complete = mv_statement_get_integer (statement, 5) != 0;
  account->last_answer_us = mv_statement_get_integer (statement, 6);
  return account;
}

/* %MV_STORE_ERROR_NOT_FOUND if there is no such account here. */
MvAccount *
mv_account_load (MvDb *db, const char *key, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = FALSE;

  statement = mv_db_query (db, error, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE account = $1",
                           "t", key);
  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return NULL;

  if (!has_row)
    {
      g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND, "There is no account %s here",
                   key);
      return NULL;
    }

  return account_from_statement (statement);
}

static gboolean
insert_account (MvStore *self, const MvAccount *account, GError **error)
{
  return mv_db_run (mv_store_get_db (self), error,
                    "INSERT INTO account (account, server, uid, device, name) "
                    "VALUES ($1, $2, $3, $4, $5) "
                    "ON CONFLICT (account) DO UPDATE SET server = excluded.server, "
                    "device = excluded.device, name = excluded.name",
                    "ttttt", account->key, account->server, account->uid, account->device,
                    account->name != NULL ? account->name : "");
}

/**
 * mv_store_add_account:
 * @self: a store
 * @account: the account; its `key` should be short, since every row repeats it
 *
 * Adds an account. One that is there already gets the new server, device and name, for example when
 * a device is woken with a new invitation, and keeps its records, cursors and outbox.
 *
 * Returns: whether it was added
 */
gboolean
mv_store_add_account (MvStore *self, const MvAccount *account, GError **error)
{
  g_autoptr (MvAccount) known = NULL;

  g_return_val_if_fail (account != NULL && account->key != NULL && account->uid != NULL, FALSE);

  known = mv_account_load (mv_store_get_db (self), account->key, NULL);
  if (!mv_store_begin (self, NULL, error) ||
      !mv_store_end (self, insert_account (self, account, error), error))
    return FALSE;

  /* After a rescue there may be texts whose account could not be read. */
  if (!mv_store_begin (self, account->key, error))
    return FALSE;
  mv_store_note_kind (self, "account");
  return mv_store_end (self, (known != NULL || mv_store_show_again (self, error)), error);
}

static GPtrArray *
list_accounts (MvDb *db, GError **error)
{
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mv_account_free);
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = TRUE;

  statement =
      mv_db_query (db, error, "SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY account", "");
  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&accounts);
      g_ptr_array_add (accounts, account_from_statement (statement));
    }
}

/**
 * mv_store_list_accounts:
 * @self: a store
 *
 * Returns: (transfer full) (element-type MvAccount): all accounts of this device, or %NULL on error
 */
GPtrArray *
mv_store_list_accounts (MvStore *self, GError **error)
{
  GPtrArray *accounts;

  g_return_val_if_fail (MV_IS_STORE (self), NULL);

  accounts = list_accounts (mv_store_get_db (self), error);
  if (accounts == NULL)
    mv_store_translate_error (error);
  return accounts;
}

/**
 * mv_store_find_account:
 * @self: a store
 * @key: key of the account
 *
 * Returns: (transfer full): the account, or %NULL with %MV_STORE_ERROR_NOT_FOUND or another error
 */
MvAccount *
mv_store_find_account (MvStore *self, const char *key, GError **error)
{
  MvAccount *account;

  g_return_val_if_fail (MV_IS_STORE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  account = mv_account_load (mv_store_get_db (self), key, error);
  if (account == NULL)
    mv_store_translate_error (error);
  return account;
}

/* The server's word for what the account is in @scope; %NULL without an error if it is granted
 * nothing there. */
gboolean
mv_store_load_role (MvStore *self, const char *scope, char **out_role, GError **error)
{
  g_autoptr (GError) local = NULL;

  *out_role = mv_db_get_one_text (mv_store_get_db (self), &local,
                                  "SELECT role FROM scope WHERE account = $1 AND scope = $2", "tt",
                                  mv_store_get_account (self)->key, scope);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}
