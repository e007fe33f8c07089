/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "made-up-world.h"

#include "mv-store-private.h"
#include "mv-test-loop.h"

#include <string.h>

/* What the pages show of a small made-up world; for I dag see test-today.c. */

/* A contribution of one's own with one answer of two. */
static void
test_contribution (void)
{
  g_autoptr (World) world = world_new_made_up ("representative");
  g_autoptr (MvContributionView) view = world_load_contribution (world, MINE);

  g_assert_cmpstr (view->title, ==, "The form is too long");
  g_assert_cmpstr (view->project_title, ==, "A project");
  g_assert_true (view->is_own);
  g_assert_null (view->author_name);
  g_assert_true (view->was_seen);
  g_assert_false (view->is_unsent);
  g_assert_cmpint (view->state, ==, MV_STATE_PARTLY);
  g_assert_cmpuint (view->n_suggestions, ==, 2);
  g_assert_cmpuint (view->n_answered, ==, 1);
  g_assert_cmpstr (view->shared_on, ==, "2026-11-02");
  g_assert_cmpstr (view->due_on, ==, "2026-11-30");
  g_assert_cmpuint (view->answers->len, ==, 2);
  g_assert_nonnull (g_ptr_array_index (view->answers, 0));
  g_assert_null (g_ptr_array_index (view->answers, 1));
  g_assert_true (view->may_change);
  g_assert_false (view->may_unshare);
  g_assert_false (view->may_answer);
  g_assert_null (view->edit);
}

/* Somebody else's: with the name that person has released, and not for this one to change. */
static void
test_contribution_of_another (void)
{
  g_autoptr (World) world = world_new_made_up ("representative");
  g_autoptr (MvContributionView) view = world_load_contribution (world, THEIRS);

  g_assert_false (view->is_own);
  g_assert_cmpstr (view->author_name, ==, "Person B");
  g_assert_cmpint (view->state, ==, MV_STATE_AWAITING);
  g_assert_false (view->may_change);
  g_assert_false (view->may_unshare);
}

/* A team's answer counts before it is sent. */
static void
test_contribution_answered_here (void)
{
  g_autoptr (World) world = world_new_made_up ("researcher");
  g_autoptr (MvContributionView) before = world_load_contribution (world, THEIRS);
  g_autoptr (MvContributionView) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (before->may_answer);
  mv_store_answer (world->store, "a", THEIRS, NULL, "adopted", NULL, "Done.", &error);
  g_assert_no_error (error);
  after = world_load_contribution (world, THEIRS);
  g_assert_cmpint (after->state, ==, MV_STATE_ANSWERED);
  g_assert_true (after->is_unsent);
}

typedef struct
{
  const char *text;
  const char *title;
} TitleRow;

/* The title is the first sentence without its full stop, whatever was written. */
static void
test_titles (void)
{
  const TitleRow rows[] = {
    { "One sentence. And another.", "One sentence" },
    { "Version 1.2 of the form is long! Yes.", "Version 1.2 of the form is long!" },
    { "A heading\nand text", "A heading" },
    { "  \n Blanks first. ", "Blanks first" },
    { "", "" },
    /* cut at a blank, in characters and not bytes */
    { "Å lese eit skjema på åtte sider når ein er sjuk og trøytt er vanskeleg for mange av oss som "
      "skal svare",
      "Å lese eit skjema på åtte sider når ein er sjuk og trøytt er vanskeleg for…" },
  };
  g_autoptr (World) world = world_new_in_memory ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = world_id ((int) i);
      g_autoptr (MvContributionView) view = NULL;

      world_draft (world, id, rows[i].text);
      view = world_load_contribution (world, id);
      g_assert_cmpstr (view->title, ==, rows[i].title);
      g_assert_cmpint (g_utf8_strlen (view->title, -1), <=, 80);
      g_assert_cmpint (view->state, ==, MV_STATE_DRAFT);
    }
}

/* An answer is known before the page that says who has seen what: sharing cannot be undone any
 * more.
 */
static void
test_contribution_answered_unseen (void)
{
  static const char by_a[] = "project/" PROJECT "/by/" PERSON_A;
  g_autoptr (World) world = world_new_made_up ("representative");
  g_autofree char *id = world_id (60);
  g_autofree char *reply_id = world_id (61);
  g_autofree char *shared = NULL;
  g_autofree char *reply = NULL;
  g_autofree char *body = NULL;
  g_autoptr (MvContributionView) before = NULL;
  g_autoptr (MvContributionView) after = NULL;

  shared = world_put (by_a, 21, id, 1, "contribution", PERSON_A,
                      "{\"project\":\"" PROJECT "\",\"date\":\"2026-11-20\",\"text\":\"Shared\"}");
  world_pull (world, "a", HEAD_PROJECT, shared, "");
  before = world_load_contribution (world, id);
  g_assert_true (before->may_unshare);

  body = g_strdup_printf (
      "{\"contribution\":\"%s\",\"of_rev\":1,\"outcome\":\"waiting\",\"reason\":\"next "
      "round\"}",
      id);
  reply = world_put (by_a, 22, reply_id, 1, "reply", RESEARCHER, body);
  world_pull (world, "a", HEAD_PROJECT, reply, "");
  after = world_load_contribution (world, id);
  g_assert_false (after->was_seen);
  g_assert_false (after->may_unshare);
}

