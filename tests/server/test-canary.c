/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-database.h"
#include "mv-test-feed.h"

#include <string.h>

/* A text of its own stands in every scope of a small world, one for each kind that may stand there.
 * Everybody fetches everything, and of every answer each byte is searched for every text. Who is to
 * see what is written down here a second time, by hand: the program's own table must not judge
 * itself. */

typedef enum
{
  LEAD,          /* of the project */
  RESEARCHER,    /* in it */
  PERSON_A,      /* representative */
  PERSON_B,      /* representative in the same project */
  FORMER,        /* was one */
  NEWCOMER,      /* became one when everything was written already */
  PAST_TEAM,     /* was a researcher in it */
  UNCONFIRMED,   /* representative whom the inviter has not confirmed */
  OTHER_LEAD,    /* of another project in another organisation */
  OTHER_PERSON,  /* representative in that one */
  SECRETARY,     /* of the committee */
  MEMBER,        /* of it */
  DEPUTY,        /* became one when everything was written already */
  PAST_MEMBER,   /* was one */
  COORDINATOR,   /* of the organisation */
  ADMINISTRATOR, /* of it */
  EDITOR,        /* of it */
  STRANGER,      /* belongs nowhere, wants to hear of Helse Vest */
  N_PEOPLE,
} Who;

#define BIT(who) (1u << (who))
#define EVERYBODY (BIT (N_PEOPLE) - 1)
#define CONFIRMED (EVERYBODY & ~BIT (UNCONFIRMED))
#define TEAM (BIT (LEAD) | BIT (RESEARCHER))
#define PROJECT (TEAM | BIT (PERSON_A) | BIT (PERSON_B) | BIT (NEWCOMER))
#define ALL_FORMER (BIT (FORMER) | BIT (PAST_TEAM))
#define OTHERS (BIT (OTHER_LEAD) | BIT (OTHER_PERSON))
#define COMMITTEE (BIT (SECRETARY) | BIT (MEMBER) | BIT (DEPUTY))

static const char *const names[] = {
  "lead",      "researcher",  "person A",    "person B",      "former",    "newcomer",
  "past team", "unconfirmed", "other lead",  "other person",  "secretary", "member",
  "deputy",    "past member", "coordinator", "administrator", "editor",    "stranger",
};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == N_PEOPLE);

typedef struct
{
  char *text;  /* (owned): what must not be read by others */
  char *where; /* (owned): said when it is */
  guint readers;
} Canary;

typedef struct
{
  MvTestFeed *t; /* (owned) */
  MvTestPerson people[N_PEOPLE];
  char *other_organisation, *other_project; /* (owned) */
  GPtrArray *canaries;                      /* (owned) (element-type Canary) */
} World;

static void
canary_free (Canary *self)
{
  g_free (self->text);
  g_free (self->where);
  g_free (self);
}

/* People */

static void
add_person (World *w, Who who)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = mv_test_feed_new_id (w->t);

  mv_feed_begin (w->t->feed, &error);
  mv_feed_add_person (w->t->feed, uid, names[who], "nb", NULL, &error);
  if (who != UNCONFIRMED)
    mv_db_run (w->t->db, &error, "UPDATE person SET confirmed = created WHERE uid = $1", "t", uid);
  mv_feed_commit (w->t->feed, NULL, &error);
  g_assert_no_error (error);
  mv_test_feed_add_device (w->t, &w->people[who], uid);
}

static void
set_roles (World *w, Who who, MvMembershipType type, const char *owner, MvRoles roles)
{
  g_autoptr (GError) error = NULL;

  mv_feed_begin (w->t->feed, &error);
  mv_feed_set_membership (w->t->feed, type, owner, w->people[who].caller->uid, roles, &error);
  mv_feed_commit (w->t->feed, NULL, &error);
  g_assert_no_error (error);
}

