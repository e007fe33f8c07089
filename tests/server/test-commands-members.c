/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-commands.h"
#include "mv-devices.h"
#include "mv-directory.h"
#include "mv-invitation-code.h"
#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-members.h"

#include <string.h>

#define MEMBER "{\"project\":\"%s\",\"member\":\"%s\",\"role\":\"%s\"}"
#define WHO "{\"project\":\"%s\",\"member\":\"%s\"}"
#define DRAFT                                                                                      \
  "{\"op\":\"put\",\"scope\":\"project/%s/team\",\"id\":\"%s\",\"kind\":\"reply-draft\","          \
  "\"base\":0,\"body\":{\"contribution\":\"%s\",\"outcome\":\"adopted\",\"text\":\"Takk\","        \
  "\"note\":\"bare for oss\"%s}}"
#define SUGGESTION "0193a000-0000-7000-8000-000000000001"

static MvRoles
get_roles (MvTestFeed *t, MvTestPerson *person, const char *scope)
{
  g_autoptr (GError) error = NULL;
  MvRoles roles = mv_feed_get_roles (t->feed, person->caller->uid, scope, &error);

  g_assert_no_error (error);
  return roles;
}

/* A lead makes an account a member: record, grants and the organisation's card follow together. */
static void
test_add (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *scope = mv_scope_project (t->project);
  g_autofree char *organisation = g_strconcat ("organisation/", t->organisation, NULL);
  const char *uid = t->stranger.caller->uid;
  g_autoptr (JsonObject) member = NULL;
  g_autoptr (JsonObject) card = NULL;

  g_assert_cmpint (get_roles (t, &t->stranger, scope), ==, MV_ROLE_NONE);
  mv_test_command (t, &t->lead, "member.add", -1, MEMBER, t->project, uid, "representative");

  g_assert_cmpint (get_roles (t, &t->stranger, scope), ==, MV_ROLE_REPRESENTATIVE);
  member = mv_test_find_body (t, scope, "member", "uid", uid);
  g_assert_cmpstr (mv_json_get_text (member, "name"), ==, "Person A");
  g_assert_cmpstr (mv_json_get_text (member, "since"), ==, "2026-11-20");
  card = mv_test_find_body (t, organisation, "project-card", "project", t->project);
  g_assert_cmpint (mv_json_get_integer (card, "representatives", 0), ==, 3);
}

/* A coordinator sets up leads and nobody else; who is not in the project does not know of it. */
static void
test_add_rights (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  const char *uid = t->stranger.caller->uid;

  mv_test_command_refused (t, &t->stranger, MV_PROBLEM_NOT_FOUND, "project", "member.add", -1,
                           MEMBER, t->project, uid, "lead");
  mv_test_command_refused (t, &t->researcher, MV_PROBLEM_NOT_ALLOWED, NULL, "member.add", -1,
                           MEMBER, t->project, uid, "representative");
  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_NOT_ALLOWED, "role", "member.add", -1,
                           MEMBER, t->project, uid, "representative");
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_INVALID, "role", "member.add", -1, MEMBER,
                           t->project, uid, "secretary");
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_FOUND, "user", "member.add", -1, MEMBER,
                           t->project, SUGGESTION, "representative");
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_INVALID, "member", "member.add", -1,
                           "{\"project\":\"%s\",\"role\":\"representative\"}", t->project);
  mv_test_command (t, &t->secretary, "member.add", -1, MEMBER, t->project, uid, "lead");
}

/* Who leaves keeps the own record and a note of the project, and loses the rest; coming back ends
 * the note. */