/* Shared without a network: the page can already say by when the project answers. */
static void
test_contribution_due (void)
{
  g_autoptr (World) world = world_new_made_up ("representative");
  g_autofree char *id = world_id (50);
  g_autoptr (MvContributionView) view = NULL;
  g_autoptr (GError) error = NULL;

  world_draft (world, id, "New.");
  mv_store_share (world->store, "a", id, "project", &error);
  g_assert_no_error (error);
  view = world_load_contribution (world, id);
  g_assert_cmpint (view->state, ==, MV_STATE_AWAITING);
  g_assert_cmpstr (view->shared_on, ==, "2026-11-22");
  g_assert_cmpstr (view->due_on, ==, "2026-12-20");
  g_assert_true (view->is_unsent);
  g_assert_true (view->may_unshare);
}

/* Boxes in the region's words, with state, planned role, reason and counts; the rest of the page.
 */
static void
test_project (void)
{
  g_autoptr (World) world = world_new_made_up ("representative");
  g_autoptr (MvProjectView) view = world_load_project (world, "nn");
  const MvProjectBox *planning = g_ptr_array_index (view->boxes, 0);
  const MvProjectBox *doing = g_ptr_array_index (view->boxes, 1);
  const MvProjectBox *last = g_ptr_array_index (view->boxes, view->boxes->len - 1);
  guint n_reasons = 0;

  g_assert_cmpstr (view->organisation, ==, "Eit sjukehus");
  g_assert_cmpstr (view->lead, ==, "Researcher A");
  g_assert_cmpstr (view->study_id, ==, STUDY);
  g_assert_cmpuint (view->boxes->len, ==, 5);
  g_assert_cmpuint (view->current_box, ==, 1);
  g_assert_cmpint (doing->state, ==, MV_PHASE_ONGOING);
  g_assert_cmpstr (doing->role, ==, "advised");
  g_assert_cmpuint (doing->n_own, ==, 1);
  g_assert_cmpuint (doing->n_all, ==, 2);
  g_assert_cmpuint (planning->n_own, ==, 0);
  g_assert_cmpuint (planning->n_all, ==, 1);
  g_assert_cmpstr (last->codes[0], ==, "X1");
  for (guint i = 0; i < view->boxes->len; i++)
    n_reasons += ((MvProjectBox *) g_ptr_array_index (view->boxes, i))->reason != NULL;
  g_assert_cmpuint (n_reasons, ==, 1);

  g_assert_cmpuint (view->stitches->len, ==, 2);
  g_assert_cmpuint (g_array_index (view->stitches, MvStitch, 0).box, ==, 0);
  g_assert_true (g_array_index (view->stitches, MvStitch, 1).is_own);

  g_assert_cmpuint (view->contributions->len, ==, 2);
  g_assert_cmpuint (view->meetings->len, ==, 3);
  g_assert_cmpstr (mv_record_get_text (g_ptr_array_index (view->meetings, 0), "title"), ==, "Next");
  g_assert_cmpstr (mv_record_get_text (g_ptr_array_index (view->meetings, 2), "title"), ==, "Held");
  g_assert_cmpuint (view->updates->len, ==, 1);
  g_assert_cmpuint (view->members->len, ==, 4);
  g_assert_cmpuint (view->n_readers, ==, 3);
  g_assert_cmpuint (view->n_team, ==, 1);
  g_assert_false (view->is_team);
}

