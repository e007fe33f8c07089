/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-members.h"

#include <string.h>

/* Commands around a committee: requests, ideas, hearings, assessments, quotes. */

#define PUT "{\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"%s\",\"base\":0,\"body\":%s}"

/* A world with the committee in the catalogue, with person B as its member. */
static MvTestFeed *
world_new (const char *url)
{
  MvTestFeed *t = mv_test_members_new (url);
  g_autofree char *body =
      g_strdup_printf ("{\"name\":\"Brukerutvalget\",\"covers\":[\"%s\"]}", t->organisation);
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  mv_feed_write (t->feed, "catalogue", "committee", t->committee, NULL, body, NULL, NULL, &error);
  mv_feed_set_membership (t->feed, MV_MEMBERSHIP_COMMITTEE, t->committee, t->person_b.caller->uid,
                          MV_ROLE_MEMBER, &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);
  return t;
}

static char *
put (MvTestFeed *t, MvTestPerson *person, const char *scope, const char *kind, const char *body)
{
  char *id = mv_test_feed_new_id (t);

  mv_test_feed_do (t, person, PUT, scope, id, kind, body);
  return id;
}

static guint
count (MvTestFeed *t, const char *scope, const char *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = mv_feed_list (t->feed, scope, kind, &error);

  g_assert_no_error (error);
  return items->len;
}

/* An idea goes from its person to the committee, complete, and comes back with what became of it.
 */
static void
test_idea (const char *url)
{
  g_autoptr (MvTestFeed) t = world_new (url);
  g_autofree char *with = mv_scope_committee_with (t->committee, t->person_a.caller->uid);
  g_autofree char *id = put (t, &t->person_a, "user/me", "idea", "{\"title\":\"Søvn\"}");
  g_autofree char *send =
      g_strdup_printf ("{\"idea\":\"%s\",\"committee\":\"%s\"}", id, t->committee);
  g_autofree char *unknown = g_strdup_printf ("{\"idea\":\"%s\",\"committee\":\"%s\"}", id, id);
  g_autofree char *decide = g_strdup_printf (
      "{\"idea\":\"%s\",\"state\":\"passed-on\",\"reason\":\"God idé\",\"passed_to\":\"NN\"}", id);
  g_autoptr (MvFeedItem) item = NULL;

  /* not complete, a committee that is none, somebody else's idea */
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_INVALID, "text", "idea.send", 1, "%s", send);
  mv_test_feed_do (t, &t->person_a,
                   "{\"op\":\"put\",\"id\":\"%s\",\"base\":1,\"body\":{\"title\":\"Søvn\","
                   "\"text\":\"Hvorfor\"}}",
                   id);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_FOUND, "committee", "idea.send", 2, "%s",
                           unknown);
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_FOUND, NULL, "idea.send", 2, "%s", send);

  mv_test_command (t, &t->person_a, "idea.send", 2, "%s", send);
  item = mv_test_feed_read (t, id);
  g_assert_cmpstr (item->scope, ==, with);
  mv_test_assert_text (t, id, "state", "sent");
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, "idea", "idea.send", 3, "%s",
                           send);

  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_ALLOWED, NULL, "idea.decide", 3, "%s",
                           decide);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL, "idea.decide", 3, "%s",
                           decide);
  mv_test_command_refused (t, &t->stranger, MV_PROBLEM_NOT_FOUND, NULL, "idea.decide", 3, "%s",
                           decide);
  mv_test_command (t, &t->secretary, "idea.decide", 3, "%s", decide);
  mv_test_assert_text (t, id, "state", "passed-on");
  mv_test_assert_text (t, id, "passed_to", "NN");
  mv_test_assert_text (t, id, "decided", "2026-11-20");
}

/* An identity number does not leave the person's own place in an idea either. */
static void
test_idea_number (const char *url)
{
  g_autoptr (MvTestFeed) t = world_new (url);
  g_autofree char *id = put (t, &t->person_a, "user/me", "idea",
                             "{\"title\":\"Søvn\",\"text\":\"Ring 01810000186\"}");

  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_INVALID, "text", "idea.send", 1,
                           "{\"idea\":\"%s\",\"committee\":\"%s\"}", id, t->committee);
}