static void
test_end (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *scope = mv_scope_project (t->project);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *other = mv_test_dup_scope (t, &t->person_b, "by");
  g_autofree char *home = mv_scope_user (t->person_a.caller->uid);
  const char *uid = t->person_a.caller->uid;
  g_autoptr (JsonObject) past = NULL;
  g_autoptr (JsonObject) member = NULL;

  mv_test_command (t, &t->lead, "member.end", -1, WHO, t->project, uid);
  g_assert_cmpint (get_roles (t, &t->person_a, scope), ==, MV_ROLE_NONE);
  g_assert_cmpint (get_roles (t, &t->person_a, other), ==, MV_ROLE_NONE);
  g_assert_true (get_roles (t, &t->person_a, by) & MV_ROLE_FORMER);
  member = mv_test_find_body (t, scope, "member", "uid", uid);
  g_assert_cmpstr (mv_json_get_text (member, "role"), ==, "former");
  past = mv_test_find_body (t, home, "pastproject", "project", t->project);
  g_assert_cmpstr (mv_json_get_text (past, "title"), ==, "Prosjekt A");
  g_assert_cmpstr (mv_json_get_text (past, "organisation"), ==, "Sykehus A");
  g_assert_cmpstr (mv_json_get_text (past, "until"), ==, "2026-11-20");
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_FOUND, "member", "member.end", -1, WHO,
                           t->project, uid);

  mv_test_command (t, &t->lead, "member.add", -1, MEMBER, t->project, uid, "representative");
  g_clear_pointer (&past, json_object_unref);
  past = mv_test_find_body (t, home, "pastproject", "project", t->project);
  g_assert_null (past);
  g_assert_cmpint (get_roles (t, &t->person_a, scope), ==, MV_ROLE_REPRESENTATIVE);
}

/* A project is never without a lead, however one tries. */
static void
test_last_lead (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  const char *lead = t->lead.caller->uid;

  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, "member", "member.end", -1, WHO,
                           t->project, lead);
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, "member", "member.role", -1, MEMBER,
                           t->project, lead, "researcher");
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, "member", "member.add", -1, MEMBER,
                           t->project, lead, "researcher");
  mv_test_command (t, &t->lead, "member.role", -1, MEMBER, t->project, t->researcher.caller->uid,
                   "lead");
  mv_test_command (t, &t->lead, "member.role", -1, MEMBER, t->project, lead, "researcher");
}

/* An invitation made in the program: the server sees a hash only; the account waits for its inviter
 * before it gets the project; the code works once. */
static void
test_invite (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  MvDevices devices = { t->db, t->clock, t->random };
  g_autofree char *scope = mv_scope_project (t->project);
  g_autofree char *uid = mv_test_feed_new_id (t);
  g_autofree char *device = mv_test_feed_new_id (t);
  g_autofree char *code = mv_invitation_code_from_bits (123456789);
  g_autofree char *hash = mv_invitation_code_hash (code);
  g_autoptr (GPtrArray) invitations = NULL;
  g_autoptr (MvEnrolled) enrolled = NULL;
  g_autoptr (MvCaller) caller = NULL;
  g_autoptr (GError) error = NULL;
  const MvFeedItem *invitation;

  mv_test_command (t, &t->lead, "member.add", -1,
                   "{\"project\":\"%s\",\"member\":\"%s\",\"name\":\"Person B\","
                   "\"role\":\"representative\"}",
                   t->project, uid);
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_INVALID, "hash", "invite.create", -1,
                           "{\"project\":\"%s\",\"member\":\"%s\",\"hash\":\"%s\"}", t->project,
                           uid, code);
  mv_test_command (t, &t->lead, "invite.create", -1,
                   "{\"project\":\"%s\",\"member\":\"%s\",\"hash\":\"%s\"}", t->project, uid, hash);
  invitations = mv_feed_list (t->feed, scope, "invitation", &error);
  g_assert_cmpuint (invitations->len, ==, 1);
  invitation = invitations->pdata[0];
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, "invitation", "invite.confirm", -1,
                           "{\"project\":\"%s\",\"invitation\":\"%s\"}", t->project,
                           invitation->id);

  mv_feed_begin (t->feed, &error);
  enrolled = mv_devices_enrol (&devices, code, device, "PC", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (enrolled->uid, ==, uid);
  g_assert_true (enrolled->is_first);
  mv_directory_note_joined (t->feed, uid, &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);

  caller = mv_feed_authenticate (t->feed, enrolled->token, &error);
  g_assert_no_error (error);
  g_assert_false (caller->is_confirmed);
  mv_test_command (t, &t->lead, "invite.confirm", -1, "{\"project\":\"%s\",\"invitation\":\"%s\"}",
                   t->project, invitation->id);
  g_clear_pointer (&caller, mv_caller_free);
  caller = mv_feed_authenticate (t->feed, enrolled->token, &error);
  g_assert_true (caller->is_confirmed);
}

