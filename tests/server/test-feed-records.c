/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-feed.h"

#include <string.h>

#define SUGGESTION_1 "11111111-1111-7111-8111-111111111111"
#define SUGGESTION_2 "22222222-2222-7222-8222-222222222222"

#define CREATE                                                                                     \
  "{\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"%s\",\"base\":0,\"body\":%s}"

#define MEETING "{\"title\":\"Møte\",\"start\":\"2026-12-01T10:00:00+01:00\"}"

/* Replies of the project */

static void
reply (MvTestFeed *t,
       const char *scope,
       const char *contribution,
       const char *suggestion,
       const char *outcome)
{
  g_autofree char *id = mv_test_reply_id (scope, contribution, suggestion);
  g_autoptr (MvFeedItem) item = mv_test_feed_read (t, id);

  mv_test_feed_do (t, &t->researcher,
                   "{\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"reply\",\"base\":%d,"
                   "\"body\":{\"contribution\":\"%s\",\"suggestion\":%s%s%s,\"of_rev\":2,"
                   "\"outcome\":\"%s\",\"reason\":\"Fordi\"}}",
                   scope, id, item != NULL ? (int) item->rev : 0, contribution,
                   *suggestion != '\0' ? "\"" : "null", suggestion, *suggestion != '\0' ? "\"" : "",
                   outcome);
}

/* Follow-up of a contribution as its reader sees it. */
static JsonObject *
read_followup (MvTestFeed *t, const char *scope, const char *contribution)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = mv_feed_list (t->feed, scope, "followup", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (items->pdata[i], &error);

      g_assert_no_error (error);
      if (g_strcmp0 (mv_json_get_text (body, "contribution"), contribution) == 0)
        return g_steal_pointer (&body);
    }
  return NULL;
}

static void
assert_state (MvTestFeed *t, const char *scope, const char *contribution, const char *state)
{
  g_autoptr (JsonObject) followup = read_followup (t, scope, contribution);

  g_assert_nonnull (followup);
  g_assert_cmpstr (mv_json_get_text (followup, "state"), ==, state);
  g_assert_cmpint (mv_json_get_text (followup, "answered") != NULL, ==,
                   strcmp (state, "answered") == 0);
}

/* Who may write what where, for a kind of each shape of right. What may be read but not written is
 * not allowed; what may not be read is not found, just as what does not exist. */
