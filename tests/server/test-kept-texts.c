/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-devices.h"
#include "mv-invitation-code.h"
#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-members.h"

#include <string.h>

/* Ways in which a text might get lost, or a person get in, that do not. */

#define PUT                                                                                        \
  "{\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"%s\",\"base\":%d,\"body\":%s}"

#define RATING "{\"reply\":\"%s\",\"contribution\":\"%s\",\"verdict\":\"%s\"}"

/* A draft of the team's about the whole contribution. Returns its id. */
static char *
put_reply_draft (MvTestFeed *t, MvTestPerson *person, const char *contribution, const char *text)
{
  char *id = mv_test_feed_new_id (t);
  g_autofree char *team = mv_scope_project_part (t->project, "team");
  g_autofree char *body = g_strdup_printf (
      "{\"contribution\":\"%s\",\"outcome\":\"adopted\",\"text\":\"%s\"}", contribution, text);

  mv_test_feed_do (t, person, PUT, team, id, "reply-draft", 0, body);
  return id;
}

static void
send_reply (MvTestFeed *t, MvTestPerson *person, const char *draft)
{
  mv_test_command (t, person, "reply.send", -1, "{\"project\":\"%s\",\"drafts\":[\"%s\"]}",
                   t->project, draft);
}

static const MvLine *
find_sibling (GPtrArray *lines, const char *id)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const MvLine *line = lines->pdata[i];

      if (g_strcmp0 (line->conflict_of, id) == 0)
        return line;
    }
  return NULL;
}

/* Two of the team answer the same contribution, neither knowing of the other. The later answer
 * stands, and the earlier one is kept beside it, for the team alone. */
static void
test_two_answers (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *contribution = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *reply = mv_test_reply_id (by, contribution, "");
  g_autofree char *first = put_reply_draft (t, &t->lead, contribution, "Det første");
  g_autofree char *second = put_reply_draft (t, &t->researcher, contribution, "Det andre");
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonObject) kept = NULL;
  g_autoptr (GPtrArray) for_team = NULL;
  g_autoptr (GPtrArray) for_person = NULL;
  const MvLine *sibling;

  send_reply (t, &t->lead, first);
  send_reply (t, &t->researcher, second);

  body = mv_test_find_body (t, by, "reply", "contribution", contribution);
  g_assert_cmpstr (mv_json_get_text (body, "text"), ==, "Det andre");
  for_team = mv_test_feed_pull_all (t, &t->lead);
  sibling = find_sibling (for_team, reply);
  g_assert_nonnull (sibling);
  kept = mv_json_parse_object (sibling->body, -1, 0, NULL);
  g_assert_cmpstr (mv_json_get_text (kept, "text"), ==, "Det første");
  g_assert_cmpstr (sibling->by, ==, t->lead.caller->uid);
  for_person = mv_test_feed_pull_all (t, &t->person_a);
  g_assert_null (find_sibling (for_person, reply));
}

/* One's own earlier answer is replaced, and nobody has anything to sort out. */
static void
test_own_answer_again (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *contribution = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *reply = mv_test_reply_id (by, contribution, "");
  g_autofree char *first = put_reply_draft (t, &t->lead, contribution, "Det første");
  g_autofree char *second = put_reply_draft (t, &t->lead, contribution, "Det andre");
  g_autoptr (GPtrArray) lines = NULL;

  send_reply (t, &t->lead, first);
  send_reply (t, &t->lead, second);

  lines = mv_test_feed_pull_all (t, &t->lead);
  g_assert_nonnull (mv_test_find_line (lines, reply));
  g_assert_null (find_sibling (lines, reply));
}

/* A verdict that was shown to the project can still be changed by its person, though its id follows
 * from where it was first written; by nobody else. */
static void
test_released_rating (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *contribution = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *reply = mv_test_reply_id (by, contribution, "");
  g_autofree char *draft = put_reply_draft (t, &t->lead, contribution, "Takk");
  g_autofree char *name = g_strdup_printf ("user/%s\nrating\n%s", t->person_a.caller->uid, reply);
  g_autofree char *rating = mv_uuid_new_v5 (name);
  g_autofree char *before = g_strdup_printf (RATING, reply, contribution, "satisfied");
  g_autofree char *after = g_strdup_printf (RATING, reply, contribution, "understood");

  send_reply (t, &t->lead, draft);
  mv_test_feed_do (t, &t->person_a, PUT, MV_SCOPE_ME, rating, "rating", 0, before);
  mv_test_command (t, &t->person_a, "rating.release", 1, "{\"rating\":\"%s\"}", rating);

  g_assert_cmpint (mv_test_feed_do (t, &t->person_a, PUT, by, rating, "rating", 2, after), ==, 3);
  mv_test_feed_refuse (t, &t->person_b, MV_PROBLEM_NOT_ALLOWED, NULL, PUT, by, rating, "rating", 3,
                       before);
}