static void
open_scope (World *w, const char *scope)
{
  g_autoptr (GError) error = NULL;

  mv_feed_begin (w->t->feed, &error);
  mv_feed_open_scope (w->t->feed, scope, &error);
  mv_feed_commit (w->t->feed, NULL, &error);
  g_assert_no_error (error);
}

static void
set_regions (World *w, Who who, const char *const *regions)
{
  g_autoptr (GError) error = NULL;

  mv_feed_begin (w->t->feed, &error);
  mv_feed_set_regions (w->t->feed, w->people[who].caller->uid, regions, &error);
  mv_feed_commit (w->t->feed, NULL, &error);
  g_assert_no_error (error);
}

static void
set_first_roles (World *w)
{
  const char *pid = w->t->project, *cid = w->t->committee, *oid = w->t->organisation;

  set_roles (w, LEAD, MV_MEMBERSHIP_PROJECT, pid, MV_ROLE_LEAD);
  set_roles (w, RESEARCHER, MV_MEMBERSHIP_PROJECT, pid, MV_ROLE_RESEARCHER);
  set_roles (w, PERSON_A, MV_MEMBERSHIP_PROJECT, pid, MV_ROLE_REPRESENTATIVE);
  set_roles (w, PERSON_B, MV_MEMBERSHIP_PROJECT, pid, MV_ROLE_REPRESENTATIVE);
  set_roles (w, FORMER, MV_MEMBERSHIP_PROJECT, pid, MV_ROLE_REPRESENTATIVE);
  set_roles (w, PAST_TEAM, MV_MEMBERSHIP_PROJECT, pid, MV_ROLE_RESEARCHER);
  set_roles (w, UNCONFIRMED, MV_MEMBERSHIP_PROJECT, pid, MV_ROLE_REPRESENTATIVE);
  set_roles (w, OTHER_LEAD, MV_MEMBERSHIP_PROJECT, w->other_project, MV_ROLE_LEAD);
  set_roles (w, OTHER_PERSON, MV_MEMBERSHIP_PROJECT, w->other_project, MV_ROLE_REPRESENTATIVE);
  set_roles (w, SECRETARY, MV_MEMBERSHIP_COMMITTEE, cid, MV_ROLE_SECRETARY);
  set_roles (w, MEMBER, MV_MEMBERSHIP_COMMITTEE, cid, MV_ROLE_MEMBER);
  set_roles (w, PAST_MEMBER, MV_MEMBERSHIP_COMMITTEE, cid, MV_ROLE_MEMBER);
  set_roles (w, COORDINATOR, MV_MEMBERSHIP_ORGANISATION, oid, MV_ROLE_COORDINATOR);
  set_roles (w, ADMINISTRATOR, MV_MEMBERSHIP_ORGANISATION, oid, MV_ROLE_ADMINISTRATOR);
  set_roles (w, EDITOR, MV_MEMBERSHIP_ORGANISATION, oid, MV_ROLE_EDITOR);
}

static void
come_and_go (World *w)
{
  set_roles (w, FORMER, MV_MEMBERSHIP_PROJECT, w->t->project, MV_ROLE_NONE);
  set_roles (w, PAST_TEAM, MV_MEMBERSHIP_PROJECT, w->t->project, MV_ROLE_NONE);
  set_roles (w, PAST_MEMBER, MV_MEMBERSHIP_COMMITTEE, w->t->committee, MV_ROLE_NONE);
  set_roles (w, NEWCOMER, MV_MEMBERSHIP_PROJECT, w->t->project, MV_ROLE_REPRESENTATIVE);
  set_roles (w, DEPUTY, MV_MEMBERSHIP_COMMITTEE, w->t->committee, MV_ROLE_DEPUTY);
}

/* Texts */

static Canary *
add_canary (World *w, guint readers, const char *scope, const char *kind)
{
  Canary *canary = g_new0 (Canary, 1);

  canary->text = g_strdup_printf ("kanari%04u.", w->canaries->len);
  canary->where = g_strdup_printf ("%s in %s", kind, scope);
  canary->readers = readers;
  g_ptr_array_add (w->canaries, canary);
  return canary;
}

