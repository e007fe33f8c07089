/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "trouble.h"

#include "mv-accounts.h"
#include "mv-backend.h"
#include "mv-contribution-form.h"
#include "mv-contribution-saver.h"
#include "mv-db.h"
#include "mv-fault-vfs.h"
#include "mv-language.h"
#include "mv-test-folder.h"
#include "mv-test-loop.h"

#include <glib/gstdio.h>
#include <string.h>

/* The file with the texts on a full disk, damaged or from a newer version; and that with the
 * tokens.
 */

#define PERSON "01930000-0000-7000-8000-0000000000b1"
#define PROJECT "01930000-0000-7000-8000-0000000000a1"

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
  g_autoptr (MvClock) clock = mv_clock_virtual_new (TROUBLE_START_US);
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
  trouble_assert_sentence (mv_contribution_saver_get_error (saver), MV_TROUBLE_SAVING, "full");
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
  g_autoptr (MvClock) clock = mv_clock_virtual_new (TROUBLE_START_US);
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
  trouble_assert_sentence (error, MV_TROUBLE_STARTING, "newer");
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

  for (guint i = 0; i < TROUBLE_N_LANGUAGES; i++)
    {
      g_autofree char *notice = NULL;
      g_autofree char *start = g_strconcat (path, ".damaged-", NULL);
      g_autofree char *found = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (MvSession) session = NULL;

      make_profile (profile);
      damage (path);
      mv_language_apply (trouble_languages[i]);
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
  trouble_assert_sentence (mv_session_get_trouble (session), MV_TROUBLE_SENDING, "tokens");
  g_cancellable_cancel (cancellable);
  mv_backend_close (session);
}

void
trouble_add_replica (void)
{
  g_test_add_func ("/ui/trouble/full-disk", test_full_disk);
  g_test_add_func ("/ui/trouble/newer", test_newer);
  g_test_add_func ("/ui/trouble/damaged-start", test_damaged_start);
  g_test_add_func ("/ui/trouble/damaged-before", test_damaged_before);
  g_test_add_func ("/ui/trouble/no-token", test_no_token);
}
