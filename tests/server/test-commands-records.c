/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-members.h"

#include <string.h>

/* Commands that set what no put may: who agreed, attested, confirmed, released, published. */

#define PUT                                                                                        \
  "{\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"%s\",\"base\":%d,\"body\":%s}"

static gint64
put (MvTestFeed *t,
     MvTestPerson *person,
     const char *scope,
     const char *id,
     const char *kind,
     int base,
     const char *body)
{
  return mv_test_feed_do (t, person, PUT, scope, id, kind, base, body);
}

static void
assert_stands_in (MvTestFeed *t, const char *id, const char *scope)
{
  g_autoptr (MvFeedItem) item = mv_test_feed_read (t, id);

  g_assert_cmpstr (item->scope, ==, scope);
}

/* An agreement holds when both have said yes to the same text; a changed text asks both again. */
static void
test_agreement (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *rep = mv_test_dup_scope (t, &t->person_a, "rep");
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *body = g_strdup_printf (
      "{\"project\":\"%s\",\"uid\":\"%s\",\"text\":\"Vi møtes\",\"state\":\"proposed\"}",
      t->project, t->person_a.caller->uid);
  g_autofree char *forged = g_strdup_printf (
      "{\"project\":\"%s\",\"uid\":\"%s\",\"confirmed_by_person\":\"2026-11-20T08:00:00Z\"}",
      t->project, t->person_a.caller->uid);
  g_autofree char *changed = g_strdup_printf (
      "{\"project\":\"%s\",\"uid\":\"%s\",\"text\":\"Vi møtes ikke\",\"state\":\"confirmed\"}",
      t->project, t->person_a.caller->uid);
  g_autofree char *args = g_strdup_printf ("{\"agreement\":\"%s\"}", id);

  mv_test_feed_refuse (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, "confirmed_by_person", PUT, rep, id,
                       "agreement", 0, forged);
  put (t, &t->lead, rep, id, "agreement", 0, body);

  /* it is neither the other representative's to see nor a stranger's */
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_FOUND, NULL, "agreement.confirm", 1,
                           "%s", args);
  mv_test_command (t, &t->person_a, "agreement.confirm", 1, "%s", args);
  mv_test_assert_text (t, id, "state", "proposed");
  g_assert_cmpint (mv_test_command (t, &t->researcher, "agreement.confirm", 2, "%s", args), ==, 3);
  mv_test_assert_text (t, id, "state", "confirmed");

  put (t, &t->lead, rep, id, "agreement", 3, changed);
  mv_test_assert_text (t, id, "state", "proposed");
  mv_test_assert_text (t, id, "confirmed_by_person", NULL);
  mv_test_assert_text (t, id, "confirmed_by_team", NULL);
}

/* One agrees to what one has read: not to a later text, and not to what has ended. */
static void
test_agreement_stale (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *rep = mv_test_dup_scope (t, &t->person_a, "rep");
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *body = g_strdup_printf ("{\"project\":\"%s\",\"uid\":\"%s\",\"text\":\"A\"}",
                                           t->project, t->person_a.caller->uid);
  g_autofree char *ended =
      g_strdup_printf ("{\"project\":\"%s\",\"uid\":\"%s\",\"text\":\"A\",\"state\":\"ended\"}",
                       t->project, t->person_a.caller->uid);
  g_autoptr (MvResult) result = NULL;

  put (t, &t->lead, rep, id, "agreement", 0, body);
  put (t, &t->lead, rep, id, "agreement", 1, ended);
  result = mv_test_feed_send (t, &t->person_a,
                              "{\"op\":\"command\",\"name\":\"agreement.confirm\",\"base\":1,"
                              "\"args\":{\"agreement\":\"%s\"}}",
                              id);
  g_assert_cmpint (result->status, ==, MV_RESULT_CONFLICT);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, "agreement",
                           "agreement.confirm", 2, "{\"agreement\":\"%s\"}", id);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NO_BASE, "base", "agreement.confirm", -1,
                           "{\"agreement\":\"%s\"}", id);
}