/* Opens the place between the committee and the project, and puts a request there. */
static char *
put_request (MvTestFeed *t)
{
  g_autofree char *scope = g_strdup_printf ("committee/%s/project/%s", t->committee, t->project);
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  mv_feed_open_scope (t->feed, scope, &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);
  mv_test_feed_refuse (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, "state", PUT, scope,
                       "0193a000-0000-7000-8000-0000000000aa", "request",
                       "{\"title\":\"Vi søker\",\"state\":\"accepted\"}");
  return put (t, &t->lead, scope, "request", "{\"title\":\"Vi søker\",\"state\":\"open\"}");
}

static char *
ask (MvTestFeed *t, const char *request, MvTestPerson *person)
{
  g_autofree char *with = mv_scope_committee_with (t->committee, person->caller->uid);
  g_autofree char *name = g_strdup_printf ("%s\nrequest\n%s", with, request);

  mv_test_command (t, &t->secretary, "request.propose", -1,
                   "{\"committee\":\"%s\",\"request\":\"%s\",\"member\":\"%s\"}", t->committee,
                   request, person->caller->uid);
  return mv_uuid_new_v5 (name);
}

/* Two are asked. Who says no is not named to the project, and why stays with the committee; who
 * says yes is. */
static void
test_request (const char *url)
{
  g_autoptr (MvTestFeed) t = world_new (url);
  g_autofree char *request = put_request (t);
  g_autofree char *of_a = ask (t, request, &t->person_a);
  g_autofree char *of_b = ask (t, request, &t->person_b);
  g_autofree char *decline =
      g_strdup_printf ("{\"request\":\"%s\",\"reason\":\"For syk nå\"}", of_a);
  g_autofree char *accept = g_strdup_printf ("{\"request\":\"%s\"}", of_b);
  g_autofree char *take_other = g_strdup_printf ("{\"request\":\"%s\"}", of_a);

  mv_test_assert_text (t, request, "state", "proposed");
  mv_test_assert_text (t, of_a, "person", t->person_a.caller->uid);

  /* a member of the committee reads what others are asked, and does not answer for them */
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_ALLOWED, NULL, "request.accept", 1, "%s",
                           take_other);
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_FOUND, NULL, "request.accept", 1, "%s",
                           take_other);
  mv_test_command (t, &t->person_a, "request.decline", 1, "%s", decline);
  mv_test_assert_text (t, of_a, "state", "declined");
  mv_test_assert_text (t, request, "state", "proposed");
  mv_test_assert_text (t, request, "reason", NULL);
  mv_test_assert_text (t, request, "person", NULL);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, "request", "request.accept", 2,
                           "%s", take_other);

  mv_test_command (t, &t->person_b, "request.accept", 1, "%s", accept);
  mv_test_assert_text (t, of_b, "state", "accepted");
  mv_test_assert_text (t, request, "state", "accepted");
  mv_test_assert_text (t, request, "person", t->person_b.caller->uid);

  /* settled, and asked before */
  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_NOT_ALLOWED, "request", "request.propose",
                           -1, "{\"committee\":\"%s\",\"request\":\"%s\",\"member\":\"%s\"}",
                           t->committee, request, t->stranger.caller->uid);
}

/* When everybody said no the request is open again; nobody is asked twice, and only the secretary
 * asks. */
static void
test_request_open_again (const char *url)
{
  g_autoptr (MvTestFeed) t = world_new (url);
  g_autofree char *request = put_request (t);
  g_autofree char *of_a = ask (t, request, &t->person_a);
  g_autofree char *again =
      g_strdup_printf ("{\"committee\":\"%s\",\"request\":\"%s\",\"member\":\"%s\"}", t->committee,
                       request, t->person_a.caller->uid);
  g_autofree char *nobody =
      g_strdup_printf ("{\"committee\":\"%s\",\"request\":\"%s\",\"member\":\"%s\"}", t->committee,
                       request, request);

  mv_test_command (t, &t->person_a, "request.decline", 1, "{\"request\":\"%s\"}", of_a);
  mv_test_assert_text (t, request, "state", "open");
  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_NOT_ALLOWED, "member", "request.propose",
                           -1, "%s", again);
  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_NOT_FOUND, "user", "request.propose", -1,
                           "%s", nobody);
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_ALLOWED, NULL, "request.propose", -1,
                           "%s", again);
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_FOUND, "committee", "request.propose", -1,
                           "%s", again);
}