/* A device shares a draft as it had just changed it. The change came too late and stands beside the
 * draft: then nothing is shared, and least of all the other text. */
static void
test_share_of_sibling (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *home = mv_scope_user (t->person_a.caller->uid);
  g_autofree char *old = g_strdup_printf (
      "{\"project\":\"%s\",\"date\":\"2026-11-20\",\"text\":\"Det gamle\"}", t->project);
  g_autofree char *ops = g_strdup_printf (
      "[{\"n\":2,\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\","
      "\"kind\":\"contribution\",\"base\":0,\"body\":{\"project\":\"%s\","
      "\"date\":\"2026-11-20\",\"text\":\"Det nye\"}},"
      "{\"n\":3,\"op\":\"command\",\"name\":\"contribution.share\",\"base\":{\"n\":2},"
      "\"args\":{\"contribution\":\"%s\",\"audience\":\"project\"}}]",
      id, t->project, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPushAnswer) answer = NULL;
  g_autoptr (MvFeedItem) item = NULL;

  mv_test_feed_do (t, &t->person_a, PUT, MV_SCOPE_ME, id, "contribution", 0, old);
  answer = mv_test_feed_send_batch (t, &t->person_a, ops, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (((MvResult *) answer->results->pdata[i])->status, ==, MV_RESULT_CONFLICT);
  item = mv_test_feed_read (t, id);
  g_assert_cmpstr (item->scope, ==, home);
}

/* A device that is removed after its request was let in writes nothing any more. */
static void
test_removed_meanwhile (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *ops = g_strdup_printf (
      "[{\"n\":1,\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"note\",\"base\":0,"
      "\"body\":{\"text\":\"a\"}}]",
      id);
  MvDevices devices = { t->db, t->clock, t->random };
  g_autoptr (GError) error = NULL;
  g_autoptr (MvFeedItem) item = NULL;

  g_assert_true (
      mv_devices_revoke (&devices, t->person_a.caller->uid, t->person_a.caller->device, &error));
  g_assert_null (mv_test_feed_send_batch (t, &t->person_a, ops, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_DEVICE_REVOKED);
  item = mv_test_feed_read (t, id);
  g_assert_null (item);
}

/* An invitation by command vouches for whoever uses it. When somebody of a project makes another
 * one instead, which that somebody may use alone, nobody has vouched. */
static void
test_invitation_replaced (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  MvDevices devices = { t->db, t->clock, t->random };
  g_autofree char *uid = mv_test_feed_new_id (t);
  g_autofree char *device = mv_test_feed_new_id (t);
  g_autofree char *code = mv_invitation_code_from_bits (123456789);
  g_autofree char *hash = mv_invitation_code_hash (code);
  g_autofree char *expires = NULL;
  g_autoptr (MvCode) first = NULL;
  g_autoptr (MvEnrolled) enrolled = NULL;
  g_autoptr (MvCaller) caller = NULL;
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  mv_feed_add_person (t->feed, uid, "Person C", "nb", NULL, &error);
  first = mv_devices_invite (&devices, uid, &error);
  expires = mv_devices_invite_by_hash (&devices, uid, t->lead.caller->uid, hash, &error);
  enrolled = mv_devices_enrol (&devices, code, device, "PC", &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);

  caller = mv_feed_authenticate (t->feed, enrolled->token, &error);
  g_assert_no_error (error);
  g_assert_false (caller->is_confirmed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/kept/two-answers", test_two_answers);
  mv_test_add_on_databases ("/kept/own-answer-again", test_own_answer_again);
  mv_test_add_on_databases ("/kept/released-rating", test_released_rating);
  mv_test_add_on_databases ("/kept/share-of-sibling", test_share_of_sibling);
  mv_test_add_on_databases ("/kept/removed-meanwhile", test_removed_meanwhile);
  mv_test_add_on_databases ("/kept/invitation-replaced", test_invitation_replaced);

  return g_test_run ();
}