/* Ongoing projects first, then what is past; with what one has given and what waits. */
static void
test_projects (void)
{
  g_autoptr (World) world = world_new_made_up ("representative");
  g_autofree char *past = world_id (90);
  g_autofree char *line =
      world_put ("user/me", 1, past, 1, "pastproject", "server",
                 "{\"project\":\"" OTHER_PROJECT
                 "\",\"title\":\"An earlier one\",\"role\":\"representative\"}");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) projects = NULL;
  const MvProjectRow *row;
  g_autoptr (GError) error = NULL;

  world_pull (world, "a", HEAD_PROJECT, line, "");
  mv_projects_load_async (world->store, "nb", NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  projects = mv_projects_load_finish (world->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (projects->len, ==, 2);

  row = g_ptr_array_index (projects, 0);
  g_assert_cmpstr (row->id, ==, PROJECT);
  g_assert_cmpstr (row->role, ==, "representative");
  g_assert_cmpstr (row->organisation, ==, "A hospital");
  g_assert_nonnull (row->box);
  g_assert_cmpuint (row->n_own, ==, 1);
  g_assert_cmpuint (row->n_unanswered, ==, 1);
  g_assert_cmpuint (row->stitches->len, ==, 2);
  g_assert_true (g_array_index (row->stitches, MvStitch, 1).is_own);
  g_assert_cmpuint (g_array_index (row->stitches, MvStitch, 1).month, ==, 2026 * 12 + 10);
  row = g_ptr_array_index (projects, 1);
  g_assert_cmpstr (row->id, ==, OTHER_PROJECT);
  g_assert_cmpstr (row->role, ==, "former");
  g_assert_true (row->is_ended);
}

static gboolean
is_favourite (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MvStudyView) view = NULL;

  mv_study_view_load_async (world->store, STUDY, "nb", NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  view = mv_study_view_load_finish (world->store, result, NULL);
  return view->is_favourite;
}

/* A favourite can be marked, taken away and marked again, each also twice; nothing is ever sent. */
static void
test_favourite (void)
{
  const gboolean steps[] = { TRUE, TRUE, FALSE, FALSE, TRUE };
  g_autoptr (World) world = world_new_in_memory ();
  WorldLines lines = { g_string_new (NULL), 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPush) push = NULL;

  world_lines_put (&lines, "catalogue", STUDY, "study", "import",
                   "{\"title\":\"T\",\"status\":\"recruiting\",\"source\":\"fnsp\"}");
  world_pull (world, "a", "{\"s\":\"catalogue\",\"role\":\"account\",\"head\":9}", lines.lines->str,
              "");
  g_string_free (lines.lines, TRUE);

  g_assert_false (is_favourite (world));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (mv_store_set_favourite (world->store, "a", STUDY, steps[i], &error));
      g_assert_no_error (error);
      g_assert_cmpint (is_favourite (world), ==, steps[i]);
    }
  world_wait_s (world, 10);
  push = world_push (world, "a");
  g_assert_null (push);
}

typedef struct
{
  const char *asked;
  const char *given;
} LanguageRow;

/* The text comes in the language asked for, or in the closest there is; words of the list that it
 * uses are with it. */
static void
test_study (void)
{
  const LanguageRow rows[] = { { "nn", "nn" }, { "en", "en" }, { "nb", "nn" } };
  g_autoptr (World) world = world_new_in_memory ();
  WorldLines lines = { g_string_new (NULL), 0 };
  g_autoptr (MvRecord) mark = mv_record_new (mv_kind_find ("mark"), "");

  world_lines_put (
      &lines, "catalogue", STUDY, "study", "import",
      "{\"title\":\"T\",\"status\":\"recruiting\",\"source\":\"fnsp\",\"responsible\":\"A "
      "hospital\"}");
  world_lines_put_numbered (
      &lines, "studies/vest", 1, "study-text", "import",
      "{\"study\":\"" STUDY
      "\",\"language\":\"nn\",\"title\":\"Heime\",\"summary\":\"Om randomisering.\"}");
  world_lines_put_numbered (&lines, "studies/vest", 2, "study-text", "import",
                            "{\"study\":\"" STUDY
                            "\",\"language\":\"en\",\"title\":\"At home\",\"summary\":\"Short.\"}");
  world_lines_put_numbered (&lines, "catalogue", 3, "term", "import", "{\"nb\":\"randomisering\"}");
  world_lines_put_numbered (&lines, "catalogue", 4, "term", "import", "{\"nb\":\"placebo\"}");
  world_pull (world, "a", "{\"s\":\"catalogue\",\"role\":\"account\",\"head\":9}", lines.lines->str,
              "");
  g_string_free (lines.lines, TRUE);
  mv_record_set_text (mark, "target", STUDY);
  mv_record_set_text (mark, "sort", "favourite");
  world_save (world, "a", mark, MV_SAVE_DEVICE_ONLY);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (MvStudyView) view = NULL;
      g_autoptr (GError) error = NULL;

      mv_study_view_load_async (world->store, STUDY, rows[i].asked, NULL, mv_test_keep_result,
                                &result);
      mv_test_wait_for_result (&result);
      view = mv_study_view_load_finish (world->store, result, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (view->language, ==, rows[i].given);
      g_assert_cmpuint (view->languages->len, ==, 2);
      g_assert_cmpuint (view->terms->len, ==, strcmp (rows[i].given, "nn") == 0 ? 1 : 0);
      g_assert_true (view->is_favourite);
      g_assert_cmpstr (view->responsible, ==, "A hospital");
    }
}