static void
test_rights (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *project = mv_scope_project (t->project);
  g_autofree char *team = mv_scope_project_part (t->project, "team");
  g_autofree char *by_a = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *unknown = mv_test_feed_new_id (t);
  g_autofree char *no_project = mv_scope_project (unknown);
  g_autofree char *other = mv_scope_user (t->person_b.caller->uid);
  g_autofree char *own = mv_scope_user (t->person_a.caller->uid);
  g_autofree char *contribution =
      g_strdup_printf ("{\"project\":\"%s\",\"date\":\"2026-11-20\",\"text\":\"Hei\"}", t->project);
  const struct
  {
    MvTestPerson *person;
    const char *scope, *kind, *body;
    MvProblem problem; /* 0 if it is done */
  } rows[] = {
    /* the team writes meetings */
    { &t->researcher, project, "meeting", MEETING, 0 },
    { &t->lead, project, "meeting", MEETING, 0 },
    /* a representative reads them */
    { &t->person_a, project, "meeting", MEETING, MV_PROBLEM_NOT_ALLOWED },
    /* a stranger knows of nothing, whether it is there or not */
    { &t->stranger, project, "meeting", MEETING, MV_PROBLEM_NOT_FOUND },
    { &t->stranger, no_project, "meeting", MEETING, MV_PROBLEM_NOT_FOUND },
    /* what is the team's own, a representative does not know of */
    { &t->person_a, team, "note", "{\"text\":\"a\"}", MV_PROBLEM_NOT_FOUND },
    { &t->researcher, team, "note", "{\"text\":\"a\"}", 0 },
    /* what only the server writes */
    { &t->lead, project, "member", "{}", MV_PROBLEM_NOT_ALLOWED },
    { &t->person_a, MV_SCOPE_ME, "account", "{}", MV_PROBLEM_NOT_ALLOWED },
    /* a contribution comes into being in the own scope alone */
    { &t->person_a, MV_SCOPE_ME, "contribution", contribution, 0 },
    { &t->person_a, by_a, "contribution", contribution, MV_PROBLEM_NOT_ALLOWED },
    { &t->researcher, by_a, "contribution", contribution, MV_PROBLEM_NOT_ALLOWED },
    /* a kind that does not stand in the scope */
    { &t->lead, project, "note", "{\"text\":\"a\"}", MV_PROBLEM_NOT_ALLOWED },
    /* nobody names a person's scope by the id, not even the person */
    { &t->person_a, other, "note", "{\"text\":\"a\"}", MV_PROBLEM_NOT_FOUND },
    { &t->person_a, own, "note", "{\"text\":\"a\"}", MV_PROBLEM_NOT_FOUND },
    /* no scope at all */
    { &t->person_a, "nonsense", "note", "{\"text\":\"a\"}", MV_PROBLEM_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = mv_test_feed_new_id (t);

      if (rows[i].problem == 0)
        mv_test_feed_do (t, rows[i].person, CREATE, rows[i].scope, id, rows[i].kind, rows[i].body);
      else
        mv_test_feed_refuse (t, rows[i].person, rows[i].problem, NULL, CREATE, rows[i].scope, id,
                             rows[i].kind, rows[i].body);
    }
}

/* The answer for another's record is the answer for none, to every operation. */
static void
test_not_yours (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *there = mv_test_feed_new_id (t);
  g_autofree char *nowhere = mv_test_feed_new_id (t);
  static const char *const ops[] = {
    "{\"op\":\"put\",\"id\":\"%s\",\"base\":1,\"body\":{\"text\":\"b\"}}",
    "{\"op\":\"put\",\"id\":\"%s\",\"base\":7,\"body\":{\"text\":\"b\"}}",
    "{\"op\":\"del\",\"id\":\"%s\",\"base\":1}",
    "{\"op\":\"resolve\",\"id\":\"%s\",\"base\":1,\"body\":{\"text\":\"b\"},\"drop\":[]}",
  };

  mv_test_feed_do (t, &t->person_b, CREATE, MV_SCOPE_ME, there, "note", "{\"text\":\"a\"}");
  for (guint i = 0; i < G_N_ELEMENTS (ops); i++)
    {
      g_auto (GStrv) parts = g_strsplit (ops[i], "%s", 2);
      MvResult *first = mv_test_feed_send (t, &t->person_a, "%s%s%s", parts[0], there, parts[1]);
      MvResult *second = mv_test_feed_send (t, &t->person_a, "%s%s%s", parts[0], nowhere, parts[1]);
      g_autofree char *first_text = NULL;
      g_autofree char *second_text = NULL;

      second->n = first->n;
      first_text = mv_result_encode (first);
      second_text = mv_result_encode (second);
      g_assert_cmpint (first->problem, ==, MV_PROBLEM_NOT_FOUND);
      g_assert_cmpstr (first_text, ==, second_text);
      mv_result_free (first);
      mv_result_free (second);
    }

  /* An id that is taken by another's record is the one case that must differ from a free one; it
   * says no more than that. */
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_FOUND, NULL, CREATE, MV_SCOPE_ME, there,
                       "note", "{\"text\":\"b\"}");
}

/* Fields and sizes: the record's own rules are asked before anything is written, and the field is
 * named. In one's own scope a draft may be unfinished. */