/* Drafts of the team become answers beside the contribution: all or none, and without what the team
 * noted for itself. */
static void
test_reply (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", SUGGESTION, NULL);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *good = mv_test_feed_new_id (t);
  g_autofree char *bad = mv_test_feed_new_id (t);
  g_autofree char *reply_id = mv_test_reply_id (by, id, SUGGESTION);
  g_autoptr (JsonObject) reply = NULL;
  g_autoptr (JsonObject) followup = NULL;
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (MvFeedItem) draft = NULL;

  mv_test_feed_do (t, &t->researcher, DRAFT, t->project, good, id,
                   ",\"suggestion\":\"" SUGGESTION "\"");
  /* about a suggestion that is not there */
  mv_test_feed_do (t, &t->researcher, DRAFT, t->project, bad, id,
                   ",\"suggestion\":\"0193a000-0000-7000-8000-000000000002\"");

  mv_test_command_refused (t, &t->lead, MV_PROBLEM_INVALID, "suggestion", "reply.send", -1,
                           "{\"project\":\"%s\",\"drafts\":[\"%s\",\"%s\"]}", t->project, good,
                           bad);
  item = mv_test_feed_read (t, reply_id);
  g_assert_null (item);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "reply.send", -1,
                           "{\"project\":\"%s\",\"drafts\":[\"%s\"]}", t->project, good);

  mv_test_command (t, &t->lead, "reply.send", -1, "{\"project\":\"%s\",\"drafts\":[\"%s\"]}",
                   t->project, good);
  reply = mv_test_find_body (t, by, "reply", "contribution", id);
  g_assert_cmpstr (mv_json_get_text (reply, "text"), ==, "Takk");
  g_assert_false (json_object_has_member (reply, "note"));
  item = mv_test_feed_read (t, reply_id);
  g_assert_nonnull (item);
  draft = mv_test_feed_read (t, good);
  g_assert_null (draft->body);
  followup = mv_test_find_body (t, by, "followup", "contribution", id);
  g_assert_cmpstr (mv_json_get_text (followup, "state"), ==, "answered");
  g_assert_nonnull (mv_json_get_text (followup, "seen"));
}

/* A coordinator makes a project with its first lead and ends it; nothing is shared in it then. */
static void
test_project (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *pid = mv_test_feed_new_id (t);
  g_autofree char *scope = mv_scope_project (pid);
  g_autofree char *draft = mv_test_feed_new_id (t);
  g_autofree char *args = g_strdup_printf ("{\"project\":\"%s\",\"organisation\":\"%s\","
                                           "\"title\":\"Prosjekt B\",\"lead\":\"%s\"}",
                                           pid, t->organisation, t->stranger.caller->uid);

  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_FOUND, "organisation", "project.create", -1,
                           "%s", args);
  mv_test_command (t, &t->secretary, "project.create", -1, "%s", args);
  g_assert_cmpint (get_roles (t, &t->stranger, scope), ==, MV_ROLE_LEAD);
  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_INVALID, "project", "project.create", -1,
                           "%s", args);

  mv_test_feed_do (t, &t->person_a,
                   "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"contribution\","
                   "\"base\":0,\"body\":{\"project\":\"%s\",\"date\":\"2026-11-20\","
                   "\"text\":\"Hei\"}}",
                   draft, t->project);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "project.end", -1,
                           "{\"project\":\"%s\"}", t->project);
  mv_test_command (t, &t->lead, "project.end", -1, "{\"project\":\"%s\"}", t->project);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, "project", "contribution.share",
                           1, "{\"contribution\":\"%s\",\"audience\":\"project\"}", draft);
}

