/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

#include "mv-store-private.h"
#include "mv-views.h"

#include <string.h>

/* What the pages show of a small made-up world. */

#define BY_A "project/" PROJECT "/by/" PERSON_A
#define BY_B "project/" PROJECT "/by/" PERSON_B
#define SUGGESTION_1 "01930000-0000-7000-8000-000000000501"
#define SUGGESTION_2 "01930000-0000-7000-8000-000000000502"
#define MINE "01930000-0000-7000-8000-000000000101"
#define THEIRS "01930000-0000-7000-8000-000000000102"

typedef struct
{
  GString *lines;
  int seq;
} Lines;

static void
put (Lines *self,
     const char *scope,
     const char *id,
     const char *kind,
     const char *by,
     const char *body)
{
  g_autofree char *line = world_put (scope, ++self->seq, id, 1, kind, by, body);

  g_string_append (self->lines, line);
}

static void
put_numbered (
    Lines *self, const char *scope, int number, const char *kind, const char *by, const char *body)
{
  g_autofree char *id = world_id (number);

  put (self, scope, id, kind, by, body);
}

static void
put_project (Lines *lines)
{
  put (lines, "catalogue", ORGANISATION, "organisation", "import",
       "{\"name\":\"A hospital\",\"name_nn\":\"Eit sjukehus\",\"number\":\"1\"}");
  put (lines, "project/" PROJECT, PROJECT, "project", RESEARCHER,
       "{\"title\":\"A project\",\"organisation\":\"" ORGANISATION
       "\",\"vocabulary\":\"helse-vest\",\"study\":\"" STUDY "\",\"state\":\"ongoing\"}");
  put_numbered (lines, "project/" PROJECT, 1, "plan", RESEARCHER,
                "{\"project\":\"" PROJECT "\",\"phase\":\"P1\",\"state\":\"done\"}");
  put_numbered (lines, "project/" PROJECT, 2, "plan", RESEARCHER,
                "{\"project\":\"" PROJECT "\",\"phase\":\"P5\",\"state\":\"ongoing\",\"people\":[{"
                "\"uid\":\"" PERSON_A "\",\"planned\":\"advised\"}]}");
  put_numbered (lines, "project/" PROJECT, 3, "plan", RESEARCHER,
                "{\"project\":\"" PROJECT
                "\",\"phase\":\"P9\",\"state\":\"not-relevant\",\"reason\":\"Done elsewhere\"}");
  put_numbered (lines, "project/" PROJECT, 4, "member", "server",
                "{\"uid\":\"" PERSON_A "\",\"name\":\"Person A\",\"role\":\"representative\"}");
  put_numbered (lines, "project/" PROJECT, 5, "member", "server",
                "{\"uid\":\"" PERSON_B "\",\"name\":\"Person B\",\"role\":\"representative\"}");
  put_numbered (lines, "project/" PROJECT, 6, "member", "server",
                "{\"uid\":\"" RESEARCHER "\",\"name\":\"Researcher A\",\"role\":\"lead\"}");
  put_numbered (lines, "project/" PROJECT, 7, "member", "server",
                "{\"uid\":\"01930000-0000-7000-8000-0000000000b9\",\"name\":\"Person C\","
                "\"role\":\"former\"}");
  put_numbered (lines, "project/" PROJECT, 8, "meeting", RESEARCHER,
                "{\"title\":\"Next\",\"start\":\"2026-11-26T10:00:00+01:00\"}");
  put_numbered (lines, "project/" PROJECT, 9, "meeting", RESEARCHER,
                "{\"title\":\"After\",\"start\":\"2026-12-03T10:00:00+01:00\"}");
  put_numbered (lines, "project/" PROJECT, 10, "meeting", RESEARCHER,
                "{\"title\":\"Held\",\"start\":\"2026-11-18T10:00:00+01:00\"}");
  put_numbered (lines, "project/" PROJECT "/news", 11, "update", RESEARCHER,
                "{\"title\":\"News\",\"date\":\"2026-11-12\"}");
  put_numbered (lines, "project/" PROJECT, 12, "document-version", RESEARCHER,
                "{\"document\":\"" STUDY "\",\"number\":1,\"title\":\"A consent form\",\"date\":"
                "\"2026-11-10\",\"read_by\":\"2026-12-01\"}");
}