/* A member answers a hearing once, in the own place, until the secretary ends it. */
static void
test_hearing (const char *url)
{
  g_autoptr (MvTestFeed) t = world_new (url);
  g_autofree char *scope = mv_scope_committee (t->committee);
  g_autofree char *with = mv_scope_committee_with (t->committee, t->person_b.caller->uid);
  g_autofree char *id =
      put (t, &t->secretary, scope, "hearing", "{\"title\":\"Ny plan\",\"state\":\"open\"}");
  g_autofree char *answer = g_strdup_printf (
      "{\"hearing\":\"%s\",\"committee\":\"%s\",\"text\":\"Bra\"}", id, t->committee);
  g_autofree char *other = g_strdup_printf (
      "{\"hearing\":\"%s\",\"committee\":\"%s\",\"text\":\"Veldig bra\"}", id, t->committee);
  g_autofree char *close = g_strdup_printf ("{\"hearing\":\"%s\"}", id);
  g_autoptr (JsonObject) body = NULL;

  mv_test_command (t, &t->person_b, "hearing.answer", -1, "%s", answer);
  mv_test_command (t, &t->person_b, "hearing.answer", -1, "%s", other);
  g_assert_cmpuint (count (t, with, "hearing-answer"), ==, 1);
  body = mv_test_find_body (t, with, "hearing-answer", "hearing", id);
  g_assert_cmpstr (mv_json_get_text (body, "text"), ==, "Veldig bra");
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_FOUND, "committee", "hearing.answer", -1,
                           "%s", answer);

  mv_test_feed_refuse (t, &t->secretary, MV_PROBLEM_NOT_ALLOWED, "state",
                       "{\"op\":\"put\",\"id\":\"%s\",\"base\":1,\"body\":{\"title\":\"Ny plan\","
                       "\"state\":\"closed\"}}",
                       id);
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_ALLOWED, NULL, "hearing.close", 1, "%s",
                           close);
  mv_test_command (t, &t->secretary, "hearing.close", 1, "%s", close);
  mv_test_assert_text (t, id, "state", "closed");
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_ALLOWED, "hearing", "hearing.answer", -1,
                           "%s", answer);
}

/* Somebody says that she is impartial and then grades: the committee gets one record with both. */
static void
test_assessment (const char *url)
{
  g_autoptr (MvTestFeed) t = world_new (url);
  g_autofree char *scope = mv_scope_committee (t->committee);
  g_autofree char *of = put (t, &t->secretary, scope, "case", "{\"title\":\"Søknad 1\"}");
  g_autofree char *body =
      g_strdup_printf ("{\"case\":\"%s\",\"application\":\"Søknad 1\",\"grade\":\"A\"}", of);
  g_autofree char *id = put (t, &t->person_b, "user/me", "assessment", body);
  g_autofree char *declare = g_strdup_printf (
      "{\"committee\":\"%s\",\"case\":\"%s\",\"conflict\":false}", t->committee, of);
  g_autofree char *submit =
      g_strdup_printf ("{\"assessment\":\"%s\",\"committee\":\"%s\"}", id, t->committee);
  g_autoptr (MvFeedItem) item = NULL;

  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_NOT_ALLOWED, NULL, "assessment.declare", -1,
                           "%s", declare);
  mv_test_command_refused (t, &t->person_a, MV_PROBLEM_NOT_FOUND, "committee", "assessment.declare",
                           -1, "%s", declare);
  mv_test_command (t, &t->person_b, "assessment.declare", -1, "%s", declare);
  g_assert_cmpuint (count (t, scope, "assessment"), ==, 1);
  mv_test_command (t, &t->person_b, "assessment.submit", 1, "%s", submit);
  g_assert_cmpuint (count (t, scope, "assessment"), ==, 1);

  item = mv_test_feed_read (t, id);
  g_assert_cmpstr (item->scope, ==, scope);
  mv_test_assert_text (t, id, "impartial", "yes");
  mv_test_assert_text (t, id, "grade", "A");
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_ALLOWED, "assessment",
                           "assessment.submit", 2, "%s", submit);
}

