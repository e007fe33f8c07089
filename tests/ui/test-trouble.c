/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-accounts.h"
#include "mv-backend.h"
#include "mv-contribution-form.h"
#include "mv-contribution-saver.h"
#include "mv-enrol.h"
#include "mv-fault-vfs.h"
#include "mv-http-transport.h"
#include "mv-invitation-code.h"
#include "mv-language.h"
#include "mv-test-folder.h"
#include "mv-test-impostor.h"
#include "mv-test-resolver.h"
#include "mv-test-invited.h"
#include "mv-test-loop.h"
#include "mv-test-untrusted-server.h"
#include "mv-trouble.h"

#include <glib/gstdio.h>
#include <string.h>

/* What goes wrong is really made to go wrong, and has a sentence of its own in three languages. */

#define START_US (1800000000 * (gint64) G_USEC_PER_SEC)
#define PERSON "01930000-0000-7000-8000-0000000000b1"
#define PROJECT "01930000-0000-7000-8000-0000000000a1"

static const char *const languages[] = { "en", "nb", "nn" };

/* Sentences of all cases so far, with what they are about: two cases share none. */
static GHashTable *sentences;

/* @about: what the error is about; cases with the same answer have the same */
static void
assert_sentence (const GError *error, MvTroubleTask task, const char *about)
{
  g_autofree char *source = NULL;

  g_assert_nonnull (error);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *sentence = NULL;
      g_auto (GStrv) parts = NULL;
      const char *other;

      mv_language_apply (languages[i]);
      sentence = mv_trouble_dup_sentence (error, task);
      g_test_message ("%s", sentence);
      parts = g_strsplit (sentence, ". ", -1);
      g_assert_cmpuint (g_strv_length (parts), >=, 3);
      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_null (strstr (sentence, error->message));

      other = g_hash_table_lookup (sentences, sentence);
      g_assert_true (other == NULL || strcmp (other, about) == 0);
      if (i == 0)
        source = g_strdup (sentence);
      else
        g_assert_cmpstr (sentence, !=, source);
      g_hash_table_insert (sentences, g_steal_pointer (&sentence), g_strdup (about));
    }
  mv_language_apply ("en");
}

/* --- Taking an invitation -----------------------------------------------------------------------
 */

static void
assert_not_enrolled (MvTestDevice *device, const char *code, const char *about)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  g_assert_false (mv_test_device_enrol (device, code, &error));
  assert_sentence (error, MV_TROUBLE_CONNECTING, about);
  accounts = mv_store_list_accounts (device->store, NULL);
  g_assert_cmpuint (accounts->len, ==, 0);
}

/* One letter is another one. */
static void
test_mistyped (MvTestInvited *self, gconstpointer data)
{
  g_autofree char *code = g_strdup (self->code);

  code[8] = code[8] == 'A' ? 'B' : 'A';
  assert_not_enrolled (self->device, code, "mistyped");
}

/* A code that is well formed and nobody's; one that another machine has used; and one that is too
 * old: the server tells nobody which of the three it is, so the sentence names them all. */
static void
test_wrong_used_expired (MvTestInvited *self, gconstpointer data)
{
  const char *address = mv_test_server_get_address (self->server);
  g_autoptr (MvTestDevice) first = mv_test_device_new (address, self->clock, 2);
  g_autofree char *wrong = mv_invitation_code_from_bits (12345);
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;

  assert_not_enrolled (self->device, wrong, "invitation");
  mv_test_device_enrol (first, self->code, &error);
  g_assert_no_error (error);
  assert_not_enrolled (self->device, self->code, "invitation");
  later = mv_test_world_invite (self->world, self->uid);
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (self->clock), 15 * G_TIME_SPAN_DAY);
  assert_not_enrolled (self->device, later, "invitation");
}

/* One attempt more than an hour allows. */
static void
test_too_many (MvTestInvited *self, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *code = mv_invitation_code_from_bits (12345 + i);

      assert_not_enrolled (self->device, code, "invitation");
    }
  assert_not_enrolled (self->device, self->code, "too many");
}