static void
put_contributions (Lines *lines)
{
  put (lines, BY_A, MINE, "contribution", PERSON_A,
       "{\"project\":\"" PROJECT "\",\"date\":\"2026-11-02\",\"text\":\"The form is too long. It "
       "tires people.\",\"phases\":[\"P5\"],\"suggestions\":[{\"id\":\"" SUGGESTION_1
       "\",\"text\":\"Shorten it\"},{\"id\":\"" SUGGESTION_2 "\",\"text\":\"Larger letters\"}]}");
  put_numbered (lines, BY_A, 21, "followup", "server",
                "{\"contribution\":\"" MINE "\",\"state\":\"partly\",\"shared\":"
                "\"2026-11-02T10:00:00Z\",\"seen\":\"2026-11-03T10:00:00Z\",\"due\":"
                "\"2026-11-30\"}");
  put_numbered (lines, BY_A, 22, "reply", RESEARCHER,
                "{\"contribution\":\"" MINE "\",\"suggestion\":\"" SUGGESTION_1
                "\",\"outcome\":\"adopted\",\"date\":\"2026-11-21\"}");
  put (lines, BY_B, THEIRS, "contribution", PERSON_B,
       "{\"project\":\"" PROJECT "\",\"date\":\"2026-10-02\",\"text\":\"Of another person\","
       "\"phases\":[\"P1\",\"P5\"]}");
}

/* @role: what the account is in the project */
static World *
make_world (const char *role)
{
  World *world = world_new_in_memory ();
  Lines lines = { g_string_new (NULL), 0 };
  g_autofree char *scopes =
      g_strdup_printf ("{\"s\":\"user/me\",\"role\":\"person\",\"head\":0},"
                       "{\"s\":\"catalogue\",\"role\":\"account\",\"head\":0},"
                       "{\"s\":\"project/" PROJECT "\",\"role\":\"%s\",\"head\":0},"
                       "{\"s\":\"" BY_A "\",\"role\":\"%s\",\"head\":0}",
                       role, role);

  put_project (&lines);
  put_contributions (&lines);
  world_pull (world, "a", scopes, lines.lines->str, "");
  g_string_free (lines.lines, TRUE);
  return world;
}

static void
keep_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static MvContributionView *
load_contribution (World *world, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MvContributionView *view;

  mv_contribution_view_load_async (world->store, "a", id, NULL, keep_result_cb, &result);
  view = mv_contribution_view_load_finish (world->store, wait_for (&result), &error);
  g_assert_no_error (error);
  return view;
}

static MvToday *
load_today (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MvToday *today;

  mv_today_load_async (world->store, NULL, keep_result_cb, &result);
  today = mv_today_load_finish (world->store, wait_for (&result), &error);
  g_assert_no_error (error);
  return today;
}

static MvProjectView *
load_project (World *world, const char *language)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MvProjectView *view;

  mv_project_view_load_async (world->store, "a", PROJECT, language, NULL, keep_result_cb, &result);
  view = mv_project_view_load_finish (world->store, wait_for (&result), &error);
  g_assert_no_error (error);
  return view;
}

/* A contribution of one's own with one answer of two. */
static void
test_contribution (void)
{
  g_autoptr (World) world = make_world ("representative");
  g_autoptr (MvContributionView) view = load_contribution (world, MINE);

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
  g_autoptr (World) world = make_world ("representative");
  g_autoptr (MvContributionView) view = load_contribution (world, THEIRS);

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
  g_autoptr (World) world = make_world ("researcher");
  g_autoptr (MvContributionView) before = load_contribution (world, THEIRS);
  g_autoptr (MvContributionView) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (before->may_answer);
  mv_store_answer (world->store, "a", THEIRS, NULL, "adopted", NULL, "Done.", &error);
  g_assert_no_error (error);
  after = load_contribution (world, THEIRS);
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
      view = load_contribution (world, id);
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
  g_autoptr (World) world = make_world ("representative");
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
  before = load_contribution (world, id);
  g_assert_true (before->may_unshare);

  body = g_strdup_printf (
      "{\"contribution\":\"%s\",\"of_rev\":1,\"outcome\":\"waiting\",\"reason\":\"next "
      "round\"}",
      id);
  reply = world_put (by_a, 22, reply_id, 1, "reply", RESEARCHER, body);
  world_pull (world, "a", HEAD_PROJECT, reply, "");
  after = load_contribution (world, id);
  g_assert_false (after->was_seen);
  g_assert_false (after->may_unshare);
}

