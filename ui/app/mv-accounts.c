/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-accounts.h"

#include "mv-http-transport.h"

/* --- Looking ------------------------------------------------------------------------------------
 */

void
mv_accounts_facts_free (MvAccountsFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->local_account);
  g_free (self);
}

static gpointer
look_on_reader (MvStore *store, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) accounts = mv_store_list_accounts (store, error);
  MvAccountsFacts *facts;

  if (accounts == NULL)
    return NULL;
  facts = g_new0 (MvAccountsFacts, 1);
  facts->n_accounts = accounts->len;
  for (guint i = 0; i < accounts->len && facts->local_account == NULL; i++)
    {
      const MvAccount *account = g_ptr_array_index (accounts, i);

      if (account->server == NULL)
        facts->local_account = g_strdup (account->key);
    }
  return facts;
}

void
mv_accounts_look_async (MvSession *session,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  mv_store_read_async (mv_session_get_store (session), look_on_reader, NULL, NULL,
                       (GDestroyNotify) mv_accounts_facts_free, cancellable, callback, user_data);
}

MvAccountsFacts *
mv_accounts_look_finish (MvSession *session, GAsyncResult *result, GError **error)
{
  return mv_store_run_finish (mv_session_get_store (session), result, error);
}

/* --- Exchange -----------------------------------------------------------------------------------
 */

typedef struct
{
  MvSession *session;        /* (owned) */
  MvAccount *account;        /* (owned) (nullable): the one being looked up */
  GCancellable *cancellable; /* (owned) (nullable) */
} MvStart;

static void
mv_start_free (MvStart *self)
{
  g_clear_object (&self->session);
  g_clear_pointer (&self->account, mv_account_free);
  g_clear_object (&self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvStart, mv_start_free)

static MvStart *
mv_start_new (MvSession *session, const MvAccount *account, GCancellable *cancellable)
{
  MvStart *self = g_new0 (MvStart, 1);

  self->session = g_object_ref (session);
  self->account = account != NULL ? mv_account_copy (account) : NULL;
  g_set_object (&self->cancellable, cancellable);
  return self;
}

/* Without its token an account's texts stay here. A token that is nowhere comes back only with a
 * new invitation, as one that the server has forgotten. */
static void
tell_no_token (MvStart *start, const GError *error)
{
  g_autoptr (GError) none = NULL;

  g_debug ("No token for account %s: %s", start->account->key, error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    mv_problem_set (&none, MV_PROBLEM_NOT_AUTHENTICATED, NULL, "no token is kept");
  mv_session_set_trouble (start->session, none != NULL ? none : error);
}

static void
token_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvStart) start = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = mv_secrets_lookup_finish (MV_SECRETS (source), result, &error);
  g_autoptr (MvTransport) transport = NULL;
  g_autoptr (MvSyncService) service = NULL;

  if (g_cancellable_is_cancelled (start->cancellable))
    return;
  if (error != NULL)
    tell_no_token (start, error);
  g_clear_error (&error);
  transport = mv_http_transport_new (start->account->server, &error);
  if (transport == NULL)
    {
      g_warning ("No way to the server of account %s: %s", start->account->key, error->message);
      return;
    }
  service = mv_sync_service_new (mv_session_get_store (start->session), start->account->key,
                                 transport, token, mv_session_get_clock (start->session),
                                 mv_session_get_random (start->session));
  mv_sync_service_set_secrets (service, mv_session_get_secrets (start->session));
  mv_sync_service_watch_network (service, g_network_monitor_get_default ());
  mv_session_add_service (start->session, service);
  mv_sync_service_start (service);
}

static gpointer
list_accounts (MvStore *store, gpointer data, GError **error)
{
  return mv_store_list_accounts (store, error);
}

static void
accounts_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvStart) start = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts =
      mv_store_run_finish (mv_session_get_store (start->session), result, &error);

  if (g_cancellable_is_cancelled (start->cancellable))
    return;
  if (accounts == NULL)
    {
      g_warning ("The accounts could not be read: %s", error->message);
      return;
    }
  for (guint i = 0; i < accounts->len; i++)
    {
      const MvAccount *account = g_ptr_array_index (accounts, i);

      if (account->server != NULL && !mv_session_has_service (start->session, account->key))
        mv_secrets_lookup_async (mv_session_get_secrets (start->session), account->key,
                                 start->cancellable, token_found_cb,
                                 mv_start_new (start->session, account, start->cancellable));
    }
}

void
mv_accounts_start (MvSession *session, GCancellable *cancellable)
{
  mv_store_read_async (mv_session_get_store (session), list_accounts, NULL, NULL,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, accounts_listed_cb,
                       mv_start_new (session, NULL, cancellable));
}

void
mv_accounts_stop (MvSession *session)
{
  GListModel *services = mv_session_get_services (session);

  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (MvSyncService) service = g_list_model_get_item (services, i);

      mv_sync_service_stop (service);
    }
}

/* --- Joining ------------------------------------------------------------------------------------
 */

typedef struct
{
  MvSession *session;     /* (owned) */
  MvTransport *transport; /* (owned) */
  char *server;           /* (owned) */
  char *code;             /* (owned) */
} Join;

static void
join_free (Join *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->transport);
  g_free (self->server);
  g_free (self->code);
  g_free (self);
}

static void
enrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Join *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  MvEnrolment *enrolment = mv_enrol_finish (result, &error);

  if (enrolment == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* One that was revoked or asleep has a new token now. */
  mv_session_remove_service (self->session, enrolment->account);
  mv_session_set_trouble (self->session, NULL);
  g_task_return_pointer (task, enrolment, (GDestroyNotify) mv_enrolment_free);
}