static void
test_validation (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *project = mv_scope_project (t->project);
  g_autofree char *text = g_strnfill (20001, 'x');
  g_autofree char *at_limit = g_strdup_printf ("{\"text\":\"%s\"}", text + 1);
  g_autofree char *beyond = g_strdup_printf ("{\"text\":\"%s\"}", text);
  /* Members that the table does not know are kept, up to the size of a body. */
  g_autofree char *filler = g_strnfill (MV_RECORD_MAX_BYTES, 'x');
  g_autofree char *large_body = g_strdup_printf ("{\"text\":\"a\",\"zz\":\"%s\"}",
                                                 filler + strlen ("{\"text\":\"a\",\"zz\":\"\"}"));
  g_autofree char *too_large = g_strdup_printf ("{\"text\":\"ab\",\"zz\":\"%s\"}",
                                                filler + strlen ("{\"text\":\"a\",\"zz\":\"\"}"));
  const struct
  {
    MvTestPerson *person;
    const char *scope, *kind, *body;
    const char *field; /* %NULL if it is done */
  } rows[] = {
    { &t->person_a, MV_SCOPE_ME, "contribution", "{}", NULL },         /* an empty draft */
    { &t->person_a, MV_SCOPE_ME, "note", at_limit, NULL },             /* 20 000 characters */
    { &t->person_a, MV_SCOPE_ME, "note", beyond, "text" },             /* one more */
    { &t->person_a, MV_SCOPE_ME, "note", "{\"text\":1}", "text" },     /* a number for a text */
    { &t->person_a, MV_SCOPE_ME, "note", large_body, NULL },           /* 256 KiB */
    { &t->person_a, MV_SCOPE_ME, "note", too_large, "" },              /* one byte more */
    { &t->lead, project, "meeting", "{\"title\":\"Møte\"}", "start" }, /* something is missing */
    { &t->lead, project, "meeting", MEETING, NULL },                   /* a whole one */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = mv_test_feed_new_id (t);

      if (rows[i].field == NULL)
        mv_test_feed_do (t, rows[i].person, CREATE, rows[i].scope, id, rows[i].kind, rows[i].body);
      else
        mv_test_feed_refuse (t, rows[i].person, MV_PROBLEM_INVALID,
                             *rows[i].field != '\0' ? rows[i].field : NULL, CREATE, rows[i].scope,
                             id, rows[i].kind, rows[i].body);
    }
}

/* The id of a kind with a natural key follows from it, so that two who make it at once meet. */
static void
test_natural_ids (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *project = mv_scope_project (t->project);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *key = g_strdup_printf ("%s\nplan\n%s\nP3", project, t->project);
  g_autofree char *plan_id = mv_uuid_new_v5 (key);
  g_autofree char *plan =
      g_strdup_printf ("{\"project\":\"%s\",\"phase\":\"P3\",\"state\":\"planned\"}", t->project);
  g_autofree char *other =
      g_strdup_printf ("{\"project\":\"%s\",\"phase\":\"P3\",\"state\":\"ongoing\"}", t->project);
  g_autofree char *moved =
      g_strdup_printf ("{\"project\":\"%s\",\"phase\":\"P4\",\"state\":\"planned\"}", t->project);
  MvTestPerson second_pc = { 0 };
  MvResult *result;

  mv_test_feed_refuse (t, &t->lead, MV_PROBLEM_INVALID, "id", CREATE, project, id, "plan", plan);
  mv_test_feed_do (t, &t->lead, CREATE, project, plan_id, "plan", plan);
  mv_test_feed_refuse (t, &t->lead, MV_PROBLEM_INVALID, "id",
                       "{\"op\":\"put\",\"id\":\"%s\",\"base\":1,\"body\":%s}", plan_id, moved);

  mv_test_feed_add_device (t, &second_pc, t->lead.caller->uid);
  result = mv_test_feed_send (t, &second_pc, CREATE, project, plan_id, "plan", other);
  g_assert_cmpint (result->status, ==, MV_RESULT_CONFLICT);
  g_assert_nonnull (result->sibling);
  mv_result_free (result);
  mv_test_person_clear (&second_pc);
}

/* References: what they point to must be there, of the right kind, and readable for the writer.
 * What has gone since does not stop an edit. */