/* Shared without a network: the page can already say by when the project answers. */
static void
test_contribution_due (void)
{
  g_autoptr (World) world = make_world ("representative");
  g_autofree char *id = world_id (50);
  g_autoptr (MvContributionView) view = NULL;
  g_autoptr (GError) error = NULL;

  world_draft (world, id, "New.");
  mv_store_share (world->store, "a", id, "project", &error);
  g_assert_no_error (error);
  view = load_contribution (world, id);
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
  g_autoptr (World) world = make_world ("representative");
  g_autoptr (MvProjectView) view = load_project (world, "nn");
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

static const MvTodayEntry *
find_entry (MvToday *today, MvTodayKind kind, guint *out_n)
{
  const MvTodayEntry *found = NULL;

  *out_n = 0;
  for (guint i = 0; i < today->entries->len; i++)
    {
      const MvTodayEntry *entry = g_ptr_array_index (today->entries, i);

      if (entry->kind != kind)
        continue;
      found = found == NULL ? entry : found;
      (*out_n)++;
    }
  return found;
}

/* I dag of a representative: what is new, what waits, the next meeting, what one waits for. */
static void
test_today (void)
{
  g_autoptr (World) world = make_world ("representative");
  g_autofree char *draft = world_id (60);
  g_autoptr (MvToday) today = NULL;
  const MvTodayEntry *entry;
  guint n;

  world_draft (world, draft, "Unfinished");
  today = load_today (world);
  g_assert_true (today->has_account && today->is_representative);
  g_assert_false (today->is_team || today->is_committee);

  entry = find_entry (today, MV_TODAY_ANSWERS, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (entry->count, ==, 1);
  g_assert_cmpstr (entry->id, ==, MINE);
  g_assert_cmpstr (entry->date, ==, "2026-11-21");
  g_assert_cmpstr (entry->project_title, ==, "A project");

  entry = find_entry (today, MV_TODAY_UPDATE, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (entry->text, ==, "News");
  entry = find_entry (today, MV_TODAY_READ, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (entry->date, ==, "2026-12-01");
  entry = find_entry (today, MV_TODAY_DRAFT, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (entry->id, ==, draft);
  entry = find_entry (today, MV_TODAY_AFTER_MEETING, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (entry->text, ==, "Held");
  entry = find_entry (today, MV_TODAY_MEETING, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (entry->text, ==, "Next");
  entry = find_entry (today, MV_TODAY_WAITING, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (entry->count, ==, 1);
  g_assert_cmpuint (entry->n_others, ==, 0);
  g_assert_cmpstr (entry->project_title, ==, "A project");
  g_assert_cmpstr (entry->date, ==, "2026-11-02");
  find_entry (today, MV_TODAY_TO_ANSWER, &n);
  g_assert_cmpuint (n, ==, 0);

  entry = g_ptr_array_index (today->entries, 0);
  g_assert_cmpint (entry->kind, ==, MV_TODAY_ANSWERS);
  entry = g_ptr_array_index (today->entries, today->entries->len - 1);
  g_assert_cmpint (entry->kind, ==, MV_TODAY_WAITING);
}

/* Nobody waits for answers from a project that they have left. */
static void
test_today_of_former (void)
{
  g_autoptr (World) world = make_world ("former");
  g_autoptr (MvToday) today = load_today (world);
  guint n;

  find_entry (today, MV_TODAY_WAITING, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* What has been opened is not new any more; a new answer to it is. */
static void
test_today_read (void)
{
  g_autoptr (World) world = make_world ("representative");
  g_autofree char *update = world_id (11);
  g_autofree char *reply = world_id (70);
  g_autofree char *line =
      world_put (BY_A, 900, reply, 1, "reply", RESEARCHER,
                 "{\"contribution\":\"" MINE "\",\"suggestion\":\"" SUGGESTION_2
                 "\",\"outcome\":\"declined\",\"reason\":\"R\",\"date\":\"2026-11-22\"}");
  g_autoptr (MvToday) read = NULL;
  g_autoptr (MvToday) again = NULL;
  const MvTodayEntry *entry;
  guint n;
  g_autoptr (GError) error = NULL;

  mv_store_mark_read (world->store, "a", MINE, &error);
  mv_store_mark_read (world->store, "a", update, &error);
  g_assert_no_error (error);
  read = load_today (world);
  find_entry (read, MV_TODAY_ANSWERS, &n);
  g_assert_cmpuint (n, ==, 0);
  find_entry (read, MV_TODAY_UPDATE, &n);
  g_assert_cmpuint (n, ==, 0);

  world_pull (world, "a", HEAD_PROJECT, line, "");
  again = load_today (world);
  entry = find_entry (again, MV_TODAY_ANSWERS, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (entry->count, ==, 1);
}

/* I dag of a researcher: what waits for the team's answer; no meeting asks them what they gave. */
static void
test_today_team (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  Lines lines = { g_string_new (NULL), 0 };
  g_autoptr (MvToday) today = NULL;
  const MvTodayEntry *entry;
  guint n;

  put_project (&lines);
  put (&lines, BY_B, THEIRS, "contribution", PERSON_B,
       "{\"project\":\"" PROJECT "\",\"date\":\"2026-10-02\",\"text\":\"T\",\"suggestions\":[{"
       "\"id\":\"" SUGGESTION_1 "\",\"text\":\"A\"},{\"id\":\"" SUGGESTION_2
       "\",\"text\":\"B\"}]}");
  world_pull (world, "a", "{\"s\":\"project/" PROJECT "\",\"role\":\"lead\",\"head\":0}",
              lines.lines->str, "");
  g_string_free (lines.lines, TRUE);

  today = load_today (world);
  g_assert_true (today->is_team);
  entry = find_entry (today, MV_TODAY_TO_ANSWER, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (entry->count, ==, 2);
  g_assert_cmpstr (entry->date, ==, "2026-10-02");
  find_entry (today, MV_TODAY_AFTER_MEETING, &n);
  g_assert_cmpuint (n, ==, 0);
  find_entry (today, MV_TODAY_WAITING, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* What could not be sent waits for the person, under its own words. */
static void
test_today_refused (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autoptr (MvPush) push = NULL;
  g_autoptr (MvToday) today = NULL;
  const MvTodayEntry *entry;
  guint n;

  world_draft (world, id, "Refused.");
  world_wait_s (world, 5);
  push = world_push (world, "a");
  world_answer (world, "a", 1,
                "{\"n\":1,\"st\":\"refused\",\"problem\":{\"code\":\"invalid\",\"status\":422}}");
  today = load_today (world);
  entry = find_entry (today, MV_TODAY_REFUSED, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (entry->text, ==, "Refused");
  find_entry (today, MV_TODAY_DRAFT, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* Ongoing projects first, then what is past; with what one has given and what waits. */
static void
test_projects (void)
{
  g_autoptr (World) world = make_world ("representative");
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
  mv_projects_load_async (world->store, "nb", NULL, keep_result_cb, &result);
  projects = mv_projects_load_finish (world->store, wait_for (&result), &error);
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

typedef struct
{
  const char *asked;
  const char *given;
} LanguageRow;

static gboolean
is_favourite (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MvStudyView) view = NULL;

  mv_study_view_load_async (world->store, STUDY, "nb", NULL, keep_result_cb, &result);
  view = mv_study_view_load_finish (world->store, wait_for (&result), NULL);
  return view->is_favourite;
}

/* A favourite can be marked, taken away and marked again, each also twice; nothing is ever sent. */
static void
test_favourite (void)
{
  const gboolean steps[] = { TRUE, TRUE, FALSE, FALSE, TRUE };
  g_autoptr (World) world = world_new_in_memory ();
  Lines lines = { g_string_new (NULL), 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPush) push = NULL;

  put (&lines, "catalogue", STUDY, "study", "import",
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

/* The text comes in the language asked for, or in the closest there is; words of the list that it
 * uses are with it. */
static void
test_study (void)
{
  const LanguageRow rows[] = { { "nn", "nn" }, { "en", "en" }, { "nb", "nn" } };
  g_autoptr (World) world = world_new_in_memory ();
  Lines lines = { g_string_new (NULL), 0 };
  g_autoptr (MvRecord) mark = mv_record_new (mv_kind_find ("mark"), "");

  put (&lines, "catalogue", STUDY, "study", "import",
       "{\"title\":\"T\",\"status\":\"recruiting\",\"source\":\"fnsp\",\"responsible\":\"A "
       "hospital\"}");
  put_numbered (&lines, "studies/vest", 1, "study-text", "import",
                "{\"study\":\"" STUDY
                "\",\"language\":\"nn\",\"title\":\"Heime\",\"summary\":\"Om randomisering.\"}");
  put_numbered (&lines, "studies/vest", 2, "study-text", "import",
                "{\"study\":\"" STUDY
                "\",\"language\":\"en\",\"title\":\"At home\",\"summary\":\"Short.\"}");
  put_numbered (&lines, "catalogue", 3, "term", "import", "{\"nb\":\"randomisering\"}");
  put_numbered (&lines, "catalogue", 4, "term", "import", "{\"nb\":\"placebo\"}");
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

      mv_study_view_load_async (world->store, STUDY, rows[i].asked, NULL, keep_result_cb, &result);
      view = mv_study_view_load_finish (world->store, wait_for (&result), &error);
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

  mv_contribution_view_load_async (world->store, "a", MINE, NULL, keep_result_cb, &contribution);
  g_assert_null (mv_contribution_view_load_finish (world->store, wait_for (&contribution), &first));
  g_assert_error (first, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND);
  mv_project_view_load_async (world->store, "a", PROJECT, "nb", NULL, keep_result_cb, &project);
  g_assert_null (mv_project_view_load_finish (world->store, wait_for (&project), &second));
  g_assert_error (second, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND);
  mv_study_view_load_async (world->store, STUDY, "nb", NULL, keep_result_cb, &study);
  g_assert_null (mv_study_view_load_finish (world->store, wait_for (&study), &third));
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
  g_autoptr (World) world = make_world ("lead");
  g_autoptr (MvToday) today = load_today (world);
  g_autoptr (MvProjectView) project = load_project (world, "nb");
  g_autoptr (MvContributionView) contribution = load_contribution (world, MINE);
  g_autoptr (GAsyncResult) projects_result = NULL;
  g_autoptr (GAsyncResult) study_result = NULL;
  g_autoptr (GPtrArray) projects = NULL;
  g_autoptr (MvStudyView) study = NULL;
  MvDb *db = mv_store_get_db (world->store);
  g_auto (GStrv) statements = NULL;
  guint n_of_items = 0;

  mv_projects_load_async (world->store, "nb", NULL, keep_result_cb, &projects_result);
  projects = mv_projects_load_finish (world->store, wait_for (&projects_result), NULL);
  mv_study_view_load_async (world->store, STUDY, "nb", NULL, keep_result_cb, &study_result);
  study = mv_study_view_load_finish (world->store, wait_for (&study_result), NULL);

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
  g_test_add_func ("/store/views/today", test_today);
  g_test_add_func ("/store/views/today-of-former", test_today_of_former);
  g_test_add_func ("/store/views/today-read", test_today_read);
  g_test_add_func ("/store/views/today-team", test_today_team);
  g_test_add_func ("/store/views/today-refused", test_today_refused);
  g_test_add_func ("/store/views/projects", test_projects);
  g_test_add_func ("/store/views/favourite", test_favourite);
  g_test_add_func ("/store/views/study", test_study);
  g_test_add_func ("/store/views/not-found", test_not_found);
  g_test_add_func ("/store/views/indexes", test_indexes);

  return g_test_run ();
}