/* The team says once that hours are right; when the person writes others, it has not. */
static void
test_claim (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *rep = mv_test_dup_scope (t, &t->person_a, "rep");
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *contribution = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *body =
      g_strdup_printf ("{\"contribution\":\"%s\",\"meeting_minutes\":90}", contribution);
  g_autofree char *forged = g_strdup_printf (
      "{\"contribution\":\"%s\",\"attested\":\"2026-11-20T08:00:00Z\"}", contribution);
  g_autofree char *more = g_strdup_printf (
      "{\"contribution\":\"%s\",\"meeting_minutes\":900,\"state\":\"attested\"}", contribution);
  g_autofree char *args = g_strdup_printf ("{\"claim\":\"%s\"}", id);

  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, "attested", PUT, rep, id, "claim",
                       0, forged);
  put (t, &t->person_a, rep, id, "claim", 0, body);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, "state", PUT, rep, id, "claim", 1,
                       more);

  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "claim.attest", 1, "%s",
                           args);
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_FOUND, NULL, "claim.attest", 1, "%s",
                           args);
  mv_test_command (t, &t->lead, "claim.attest", 1, "%s", args);
  mv_test_assert_text (t, id, "state", "attested");
  mv_test_assert_text (t, id, "attested_by", "Leder A");
  mv_test_command_refused (t, &t->researcher, MV_PROBLEM_NOT_ALLOWED, "claim", "claim.attest", 2,
                           "%s", args);

  put (t, &t->person_a, rep, id, "claim", 2, more);
  mv_test_assert_text (t, id, "state", "open");
  mv_test_assert_text (t, id, "attested", NULL);
}

/* A verdict stands at home until its writer shows it; then it stands beside the contribution, once.
 */
static void
test_rating (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *contribution = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *reply = mv_test_reply_id (by, contribution, "");
  g_autofree char *home = mv_scope_user (t->person_a.caller->uid);
  g_autofree char *name = g_strdup_printf ("%s\nrating\n%s", home, reply);
  g_autofree char *id = mv_uuid_new_v5 (name);
  g_autofree char *reply_body =
      g_strdup_printf ("{\"contribution\":\"%s\",\"outcome\":\"adopted\"}", contribution);
  g_autofree char *body = g_strdup_printf (
      "{\"reply\":\"%s\",\"contribution\":\"%s\",\"verdict\":\"satisfied\"}", reply, contribution);
  g_autofree char *forged = g_strdup_printf (
      "{\"reply\":\"%s\",\"contribution\":\"%s\",\"released\":true}", reply, contribution);
  g_autofree char *args = g_strdup_printf ("{\"rating\":\"%s\"}", id);
  g_autoptr (JsonObject) released = NULL;

  put (t, &t->lead, by, reply, "reply", 0, reply_body);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, "released", PUT, "user/me", id,
                       "rating", 0, forged);
  put (t, &t->person_a, "user/me", id, "rating", 0, body);

  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_FOUND, NULL, "rating.release", 1, "%s",
                           args);
  mv_test_command (t, &t->person_a, "rating.release", 1, "%s", args);
  assert_stands_in (t, id, by);
  released = mv_test_read_body (t, id);
  g_assert_true (mv_json_get_boolean (released, "released", FALSE));
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, "rating", "rating.release", 2,
                           "%s", args);
}