static void
test_references (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *own = mv_test_feed_new_id (t);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *nowhere = mv_test_feed_new_id (t);
  const struct
  {
    MvTestPerson *person;
    const char *project;
    gboolean is_done;
  } rows[] = {
    { &t->person_a, nowhere, FALSE },         /* nothing there */
    { &t->person_a, t->organisation, FALSE }, /* of another kind */
    { &t->stranger, t->project, FALSE },      /* not for this person's eyes */
    { &t->person_a, t->project, TRUE },       /* a project one is in */
    { &t->person_a, own, TRUE },              /* a project of one's own */
    { &t->person_b, own, FALSE },             /* a project of another's own */
  };

  mv_test_feed_do (t, &t->person_a, CREATE, MV_SCOPE_ME, own, "ownproject", "{\"title\":\"Eget\"}");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *note = mv_test_feed_new_id (t);
      g_autofree char *body =
          g_strdup_printf ("{\"project\":\"%s\",\"text\":\"a\"}", rows[i].project);

      if (rows[i].is_done)
        mv_test_feed_do (t, rows[i].person, CREATE, MV_SCOPE_ME, note, "note", body);
      else
        mv_test_feed_refuse (t, rows[i].person, MV_PROBLEM_INVALID, "project", CREATE, MV_SCOPE_ME,
                             note, "note", body);
    }

  /* The own project goes; the note about it can still be written. */
  g_autofree char *body = g_strdup_printf ("{\"project\":\"%s\",\"text\":\"a\"}", own);
  g_autofree char *later = g_strdup_printf ("{\"project\":\"%s\",\"text\":\"b\"}", own);
  mv_test_feed_do (t, &t->person_a, CREATE, MV_SCOPE_ME, id, "note", body);
  mv_test_feed_do (t, &t->person_a, "{\"op\":\"del\",\"id\":\"%s\",\"base\":1}", own);
  mv_test_feed_do (t, &t->person_a, "{\"op\":\"put\",\"id\":\"%s\",\"base\":1,\"body\":%s}", id,
                   later);

  /* A project that one was in. */
  mv_test_feed_set_roles (t, &t->person_a, MV_ROLE_NONE);
  g_free (id);
  id = mv_test_feed_new_id (t);
  g_free (body);
  body = g_strdup_printf ("{\"project\":\"%s\",\"text\":\"a\"}", t->project);
  mv_test_feed_do (t, &t->person_a, CREATE, MV_SCOPE_ME, id, "note", body);
}

/* A reply stands with its contribution, names a suggestion that is there and a revision that was.
 */
static void
test_replies (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", SUGGESTION_1, NULL);
  g_autofree char *by_a = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *by_b = mv_test_dup_scope (t, &t->person_b, "by");
  const struct
  {
    const char *scope, *suggestion;
    int of_rev;
    const char *field; /* %NULL if it is done */
  } rows[] = {
    { by_b, SUGGESTION_1, 2, "contribution" }, /* beside another's contributions */
    { by_a, SUGGESTION_2, 2, "suggestion" },   /* no such suggestion */
    { by_a, SUGGESTION_1, 3, "of_rev" },       /* a revision that is still to come */
    { by_a, SUGGESTION_1, 2, NULL },           /* right */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *reply_id = mv_test_reply_id (rows[i].scope, id, rows[i].suggestion);
      g_autofree char *body = g_strdup_printf (
          "{\"contribution\":\"%s\",\"suggestion\":\"%s\",\"of_rev\":%d,\"outcome\":\"adopted\"}",
          id, rows[i].suggestion, rows[i].of_rev);

      if (rows[i].field == NULL)
        mv_test_feed_do (t, &t->researcher, CREATE, rows[i].scope, reply_id, "reply", body);
      else
        mv_test_feed_refuse (t, &t->researcher, MV_PROBLEM_INVALID, rows[i].field, CREATE,
                             rows[i].scope, reply_id, "reply", body);
    }

  /* The representative reads it and does not write it; a colleague changes it and does not remove
   * it. */
  g_autofree char *reply_id = mv_test_reply_id (by_a, id, SUGGESTION_1);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL,
                       "{\"op\":\"del\",\"id\":\"%s\",\"base\":1}", reply_id);
  mv_test_feed_refuse (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, NULL,
                       "{\"op\":\"del\",\"id\":\"%s\",\"base\":1}", reply_id);
  mv_test_feed_do (t, &t->researcher, "{\"op\":\"del\",\"id\":\"%s\",\"base\":1}", reply_id);
}

