/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-members.h"

#include <string.h>

/* What others see of a profile, and what a coordinator sees of answers that are late. */

#define PROFILE                                                                                    \
  "{\"name\":\"Kari\",\"phone\":\"12345678\",\"email\":\"kari@example.org\","                      \
  "\"organisation\":\"Foreningen\"}"

static JsonObject *
read_member (MvTestFeed *t, MvTestPerson *person)
{
  g_autofree char *scope = mv_scope_project (t->project);

  return mv_test_find_body (t, scope, "member", "uid", person->caller->uid);
}

static void
assert_member (MvTestFeed *t, const char *field, const char *value)
{
  g_autoptr (JsonObject) member = read_member (t, &t->person_a);

  g_assert_cmpstr (mv_json_get_text (member, field), ==, value);
}

static void
release (MvTestFeed *t, const char *fields)
{
  mv_test_command (t, &t->person_a, "profile.release", -1, "{\"project\":\"%s\",\"fields\":[%s]}",
                   t->project, fields);
}

/* The project sees what was released to it and no more, also when the profile changes later and
 * when the release is taken back. */
static void
test_release (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autoptr (JsonObject) other = NULL;

  mv_test_feed_do (t, &t->person_a,
                   "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"profile\","
                   "\"base\":0,\"body\":" PROFILE "}",
                   id);
  assert_member (t, "phone", NULL);
  assert_member (t, "name", "Representant A");

  release (t, "\"phone\",\"organisation\"");
  assert_member (t, "phone", "12345678");
  assert_member (t, "organisation", "Foreningen");
  assert_member (t, "email", NULL);
  assert_member (t, "name", "Representant A");
  other = read_member (t, &t->person_b);
  g_assert_null (mv_json_get_text (other, "phone"));

  mv_test_feed_do (t, &t->person_a,
                   "{\"op\":\"put\",\"id\":\"%s\",\"base\":2,\"body\":{\"name\":\"Kari\","
                   "\"phone\":\"87654321\",\"released\":[{\"project\":\"%s\","
                   "\"fields\":[\"phone\",\"name\"]}]}}",
                   id, t->project);
  assert_member (t, "phone", "87654321");
  assert_member (t, "organisation", NULL);
  assert_member (t, "name", "Kari");

  release (t, "");
  assert_member (t, "phone", NULL);
  assert_member (t, "name", "Representant A");
}

/* One releases where one is a member, to one place at a time, and nothing that is no field. */
static void
test_release_refused (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);

  mv_test_command_refused (t, &t->stranger, MV_PROBLEM_NOT_FOUND, "project", "profile.release", -1,
                           "{\"project\":\"%s\",\"fields\":[\"name\"]}", t->project);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_FOUND, "committee", "profile.release",
                           -1, "{\"committee\":\"%s\",\"fields\":[\"name\"]}", t->committee);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_INVALID, "project", "profile.release", -1,
                           "{\"fields\":[\"name\"]}");
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_INVALID, "fields", "profile.release", -1,
                           "{\"project\":\"%s\",\"fields\":[\"support\"]}", t->project);
}

/* Who has no profile yet may release; there is one then, with nothing in it. */
static void
test_release_first (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *home = mv_scope_user (t->person_a.caller->uid);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = NULL;

  release (t, "\"name\"");
  release (t, "\"phone\"");
  profiles = mv_feed_list (t->feed, home, "profile", &error);
  g_assert_cmpuint (profiles->len, ==, 1);
  assert_member (t, "name", "Representant A");
}

/* The coordinator learns how many answers are late and since when, may remind the team of it once a
 * week, and tells it nothing about whose. */
static void
test_nudge (const char *url)
{
  static const char *const suggestion = "0193a000-0000-7000-8000-000000000001";
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", suggestion, NULL);
  g_autofree char *scope = g_strconcat ("organisation/", t->organisation, NULL);
  g_autofree char *team = mv_scope_project_part (t->project, "team");
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *reply = mv_test_reply_id (by, id, suggestion);
  g_autofree char *args = g_strdup_printf ("{\"project\":\"%s\"}", t->project);
  g_autoptr (JsonObject) overdue = NULL;
  g_autoptr (JsonObject) note = NULL;

  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_NOT_ALLOWED, "project", "overdue.nudge", -1,
                           "%s", args);
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (t->clock), 30 * G_TIME_SPAN_DAY);
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, NULL, "overdue.nudge", -1, "%s",
                           args);
  mv_test_command_refused (t, &t->stranger, MV_PROBLEM_NOT_FOUND, "project", "overdue.nudge", -1,
                           "%s", args);

  mv_test_command (t, &t->secretary, "overdue.nudge", -1, "%s", args);
  overdue = mv_test_find_body (t, scope, "overdue", "project", t->project);
  g_assert_cmpint (mv_json_get_integer (overdue, "count", 0), ==, 1);
  g_assert_cmpstr (mv_json_get_text (overdue, "oldest"), ==, "2026-12-18");
  g_assert_nonnull (mv_json_get_text (overdue, "nudged"));
  note = mv_test_find_body (t, team, "note", "language", "nb");
  g_assert_nonnull (note);
  g_assert_null (strstr (mv_json_get_text (note, "text"), "Hei"));

  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_NOT_ALLOWED, "project", "overdue.nudge", -1,
                           "%s", args);
  mv_test_feed_do (t, &t->lead,
                   "{\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"reply\",\"base\":0,"
                   "\"body\":{\"contribution\":\"%s\",\"suggestion\":\"%s\","
                   "\"outcome\":\"adopted\"}}",
                   by, reply, id, suggestion);
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (t->clock), 8 * G_TIME_SPAN_DAY);
  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_NOT_ALLOWED, "project", "overdue.nudge", -1,
                           "%s", args);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/commands/profile", test_release);
  mv_test_add_on_databases ("/commands/profile/refused", test_release_refused);
  mv_test_add_on_databases ("/commands/profile/first", test_release_first);
  mv_test_add_on_databases ("/commands/nudge", test_nudge);

  return g_test_run ();
}
