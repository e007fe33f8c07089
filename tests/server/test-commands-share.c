/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-members.h"

#include <string.h>

#define DRAFT                                                                                      \
  "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"contribution\",\"base\":0,"      \
  "\"body\":{\"project\":\"%s\",\"date\":\"2026-11-20\",\"text\":\"%s\"%s}}"
#define CLAIM                                                                                      \
  "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"claim\",\"base\":0,"             \
  "\"body\":{\"contribution\":\"%s\",\"meeting_minutes\":90}}"
#define SHARE "{\"contribution\":\"%s\",\"audience\":\"%s\"}"
#define THIS "{\"contribution\":\"%s\"}"

static char *
put_draft (MvTestFeed *t, MvTestPerson *person, const char *text, const char *more)
{
  char *id = mv_test_feed_new_id (t);

  mv_test_feed_do (t, person, DRAFT, id, t->project, text, more);
  return id;
}

static void
assert_scope (MvTestFeed *t, const char *id, const char *scope)
{
  g_autoptr (MvFeedItem) item = mv_test_feed_read (t, id);

  g_assert_nonnull (item);
  g_assert_cmpstr (item->scope, ==, scope);
  g_assert_nonnull (item->body);
}

/* Sharing with the project moves the draft to where all members see it and its claim to the team's
 * eyes only; ids stay, and there is a follow-up with a day it is due. */
static void
test_share (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = put_draft (t, &t->person_a, "Hei", "");
  g_autofree char *claim = mv_test_feed_new_id (t);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *rep = mv_test_dup_scope (t, &t->person_a, "rep");
  g_autoptr (JsonObject) followup = NULL;
  g_autoptr (JsonObject) body = NULL;

  mv_test_feed_do (t, &t->person_a, CLAIM, claim, id);
  g_assert_cmpint (mv_test_command (t, &t->person_a, "contribution.share", 1, SHARE, id, "project"),
                   ==, 2);

  assert_scope (t, id, by);
  assert_scope (t, claim, rep);
  followup = mv_test_find_body (t, by, "followup", "contribution", id);
  g_assert_nonnull (followup);
  g_assert_cmpstr (mv_json_get_text (followup, "state"), ==, "awaiting");
  g_assert_cmpstr (mv_json_get_text (followup, "due"), ==, "2026-12-18");
  body = mv_test_find_body (t, by, "contribution", "audience", "project");
  g_assert_nonnull (body);
}

/* For the team alone it goes to the narrower scope, which other representatives do not get. */
static void
test_share_with_team (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "team", NULL);
  g_autofree char *rep = mv_test_dup_scope (t, &t->person_a, "rep");
  g_autoptr (GPtrArray) for_lead = NULL;
  g_autoptr (GPtrArray) for_other = NULL;

  assert_scope (t, id, rep);
  for_lead = mv_test_feed_pull_all (t, &t->lead);
  for_other = mv_test_feed_pull_all (t, &t->person_b);
  g_assert_nonnull (mv_test_find_line (for_lead, id));
  g_assert_null (mv_test_find_line (for_other, id));
}

typedef struct
{
  const char *text;
  const char *more; /* further members of the body */
  MvProblem problem;
  const char *field;
} BadRow;

static const BadRow bad_rows[] = {
  /* a national identity number in the text */
  { "Ring 01810000186", "", MV_PROBLEM_INVALID, "text" },
  /* the same, deep in a suggestion */
  { "Hei",
    ",\"suggestions\":[{\"id\":\"0193a000-0000-7000-8000-000000000009\","
    "\"text\":\"018100 00186\"}]",
    MV_PROBLEM_INVALID, "suggestions" },
  /* no text: a draft may lack it, what is shared may not */
  { "", "", MV_PROBLEM_INVALID, "text" },
  /* an edit of something shared is put there */
  { "Hei", ",\"edits\":\"%s\"", MV_PROBLEM_INVALID, "edits" },
};

/* What may not be shown to others stays a draft as it was, and the field is named. */
static void
test_share_refused (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *shared = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *home = mv_scope_user (t->person_a.caller->uid);

  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_auto (GStrv) parts = g_strsplit (bad_rows[i].more, "%s", -1);
      g_autofree char *more = g_strjoinv (shared, parts);
      g_autofree char *id = put_draft (t, &t->person_a, bad_rows[i].text, more);

      mv_test_command_refused (t, &t->person_a, bad_rows[i].problem, bad_rows[i].field,
                               "contribution.share", 1, SHARE, id, "project");
      assert_scope (t, id, home);
    }
}

/* Only a representative of the project shares there; to others a draft or a project that they do
 * not see is not there. */