/* One rates the answer to one's own contribution, not to another's. */
static void
test_ratings (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *by_a = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *reply_id = mv_test_reply_id (by_a, id, "");
  g_autofree char *body = g_strdup_printf (
      "{\"reply\":\"%s\",\"contribution\":\"%s\",\"verdict\":\"satisfied\"}", reply_id, id);
  MvTestPerson *people[] = { &t->person_b, &t->person_a };

  reply (t, by_a, id, "", "adopted");
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *name =
          g_strdup_printf ("user/%s\nrating\n%s", people[i]->caller->uid, reply_id);
      g_autofree char *rating = mv_uuid_new_v5 (name);

      if (people[i] == &t->person_a)
        mv_test_feed_do (t, people[i], CREATE, MV_SCOPE_ME, rating, "rating", body);
      else
        mv_test_feed_refuse (t, people[i], MV_PROBLEM_INVALID, "contribution", CREATE, MV_SCOPE_ME,
                             rating, "rating", body);
    }
}

/* In the catalogue an editor writes for the own organisation alone, and it never changes. */
static void
test_catalogue (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *other = mv_test_feed_new_id (t);
  g_autofree char *own_term =
      g_strdup_printf ("{\"nb\":\"ord\",\"organisation\":\"%s\"}", t->organisation);
  g_autofree char *other_term = g_strdup_printf ("{\"nb\":\"ord\",\"organisation\":\"%s\"}", other);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *second = mv_test_feed_new_id (t);
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  mv_feed_write (t->feed, "catalogue", "organisation", other, NULL, "{\"name\":\"Sykehus B\"}",
                 NULL, NULL, &error);
  mv_feed_set_membership (t->feed, MV_MEMBERSHIP_ORGANISATION, t->organisation, t->lead.caller->uid,
                          MV_ROLE_EDITOR, &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);

  mv_test_feed_do (t, &t->lead, CREATE, "catalogue", id, "term", own_term);
  mv_test_feed_refuse (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, NULL, CREATE, "catalogue", second,
                       "term", other_term);
  mv_test_feed_refuse (t, &t->lead, MV_PROBLEM_NOT_ALLOWED, NULL, CREATE, "catalogue", second,
                       "term", "{\"nb\":\"ord\"}");
  mv_test_feed_refuse (t, &t->lead, MV_PROBLEM_INVALID, "organisation",
                       "{\"op\":\"put\",\"id\":\"%s\",\"base\":1,\"body\":%s}", id, other_term);
  mv_test_feed_refuse (
      t, &t->lead, MV_PROBLEM_NOT_ALLOWED, NULL,
      "{\"op\":\"put\",\"id\":\"%s\",\"base\":1,\"body\":{\"name\":\"Nytt navn\"}}", other);
  mv_test_feed_do (t, &t->lead,
                   "{\"op\":\"put\",\"id\":\"%s\",\"base\":1,\"body\":{\"name\":\"Nytt navn\"}}",
                   t->organisation);
  /* Another reader is no editor. */
  mv_test_feed_refuse (t, &t->stranger, MV_PROBLEM_NOT_ALLOWED, NULL,
                       "{\"op\":\"del\",\"id\":\"%s\",\"base\":1}", id);
  mv_test_feed_do (t, &t->lead, "{\"op\":\"del\",\"id\":\"%s\",\"base\":1}", id);
}