/* What is not here is an error, not a page without contents. */
static void
test_not_found (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autoptr (GAsyncResult) contribution = NULL;
  g_autoptr (GAsyncResult) project = NULL;
  g_autoptr (GAsyncResult) study = NULL;
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;
  g_autoptr (GError) third = NULL;

  mv_contribution_view_load_async (world->store, "a", MINE, NULL, mv_test_keep_result,
                                   &contribution);
  mv_test_wait_for_result (&contribution);
  g_assert_null (mv_contribution_view_load_finish (world->store, contribution, &first));
  g_assert_error (first, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND);
  mv_project_view_load_async (world->store, "a", PROJECT, "nb", NULL, mv_test_keep_result,
                              &project);
  mv_test_wait_for_result (&project);
  g_assert_null (mv_project_view_load_finish (world->store, project, &second));
  g_assert_error (second, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND);
  mv_study_view_load_async (world->store, STUDY, "nb", NULL, mv_test_keep_result, &study);
  mv_test_wait_for_result (&study);
  g_assert_null (mv_study_view_load_finish (world->store, study, &third));
  g_assert_error (third, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND);
}

/* How SQLite goes about it: with an index, or through all items. */
static void
assert_no_scan (MvDb *db, const char *sql)
{
  g_autofree char *question = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvStatement) statement = mv_db_query (db, &error, question, "");
  gboolean has_row = TRUE;

  g_assert_no_error (error);
  while (mv_statement_step (statement, &has_row, NULL) && has_row)
    {
      const char *step = mv_statement_get_text (statement, 3);

      /* An account has nearly all items, so its key alone finds nothing. */
      if (strstr (step, "item_key (account=?)") != NULL ||
          g_regex_match_simple ("^SCAN (item|reply|contribution|text)\\b", step, 0, 0))
        g_error ("%s: %s", step, sql);
    }
}

/* However many items there are, and however many of them are open: no view goes through all of
 * them, and neither does taking in a page or an answer of one's own. */
static void
test_indexes (void)
{
  g_autoptr (World) world = world_new_made_up ("lead");
  g_autoptr (MvToday) today = world_load_today (world);
  g_autoptr (MvProjectView) project = world_load_project (world, "nb");
  g_autoptr (MvContributionView) contribution = world_load_contribution (world, MINE);
  g_autoptr (GAsyncResult) projects_result = NULL;
  g_autoptr (GAsyncResult) study_result = NULL;
  g_autoptr (GPtrArray) projects = NULL;
  g_autoptr (MvStudyView) study = NULL;
  MvDb *db = mv_store_get_db (world->store);
  g_auto (GStrv) statements = NULL;
  guint n_of_items = 0;

  mv_projects_load_async (world->store, "nb", NULL, mv_test_keep_result, &projects_result);
  mv_test_wait_for_result (&projects_result);
  projects = mv_projects_load_finish (world->store, projects_result, NULL);
  mv_study_view_load_async (world->store, STUDY, "nb", NULL, mv_test_keep_result, &study_result);
  mv_test_wait_for_result (&study_result);
  study = mv_study_view_load_finish (world->store, study_result, NULL);

  statements = mv_db_list_statements (db);
  for (guint i = 0; statements[i] != NULL; i++)
    {
      /* When an account is added or rescued, all that it has is meant. */
      if (g_str_has_prefix (statements[i], "SELECT id FROM item WHERE account = $1 UNION"))
        continue;
      n_of_items += strstr (statements[i], " item") != NULL;
      assert_no_scan (db, statements[i]);
    }
  g_assert_cmpuint (n_of_items, >, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/views/contribution", test_contribution);
  g_test_add_func ("/store/views/contribution-of-another", test_contribution_of_another);
  g_test_add_func ("/store/views/contribution-answered-here", test_contribution_answered_here);
  g_test_add_func ("/store/views/titles", test_titles);
  g_test_add_func ("/store/views/contribution-answered-unseen", test_contribution_answered_unseen);
  g_test_add_func ("/store/views/contribution-due", test_contribution_due);
  g_test_add_func ("/store/views/project", test_project);
  g_test_add_func ("/store/views/projects", test_projects);
  g_test_add_func ("/store/views/favourite", test_favourite);
  g_test_add_func ("/store/views/study", test_study);
  g_test_add_func ("/store/views/not-found", test_not_found);
  g_test_add_func ("/store/views/indexes", test_indexes);

  return g_test_run ();
}