/* Nobody listens there any more. */
static void
test_no_answer (MvTestInvited *self, gconstpointer data)
{
  mv_test_server_kill (self->server);
  assert_not_enrolled (self->device, self->code, "offline");
  mv_test_server_start (self->server);
}

/* --- Servers that are none ----------------------------------------------------------------------
 */

/* Tries a good code at @address, and expects the program to say what is wrong. */
static void
assert_no_server (const char *address, int code, const char *about)
{
  g_autoptr (MvClock) clock = mv_clock_virtual_new (START_US);
  g_autoptr (MvTestDevice) device = mv_test_device_new (address, clock, 1);
  g_autofree char *invitation = mv_invitation_code_from_bits (12345);
  g_autoptr (GError) error = NULL;

  g_assert_false (mv_test_device_enrol (device, invitation, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, code);
  assert_sentence (error, MV_TROUBLE_CONNECTING, about);
  assert_sentence (error, MV_TROUBLE_SENDING, about);
}

/* The address does not exist. */
static void
test_unknown_server (void)
{
  g_autoptr (GResolver) before = g_resolver_get_default ();
  g_autoptr (GResolver) resolver = mv_test_resolver_new_empty ();

  g_resolver_set_default (resolver);
  assert_no_server ("https://medvirk.invalid", MV_TRANSPORT_ERROR_UNKNOWN_SERVER, "unknown server");
  g_resolver_set_default (before);
}

/* The sign-in page of a guests' network answers everything with 200 and does not get to see the
 * code. */
static void
test_captive_portal (void)
{
  g_autoptr (MvTestImpostor) portal = mv_test_impostor_new_portal ();

  assert_no_server (mv_test_impostor_get_address (portal), MV_TRANSPORT_ERROR_NOT_MEDVIRK,
                    "portal");
  g_assert_cmpuint (mv_test_impostor_get_n_posts (portal), ==, 0);
}

/* Nobody signed the server's certificate. */
static void
test_certificate (void)
{
  g_autoptr (MvTestUntrustedServer) server = mv_test_untrusted_server_new ();

  if (server == NULL)
    return;
  assert_no_server (mv_test_untrusted_server_get_address (server), MV_TRANSPORT_ERROR_CERTIFICATE,
                    "certificate");
}

/* Files that are no invitation, through the same call as `--connect`. */
static void
test_invitation_files (void)
{
  static const struct
  {
    const char *text; /* %NULL: there is no such file */
    const char *about;
  } rows[] = {
    /* another file */
    { "Dear friend\n", "no invitation" },
    /* of a later version */
    { "Medvirk-Invitation: 2\nServer: https://medvirk.example.no\nCode: K7QMW-3XPAE-9TFD6\n",
      "no invitation" },
    /* not a text */
    { "\xff\xfe", "no invitation" },
    /* a mistyped code */
    { "Medvirk-Invitation: 1\nServer: https://medvirk.example.no\nCode: K7QMW-3XPAE-9TFD7\n",
      "mistyped" },
    /* an address without encryption */
    { "Medvirk-Invitation: 1\nServer: http://medvirk.example.no\nCode: K7QMW-3XPAE-9TFD6\n",
      "address" },
    /* no file */
    { NULL, "no file" },
  };
  g_autoptr (GError) none = NULL;
  g_autoptr (MvProfile) profile = mv_profile_new ("invitations", &none);
  g_autofree char *path = mv_profile_dup_path (profile, "invitation.medvirk");

  g_assert_no_error (none);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_remove (path);
      if (rows[i].text != NULL)
        g_assert_true (g_file_set_contents (path, rows[i].text, -1, NULL));
      g_assert_null (mv_backend_connect (profile, path, &error));
      assert_sentence (error, MV_TROUBLE_CONNECTING, rows[i].about);
    }
}

/* --- Disk and file ------------------------------------------------------------------------------
 */

