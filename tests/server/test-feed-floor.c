/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-housekeeping.h"
#include "mv-json.h"
#include "mv-overdue.h"
#include "mv-test-database.h"
#include "mv-test-members.h"

#include <string.h>

/* What is thrown away after a time, and who has to begin anew because of it. */

#define NOTE                                                                                       \
  "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"note\",\"base\":0,"              \
  "\"body\":{\"text\":\"Hei\"}}"
#define DEL "{\"op\":\"del\",\"id\":\"%s\",\"base\":1}"

static char *
write_note (MvTestFeed *t)
{
  char *id = mv_test_feed_new_id (t);

  mv_test_feed_do (t, &t->stranger, NOTE, id);
  return id;
}

static void
take_step (MvTestFeed *t, MvHousekeeping *house)
{
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  mv_housekeeping_step (house, t->feed, &error);
  g_assert_no_error (error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);
}

/* A whole round, which is one step where there is little. */
static void
keep_house (MvTestFeed *t)
{
  g_autoptr (MvHousekeeping) house = mv_housekeeping_new ();

  take_step (t, house);
  g_assert_false (mv_housekeeping_is_going_on (house));
}

static void
pass_days (MvTestFeed *t, int days)
{
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (t->clock), days * G_TIME_SPAN_DAY);
}

static gint64
second (MvTestFeed *t)
{
  return mv_clock_now_us (t->clock) / G_TIME_SPAN_SECOND;
}

/* One that lives, one that is deleted, and ten that come after: the tombstone goes with time and
 * the floor stands above the first. */
static void
make_floor (MvTestFeed *t)
{
  g_autofree char *first = write_note (t);
  g_autofree char *gone = write_note (t);

  mv_test_feed_do (t, &t->stranger, DEL, gone);
  for (guint i = 0; i < 10; i++)
    g_free (write_note (t));
  pass_days (t, MV_FEED_TOMBSTONE_DAYS + 1);
  keep_house (t);
}

/* A tombstone lives 400 days and then goes, and the floor rises to it; what was erased stays known.
 */
static void
test_tombstones (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *deleted = write_note (t);
  g_autofree char *erased = write_note (t);
  g_autofree char *home = mv_scope_user (t->stranger.caller->uid);
  g_autoptr (MvFeedItem) before = NULL;
  g_autoptr (MvFeedItem) after = NULL;
  g_autoptr (MvFeedItem) still = NULL;
  g_autoptr (GError) error = NULL;
  gint64 floor = 0;

  mv_test_feed_do (t, &t->stranger, DEL, deleted);
  mv_feed_begin (t->feed, &error);
  mv_feed_remove (t->feed, erased, "erased", &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);

  pass_days (t, MV_FEED_TOMBSTONE_DAYS - 1);
  keep_house (t);
  before = mv_test_feed_read (t, deleted);
  g_assert_nonnull (before);

  pass_days (t, 2);
  keep_house (t);
  after = mv_test_feed_read (t, deleted);
  still = mv_test_feed_read (t, erased);
  g_assert_null (after);
  g_assert_cmpstr (still->why, ==, "erased");
  mv_db_get_one_integer (t->db, &floor, NULL, &error, "SELECT floor FROM scope WHERE name = $1",
                         "t", home);
  g_assert_cmpint (floor, ==, before->seq);
}

/* That something left a scope is told as long. */
static void
test_departed (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  pass_days (t, MV_FEED_TOMBSTONE_DAYS + 1);
  keep_house (t);
  mv_db_get_one_integer (t->db, &n, NULL, &error, "SELECT count(*) FROM departed WHERE id = $1",
                         "t", id);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 0);
}

/* A device that fetches everything in small pages comes to the end, although its first page ends
 * below the floor: it says since when it knows what it has. */
static void
test_first_download (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  MvPull *pull = t->stranger.pull;
  guint n_pages = 0, n_rows = 0;
  gboolean has_more = TRUE;

  make_floor (t);
  pull->limit = 1;
  while (has_more)
    {
      g_autoptr (MvPage) page = mv_test_feed_pull (t, &t->stranger);

      g_assert_cmpuint (g_strv_length (page->head->reset), ==, 0);
      if (++n_pages == 1)
        mv_cursors_set (pull->since, "user/me", second (t));
      for (guint i = 0; i < page->rows->len; i++)
        n_rows += g_strcmp0 (((MvLine *) page->rows->pdata[i])->kind, "note") == 0;
      has_more = page->end->more;
      g_assert_cmpuint (n_pages, <, 100);
    }
  g_assert_cmpuint (n_rows, ==, 11);
}

typedef struct
{
  int days; /* how long ago the device began, below zero: in the future; 0: it does not say */
  gboolean resets;
} SinceRow;

static const SinceRow since_rows[] = {
  /* a device that does not say */
  { 0, TRUE },
  /* yesterday, and as long ago as the oldest tombstone */
  { 1, FALSE },
  { MV_FEED_TOMBSTONE_DAYS, FALSE },
  /* longer ago than tombstones live */
  { MV_FEED_TOMBSTONE_DAYS + 1, TRUE },
  /* a moment that has not been */
  { -1, TRUE },
};

/* Who stands below the floor goes on only if no tombstone of that age was thrown away. */
static void
test_since (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);

  make_floor (t);
  for (guint i = 0; i < G_N_ELEMENTS (since_rows); i++)
    {
      g_autoptr (MvPage) page = NULL;

      mv_cursors_set (t->stranger.pull->cursors, "user/me", 1);
      g_hash_table_remove_all (t->stranger.pull->since);
      if (since_rows[i].days != 0)
        mv_cursors_set (t->stranger.pull->since, "user/me",
                        second (t) - (gint64) since_rows[i].days * 24 * 60 * 60);
      page = mv_test_feed_pull (t, &t->stranger);
      g_assert_cmpuint (g_strv_length (page->head->reset), ==, since_rows[i].resets ? 1 : 0);
    }
}