/* One text for each kind that the scope may hold. */
static void
fill_scope (World *w, guint readers, const char *scope)
{
  guint n_rights;
  const MvRight *rights = mv_rights_list (&n_rights);
  MvScope parts;

  g_assert_true (mv_scope_parse (scope, &parts));
  for (guint i = 0; i < n_rights; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = NULL;
      g_autofree char *body = NULL;

      if (rights[i].scope != parts.type)
        continue;
      id = mv_test_feed_new_id (w->t);
      body = g_strdup_printf ("{\"text\":\"%s\"}",
                              add_canary (w, readers, scope, rights[i].kind)->text);
      mv_feed_begin (w->t->feed, &error);
      mv_feed_write (w->t->feed, scope, rights[i].kind, id, "", body, NULL, NULL, &error);
      mv_feed_commit (w->t->feed, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
fill_own_scopes (World *w)
{
  for (Who who = 0; who < N_PEOPLE; who++)
    {
      g_autofree char *scope = mv_scope_user (w->people[who].caller->uid);

      fill_scope (w, BIT (who), scope);
    }
}

static void
fill_about (World *w, Who who)
{
  const char *uid = w->people[who].caller->uid;
  g_autofree char *by = mv_scope_project_person (w->t->project, "by", uid);
  g_autofree char *rep = mv_scope_project_person (w->t->project, "rep", uid);
  guint self = who == UNCONFIRMED ? 0 : BIT (who);

  fill_scope (w, PROJECT | self, by);
  fill_scope (w, TEAM | self, rep);
}

static void
fill_project (World *w)
{
  g_autofree char *project = mv_scope_project (w->t->project);
  g_autofree char *news = mv_scope_project_part (w->t->project, "news");
  g_autofree char *team = mv_scope_project_part (w->t->project, "team");

  fill_scope (w, PROJECT, project);
  fill_scope (w, PROJECT | ALL_FORMER, news);
  fill_scope (w, TEAM, team);
  fill_about (w, PERSON_A);
  fill_about (w, PERSON_B);
  fill_about (w, FORMER);
  fill_about (w, UNCONFIRMED);
}

static void
fill_other_project (World *w)
{
  const char *uid = w->people[OTHER_PERSON].caller->uid;
  g_autofree char *project = mv_scope_project (w->other_project);
  g_autofree char *team = mv_scope_project_part (w->other_project, "team");
  g_autofree char *by = mv_scope_project_person (w->other_project, "by", uid);
  g_autofree char *rep = mv_scope_project_person (w->other_project, "rep", uid);
  g_autofree char *organisation = g_strconcat ("organisation/", w->other_organisation, NULL);

  fill_scope (w, OTHERS, project);
  fill_scope (w, BIT (OTHER_LEAD), team);
  fill_scope (w, OTHERS, by);
  fill_scope (w, OTHERS, rep);
  fill_scope (w, 0, organisation);
}

static void
fill_committee (World *w)
{
  g_autofree char *committee = g_strconcat ("committee/", w->t->committee, NULL);
  g_autofree char *with = g_strconcat (committee, "/with/", w->people[PERSON_A].caller->uid, NULL);
  g_autofree char *project = g_strconcat (committee, "/project/", w->t->project, NULL);
  g_autofree char *other = g_strconcat (committee, "/project/", w->other_project, NULL);
  g_autofree char *organisation = g_strconcat ("organisation/", w->t->organisation, NULL);

  open_scope (w, with);
  open_scope (w, project);
  open_scope (w, other);
  fill_scope (w, COMMITTEE, committee);
  fill_scope (w, COMMITTEE | BIT (PERSON_A), with);
  fill_scope (w, COMMITTEE | TEAM, project);
  fill_scope (w, COMMITTEE | BIT (OTHER_LEAD), other);
  fill_scope (w, BIT (COORDINATOR) | BIT (ADMINISTRATOR), organisation);
}

/* The next operation of a person, with a new text in place of the @ in it. */
static MvResult *
send_text (World *w, Who who, guint readers, const char *where, const char *format, ...)
{
  const Canary *canary = add_canary (w, readers, where, names[who]);
  g_autofree char *op = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *whole = NULL;
  va_list arguments;

  va_start (arguments, format);
  op = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  parts = g_strsplit (op, "@", -1);
  whole = g_strjoinv (canary->text, parts);

  return mv_test_feed_send (w->t, &w->people[who], "%s", whole);
}

static void
assert_status (MvResult *result, MvResultStatus status)
{
  g_assert_cmpint (result->status, ==, status);
  mv_result_free (result);
}

#define DRAFT                                                                                      \
  "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"contribution\",\"base\":%d,"     \
  "\"body\":{\"project\":\"%s\",\"date\":\"2026-11-20\",\"text\":\"@\"}}"

/* What came too late is kept for those who may write there: a draft's second text for the person, a
 * meeting's for the team, a shared text's for its author, who moved on. */
static void
write_siblings (World *w)
{
  MvTestFeed *t = w->t;
  g_autofree char *project = mv_scope_project (t->project);
  g_autofree char *draft = mv_test_feed_new_id (t);
  g_autofree char *shared = mv_test_feed_new_id (t);
  g_autofree char *meeting = mv_test_feed_new_id (t);
  const char *put_meeting =
      "{\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"meeting\",\"base\":%d,"
      "\"body\":{\"title\":\"@\",\"start\":\"2026-12-01T09:00:00Z\"}}";
  const char *put_shared = "{\"op\":\"put\",\"id\":\"%s\",\"base\":%d,\"body\":{\"project\":\"%s\","
                           "\"date\":\"2026-11-20\",\"audience\":\"project\",\"text\":\"@\"}}";

  assert_status (send_text (w, PERSON_A, BIT (PERSON_A), "draft", DRAFT, draft, 0, t->project),
                 MV_RESULT_OK);
  assert_status (
      send_text (w, PERSON_A, BIT (PERSON_A), "draft too late", DRAFT, draft, 9, t->project),
      MV_RESULT_CONFLICT);

  assert_status (send_text (w, LEAD, PROJECT, "meeting", put_meeting, project, meeting, 0),
                 MV_RESULT_OK);
  assert_status (
      send_text (w, RESEARCHER, TEAM, "meeting too late", put_meeting, project, meeting, 9),
      MV_RESULT_CONFLICT);

  /* What a draft said before it was shared in other words is nobody's to read any more. */
  assert_status (
      send_text (w, PERSON_A, 0, "draft before it was shared", DRAFT, shared, 0, t->project),
      MV_RESULT_OK);
  assert_status (send_text (w, PERSON_A, BIT (PERSON_A), "late draft of what is shared", DRAFT,
                            shared, 9, t->project),
                 MV_RESULT_CONFLICT);
  assert_status (send_text (w, PERSON_A, PROJECT, "shared", DRAFT, shared, 1, t->project),
                 MV_RESULT_OK);
  assert_status (mv_test_feed_send (t, &w->people[PERSON_A],
                                    "{\"op\":\"command\",\"name\":\"contribution.share\","
                                    "\"base\":2,\"args\":{\"contribution\":\"%s\","
                                    "\"audience\":\"project\"}}",
                                    shared),
                 MV_RESULT_OK);
  assert_status (
      send_text (w, PERSON_A, BIT (PERSON_A), "shared too late", put_shared, shared, 1, t->project),
      MV_RESULT_CONFLICT);
}

static void
write_everything (World *w)
{
  fill_scope (w, EVERYBODY, "catalogue");
  fill_scope (w, CONFIRMED, "studies/national");
  fill_scope (w, BIT (STRANGER) | BIT (EDITOR), "studies/vest");
  fill_scope (w, 0, "studies/nord");
  fill_own_scopes (w);
  fill_project (w);
  fill_other_project (w);
  fill_committee (w);
  write_siblings (w);
}

static World *
world_new (const char *url)
{
  static const char *const regions[] = { "vest", NULL };
  World *w = g_new0 (World, 1);

  w->t = mv_test_feed_new (url);
  w->canaries = g_ptr_array_new_with_free_func ((GDestroyNotify) canary_free);
  w->other_organisation = mv_test_feed_new_id (w->t);
  w->other_project = mv_test_feed_new_id (w->t);
  for (Who who = 0; who < N_PEOPLE; who++)
    add_person (w, who);

  set_first_roles (w);
  set_regions (w, STRANGER, regions);
  return w;
}

static void
world_free (World *w)
{
  for (Who who = 0; who < N_PEOPLE; who++)
    mv_test_person_clear (&w->people[who]);
  g_ptr_array_unref (w->canaries);
  g_free (w->other_organisation);
  g_free (w->other_project);
  mv_test_feed_free (w->t);
  g_free (w);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* Looking */

/* All bytes of all pages from the beginning. */
static char *
fetch_everything (World *w, Who who)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (MvPull) pull = mv_pull_new ();
  gboolean has_more = TRUE;

  while (has_more)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_nothing;
      g_autoptr (GBytes) bytes =
          mv_feed_pull (w->t->feed, w->people[who].caller, pull, &is_nothing, &error);
      g_autoptr (MvPage) page = NULL;
      size_t length;
      const char *text;
      GHashTableIter iter;
      gpointer scope, seq;

      g_assert_no_error (error);
      text = g_bytes_get_data (bytes, &length);
      g_string_append_len (all, text, (gssize) length);
      page = mv_page_decode (text, length);
      g_assert_true (page->is_whole);
      g_free (pull->epoch);
      pull->epoch = g_strdup (page->head->epoch);
      g_hash_table_iter_init (&iter, page->end->cursors);
      while (g_hash_table_iter_next (&iter, &scope, &seq))
        mv_cursors_set (pull->cursors, scope, *(gint64 *) seq);
      has_more = page->end->more;
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
assert_sees_own_alone (World *w, Who who)
{
  g_autofree char *seen = fetch_everything (w, who);

  for (guint i = 0; i < w->canaries->len; i++)
    {
      const Canary *canary = w->canaries->pdata[i];
      gboolean is_there = strstr (seen, canary->text) != NULL;
      gboolean is_granted = (canary->readers & BIT (who)) != 0;

      if (is_there != is_granted)
        g_error ("%s %s: %s", names[who], is_there ? "reads" : "does not get", canary->where);
    }
}

/* A device that was removed gets nothing at all, and one that is not known neither. */
static void
test_removed_device (const char *url)
{
  g_autoptr (World) w = world_new (url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unknown = NULL;

  mv_db_run (w->t->db, &error, "UPDATE device SET revoked = seen WHERE id = $1", "t",
             w->people[PERSON_A].caller->device);
  g_assert_no_error (error);

  g_assert_null (mv_feed_authenticate (w->t->feed, w->people[PERSON_A].token, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_DEVICE_REVOKED);
  g_assert_null (mv_feed_authenticate (w->t->feed, "mvd_unknown", &unknown));
  g_assert_error (unknown, MV_PROBLEM, MV_PROBLEM_NOT_AUTHENTICATED);
}

/* Everybody gets each text that the protocol grants, and no answer holds any other, whether people
 * came before the texts or after them, and also when they have left. */
static void
test_everybody (const char *url)
{
  g_autoptr (World) w = world_new (url);

  write_everything (w);
  come_and_go (w);
  for (Who who = 0; who < N_PEOPLE; who++)
    assert_sees_own_alone (w, who);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/canary/everybody", test_everybody);
  mv_test_add_on_databases ("/canary/removed-device", test_removed_device);

  return g_test_run ();
}
