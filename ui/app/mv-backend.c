/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-backend.h"

#include "mv-enrol.h"
#include "mv-http-transport.h"
#include "mv-secrets.h"

#include <glib/gi18n.h>

#define STORE_FILE "medvirk.sqlite"
#define TOKEN_FILE "tokens"
#define INVITATION_MAX_BYTES 4096

/* The executors go with the store; a name of its own on the session keeps them until then. */
static GQuark
executors_quark (void)
{
  return g_quark_from_static_string ("mv-backend-executors");
}

static void
shut_down_executor (gpointer data)
{
  mv_executor_worker_shut_down (data);
  g_object_unref (data);
}

/* Pictures and tests of the whole program begin at a moment of their own: the demo has dates. */
static MvClock *
open_clock (void)
{
  const char *moment = g_getenv ("MEDVIRK_NOW");
  gint64 now_us;

  if (moment != NULL && mv_time_from_text (moment, &now_us))
    return mv_clock_system_new_at (now_us);
  return mv_clock_system_new ();
}

/* Where nothing could be read, the accounts are gone too, and with them what could be fetched. */
static char *
describe_rescue (guint n_rescued, const char *kept)
{
  if (n_rescued == 0)
    return g_strdup_printf (_ ("The file with your texts was damaged, and no unsent text could be "
                               "saved from it. What was sent is not lost: if it does not come back "
                               "by itself, ask for a new invitation. The damaged file is kept as "
                               "%s."),
                            kept);

  return g_strdup_printf (
      ngettext ("The file with your texts was damaged. %1$u text that was not sent is saved "
                "from it. The rest is fetched again. The damaged file is kept as %2$s.",
                "The file with your texts was damaged. %1$u texts that were not sent are saved "
                "from it. The rest is fetched again. The damaged file is kept as %2$s.",
                n_rescued),
      n_rescued, kept);
}

/**
 * mv_backend_open:
 * @profile: whose store
 * @out_notice: (out) (transfer full) (nullable): a sentence for the person, if a damaged store had
 * to be set aside
 * @error: return location
 *
 * Opens the profile's store, making it if there is none. A damaged one is set aside, and what was
 * written and not sent is taken over into a new one.
 *
 * Fails with %MV_STORE_ERROR_NEWER, %MV_STORE_ERROR_FULL or %MV_STORE_ERROR_FAILED; the store on
 * disk is then as it was.
 *
 * Returns: (transfer full): a session without exchange, or %NULL on error
 */
MvSession *
mv_backend_open (const MvProfile *profile, char **out_notice, GError **error)
{
  g_autoptr (MvClock) clock = open_clock ();
  g_autoptr (MvRandom) random = mv_random_system_new ();
  g_autoptr (GPtrArray) executors = g_ptr_array_new_with_free_func (shut_down_executor);
  g_autofree char *path = mv_profile_dup_path (profile, STORE_FILE);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MvStore) store = NULL;
  MvExecutor *writer = mv_executor_worker_new ("store-write");
  MvExecutor *reader = mv_executor_worker_new ("store-read");
  MvSession *session;

  *out_notice = NULL;
  g_ptr_array_add (executors, writer);
  g_ptr_array_add (executors, reader);
  store = mv_store_open (path, NULL, writer, reader, clock, random, &local_error);
  if (g_error_matches (local_error, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED))
    {
      g_autofree char *kept = NULL;
      guint n_rescued = 0;

      g_clear_error (&local_error);
      store = mv_store_rescue (path, NULL, writer, reader, clock, random, &kept, &n_rescued,
                               &local_error);
      if (store != NULL)
        *out_notice = describe_rescue (n_rescued, kept);
    }
  if (store == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  session = mv_session_new (store, clock, random);
  g_object_set_qdata_full (G_OBJECT (session), executors_quark (), g_steal_pointer (&executors),
                           (GDestroyNotify) g_ptr_array_unref);
  return session;
}

static MvSecrets *
open_secrets (const MvProfile *profile)
{
  g_autofree char *path = mv_profile_dup_path (profile, TOKEN_FILE);

  return mv_secrets_new (profile->secret_label, path);
}

/* --- Starting the exchange ---------------------------------------------------------------------
 */

typedef struct
{
  MvSession *session;        /* (owned) */
  MvSecrets *secrets;        /* (owned) */
  MvAccount *account;        /* (owned) (nullable): the one being looked up */
  GCancellable *cancellable; /* (owned) */
} MvStart;

static void
mv_start_free (MvStart *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->secrets);
  g_clear_pointer (&self->account, mv_account_free);
  g_clear_object (&self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvStart, mv_start_free)

