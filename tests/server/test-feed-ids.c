/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-members.h"

#include <string.h>

/* Ids that follow from what a record is about, and texts that a new role makes one's own to settle.
 */

#define PUT                                                                                        \
  "{\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"%s\",\"base\":%d,\"body\":%s}"
#define DEL "{\"op\":\"del\",\"id\":\"%s\",\"base\":%d}"
#define NOTE "{\"text\":\"Mitt\"}"

static char *
make_plan_id (MvTestFeed *t, const char *phase)
{
  g_autofree char *name =
      g_strdup_printf ("project/%s\nplan\n%s\n%s", t->project, t->project, phase);

  return mv_uuid_new_v5 (name);
}

static char *
make_plan (MvTestFeed *t, const char *phase)
{
  return g_strdup_printf ("{\"project\":\"%s\",\"phase\":\"%s\",\"state\":\"planned\"}", t->project,
                          phase);
}

/* Somebody wrote a note of her own under the id that the answer to a contribution will have: the
 * answer gets the id that is its own, and the note another, with every word. */
static void
test_taken_beforehand (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *contribution = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *id = mv_test_reply_id (by, contribution, "");
  g_autofree char *home = mv_scope_user (t->person_b.caller->uid);
  g_autofree char *body =
      g_strdup_printf ("{\"contribution\":\"%s\",\"outcome\":\"adopted\"}", contribution);
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) note = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  mv_test_feed_do (t, &t->person_b, PUT, "user/me", id, "note", 0, NOTE);
  before = mv_test_feed_pull_all (t, &t->person_b);
  g_assert_cmpint (mv_test_feed_do (t, &t->lead, PUT, by, id, "reply", 0, body), ==, 1);

  item = mv_test_feed_read (t, id);
  g_assert_cmpstr (item->kind, ==, "reply");
  g_assert_cmpstr (item->scope, ==, by);
  note = mv_test_find_body (t, home, "note", "text", "Mitt");
  g_assert_nonnull (note);

  /* the device that holds the note is told: gone under the old id, there under a new one */
  lines = mv_test_feed_pull_all (t, &t->person_b);
  {
    guint n_gone = 0, n_new = 0;

    for (guint i = 0; i < lines->len; i++)
      {
        const MvLine *line = lines->pdata[i];

        n_gone += line->type == MV_LINE_DEL && strcmp (line->id, id) == 0;
        n_new += line->type == MV_LINE_PUT && g_strcmp0 (line->kind, "note") == 0;
      }
    g_assert_cmpuint (n_gone, ==, 1);
    g_assert_cmpuint (n_new, ==, 1);
  }
}

/* The same when the place-holder was deleted again, which leaves a tombstone under the id. */
static void
test_taken_and_deleted (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *scope = mv_scope_project (t->project);
  g_autofree char *id = make_plan_id (t, "P1");
  g_autofree char *plan = make_plan (t, "P1");
  g_autoptr (MvFeedItem) item = NULL;

  mv_test_feed_do (t, &t->person_b, PUT, "user/me", id, "note", 0, NOTE);
  mv_test_feed_do (t, &t->person_b, DEL, id, 1);
  g_assert_cmpint (mv_test_feed_do (t, &t->lead, PUT, scope, id, "plan", 0, plan), ==, 1);
  item = mv_test_feed_read (t, id);
  g_assert_cmpstr (item->kind, ==, "plan");
}

/* What the server writes of itself has a right to its id too: nobody keeps somebody else from
 * becoming a member. */
static void
test_taken_from_server (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *scope = mv_scope_project (t->project);
  g_autofree char *name = g_strdup_printf ("%s\nmember\n%s\n", scope, t->stranger.caller->uid);
  g_autofree char *id = mv_uuid_new_v5 (name);
  g_autoptr (JsonObject) member = NULL;

  mv_test_feed_do (t, &t->researcher, PUT, "user/me", id, "note", 0, NOTE);
  mv_test_command (t, &t->lead, "member.add", -1,
                   "{\"project\":\"%s\",\"member\":\"%s\",\"role\":\"researcher\"}", t->project,
                   t->stranger.caller->uid);
  member = mv_test_find_body (t, scope, "member", "uid", t->stranger.caller->uid);
  g_assert_nonnull (member);
}

/* Who may not write the record does not push anybody aside, and an id that does not follow from the
 * record is no claim. */
static void
test_no_claim (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *scope = mv_scope_project (t->project);
  g_autofree char *id = make_plan_id (t, "P1");
  g_autofree char *plan = make_plan (t, "P1");
  g_autofree char *other = make_plan (t, "P2");
  g_autoptr (MvFeedItem) item = NULL;

  mv_test_feed_do (t, &t->person_b, PUT, "user/me", id, "note", 0, NOTE);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, PUT, scope, id, "plan", 0,
                       plan);
  mv_test_feed_refuse (t, &t->stranger, MV_PROBLEM_NOT_FOUND, NULL, PUT, scope, id, "plan", 0,
                       plan);
  mv_test_feed_refuse (t, &t->lead, MV_PROBLEM_NOT_FOUND, NULL, PUT, scope, id, "plan", 0, other);
  item = mv_test_feed_read (t, id);
  g_assert_cmpstr (item->kind, ==, "note");
}

static guint
count_siblings (GPtrArray *lines, const char *id)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += g_strcmp0 (((MvLine *) lines->pdata[i])->conflict_of, id) == 0;
  return n;
}

/* A researcher does not get the texts kept beside a plan, which she cannot settle. When she becomes
 * lead she gets them, however long ago her device read past them. */
static void
test_older_siblings (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *scope = mv_scope_project (t->project);
  g_autofree char *id = make_plan_id (t, "P1");
  g_autofree char *plan = make_plan (t, "P1");
  g_autofree char *late =
      g_strdup_printf ("{\"project\":\"%s\",\"phase\":\"P1\",\"state\":\"done\"}", t->project);
  g_autoptr (MvResult) result = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  mv_test_feed_do (t, &t->lead, PUT, scope, id, "plan", 0, plan);
  result = mv_test_feed_send (t, &t->lead, PUT, scope, id, "plan", 0, late);
  g_assert_cmpint (result->status, ==, MV_RESULT_CONFLICT);

  before = mv_test_feed_pull_all (t, &t->researcher);
  g_assert_cmpuint (count_siblings (before, id), ==, 0);
  mv_test_command (t, &t->lead, "member.role", -1,
                   "{\"project\":\"%s\",\"member\":\"%s\",\"role\":\"lead\"}", t->project,
                   t->researcher.caller->uid);
  after = mv_test_feed_pull_all (t, &t->researcher);
  g_assert_cmpuint (count_siblings (after, id), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/feed/ids/taken-beforehand", test_taken_beforehand);
  mv_test_add_on_databases ("/feed/ids/taken-and-deleted", test_taken_and_deleted);
  mv_test_add_on_databases ("/feed/ids/taken-from-server", test_taken_from_server);
  mv_test_add_on_databases ("/feed/ids/no-claim", test_no_claim);
  mv_test_add_on_databases ("/feed/siblings/older", test_older_siblings);

  return g_test_run ();
}