/* Who got an account after the team had written for her says herself whether it was so. */
static void
test_confirm (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *uid = mv_test_feed_new_id (t);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *own = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GError) error = NULL;
  MvTestPerson late = { 0 };
  g_autofree char *args = g_strdup_printf ("{\"contribution\":\"%s\"}", id);

  mv_test_command (t, &t->lead, "member.add", -1,
                   "{\"project\":\"%s\",\"member\":\"%s\",\"name\":\"Person B\","
                   "\"role\":\"representative\"}",
                   t->project, uid);
  mv_test_command (t, &t->lead, "contribution.on_behalf", -1,
                   "{\"contribution\":\"%s\",\"project\":\"%s\",\"member\":\"%s\",\"body\":{"
                   "\"date\":\"2026-11-19\",\"text\":\"Sagt i møtet\","
                   "\"confirmed\":\"2026-11-20T08:00:00Z\"}}",
                   id, t->project, uid);
  mv_test_assert_text (t, id, "confirmed", NULL);

  mv_db_run (t->db, &error, "UPDATE person SET confirmed = created WHERE uid = $1", "t", uid);
  g_assert_no_error (error);
  mv_test_feed_add_device (t, &late, uid);

  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.confirm", 1,
                           "%s", args);
  mv_test_command (t, &late, "contribution.confirm", 1, "%s", args);
  body = mv_test_read_body (t, id);
  g_assert_nonnull (mv_json_get_text (body, "confirmed"));
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, "contribution",
                           "contribution.confirm", 2, "{\"contribution\":\"%s\"}", own);
  mv_test_person_clear (&late);
}

static char *
make_study (MvTestFeed *t)
{
  char *id = mv_test_feed_new_id (t);
  g_autofree char *scope = mv_scope_project (t->project);
  g_autofree char *project =
      g_strdup_printf ("{\"organisation\":\"%s\",\"title\":\"Prosjekt A\",\"vocabulary\":"
                       "\"national\",\"study\":\"%s\"}",
                       t->organisation, id);
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  mv_feed_write (t->feed, "catalogue", "study", id, NULL,
                 "{\"title\":\"Studie A\",\"status\":\"recruiting\",\"source\":\"own\","
                 "\"region\":\"vest\"}",
                 NULL, NULL, &error);
  mv_feed_write (t->feed, scope, "project", t->project, NULL, project, NULL, NULL, &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);
  return id;
}

/* The team's draft becomes what everybody reads, in the study's region and without the team's own
 * note; and goes again. Nobody else's study is theirs to publish. */
static void
test_study (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *study = make_study (t);
  g_autofree char *team = mv_scope_project_part (t->project, "team");
  g_autofree char *draft = mv_test_feed_new_id (t);
  g_autofree char *name = g_strdup_printf ("studies/vest\nstudy-text\n%s\nnb", study);
  g_autofree char *text = mv_uuid_new_v5 (name);
  g_autofree char *body =
      g_strdup_printf ("{\"study\":\"%s\",\"language\":\"nb\",\"title\":\"Studien\","
                       "\"summary\":\"Kort\",\"note\":\"bare oss\"}",
                       study);
  g_autofree char *args =
      g_strdup_printf ("{\"project\":\"%s\",\"draft\":\"%s\"}", t->project, draft);
  g_autofree char *out = g_strdup_printf ("{\"project\":\"%s\",\"text\":\"%s\"}", t->project, text);
  g_autoptr (MvFeedItem) gone = NULL;
  const char *regions[] = { "vest", NULL };
  g_autoptr (GError) error = NULL;

  put (t, &t->researcher, team, draft, "study-draft", 0, body);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_FOUND, NULL, "study.publish", 1, "%s",
                           args);
  mv_test_command (t, &t->researcher, "study.publish", 1, "%s", args);
  assert_stands_in (t, text, "studies/vest");
  mv_test_assert_text (t, text, "state", "published");
  mv_test_assert_text (t, text, "note", NULL);

  mv_feed_begin (t->feed, &error);
  mv_feed_set_regions (t->feed, t->lead.caller->uid, regions, &error);
  mv_feed_set_regions (t->feed, t->person_a.caller->uid, regions, &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "study.unpublish", 1,
                           "%s", out);
  mv_test_command (t, &t->lead, "study.unpublish", 1, "%s", out);
  gone = mv_test_feed_read (t, text);
  g_assert_cmpstr (gone->why, ==, "unpublished");
}

/* Forgeries of fields that only commands set, one row a field, in records that are otherwise right.
 */
typedef struct
{
  const char *scope; /* of the project, or user/me */
  const char *kind;
  const char *body;
  const char *field;
} ForgeryRow;

