/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-accounts.h"
#include "mv-backend.h"
#include "mv-example.h"
#include "mv-test-loop.h"

/* What somebody tries out who has no invitation yet. */

static MvSession *
open_example (const MvProfile *profile)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MvSession *session;

  mv_example_open_async (profile, NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  session = mv_example_open_finish (result, &error);
  g_assert_no_error (error);
  return session;
}

/* Runs on the reading executor. */
static gpointer
count (MvStore *store, gpointer kind, GError **error)
{
  g_autoptr (GPtrArray) records = mv_store_list (store, NULL, kind, "", error);

  return records != NULL ? GUINT_TO_POINTER (records->len + 1) : NULL;
}

static guint
count_kind (MvSession *session, const char *kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gpointer n;

  mv_store_read_async (mv_session_get_store (session), count, (gpointer) kind, NULL, NULL, NULL,
                       mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  n = mv_store_run_finish (mv_session_get_store (session), result, &error);
  g_assert_no_error (error);
  return GPOINTER_TO_UINT (n) - 1;
}

static guint
count_accounts (MvSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MvAccountsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  mv_accounts_look_async (session, NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  facts = mv_accounts_look_finish (session, result, &error);
  g_assert_no_error (error);
  return facts->n_accounts;
}

static void
save_one (MvSession *session)
{
  g_autoptr (MvRecord) record = mv_record_new (mv_kind_find ("contribution"), "");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  mv_record_set_text (record, "text", "Only to try.");
  mv_store_save_async (mv_session_get_store (session), "example", record, MV_SAVE_DRAFT, NULL,
                       mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  mv_store_save_finish (mv_session_get_store (session), result, &error);
  g_assert_no_error (error);
}

/* There is something on every page, nothing that could send, and the person's own texts are where
 * they were: the two never meet. */
static void
test_apart (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvProfile) profile = mv_profile_new ("apart", &error);
  g_autofree char *notice = NULL;
  g_autoptr (MvSession) own = mv_backend_open (profile, &notice, &error);
  g_autoptr (MvSession) example = NULL;
  const char *const kinds[] = { "project",    "meeting", "update", "contribution",     "reply",
                                "followup",   "plan",    "member", "document-version", "study",
                                "study-text", "term" };

  g_assert_no_error (error);
  example = open_example (profile);
  g_assert_true (mv_session_get_is_example (example));
  g_assert_cmpuint (count_accounts (example), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpuint (count_kind (example, kinds[i]), >, 0);
  save_one (example);

  /* No way out: neither an exchange nor a place for tokens. */
  g_assert_null (mv_session_get_secrets (example));
  g_assert_cmpuint (g_list_model_get_n_items (mv_session_get_services (example)), ==, 0);
  g_assert_cmpuint (count_accounts (own), ==, 0);
  g_assert_cmpuint (count_kind (own, "contribution"), ==, 0);
  mv_backend_close (example);
  mv_backend_close (own);
}

/* Opened again, it is as it was left, and nothing is there twice. */
static void
test_again (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvProfile) profile = mv_profile_new ("again", &error);
  g_autoptr (MvSession) first = NULL;
  g_autoptr (MvSession) second = NULL;
  guint n;

  g_assert_no_error (error);
  first = open_example (profile);
  save_one (first);
  n = count_kind (first, "contribution");
  mv_backend_close (first);
  second = open_example (profile);
  g_assert_cmpuint (count_kind (second, "contribution"), ==, n);
  g_assert_cmpuint (count_accounts (second), ==, 1);
  mv_backend_close (second);
}

/* It is always the day on which the example happens, whenever it is opened. */
static void
test_day (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvProfile) profile = mv_profile_new ("day", &error);
  g_autoptr (MvSession) example = NULL;
  g_autofree char *today = NULL;

  g_assert_no_error (error);
  example = open_example (profile);
  today = mv_session_dup_today (example);
  g_assert_cmpstr (today, ==, "2026-11-23");
  mv_backend_close (example);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/example/apart", test_apart);
  g_test_add_func ("/example/again", test_again);
  g_test_add_func ("/example/day", test_day);

  return g_test_run ();
}