/* The follow-up says what became of each suggestion, in the transaction of the reply. */
static void
test_followup (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id =
      mv_test_feed_share (t, &t->person_a, "project", SUGGESTION_1, SUGGESTION_2, NULL);
  g_autofree char *by_a = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *second_reply = mv_test_reply_id (by_a, id, SUGGESTION_2);
  g_autoptr (JsonObject) first = read_followup (t, by_a, id);

  g_assert_cmpstr (mv_json_get_text (first, "shared"), ==, "2026-11-20T08:00:00Z");
  g_assert_cmpstr (mv_json_get_text (first, "due"), ==, "2026-12-18");
  assert_state (t, by_a, id, "awaiting");

  /* Waiting is no answer. */
  reply (t, by_a, id, SUGGESTION_1, "waiting");
  assert_state (t, by_a, id, "awaiting");
  reply (t, by_a, id, SUGGESTION_1, "adopted");
  assert_state (t, by_a, id, "partly");
  reply (t, by_a, id, SUGGESTION_2, "declined");
  assert_state (t, by_a, id, "answered");

  /* An answer that is taken back opens it again, and so does a new suggestion. */
  mv_test_feed_do (t, &t->researcher, "{\"op\":\"del\",\"id\":\"%s\",\"base\":1}", second_reply);
  assert_state (t, by_a, id, "partly");
  reply (t, by_a, id, "", "none-needed");
  assert_state (t, by_a, id, "answered");
}

/* A contribution without suggestions is answered by one reply to the whole. */
static void
test_followup_whole (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "team", NULL);
  g_autofree char *rep_a = mv_test_dup_scope (t, &t->person_a, "rep");

  assert_state (t, rep_a, id, "awaiting");
  reply (t, rep_a, id, "", "partly");
  assert_state (t, rep_a, id, "answered");
}

/* Due is as many days after sharing as the project gives itself. Seen is noted once, reminders are
 * counted, and closing outweighs answers until it is reopened. */
static void
test_followup_changes (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *by_a = mv_test_dup_scope (t, &t->person_a, "by");
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) followup = NULL;
  g_autoptr (GError) error = NULL;
  const MvFollowupChange changes[] = {
    { .seen = "2026-11-21T08:00:00Z" },     { .seen = "2026-11-22T08:00:00Z" },
    { .reminded = "2026-12-01T08:00:00Z" }, { .reminded = "2026-12-08T08:00:00Z" },
    { .closed = "2026-12-09T08:00:00Z" },   { .closed = "" },
  };

  mv_test_feed_do (t, &t->lead,
                   "{\"op\":\"put\",\"id\":\"%s\",\"base\":1,\"body\":{\"organisation\":\"%s\","
                   "\"title\":\"Prosjekt A\",\"vocabulary\":\"national\",\"reply_days\":7}}",
                   t->project, t->organisation);
  id = mv_test_feed_share (t, &t->person_a, "project", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      mv_feed_begin (t->feed, &error);
      mv_feed_update_followup (t->feed, id, &changes[i], &error);
      mv_feed_commit (t->feed, NULL, &error);
      g_assert_no_error (error);
      assert_state (t, by_a, id, i == 4 ? "closed" : i == 5 ? "reopened" : "awaiting");
    }

  followup = read_followup (t, by_a, id);
  g_assert_cmpstr (mv_json_get_text (followup, "due"), ==, "2026-11-27");
  g_assert_cmpstr (mv_json_get_text (followup, "seen"), ==, "2026-11-21T08:00:00Z");
  g_assert_cmpstr (mv_json_get_text (followup, "reminded"), ==, "2026-12-08T08:00:00Z");
  g_assert_cmpint (mv_json_get_integer (followup, "reminders", 0), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  mv_test_add_on_databases ("/records/rights", test_rights);
  mv_test_add_on_databases ("/records/not-yours", test_not_yours);
  mv_test_add_on_databases ("/records/validation", test_validation);
  mv_test_add_on_databases ("/records/natural-ids", test_natural_ids);
  mv_test_add_on_databases ("/records/references", test_references);
  mv_test_add_on_databases ("/records/replies", test_replies);
  mv_test_add_on_databases ("/records/ratings", test_ratings);
  mv_test_add_on_databases ("/records/catalogue", test_catalogue);
  mv_test_add_on_databases ("/records/followup", test_followup);
  mv_test_add_on_databases ("/records/followup-whole", test_followup_whole);
  mv_test_add_on_databases ("/records/followup-changes", test_followup_changes);

  return g_test_run ();
}
