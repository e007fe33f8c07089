/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "made-up-world.h"

/* What I dag says of a small made-up world. */

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
  g_autoptr (World) world = world_new_made_up ("representative");
  g_autofree char *draft = world_id (60);
  g_autoptr (MvToday) today = NULL;
  const MvTodayEntry *entry;
  guint n;

  world_draft (world, draft, "Unfinished");
  today = world_load_today (world);
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
  g_autoptr (World) world = world_new_made_up ("former");
  g_autoptr (MvToday) today = world_load_today (world);
  guint n;

  find_entry (today, MV_TODAY_WAITING, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* What has been opened is not new any more; a new answer to it is. */
static void
test_today_read (void)
{
  g_autoptr (World) world = world_new_made_up ("representative");
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
  read = world_load_today (world);
  find_entry (read, MV_TODAY_ANSWERS, &n);
  g_assert_cmpuint (n, ==, 0);
  find_entry (read, MV_TODAY_UPDATE, &n);
  g_assert_cmpuint (n, ==, 0);

  world_pull (world, "a", HEAD_PROJECT, line, "");
  again = world_load_today (world);
  entry = find_entry (again, MV_TODAY_ANSWERS, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (entry->count, ==, 1);
}

/* I dag of a researcher: what waits for the team's answer; no meeting asks them what they gave. */
static void
test_today_team (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  WorldLines lines = { g_string_new (NULL), 0 };
  g_autoptr (MvToday) today = NULL;
  const MvTodayEntry *entry;
  guint n;

  world_lines_put_project (&lines);
  world_lines_put (
      &lines, BY_B, THEIRS, "contribution", PERSON_B,
      "{\"project\":\"" PROJECT "\",\"date\":\"2026-10-02\",\"text\":\"T\",\"suggestions\":[{"
      "\"id\":\"" SUGGESTION_1 "\",\"text\":\"A\"},{\"id\":\"" SUGGESTION_2 "\",\"text\":\"B\"}]}");
  world_pull (world, "a", "{\"s\":\"project/" PROJECT "\",\"role\":\"lead\",\"head\":0}",
              lines.lines->str, "");
  g_string_free (lines.lines, TRUE);

  today = world_load_today (world);
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
  today = world_load_today (world);
  entry = find_entry (today, MV_TODAY_REFUSED, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (entry->text, ==, "Refused");
  find_entry (today, MV_TODAY_DRAFT, &n);
  g_assert_cmpuint (n, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/today/representative", test_today);
  g_test_add_func ("/store/today/of-former", test_today_of_former);
  g_test_add_func ("/store/today/read", test_today_read);
  g_test_add_func ("/store/today/team", test_today_team);
  g_test_add_func ("/store/today/refused", test_today_refused);

  return g_test_run ();
}