/* Who has declared a conflict gives no grade: neither later, nor one that stands. */
static void
test_assessment_conflict (const char *url)
{
  g_autoptr (MvTestFeed) t = world_new (url);
  g_autofree char *scope = mv_scope_committee (t->committee);
  g_autofree char *of = put (t, &t->secretary, scope, "case", "{\"title\":\"Søknad 1\"}");
  g_autofree char *body =
      g_strdup_printf ("{\"case\":\"%s\",\"application\":\"Søknad 1\",\"grade\":\"A\"}", of);
  g_autofree char *id = put (t, &t->person_b, "user/me", "assessment", body);
  g_autofree char *declare = g_strdup_printf (
      "{\"committee\":\"%s\",\"case\":\"%s\",\"conflict\":true}", t->committee, of);
  g_autofree char *take_back = g_strdup_printf (
      "{\"committee\":\"%s\",\"case\":\"%s\",\"conflict\":false}", t->committee, of);
  g_autofree char *no_case = g_strdup_printf (
      "{\"committee\":\"%s\",\"case\":\"%s\",\"conflict\":true}", t->committee, id);
  g_autofree char *submit =
      g_strdup_printf ("{\"assessment\":\"%s\",\"committee\":\"%s\"}", id, t->committee);

  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_FOUND, "case", "assessment.declare", -1,
                           "%s", no_case);
  mv_test_command (t, &t->person_b, "assessment.declare", -1, "%s", declare);
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_ALLOWED, "impartial",
                           "assessment.submit", 1, "%s", submit);
  mv_test_command (t, &t->person_b, "assessment.declare", -1, "%s", take_back);
  mv_test_command (t, &t->person_b, "assessment.submit", 1, "%s", submit);
  mv_test_command (t, &t->person_b, "assessment.declare", -1, "%s", declare);
  mv_test_assert_text (t, id, "impartial", "no");
  mv_test_assert_text (t, id, "grade", NULL);
}

/* Quotes */

static void
consent (MvTestFeed *t, const char *quoted, const char *audiences)
{
  mv_test_command (t, &t->person_a, "consent.set", -1,
                   "{\"project\":\"%s\",\"quoted\":\"%s\",\"audiences\":[%s]}", t->project, quoted,
                   audiences);
}

/* A passage goes to a committee, word by word and named as the person wants, when she consents; the
 * secretary publishes it if she consents to that as well. */
static void
test_quote (const char *url)
{
  g_autoptr (MvTestFeed) t = world_new (url);
  g_autofree char *scope = mv_scope_committee (t->committee);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *propose =
      g_strdup_printf ("{\"contribution\":\"%s\",\"committee\":\"%s\"}", id, t->committee);
  g_autofree char *made_up = g_strdup_printf (
      "{\"contribution\":\"%s\",\"committee\":\"%s\",\"text\":\"Nei\"}", id, t->committee);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) quotes = NULL;
  g_autoptr (JsonObject) body = NULL;
  const MvFeedItem *quote;

  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, "contribution", "quote.propose", 2,
                           "%s", propose);
  consent (t, "initials", "\"committee\"");
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_ALLOWED, NULL, "quote.propose", 2, "%s",
                           propose);
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_INVALID, "text", "quote.propose", 2, "%s",
                           made_up);
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, "contribution", "quote.propose", 2,
                           "{\"contribution\":\"%s\"}", id);
  mv_test_command (t, &t->lead, "quote.propose", 2, "%s", propose);
  mv_test_command (t, &t->lead, "quote.propose", 2, "%s", propose);

  quotes = mv_feed_list (t->feed, scope, "quote", &error);
  g_assert_cmpuint (quotes->len, ==, 1);
  quote = quotes->pdata[0];
  body = mv_feed_item_parse_body (quote, &error);
  g_assert_cmpstr (mv_json_get_text (body, "text"), ==, "Hei");
  g_assert_cmpstr (mv_json_get_text (body, "shown_as"), ==, "R.A.");
  g_assert_cmpstr (mv_json_get_text (body, "audience"), ==, "committee");

  mv_test_command_refused (t, &t->secretary, MV_PROBLEM_NOT_ALLOWED, "contribution",
                           "quote.publish", 1, "{\"quote\":\"%s\"}", quote->id);
  consent (t, "initials", "\"committee\",\"catalogue\"");
  mv_test_command_refused (t, &t->person_b, MV_PROBLEM_NOT_ALLOWED, NULL, "quote.publish", 1,
                           "{\"quote\":\"%s\"}", quote->id);
  mv_test_command (t, &t->secretary, "quote.publish", 1, "{\"quote\":\"%s\"}", quote->id);
  g_assert_cmpuint (count (t, "catalogue", "quote"), ==, 1);
  g_assert_cmpuint (count (t, scope, "quote"), ==, 1);
}