static void
test_share_rights (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *of_a = put_draft (t, &t->person_a, "Hei", "");
  g_autofree char *of_lead = put_draft (t, &t->lead, "Hei", "");
  g_autofree char *shared = mv_test_feed_share (t, &t->person_a, "project", NULL);

  /* somebody else's draft */
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_FOUND, NULL, "contribution.share", 1,
                           SHARE, of_a, "project");
  /* the team has no contributions of its own */
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.share", 1,
                           SHARE, of_lead, "project");
  /* what is shared is no draft any more */
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.share", 2,
                           SHARE, shared, "project");
  /* a command that acts on an item must say on which revision */
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NO_BASE, NULL, "contribution.share", -1,
                           SHARE, of_a, "project");
}

/* A share that builds on an older draft is a conflict, and the draft stays home. */
static void
test_share_stale (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = put_draft (t, &t->person_a, "Hei", "");
  g_autofree char *home = mv_scope_user (t->person_a.caller->uid);
  MvResult *result;

  mv_test_feed_do (t, &t->person_a,
                   "{\"op\":\"put\",\"id\":\"%s\",\"base\":1,\"body\":{\"project\":\"%s\","
                   "\"date\":\"2026-11-20\",\"text\":\"Hei igjen\"}}",
                   id, t->project);
  result = mv_test_feed_send (t, &t->person_a,
                              "{\"op\":\"command\",\"name\":\"contribution.share\",\"base\":1,"
                              "\"args\":" SHARE "}",
                              id, "project");
  g_assert_cmpint (result->status, ==, MV_RESULT_CONFLICT);
  g_assert_cmpint (result->rev, ==, 2);
  mv_result_free (result);
  assert_scope (t, id, home);
}

/* As long as nobody in the team has had it open, a contribution goes home as it came, claim and
 * all; afterwards it does not. */
static void
test_unshare (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = put_draft (t, &t->person_a, "Hei", "");
  g_autofree char *claim = mv_test_feed_new_id (t);
  g_autofree char *home = mv_scope_user (t->person_a.caller->uid);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autoptr (JsonObject) followup = NULL;

  mv_test_feed_do (t, &t->person_a, CLAIM, claim, id);
  mv_test_command (t, &t->person_a, "contribution.share", 1, SHARE, id, "project");
  mv_test_command (t, &t->person_a, "contribution.unshare", 2, THIS, id);
  assert_scope (t, id, home);
  assert_scope (t, claim, home);
  followup = mv_test_find_body (t, by, "followup", "contribution", id);
  g_assert_null (followup);

  mv_test_command (t, &t->person_a, "contribution.share", 3, SHARE, id, "project");
  mv_test_command (t, &t->researcher, "contribution.seen", -1, THIS, id);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.unshare", 4,
                           THIS, id);
  assert_scope (t, id, by);
}

/* The team's clients say that it was opened, once; nobody else can. */
static void
test_seen (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;

  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.seen", -1,
                           THIS, id);
  mv_test_command_refused (t, &t->stranger, MV_PROBLEM_NOT_FOUND, NULL, "contribution.seen", -1,
                           THIS, id);

  mv_test_command (t, &t->researcher, "contribution.seen", -1, THIS, id);
  first = mv_test_find_body (t, by, "followup", "contribution", id);
  g_assert_nonnull (mv_json_get_text (first, "seen"));
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (t->clock), G_TIME_SPAN_HOUR);
  mv_test_command (t, &t->lead, "contribution.seen", -1, THIS, id);
  second = mv_test_find_body (t, by, "followup", "contribution", id);
  g_assert_cmpstr (mv_json_get_text (second, "seen"), ==, mv_json_get_text (first, "seen"));
}

/* Withdrawing leaves a stub with date and phase, takes the text home under the id that was asked
 * for, and ends the waiting. */
static void
test_withdraw (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *home_id = mv_test_feed_new_id (t);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *home = mv_scope_user (t->person_a.caller->uid);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) stub = NULL;
  g_autoptr (JsonObject) text = NULL;
  g_autoptr (JsonObject) followup = NULL;

  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.withdraw", 2,
                           "{\"contribution\":\"%s\",\"home\":\"%s\"}", id, home_id);
  mv_test_command (t, &t->person_a, "contribution.withdraw", 2,
                   "{\"contribution\":\"%s\",\"home\":\"%s\"}", id, home_id);

  assert_scope (t, id, by);
  item = mv_test_feed_read (t, id);
  stub = mv_feed_item_parse_body (item, &error);
  g_assert_true (mv_json_get_boolean (stub, "withdrawn", FALSE));
  g_assert_cmpstr (mv_json_get_text (stub, "date"), ==, "2026-11-20");
  g_assert_nonnull (mv_json_get_array (stub, "phases"));
  g_assert_false (json_object_has_member (stub, "text"));

  text = mv_test_find_body (t, home, "contribution", "was", id);
  g_assert_cmpstr (mv_json_get_text (text, "text"), ==, "Hei");
  assert_scope (t, home_id, home);
  followup = mv_test_find_body (t, by, "followup", "contribution", id);
  g_assert_cmpstr (mv_json_get_text (followup, "state"), ==, "closed");

  /* once is enough */
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.withdraw",
                           3, "{\"contribution\":\"%s\",\"home\":\"%s\"}", id, home_id);
}