static void
looked_to_join_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Join *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvAccountsFacts) facts = mv_accounts_look_finish (self->session, result, &error);

  if (facts == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  mv_enrol_connect_async (
      mv_session_get_store (self->session), self->transport, mv_session_get_secrets (self->session),
      mv_session_get_random (self->session), facts->local_account, self->server, self->code,
      g_get_host_name (), cancellable, enrolled_cb, g_steal_pointer (&task));
}

/**
 * mv_accounts_join_async:
 * @session: an open session with secrets
 * @server: the server's address, as typed
 * @code: an invitation or link code, as typed
 * @cancellable: (nullable): cancels
 * @callback: called when the account is there
 * @user_data: for @callback
 *
 * Enrols this machine as mv_enrol_connect_async() does. Who was on this machine alone gets the
 * server, and takes along what has been written. The exchange begins with mv_accounts_start().
 *
 * Fails with the errors of mv_http_transport_new() and mv_enrol_connect_async(). No account has
 * been added then, and the same code may be tried again.
 */
void
mv_accounts_join_async (MvSession *session,
                        const char *server,
                        const char *code,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  Join *self = g_new0 (Join, 1);

  g_task_set_source_tag (task, mv_accounts_join_async);
  g_task_set_task_data (task, self, (GDestroyNotify) join_free);
  self->session = g_object_ref (session);
  self->code = g_strdup (code);
  self->server = mv_server_address_normalise (server, &error);
  if (self->server != NULL)
    self->transport = mv_http_transport_new (self->server, &error);
  if (self->transport == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  mv_accounts_look_async (session, cancellable, looked_to_join_cb, g_steal_pointer (&task));
}

MvEnrolment *
mv_accounts_join_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_accounts_join_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Staying on this machine --------------------------------------------------------------------
 */

static gpointer
stay_on_writer (MvStore *store, gpointer data, GError **error)
{
  g_autoptr (MvAccountsFacts) facts = look_on_reader (store, NULL, error);
  g_autofree char *uid = mv_store_new_id (store);
  g_autofree char *key = mv_account_key_new ("", uid);
  MvAccount account = { .key = key, .uid = uid, .name = (char *) "" };

  if (facts == NULL)
    return NULL;
  if (facts->local_account != NULL)
    return store;
  return mv_store_add_account (store, &account, error) ? store : NULL;
}

void
mv_accounts_stay_async (MvSession *session,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  mv_store_write_async (mv_session_get_store (session), stay_on_writer, NULL, NULL, NULL,
                        cancellable, callback, user_data);
}

gboolean
mv_accounts_stay_finish (MvSession *session, GAsyncResult *result, GError **error)
{
  return mv_store_run_finish (mv_session_get_store (session), result, error) != NULL;
}

/* --- Another machine of one's own ---------------------------------------------------------------
 */

typedef struct
{
  MvSession *session;     /* (owned) */
  char *account;          /* (owned) */
  char *server;           /* (owned) (nullable) */
  MvTransport *transport; /* (owned) (nullable) */
} Link;

static void
link_free (Link *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->transport);
  g_free (self->account);
  g_free (self->server);
  g_free (self);
}

static void
code_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  MvLinkCode *code = mv_link_code_finish (result, &error);

  if (code != NULL)
    g_task_return_pointer (task, code, (GDestroyNotify) mv_link_code_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
link_token_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Link *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = mv_secrets_lookup_finish (MV_SECRETS (source), result, &error);

  if (token == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      mv_problem_set (&error, MV_PROBLEM_NOT_AUTHENTICATED, NULL, "no token is kept");
    }
  if (token == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  mv_link_code_async (self->transport, token, cancellable, code_made_cb, g_steal_pointer (&task));
}

static gpointer
find_account (MvStore *store, gpointer data, GError **error)
{
  return mv_store_find_account (store, data, error);
}

static void
account_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Link *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvAccount) account = mv_store_run_finish (MV_STORE (source), result, &error);

  if (account != NULL)
    self->transport = mv_http_transport_new (account->server, &error);
  if (self->transport == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->server = g_strdup (account->server);
  mv_secrets_lookup_async (mv_session_get_secrets (self->session), self->account, cancellable,
                           link_token_found_cb, g_steal_pointer (&task));
}

/**
 * mv_accounts_link_async:
 * @session: an open session with secrets
 * @account: key of an account with a server
 * @cancellable: (nullable): cancels
 * @callback: called when the code is there
 * @user_data: for @callback
 *
 * Asks the account's server for a code with which the same person uses another machine.
 *
 * Fails with the errors of mv_link_code_async(), of looking up the account and of its token.
 */
void
mv_accounts_link_async (MvSession *session,
                        const char *account,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Link *self = g_new0 (Link, 1);

  g_task_set_source_tag (task, mv_accounts_link_async);
  g_task_set_task_data (task, self, (GDestroyNotify) link_free);
  self->session = g_object_ref (session);
  self->account = g_strdup (account);
  mv_store_read_async (mv_session_get_store (session), find_account, g_strdup (account), g_free,
                       (GDestroyNotify) mv_account_free, cancellable, account_found_cb, task);
}

MvLinkCode *
mv_accounts_link_finish (GAsyncResult *result, char **out_server, GError **error)
{
  Link *self;
  MvLinkCode *code;

  g_return_val_if_fail (g_async_result_is_tagged (result, mv_accounts_link_async), NULL);

  self = g_task_get_task_data (G_TASK (result));
  code = g_task_propagate_pointer (G_TASK (result), error);
  if (code != NULL)
    *out_server = g_strdup (self->server);
  return code;
}