static MvStart *
mv_start_new (MvSession *session,
              MvSecrets *secrets,
              const MvAccount *account,
              GCancellable *cancellable)
{
  MvStart *self = g_new0 (MvStart, 1);

  self->session = g_object_ref (session);
  self->secrets = g_object_ref (secrets);
  self->account = account != NULL ? mv_account_copy (account) : NULL;
  self->cancellable = g_object_ref (cancellable);
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
  g_autofree char *token = mv_secrets_lookup_finish (start->secrets, result, &error);
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

      if (account->server != NULL)
        mv_secrets_lookup_async (
            start->secrets, account->key, start->cancellable, token_found_cb,
            mv_start_new (start->session, start->secrets, account, start->cancellable));
    }
}

void
mv_backend_start (MvSession *session, const MvProfile *profile, GCancellable *cancellable)
{
  g_autoptr (MvSecrets) secrets = open_secrets (profile);

  mv_store_read_async (mv_session_get_store (session), list_accounts, NULL, NULL,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, accounts_listed_cb,
                       mv_start_new (session, secrets, NULL, cancellable));
}

/**
 * mv_backend_close:
 * @session: an open session
 *
 * Stops the exchange and closes the store, when what is being written has been written.
 */
void
mv_backend_close (MvSession *session)
{
  GListModel *services = mv_session_get_services (session);

  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (MvSyncService) service = g_list_model_get_item (services, i);

      mv_sync_service_stop (service);
    }
  mv_store_close (mv_session_get_store (session));
  g_object_set_qdata (G_OBJECT (session), executors_quark (), NULL);
}

/* --- Enrolling without a window ----------------------------------------------------------------
 */

typedef struct
{
  GMainLoop *loop;        /* (unowned) */
  MvEnrolment *enrolment; /* (owned) (nullable) */
  GError *error;          /* (owned) (nullable) */
} MvConnect;

static void
enrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MvConnect *connect = user_data;

  connect->enrolment = mv_enrol_finish (result, &connect->error);
  g_main_loop_quit (connect->loop);
}

static gboolean
read_invitation (const char *file, char **out_server, char **out_code, GError **error)
{
  g_autofree char *text = NULL;
  size_t length;

  if (!g_file_get_contents (file, &text, &length, error))
    return FALSE;
  if (length > INVITATION_MAX_BYTES || !g_utf8_validate (text, (gssize) length, NULL))
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "invitation", "the file is not a text");
      return FALSE;
    }
  return mv_invitation_parse (text, out_server, out_code, error);
}

/**
 * mv_backend_connect:
 * @profile: whose store the account comes into
 * @file: path of a `.medvirk` file
 * @error: return location
 *
 * Takes the invitation: asks its server for an account and keeps it. Runs the main loop until the
 * answer is there.
 *
 * Fails with errors of opening the store, of reading the invitation and of mv_enrol_finish().
 * Nothing has been kept then and the same invitation may be tried again.
 *
 * Returns: (transfer full): a sentence that says who is connected where, or %NULL on error
 */
char *
mv_backend_connect (const MvProfile *profile, const char *file, GError **error)
{
  g_autofree char *server = NULL, *code = NULL, *notice = NULL, *sentence = NULL;
  g_autoptr (MvSession) session = NULL;
  g_autoptr (MvSecrets) secrets = NULL;
  g_autoptr (MvTransport) transport = NULL;
  g_autoptr (GMainLoop) loop = NULL;
  MvConnect connect = { 0 };

  if (!read_invitation (file, &server, &code, error))
    return NULL;
  transport = mv_http_transport_new (server, error);
  if (transport == NULL)
    return NULL;
  session = mv_backend_open (profile, &notice, error);
  if (session == NULL)
    return NULL;
  secrets = open_secrets (profile);
  loop = g_main_loop_new (NULL, FALSE);
  connect.loop = loop;
  mv_enrol_async (mv_session_get_store (session), transport, secrets,
                  mv_session_get_random (session), server, code, g_get_host_name (), NULL,
                  enrolled_cb, &connect);
  g_main_loop_run (loop);
  mv_backend_close (session);

  if (connect.enrolment == NULL)
    {
      g_propagate_error (error, connect.error);
      return NULL;
    }
  /* Translators: the first %s is a person's name, the second a server's address */
  sentence = g_strdup_printf (_ ("%s is connected to %s."), connect.enrolment->name, server);
  mv_enrolment_free (connect.enrolment);
  return g_steal_pointer (&sentence);
}
