/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-backend.h"

#include "mv-accounts.h"

#include <glib/gi18n.h>

#define STORE_FILE "medvirk.sqlite"
#define TOKEN_FILE "tokens"
#define INVITATION_MAX_BYTES 4096

/* The executors go after the store; a name of its own on the session keeps them until then. */
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

/* What stands behind a session while its store is being opened. */
typedef struct
{
  MvClock *clock;       /* (owned) */
  MvRandom *random;     /* (owned) */
  GPtrArray *executors; /* (owned) (nullable): of both; goes to the session */
  MvExecutor *writer;   /* (unowned) */
  MvExecutor *reader;   /* (unowned) */
  MvSecrets *secrets;   /* (owned) (nullable) */
  char *path;           /* (owned) */
  char *kept;           /* (owned) (nullable): where a damaged store was put */
  guint n_rescued;
} MvOpening;

static MvOpening *
mv_opening_new (const MvProfile *profile, MvClock *clock)
{
  MvOpening *self = g_new0 (MvOpening, 1);

  self->clock = g_object_ref (clock);
  self->random = mv_random_system_new ();
  self->executors = g_ptr_array_new_with_free_func (shut_down_executor);
  self->writer = mv_executor_worker_new ("store-write");
  self->reader = mv_executor_worker_new ("store-read");
  g_ptr_array_add (self->executors, self->writer);
  g_ptr_array_add (self->executors, self->reader);
  self->path = mv_profile_dup_path (profile, STORE_FILE);
  if (profile->secret_label != NULL)
    {
      g_autofree char *token_path = mv_profile_dup_path (profile, TOKEN_FILE);

      self->secrets = mv_secrets_new (profile->secret_label, token_path);
    }
  return self;
}

static void
mv_opening_free (MvOpening *self)
{
  g_clear_object (&self->secrets);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_pointer (&self->executors, g_ptr_array_unref);
  g_free (self->path);
  g_free (self->kept);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvOpening, mv_opening_free)

static MvStore *
rescue (MvOpening *self, GError **error)
{
  return mv_store_rescue (self->path, NULL, self->writer, self->reader, self->clock, self->random,
                          &self->kept, &self->n_rescued, error);
}

static MvSession *
make_session (MvOpening *self, MvStore *store, char **out_notice)
{
  MvSession *session = mv_session_new (store, self->clock, self->random);

  if (self->secrets != NULL)
    mv_session_set_secrets (session, self->secrets);
  g_object_set_qdata_full (G_OBJECT (session), executors_quark (),
                           g_steal_pointer (&self->executors), (GDestroyNotify) g_ptr_array_unref);
  *out_notice = self->kept != NULL ? describe_rescue (self->n_rescued, self->kept) : NULL;
  return session;
}

/**
 * mv_backend_open:
 * @profile: whose store
 * @out_notice: (out) (transfer full) (nullable): a sentence for the person, if a damaged store had
 * to be set aside
 * @error: return location
 *
 * Opens the profile's store, making it if there is none. A damaged one is set aside, and what was
 * written and not sent is taken over into a new one. Waits for that; a window opens it with
 * mv_backend_open_async().
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

  return mv_backend_open_at (profile, clock, out_notice, error);
}

/**
 * mv_backend_open_at:
 * @profile: whose store
 * @clock: the time in it
 * @out_notice: (out) (transfer full) (nullable): as for mv_backend_open()
 * @error: return location
 *
 * Opens the profile's store as mv_backend_open() does, at another time than now. A profile without
 * a label in the keyring has no place for tokens, and can never send.
 *
 * Returns: (transfer full): a session without exchange, or %NULL on error
 */
MvSession *
mv_backend_open_at (const MvProfile *profile, MvClock *clock, char **out_notice, GError **error)
{
  g_autoptr (MvOpening) opening = mv_opening_new (profile, clock);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MvStore) store = NULL;

  *out_notice = NULL;
  store = mv_store_open (opening->path, NULL, opening->writer, opening->reader, clock,
                         opening->random, &local_error);
  if (g_error_matches (local_error, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED))
    {
      g_clear_error (&local_error);
      store = rescue (opening, &local_error);
    }
  if (store == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return make_session (opening, store, out_notice);
}