/* A quote ends with what it stands on, and with nothing less: it stays when consent still covers
 * it. */
static void
test_quote_ends (const char *url)
{
  g_autoptr (MvTestFeed) t = world_new (url);
  g_autofree char *scope = mv_scope_committee (t->committee);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *rep = mv_test_dup_scope (t, &t->person_a, "rep");
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *propose =
      g_strdup_printf ("{\"contribution\":\"%s\",\"committee\":\"%s\"}", id, t->committee);
  g_autofree char *publish = g_strdup_printf ("{\"contribution\":\"%s\"}", id);
  g_autofree char *changed =
      g_strdup_printf ("{\"op\":\"put\",\"id\":\"%s\",\"base\":2,\"body\":{\"project\":\"%s\","
                       "\"date\":\"2026-11-20\",\"text\":\"Hei igjen\"}}",
                       id, t->project);
  g_autofree char *name = g_strdup_printf ("%s\nconsent\n%s", rep, t->project);
  g_autofree char *consent_id = mv_uuid_new_v5 (name);
  g_autoptr (MvFeedItem) item = NULL;

  consent (t, "role", "\"committee\",\"catalogue\"");
  mv_test_command (t, &t->lead, "quote.propose", 2, "%s", propose);
  mv_test_command (t, &t->lead, "quote.propose", 2, "%s", publish);

  /* an audience less */
  consent (t, "role", "\"committee\"");
  g_assert_cmpuint (count (t, scope, "quote"), ==, 1);
  g_assert_cmpuint (count (t, "catalogue", "quote"), ==, 0);
  /* an audience more, which takes nothing away */
  consent (t, "role", "\"committee\",\"report\"");
  g_assert_cmpuint (count (t, scope, "quote"), ==, 1);
  /* another name */
  consent (t, "name", "\"committee\"");
  g_assert_cmpuint (count (t, scope, "quote"), ==, 0);

  /* another text */
  mv_test_command (t, &t->lead, "quote.propose", 2, "%s", propose);
  mv_test_feed_do (t, &t->person_a, "%s", changed);
  g_assert_cmpuint (count (t, scope, "quote"), ==, 0);
  item = mv_test_feed_read (t, id);
  g_assert_cmpstr (item->scope, ==, by);

  /* the consent taken away by a put, too */
  mv_test_command (t, &t->lead, "quote.propose", 3, "%s", propose);
  g_assert_cmpuint (count (t, scope, "quote"), ==, 1);
  {
    g_autoptr (MvFeedItem) stands = mv_test_feed_read (t, consent_id);

    mv_test_feed_do (t, &t->person_a, "{\"op\":\"del\",\"id\":\"%s\",\"base\":%d}", consent_id,
                     (int) stands->rev);
  }
  g_assert_cmpuint (count (t, scope, "quote"), ==, 0);
}

/* What was for the team alone is offered to nobody. */
static void
test_quote_of_team (const char *url)
{
  g_autoptr (MvTestFeed) t = world_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "team", NULL);

  consent (t, "name", "\"committee\",\"catalogue\"");
  mv_test_command_refused (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, "contribution", "quote.propose", 2,
                           "{\"contribution\":\"%s\",\"committee\":\"%s\"}", id, t->committee);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/commands/idea", test_idea);
  mv_test_add_on_databases ("/commands/idea/number", test_idea_number);
  mv_test_add_on_databases ("/commands/request", test_request);
  mv_test_add_on_databases ("/commands/request/open-again", test_request_open_again);
  mv_test_add_on_databases ("/commands/hearing", test_hearing);
  mv_test_add_on_databases ("/commands/assessment", test_assessment);
  mv_test_add_on_databases ("/commands/assessment/conflict", test_assessment_conflict);
  mv_test_add_on_databases ("/commands/quote", test_quote);
  mv_test_add_on_databases ("/commands/quote/ends", test_quote_ends);
  mv_test_add_on_databases ("/commands/quote/of-team", test_quote_of_team);

  return g_test_run ();
}