/* A reminder a week; closing and reopening are the person's to say. */
static void
test_waiting (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autoptr (JsonObject) followup = NULL;

  mv_test_command (t, &t->person_a, "contribution.remind", -1, THIS, id);
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (t->clock), 6 * G_TIME_SPAN_DAY);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.remind", -1,
                           THIS, id);
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (t->clock), G_TIME_SPAN_DAY);
  mv_test_command (t, &t->person_a, "contribution.remind", -1, THIS, id);

  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.reopen", -1,
                           THIS, id);
  mv_test_command (t, &t->lead, "contribution.close", -1, THIS, id);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.remind", -1,
                           THIS, id);
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.reopen", -1,
                           THIS, id);
  mv_test_command (t, &t->person_a, "contribution.reopen", -1, THIS, id);

  followup = mv_test_find_body (t, by, "followup", "contribution", id);
  g_assert_cmpstr (mv_json_get_text (followup, "state"), ==, "reopened");
  g_assert_cmpint (mv_json_get_integer (followup, "reminders", 0), ==, 2);
}

/* The team writes down what somebody without the program said; it is marked. */
static void
test_on_behalf (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *uid = mv_test_feed_new_id (t);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *by = mv_scope_project_person (t->project, "by", uid);
  g_autofree char *args = g_strdup_printf (
      "{\"contribution\":\"%s\",\"project\":\"%s\",\"member\":\"%s\",\"body\":{\"project\":\"%s\","
      "\"date\":\"2026-11-19\",\"text\":\"Sagt i møtet\"}}",
      id, t->project, uid, t->project);
  g_autoptr (JsonObject) body = NULL;

  mv_test_command_refused (t, &t->researcher, MV_PROBLEM_NOT_FOUND, "member",
                           "contribution.on_behalf", -1, "%s", args);
  mv_test_command (t, &t->lead, "member.add", -1,
                   "{\"project\":\"%s\",\"member\":\"%s\",\"name\":\"Person B\","
                   "\"role\":\"representative\"}",
                   t->project, uid);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.on_behalf",
                           -1, "%s", args);
  mv_test_command (t, &t->researcher, "contribution.on_behalf", -1, "%s", args);

  assert_scope (t, id, by);
  body = mv_test_find_body (t, by, "contribution", "text", "Sagt i møtet");
  g_assert_true (mv_json_get_boolean (body, "on_behalf", FALSE));
}

/* Whose membership has ended withdraws what is hers, and does no more to it. */
static void
test_former (const char *url)
{
  static const char *const over[] = { "contribution.remind", "contribution.reopen",
                                      "contribution.close" };
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *home = mv_test_feed_new_id (t);

  mv_test_command (t, &t->lead, "member.end", -1, "{\"project\":\"%s\",\"member\":\"%s\"}",
                   t->project, t->person_a.caller->uid);
  for (guint i = 0; i < G_N_ELEMENTS (over); i++)
    mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, over[i], -1, THIS, id);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.unshare", 2,
                           THIS, id);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.confirm", 2,
                           THIS, id);
  mv_test_command (t, &t->person_a, "contribution.withdraw", 2,
                   "{\"contribution\":\"%s\",\"home\":\"%s\"}", id, home);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/commands/share", test_share);
  mv_test_add_on_databases ("/commands/share/with-team", test_share_with_team);
  mv_test_add_on_databases ("/commands/share/refused", test_share_refused);
  mv_test_add_on_databases ("/commands/share/rights", test_share_rights);
  mv_test_add_on_databases ("/commands/share/stale", test_share_stale);
  mv_test_add_on_databases ("/commands/unshare", test_unshare);
  mv_test_add_on_databases ("/commands/seen", test_seen);
  mv_test_add_on_databases ("/commands/withdraw", test_withdraw);
  mv_test_add_on_databases ("/commands/waiting", test_waiting);
  mv_test_add_on_databases ("/commands/former", test_former);
  mv_test_add_on_databases ("/commands/on-behalf", test_on_behalf);

  return g_test_run ();
}