/* An administrator gives and takes roles, and cannot lock the organisation's last door from inside.
 */
static void
test_roles (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *scope = g_strconcat ("organisation/", t->organisation, NULL);
  const char *uid = t->stranger.caller->uid;

  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_FOUND, "organisation", "role.give", -1,
                           "{\"organisation\":\"%s\",\"account\":\"%s\",\"role\":\"%s\"}",
                           t->organisation, uid, "coordinator");
  mv_test_command (t, &t->secretary, "role.give", -1,
                   "{\"organisation\":\"%s\",\"account\":\"%s\",\"role\":\"%s\"}", t->organisation,
                   uid, "coordinator");
  g_assert_cmpint (get_roles (t, &t->stranger, scope), ==, MV_ROLE_COORDINATOR);
  mv_test_command_refused (t, &t->stranger, MV_PROBLEM_NOT_ALLOWED, NULL, "role.end", -1,
                           "{\"organisation\":\"%s\",\"account\":\"%s\",\"role\":\"%s\"}",
                           t->organisation, uid, "coordinator");
  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_NOT_ALLOWED, "account", "role.end", -1,
                           "{\"organisation\":\"%s\",\"account\":\"%s\",\"role\":\"%s\"}",
                           t->organisation, t->secretary.caller->uid, "administrator");
  mv_test_command (t, &t->secretary, "role.end", -1,
                   "{\"organisation\":\"%s\",\"account\":\"%s\",\"role\":\"%s\"}", t->organisation,
                   uid, "coordinator");
  g_assert_cmpint (get_roles (t, &t->stranger, scope), ==, MV_ROLE_NONE);
}

/* Consent is the person's own, also afterwards; others are refused. */
static void
test_consent (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *rep = mv_test_dup_scope (t, &t->person_a, "rep");
  g_autoptr (JsonObject) consent = NULL;

  mv_test_command (t, &t->person_a, "consent.set", -1,
                   "{\"project\":\"%s\",\"quoted\":\"initials\",\"audiences\":[\"committee\"]}",
                   t->project);
  mv_test_command (t, &t->lead, "member.end", -1, WHO, t->project, t->person_a.caller->uid);
  mv_test_command (t, &t->person_a, "consent.set", -1,
                   "{\"project\":\"%s\",\"quoted\":\"none\",\"audiences\":[]}", t->project);
  consent = mv_test_find_body (t, rep, "consent", "project", t->project);
  g_assert_cmpstr (mv_json_get_text (consent, "quoted"), ==, "none");
  mv_test_command_refused (t, &t->stranger, MV_PROBLEM_NOT_FOUND, NULL, "consent.set", -1,
                           "{\"project\":\"%s\",\"quoted\":\"name\",\"audiences\":[]}", t->project);
}

/* Every command of the table is built, and a name that is not in the table is no command. */
static void
test_all_built (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  guint n_commands;
  const MvCommand *commands = mv_commands_list (&n_commands);

  for (guint i = 0; i < n_commands; i++)
    g_assert_true (mv_commands_is_built (commands[i].name));
  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_INVALID, "name", "project.erase", -1,
                           "{\"project\":\"%s\"}", t->project);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/commands/member/add", test_add);
  mv_test_add_on_databases ("/commands/member/add-rights", test_add_rights);
  mv_test_add_on_databases ("/commands/member/end", test_end);
  mv_test_add_on_databases ("/commands/member/last-lead", test_last_lead);
  mv_test_add_on_databases ("/commands/invite", test_invite);
  mv_test_add_on_databases ("/commands/reply", test_reply);
  mv_test_add_on_databases ("/commands/project", test_project);
  mv_test_add_on_databases ("/commands/roles", test_roles);
  mv_test_add_on_databases ("/commands/consent", test_consent);
  mv_test_add_on_databases ("/commands/all-built", test_all_built);

  return g_test_run ();
}