/* What is overdue is counted although nobody writes, and goes when the answer has come. */
static void
test_overdue (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "team", NULL);
  g_autofree char *scope = g_strconcat ("organisation/", t->organisation, NULL);
  g_autoptr (JsonObject) early = NULL;
  g_autoptr (JsonObject) late = NULL;
  g_autoptr (JsonObject) closed = NULL;

  keep_house (t);
  early = mv_test_find_body (t, scope, "overdue", "project", t->project);
  g_assert_null (early);

  pass_days (t, 29);
  keep_house (t);
  late = mv_test_find_body (t, scope, "overdue", "project", t->project);
  g_assert_cmpint (mv_json_get_integer (late, "count", 0), ==, 1);

  mv_test_command (t, &t->lead, "contribution.close", -1, "{\"contribution\":\"%s\"}", id);
  keep_house (t);
  closed = mv_test_find_body (t, scope, "overdue", "project", t->project);
  g_assert_null (closed);
}

/* Follow-ups of a project that need no contribution to be counted; those with odd numbers are
 * answered. */
static void
write_followups (MvTestFeed *t, const char *pid, guint n_followups)
{
  g_autofree char *scope = mv_scope_project_person (pid, "by", t->person_a.caller->uid);
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  for (guint i = 0; i < n_followups && error == NULL; i++)
    {
      g_autofree char *id = mv_test_feed_new_id (t);
      g_autofree char *body = g_strdup_printf (
          "{\"contribution\":\"%s\",\"due\":\"2026-12-%02u\",\"replied\":1,"
          "\"shared\":\"2026-11-20T08:00:00Z\",\"state\":\"%s\",\"suggestions\":3}",
          id, 10 + i % 10, i % 2 == 0 ? "partly" : "answered");

      mv_feed_write (t->feed, scope, "followup", id, "", body, NULL, NULL, &error);
    }
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);
}

/* One more project of the organisation. */
static char *
write_project (MvTestFeed *t)
{
  char *pid = mv_test_feed_new_id (t);
  g_autofree char *scope = mv_scope_project (pid);
  g_autofree char *body =
      g_strdup_printf ("{\"organisation\":\"%s\",\"title\":\"Prosjekt\"}", t->organisation);
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  mv_feed_write (t->feed, scope, "project", pid, "", body, NULL, NULL, &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);
  return pid;
}

static gint64
count_overdue (MvTestFeed *t)
{
  g_autoptr (GError) error = NULL;
  gboolean found;
  gint64 n = 0;

  mv_db_get_one_integer (t->db, &n, &found, &error,
                         "SELECT count(*) FROM item WHERE kind = 'overdue' AND why IS NULL", "");
  g_assert_no_error (error);
  return n;
}

static guint
take_all_steps (MvTestFeed *t, MvHousekeeping *house)
{
  guint n_steps = 0;

  do
    {
      gint64 before = count_overdue (t);

      take_step (t, house);
      n_steps++;
      g_assert_cmpint (count_overdue (t) - before, <=, MV_OVERDUE_STEP_PROJECTS);
    }
  while (mv_housekeeping_is_going_on (house));
  return n_steps;
}

/* With many follow-ups a round takes several transactions, none of which reads or writes more than
 * its share, and between which others write; its end is the same as of one. A second round that
 * finds nothing late takes the records away, in steps too, and before its hour there is none. */
static void
test_steps (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autoptr (MvHousekeeping) house = mv_housekeeping_new ();
  g_autoptr (GPtrArray) pids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *scope = g_strconcat ("organisation/", t->organisation, NULL);
  guint n_projects = 3 * MV_OVERDUE_STEP_PROJECTS;
  guint n_followups = 2 * MV_OVERDUE_STEP_ROWS / n_projects + 2;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_projects; i++)
    {
      g_ptr_array_add (pids, write_project (t));
      write_followups (t, pids->pdata[i], n_followups);
    }
  pass_days (t, 60);

  take_step (t, house);
  g_assert_true (mv_housekeeping_is_going_on (house));
  g_assert_cmpint (count_overdue (t), ==, 0);
  g_free (write_note (t));
  /* Three to count in all; the third goes on with the first projects. */
  g_assert_cmpuint (take_all_steps (t, house), ==, 4);

  for (guint i = 0; i < n_projects; i++)
    {
      g_autoptr (JsonObject) body =
          mv_test_find_body (t, scope, "overdue", "project", pids->pdata[i]);

      g_assert_cmpint (mv_json_get_integer (body, "count", 0), ==, 2 * ((n_followups + 1) / 2));
      g_assert_cmpstr (mv_json_get_text (body, "oldest"), ==, "2026-12-10");
    }

  /* Nothing is due before its hour. */
  take_step (t, house);
  g_assert_false (mv_housekeeping_is_going_on (house));

  mv_db_run (t->db, &error, "DELETE FROM item WHERE kind = 'followup'", "");
  g_assert_no_error (error);
  pass_days (t, 1);
  g_assert_cmpuint (take_all_steps (t, house), ==, 3);
  g_assert_cmpint (count_overdue (t), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/floor/tombstones", test_tombstones);
  mv_test_add_on_databases ("/floor/departed", test_departed);
  mv_test_add_on_databases ("/floor/first-download", test_first_download);
  mv_test_add_on_databases ("/floor/since", test_since);
  mv_test_add_on_databases ("/floor/overdue", test_overdue);
  mv_test_add_on_databases ("/floor/steps", test_steps);

  return g_test_run ();
}
