/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-retention.h"
#include "mv-test-database.h"
#include "mv-test-members.h"

#include <string.h>

/* What one row would do, and does. */
static gint64
count (MvTestFeed *t, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  mv_retention_count (mv_retentions_find (name), t->feed, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
run (MvTestFeed *t, const char *name, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  g_assert_cmpint (count (t, name), ==, expected);
  mv_feed_begin (t->feed, &error);
  mv_retention_run (mv_retentions_find (name), t->feed, &n, &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, expected);
  g_assert_cmpint (count (t, name), ==, 0);
}

static void
pass_days (MvTestFeed *t, int days)
{
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (t->clock), days * G_TIME_SPAN_DAY);
}

static void
write_record (MvTestFeed *t, const char *scope, const char *kind, const char *id, const char *body)
{
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  mv_feed_write (t->feed, scope, kind, id, "", body, NULL, NULL, &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_alive (MvTestFeed *t, const char *id)
{
  g_autoptr (MvFeedItem) item = mv_test_feed_read (t, id);

  return item->body != NULL;
}

/* A project's records go five years after its end and not a day before; the project itself, who was
 * in it, and what somebody shared there stay. Replicas hear of it. */
static void
test_project (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *scope = mv_scope_project (t->project);
  g_autofree char *meeting = mv_test_feed_new_id (t);
  g_autofree char *shared = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *ended = g_strdup_printf (
      "{\"organisation\":\"%s\",\"title\":\"Prosjekt A\",\"vocabulary\":\"national\","
      "\"state\":\"ended\",\"end\":\"2026-11-20\"}",
      t->organisation);
  g_autoptr (GPtrArray) lines = NULL;
  const MvLine *line;

  write_record (t, scope, "meeting", meeting,
                "{\"title\":\"M\",\"start\":\"2026-11-20T10:00:00+01:00\"}");
  g_ptr_array_unref (mv_test_feed_pull_all (t, &t->person_b));
  pass_days (t, 5 * 365 + 2);
  g_assert_cmpint (count (t, "project-records"), ==, 0);
  pass_days (t, -3);
  write_record (t, scope, "project", t->project, ended);
  g_assert_cmpint (count (t, "project-records"), ==, 0);
  pass_days (t, 3);

  run (t, "project-records", 1);
  g_assert_false (is_alive (t, meeting));
  g_assert_true (is_alive (t, t->project));
  g_assert_true (is_alive (t, shared));
  lines = mv_test_feed_pull_all (t, &t->person_b);
  line = mv_test_find_line (lines, meeting);
  g_assert_nonnull (line);
  g_assert_cmpstr (line->why, ==, "deleted");
}

/* Who left a project a year ago is still named there, without telephone and address. */
static void
test_contact (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *scope = mv_scope_project (t->project);
  g_autofree char *member = mv_test_feed_new_id (t);
  g_autofree char *body = g_strdup_printf (
      "{\"uid\":\"%s\",\"name\":\"Person A\",\"role\":\"representative\",\"phone\":\"1\","
      "\"email\":\"a@example.org\",\"until\":\"2026-11-20\"}",
      t->stranger.caller->uid);
  g_autoptr (MvFeedItem) item = NULL;

  write_record (t, scope, "member", member, body);
  pass_days (t, 364);
  g_assert_cmpint (count (t, "contact"), ==, 0);
  pass_days (t, 3);
  run (t, "contact", 1);

  item = mv_test_feed_read (t, member);
  g_assert_nonnull (strstr (item->body, "Person A"));
  g_assert_null (strstr (item->body, "phone"));
  g_assert_null (strstr (item->body, "email"));
}

/* Ideas, codes, devices and the notes on what was done go when their time is over, each by its own
 * number. */
static void
test_others (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *scope =
      g_strdup_printf ("committee/%s/with/%s", t->committee, t->stranger.caller->uid);
  g_autofree char *idea = mv_test_feed_new_id (t);
  g_autofree char *now = mv_clock_dup_now (t->clock);
  g_autoptr (GError) error = NULL;
  gint64 n_devices = 0;

  write_record (t, scope, "idea", idea, "{\"title\":\"I\",\"text\":\"I\"}");
  mv_db_run (t->db, &error, "DELETE FROM audit", "");
  mv_db_run (t->db, &error,
             "INSERT INTO invitation (hash, uid, type, created, expires)"
             " VALUES ('a', $1, 'invitation', $2, $2)",
             "tt", t->stranger.caller->uid, now);
  mv_db_get_one_integer (t->db, &n_devices, NULL, &error, "SELECT count(*) FROM device", "");
  g_assert_no_error (error);

  pass_days (t, 30);
  g_assert_cmpint (count (t, "invitations"), ==, 0);
  pass_days (t, 1);
  run (t, "invitations", 1);
  pass_days (t, 369);
  g_assert_cmpint (count (t, "devices"), ==, 0);
  pass_days (t, 1);
  run (t, "devices", n_devices);
  g_assert_null (mv_feed_authenticate (t->feed, t->lead.token, &error));

  pass_days (t, 5 * 365 - 401);
  g_assert_cmpint (count (t, "ideas"), ==, 0);
  pass_days (t, 1);
  /* The two notes of above are older than two years by now. */
  run (t, "audit", 2);
  run (t, "ideas", 1);
  g_assert_false (is_alive (t, idea));
}

/* Every row can be read: what, how long, since when, by which law or decision; and names are
 * unique. */
static void
test_table (void)
{
  guint n_rows;
  const MvRetention *rows = mv_retentions_list (&n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      g_assert_true (mv_retentions_find (rows[i].name) == &rows[i]);
      g_assert_cmpint (rows[i].days, >=, 30);
      g_assert_cmpuint (strlen (rows[i].what), >, 10);
      g_assert_cmpuint (strlen (rows[i].since), >, 5);
      g_assert_cmpuint (strlen (rows[i].source), >, 10);
      g_assert_cmpint (rows[i].sql == NULL, ==, rows[i].action == MV_RETENTION_BY_SERVER);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/retention/project", test_project);
  mv_test_add_on_databases ("/retention/contact", test_contact);
  mv_test_add_on_databases ("/retention/others", test_others);
  g_test_add_func ("/retention/table", test_table);

  return g_test_run ();
}