static void
add_account (MvStore *store)
{
  const MvAccount account = { .key = (char *) "a",
                              .server = (char *) "https://medvirk.example.no",
                              .uid = (char *) PERSON,
                              .device = (char *) "01930000-0000-7000-8000-0000000000e1",
                              .name = (char *) "Person A" };
  g_autoptr (GError) error = NULL;

  mv_store_add_account (store, &account, &error);
  g_assert_no_error (error);
}

static char *
dup_saved_text (MvStore *store, const char *id)
{
  g_autoptr (MvRecord) record = mv_store_get (store, "a", id, NULL);

  return record != NULL ? g_strdup (mv_record_get_text (record, "text")) : NULL;
}

/* The next pause: saves, and waits until the attempt is over. */
static void
leave_field (MvContributionSaver *saver)
{
  g_autoptr (GAsyncResult) result = NULL;

  mv_contribution_saver_save_async (saver, NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  mv_contribution_saver_save_finish (saver, result, NULL);
}

/* The disk fills up while somebody writes: what was saved stays, what is new stands in the form and
 * is saved at the next pause once there is room. */
static void
test_full_disk (void)
{
  g_autoptr (MvFaultVfs) vfs = mv_fault_vfs_new (NULL);
  g_autoptr (MvClock) clock = mv_clock_virtual_new (START_US);
  g_autoptr (MvRandom) random = mv_random_seeded_new (1, 1);
  g_autoptr (MvExecutor) executor = mv_executor_inline_new ();
  g_autoptr (MvContributionForm) form = NULL;
  g_autoptr (MvContributionSaver) saver = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("medvirk-full-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "replica.db", NULL);
  g_autofree char *kept = NULL;
  g_autofree char *saved = NULL;
  MvStore *store;
  const char *id;

  store =
      mv_store_open (path, mv_fault_vfs_get_name (vfs), executor, executor, clock, random, &error);
  g_assert_no_error (error);
  add_account (store);
  form = mv_contribution_form_new (clock, random, "en", "2026-11-22");
  saver = mv_contribution_saver_new (store, clock, form);
  mv_contribution_saver_set_account (saver, "a");
  mv_contribution_form_set_project (form, PROJECT);
  mv_contribution_form_set_text (form, MV_FORM_TEXT, "The first sentence.");
  leave_field (saver);
  g_assert_cmpint (mv_contribution_saver_get_state (saver), ==, MV_SAVER_SAVED);
  id = mv_contribution_form_get_id (form);

  mv_fault_vfs_set_full_after (vfs, 0);
  mv_contribution_form_set_text (form, MV_FORM_TEXT, "The first sentence. And another.");
  leave_field (saver);
  g_assert_cmpint (mv_contribution_saver_get_state (saver), ==, MV_SAVER_FAILED);
  g_assert_error (mv_contribution_saver_get_error (saver), MV_STORE_ERROR, MV_STORE_ERROR_FULL);
  assert_sentence (mv_contribution_saver_get_error (saver), MV_TROUBLE_SAVING, "full");
  g_assert_true (mv_contribution_saver_has_unsaved (saver));
  g_assert_cmpstr (mv_contribution_form_get_text (form, MV_FORM_TEXT), ==,
                   "The first sentence. And another.");
  kept = dup_saved_text (store, id);
  g_assert_cmpstr (kept, ==, "The first sentence.");

  mv_fault_vfs_heal (vfs);
  leave_field (saver);
  g_assert_cmpint (mv_contribution_saver_get_state (saver), ==, MV_SAVER_SAVED);
  saved = dup_saved_text (store, id);
  g_assert_cmpstr (saved, ==, "The first sentence. And another.");

  g_clear_object (&saver);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  mv_store_close (store);
  g_assert_finalize_object (store);
  mv_test_remove_folder (folder);
}

/* Opens a profile's store, and writes one draft if there is none yet. */
static void
make_profile (const MvProfile *profile)
{
  g_autofree char *path = mv_profile_dup_path (profile, "medvirk.sqlite");
  g_autoptr (MvClock) clock = mv_clock_virtual_new (START_US);
  g_autoptr (MvRandom) random = mv_random_seeded_new (1, 1);
  g_autoptr (MvExecutor) executor = mv_executor_inline_new ();
  g_autoptr (MvRecord) record = mv_record_new (mv_kind_find ("contribution"), PROJECT);
  g_autoptr (GError) error = NULL;
  MvStore *store;

  g_remove (path);
  store = mv_store_open (path, NULL, executor, executor, clock, random, &error);
  g_assert_no_error (error);
  add_account (store);
  mv_record_set_text (record, "text", "A sentence that nobody has got yet.");
  mv_store_save (store, "a", record, MV_SAVE_DRAFT, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  mv_store_close (store);
  g_assert_finalize_object (store);
}

/* A file that a newer version made is left as it is, and the program says so. */
static void
test_newer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvProfile) profile = mv_profile_new ("newer", &error);
  g_autofree char *path = mv_profile_dup_path (profile, "medvirk.sqlite");
  g_autofree char *url = g_strconcat ("sqlite:", path, NULL);
  g_autofree char *notice = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  size_t length_before, length_after;
  g_autoptr (MvDb) db = NULL;

  make_profile (profile);
  db = mv_db_open (url, NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  mv_db_run (db, &error, "INSERT INTO migration (version, name) VALUES (9999, 'later')", "");
  g_assert_no_error (error);
  g_clear_object (&db);
  g_assert_true (g_file_get_contents (path, &before, &length_before, NULL));

  g_assert_null (mv_backend_open (profile, &notice, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NEWER);
  assert_sentence (error, MV_TROUBLE_STARTING, "newer");
  g_assert_null (notice);
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
}

static gpointer
read_text (MvStore *store, gpointer data, GError **error)
{
  return dup_saved_text (store, PROJECT);
}

static char *
ask_session (MvSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  MvStore *store = mv_session_get_store (session);

  mv_store_read_async (store, read_text, NULL, NULL, g_free, NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  return mv_store_run_finish (store, result, NULL);
}

static void
overwrite (const char *path, size_t from, size_t length)
{
  g_autofree char *text = NULL;
  size_t size;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_cmpuint (from + length, <=, size);
  memset (text + from, 'x', length);
  g_assert_true (g_file_set_contents (path, text, (gssize) size, NULL));
}

/* Damages a profile's file with @damage, starts the program in each language, and expects it to say
 * where the file is and to have the text @text. */
static void
assert_set_aside (const char *name, void (*damage) (const char *path), const char *text)
{
  g_autoptr (GError) none = NULL;
  g_autoptr (MvProfile) profile = mv_profile_new (name, &none);
  g_autofree char *path = mv_profile_dup_path (profile, "medvirk.sqlite");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *notice = NULL;
      g_autofree char *start = g_strconcat (path, ".damaged-", NULL);
      g_autofree char *found = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (MvSession) session = NULL;

      make_profile (profile);
      damage (path);
      mv_language_apply (languages[i]);
      session = mv_backend_open (profile, &notice, &error);
      g_assert_no_error (error);
      g_assert_nonnull (notice);
      g_assert_nonnull (strstr (notice, start));
      found = ask_session (session);
      g_assert_cmpstr (found, ==, text);
      mv_backend_close (session);
      g_strdelimit (strstr (notice, start), ".-0123456789", ' ');
      g_assert_true (g_hash_table_add (seen, g_steal_pointer (&notice)));
    }
  mv_language_apply ("en");
}

static void
damage_start (const char *path)
{
  overwrite (path, 0, 100);
}

/* Somebody met damage the last time; where in the file is no matter. */
static void
note_damage (const char *path)
{
  g_autofree char *suspect = g_strconcat (path, ".suspect", NULL);

  g_assert_true (g_file_set_contents (suspect, "", 0, NULL));
}

/* A file that is rubbish from its first byte is set aside, and the program starts. */
static void
test_damaged_start (void)
{
  assert_set_aside ("damaged", damage_start, NULL);
}

/* From a file that was found to be damaged while the program ran, what can be read is there again.
 */
static void
test_damaged_before (void)
{
  assert_set_aside ("suspect", note_damage, "A sentence that nobody has got yet.");
}

/* The file with the tokens is rubbish: the program starts, and says why nothing is sent. */
static void
test_no_token (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvProfile) profile = mv_profile_new ("tokens", &error);
  g_autofree char *tokens = mv_profile_dup_path (profile, "tokens");
  g_autofree char *notice = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MvSession) session = NULL;

  make_profile (profile);
  g_assert_true (g_file_set_contents (tokens, "not a key file", -1, NULL));
  session = mv_backend_open (profile, &notice, &error);
  g_assert_no_error (error);
  mv_accounts_start (session, cancellable);
  while (g_list_model_get_n_items (mv_session_get_services (session)) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (mv_session_get_trouble (session), MV_SECRETS_ERROR, MV_SECRETS_ERROR_FILE);
  assert_sentence (mv_session_get_trouble (session), MV_TROUBLE_SENDING, "tokens");
  g_cancellable_cancel (cancellable);
  mv_backend_close (session);
}

/* --- Every error --------------------------------------------------------------------------------
 */

/* Each member of each domain has words for each task, whole ones in each language. */
static void
test_every_member (void)
{
  const struct
  {
    GQuark domain;
    int last;
  } domains[] = {
    { MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_ADDRESS },
    { MV_STORE_ERROR, MV_STORE_ERROR_NOT_ALLOWED },
    { MV_PROBLEM, MV_PROBLEM_ERASED },
    { MV_SECRETS_ERROR, MV_SECRETS_ERROR_FILE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 1; code <= domains[i].last; code++)
      for (MvTroubleTask task = 0; task < MV_TROUBLE_N_TASKS; task++)
        {
          g_autoptr (GError) error = g_error_new_literal (domains[i].domain, code, "@message@");
          g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, 0, "@message@");
          g_autofree char *about =
              g_strdup_printf ("%s %d", g_quark_to_string (domains[i].domain), code);
          g_autofree char *sentence = mv_trouble_dup_sentence (error, task);
          g_autofree char *general = mv_trouble_dup_sentence (other, task);

          g_test_message ("%s, task %d: %s", about, (int) task, sentence);
          g_assert_cmpstr (sentence, !=, general);
          for (guint j = 1; j < G_N_ELEMENTS (languages); j++)
            {
              g_autofree char *translated = NULL;
              g_auto (GStrv) parts = g_strsplit (sentence, ". ", -1);

              mv_language_apply (languages[j]);
              translated = mv_trouble_dup_sentence (error, task);
              mv_language_apply ("en");
              for (guint k = 0; parts[k] != NULL; k++)
                g_assert_null (strstr (translated, parts[k]));
            }
        }
}

#define INVITED(path, function)                                                                    \
  g_test_add (path, MvTestInvited, NULL, mv_test_invited_set_up, function,                         \
              mv_test_invited_tear_down)

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  INVITED ("/ui/trouble/mistyped", test_mistyped);
  INVITED ("/ui/trouble/wrong-used-expired", test_wrong_used_expired);
  INVITED ("/ui/trouble/too-many", test_too_many);
  INVITED ("/ui/trouble/no-answer", test_no_answer);
  g_test_add_func ("/ui/trouble/unknown-server", test_unknown_server);
  g_test_add_func ("/ui/trouble/captive-portal", test_captive_portal);
  g_test_add_func ("/ui/trouble/certificate", test_certificate);
  g_test_add_func ("/ui/trouble/invitation-files", test_invitation_files);
  g_test_add_func ("/ui/trouble/full-disk", test_full_disk);
  g_test_add_func ("/ui/trouble/newer", test_newer);
  g_test_add_func ("/ui/trouble/damaged-start", test_damaged_start);
  g_test_add_func ("/ui/trouble/damaged-before", test_damaged_before);
  g_test_add_func ("/ui/trouble/no-token", test_no_token);
  g_test_add_func ("/ui/trouble/every-member", test_every_member);

  status = g_test_run ();
  g_hash_table_unref (sentences);
  return status;
}