static void
rescue_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  MvStore *store = rescue (task_data, &error);

  if (store == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, store, g_object_unref);
}

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MvOpening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  MvStore *store = mv_store_open_finish (result, &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else if (g_error_matches (error, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED))
    mv_executor_run_task (opening->writer, task, rescue_cb);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * mv_backend_open_async:
 * @profile: whose store
 * @cancellable: (nullable): cancels
 * @callback: called when the store is open, or cannot be opened
 * @user_data: for @callback
 *
 * Opens the profile's store as mv_backend_open() does, in a thread of its own: the store of a
 * version before this one is brought up to date first, and a damaged one is read from end to end.
 */
void
mv_backend_open_async (const MvProfile *profile,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (MvClock) clock = open_clock ();
  MvOpening *opening = mv_opening_new (profile, clock);

  g_task_set_source_tag (task, mv_backend_open_async);
  g_task_set_task_data (task, opening, (GDestroyNotify) mv_opening_free);
  mv_store_open_async (opening->path, NULL, opening->writer, opening->reader, opening->clock,
                       opening->random, cancellable, store_opened_cb, task);
}

/**
 * mv_backend_open_finish:
 * @result: as given to the callback
 * @out_notice: (out) (transfer full) (nullable): as for mv_backend_open()
 * @error: return location
 *
 * Fails as mv_backend_open() does, and with %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): a session without exchange, or %NULL on error
 */
MvSession *
mv_backend_open_finish (GAsyncResult *result, char **out_notice, GError **error)
{
  g_autoptr (MvStore) store = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_backend_open_async), NULL);

  *out_notice = NULL;
  store = g_task_propagate_pointer (G_TASK (result), error);
  return store != NULL ? make_session (g_task_get_task_data (G_TASK (result)), store, out_notice)
                       : NULL;
}

/**
 * mv_backend_close:
 * @session: an open session
 *
 * Stops the exchange and closes the store, when what is being written has been written. Who still
 * holds the session or its store (a page whose window has just gone) gets errors from then on.
 */
void
mv_backend_close (MvSession *session)
{
  mv_accounts_stop (session);
  mv_store_close (mv_session_get_store (session));
  g_object_set_qdata (G_OBJECT (session), executors_quark (), NULL);
}

/* --- Enrolling without a window ----------------------------------------------------------------
 */

static void
joined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **out_result = user_data;

  *out_result = g_object_ref (result);
}

/**
 * mv_backend_read_invitation:
 * @file: an invitation, from anywhere
 * @out_server: (out) (transfer full): the server's address
 * @out_code: (out) (transfer full): the code
 * @error: return location
 *
 * Reads a `.medvirk` file, strictly and never more of it than an invitation can have.
 *
 * Fails with an error of the domain %G_FILE_ERROR if it cannot be read, and with those of
 * mv_invitation_parse().
 *
 * Returns: whether it was read
 */
gboolean
mv_backend_read_invitation (GFile *file, char **out_server, char **out_code, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &local_error);
  g_autofree char *text = g_malloc (INVITATION_MAX_BYTES + 1);
  size_t length;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), text, INVITATION_MAX_BYTES, &length, NULL,
                                &local_error))
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, local_error->message);
      return FALSE;
    }
  text[length] = '\0';
  if (length == INVITATION_MAX_BYTES || !g_utf8_validate (text, (gssize) length, NULL))
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "invitation", "the file is not a text");
      return FALSE;
    }
  return mv_invitation_parse (text, out_server, out_code, error);
}

/**
 * mv_backend_connect:
 * @profile: whose store the account comes into
 * @path: path of a `.medvirk` file
 * @error: return location
 *
 * Takes the invitation: asks its server for an account and keeps it. Runs the main loop until the
 * answer is there.
 *
 * Fails with errors of opening the store, of reading the invitation and of
 * mv_accounts_join_finish(). Nothing has been kept then and the same invitation may be tried again.
 *
 * Returns: (transfer full): a sentence that says who is connected where, or %NULL on error
 */
char *
mv_backend_connect (const MvProfile *profile, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *server = NULL, *code = NULL, *notice = NULL;
  g_autoptr (MvSession) session = NULL;
  g_autoptr (MvEnrolment) enrolment = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!mv_backend_read_invitation (file, &server, &code, error))
    return NULL;
  session = mv_backend_open (profile, &notice, error);
  if (session == NULL)
    return NULL;
  mv_accounts_join_async (session, server, code, NULL, joined_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  enrolment = mv_accounts_join_finish (result, error);
  mv_backend_close (session);

  if (enrolment == NULL)
    return NULL;
  /* Translators: the first %s is a person's name, the second a server's address */
  return g_strdup_printf (_ ("%s is connected to %s."), enrolment->name, server);
}