static const ForgeryRow forgeries[] = {
  /* a draft that was never written on anybody's behalf, nor confirmed, nor withdrawn */
  { "user/me", "contribution", "{\"on_behalf\":true}", "on_behalf" },
  { "user/me", "contribution", "{\"confirmed\":\"2026-11-20T08:00:00Z\"}", "confirmed" },
  { "user/me", "contribution", "{\"withdrawn\":true}", "withdrawn" },
  /* an idea that no committee has seen */
  { "user/me", "idea", "{\"state\":\"taken-further\"}", "state" },
  { "user/me", "idea", "{\"decided\":\"2026-11-20\"}", "decided" },
  { "user/me", "idea", "{\"reason\":\"Ja\"}", "reason" },
  { "user/me", "idea", "{\"passed_to\":\"NN\"}", "passed_to" },
  /* an assessment that was neither declared nor submitted */
  { "user/me", "assessment", "{\"declared\":\"2026-11-20T08:00:00Z\"}", "declared" },
  { "user/me", "assessment", "{\"submitted\":\"2026-11-20T08:00:00Z\"}", "submitted" },
  /* a claim that nobody has attested */
  { "user/me", "claim", "{\"state\":\"attested\"}", "state" },
  { "user/me", "claim", "{\"attested_by\":\"Leder A\"}", "attested_by" },
};

static void
test_forgeries (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);

  for (guint i = 0; i < G_N_ELEMENTS (forgeries); i++)
    {
      g_autofree char *id = mv_test_feed_new_id (t);

      mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, forgeries[i].field, PUT,
                           forgeries[i].scope, id, forgeries[i].kind, 0, forgeries[i].body);
    }
}

/* What is shared keeps its audience, and a project its organisation and its end, whatever a put
 * says; a project that is renamed is so for its coordinators too. */
static void
test_kept (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "team", NULL);
  g_autofree char *rep = mv_test_dup_scope (t, &t->person_a, "rep");
  g_autofree char *scope = mv_scope_project (t->project);
  g_autofree char *organisation = g_strconcat ("organisation/", t->organisation, NULL);
  g_autofree char *other = mv_test_feed_new_id (t);
  g_autofree char *body = g_strdup_printf (
      "{\"project\":\"%s\",\"date\":\"2026-11-20\",\"text\":\"B\",\"audience\":\"project\"}",
      t->project);
  g_autofree char *project = g_strdup_printf (
      "{\"organisation\":\"%s\",\"title\":\"Nytt navn\",\"vocabulary\":\"national\"}", other);
  g_autofree char *ended =
      g_strdup_printf ("{\"organisation\":\"%s\",\"title\":\"Nytt navn\",\"vocabulary\":"
                       "\"national\",\"state\":\"ended\"}",
                       t->organisation);
  g_autoptr (JsonObject) card = NULL;

  put (t, &t->person_a, rep, id, "contribution", 2, body);
  mv_test_assert_text (t, id, "audience", "team");
  mv_test_assert_text (t, id, "text", "B");

  put (t, &t->lead, scope, t->project, "project", 1, project);
  mv_test_assert_text (t, t->project, "organisation", t->organisation);
  card = mv_test_find_body (t, organisation, "project-card", "project", t->project);
  g_assert_cmpstr (mv_json_get_text (card, "title"), ==, "Nytt navn");
  mv_test_feed_refuse (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, "state", PUT, scope, t->project,
                       "project", 2, ended);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/commands/agreement", test_agreement);
  mv_test_add_on_databases ("/commands/agreement/stale", test_agreement_stale);
  mv_test_add_on_databases ("/commands/claim", test_claim);
  mv_test_add_on_databases ("/commands/rating", test_rating);
  mv_test_add_on_databases ("/commands/confirm", test_confirm);
  mv_test_add_on_databases ("/commands/study", test_study);
  mv_test_add_on_databases ("/commands/forgeries", test_forgeries);
  mv_test_add_on_databases ("/commands/kept", test_kept);

  return g_test_run ();
}
