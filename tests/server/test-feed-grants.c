/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-database.h"
#include "mv-test-feed.h"

#include <string.h>

/* Scopes that a person is granted, as one text: names shortened to letters, each with its role. */
static char *
dup_grants (MvTestFeed *t, MvTestPerson *person)
{
  g_autoptr (MvPage) page = mv_test_feed_pull (t, person);
  g_autoptr (GString) text = g_string_new (NULL);
  const struct
  {
    const char *id, *letter;
  } names[] = {
    { t->project, "P" },
    { t->committee, "C" },
    { t->organisation, "O" },
    { t->person_a.caller->uid, "A" },
    { t->person_b.caller->uid, "B" },
  };

  for (guint i = 0; i < page->head->scopes->len; i++)
    {
      const MvLineScope *scope = page->head->scopes->pdata[i];

      g_string_append_printf (text, "%s=%s\n", scope->scope, scope->role);
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_replace (text, names[i].id, names[i].letter, 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_grants (MvTestFeed *t, MvTestPerson *person, const char *expected)
{
  g_autofree char *grants = dup_grants (t, person);

  g_assert_cmpstr (grants, ==, expected);
}

#define EVERYBODY "catalogue=account\nstudies/national=account\n"

/* The table of scopes, for each role in a project. Persons that joined before and after each other
 * are treated alike. */
static void
test_project (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);

  assert_grants (t, &t->stranger, "user/me=person\n" EVERYBODY);
  assert_grants (t, &t->lead,
                 "user/me=person\nproject/P=lead\nproject/P/by/B=lead\nproject/P/by/A=lead\n"
                 "project/P/news=lead\nproject/P/rep/B=lead\nproject/P/rep/A=lead\n"
                 "project/P/team=lead\n" EVERYBODY);
  assert_grants (
      t, &t->researcher,
      "user/me=person\nproject/P=researcher\nproject/P/by/B=researcher\n"
      "project/P/by/A=researcher\nproject/P/news=researcher\nproject/P/rep/B=researcher\n"
      "project/P/rep/A=researcher\nproject/P/team=researcher\n" EVERYBODY);
  assert_grants (t, &t->person_a,
                 "user/me=person\nproject/P=representative\nproject/P/by/B=representative\n"
                 "project/P/by/A=person\nproject/P/news=representative\n"
                 "project/P/rep/A=person\n" EVERYBODY);
}

/* When a membership ends, the own records and the news stay, as former; others' go. Who returns is
 * as before. */
static void
test_leaving (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *before = dup_grants (t, &t->person_a);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autoptr (GError) error = NULL;

  mv_test_feed_set_roles (t, &t->person_a, MV_ROLE_NONE);
  assert_grants (t, &t->person_a,
                 "user/me=person\nproject/P/by/A=former\nproject/P/news=former\n"
                 "project/P/rep/A=former\n" EVERYBODY);
  /* The team keeps what was shared with it. */
  g_assert_cmpint (mv_feed_get_roles (t->feed, t->lead.caller->uid, by, &error), ==, MV_ROLE_LEAD);

  mv_test_feed_set_roles (t, &t->person_a, MV_ROLE_REPRESENTATIVE);
  assert_grants (t, &t->person_a, before);

  /* A researcher had nothing of the own there. */
  mv_test_feed_set_roles (t, &t->researcher, MV_ROLE_NONE);
  assert_grants (t, &t->researcher, "user/me=person\nproject/P/news=former\n" EVERYBODY);
}

/* A former representative writes no more where others read, and reads on. */
static void
test_former_rights (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *others = mv_test_feed_share (t, &t->person_b, "project", NULL);

  mv_test_feed_set_roles (t, &t->person_a, MV_ROLE_NONE);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL,
                       "{\"op\":\"put\",\"id\":\"%s\",\"base\":2,\"body\":{\"text\":\"b\"}}", id);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_FOUND, NULL,
                       "{\"op\":\"put\",\"id\":\"%s\",\"base\":2,\"body\":{\"text\":\"b\"}}",
                       others);

  g_autoptr (GPtrArray) lines = mv_test_feed_pull_all (t, &t->person_a);
  const MvLine *line = mv_test_find_line (lines, others);
  g_assert_null (line);
}

/* Giving and taking a grant tells the person's own devices. */
static void
test_touched (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *own = mv_scope_user (t->stranger.caller->uid);
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  mv_feed_set_membership (t->feed, MV_MEMBERSHIP_PROJECT, t->project, t->stranger.caller->uid,
                          MV_ROLE_RESEARCHER, &error);
  mv_feed_commit (t->feed, touched, &error);
  g_assert_no_error (error);
  g_assert_true (g_ptr_array_find_with_equal_func (touched, own, g_str_equal, NULL));
}

/* Scopes between a committee and a person or a project belong to both sides, also for who joins
 * later or leaves. */
static void
test_committee (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *with =
      g_strdup_printf ("committee/%s/with/%s", t->committee, t->person_a.caller->uid);
  g_autofree char *about = g_strdup_printf ("committee/%s/project/%s", t->committee, t->project);
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  mv_feed_open_scope (t->feed, with, &error);
  mv_feed_open_scope (t->feed, about, &error);
  mv_feed_set_membership (t->feed, MV_MEMBERSHIP_COMMITTEE, t->committee, t->stranger.caller->uid,
                          MV_ROLE_MEMBER, &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);

  assert_grants (t, &t->secretary,
                 "user/me=person\ncommittee/C=secretary\ncommittee/C/project/P=secretary\n"
                 "committee/C/with/A=secretary\n" EVERYBODY);
  assert_grants (t, &t->stranger,
                 "user/me=person\ncommittee/C=member\ncommittee/C/project/P=member\n"
                 "committee/C/with/A=member\n" EVERYBODY);
  g_assert_cmpint (mv_feed_get_roles (t->feed, t->lead.caller->uid, about, &error), ==,
                   MV_ROLE_LEAD);
  g_assert_cmpint (mv_feed_get_roles (t->feed, t->person_a.caller->uid, about, &error), ==,
                   MV_ROLE_NONE);
  g_assert_cmpint (mv_feed_get_roles (t->feed, t->person_a.caller->uid, with, &error), ==,
                   MV_ROLE_PERSON);

  mv_test_feed_set_roles (t, &t->lead, MV_ROLE_NONE);
  g_assert_cmpint (mv_feed_get_roles (t->feed, t->lead.caller->uid, about, &error), ==,
                   MV_ROLE_NONE);
  g_assert_no_error (error);
}

/* Roles in an organisation: coordinators and administrators get its scope, editors write in the
 * catalogue and in the study texts of its region. */
static void
test_organisation (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autoptr (GError) error = NULL;
  static const struct
  {
    MvRoles roles;
    const char *expected;
  } rows[] = {
    { MV_ROLE_COORDINATOR, "user/me=person\norganisation/O=coordinator\n" EVERYBODY },
    { MV_ROLE_ADMINISTRATOR, "user/me=person\norganisation/O=administrator\n" EVERYBODY },
    { MV_ROLE_EDITOR,
      "user/me=person\ncatalogue=editor\nstudies/national=account\nstudies/vest=editor\n" },
    { MV_ROLE_NONE, "user/me=person\n" EVERYBODY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      mv_feed_begin (t->feed, &error);
      mv_feed_set_membership (t->feed, MV_MEMBERSHIP_ORGANISATION, t->organisation,
                              t->stranger.caller->uid, rows[i].roles, &error);
      mv_feed_commit (t->feed, NULL, &error);
      g_assert_no_error (error);
      assert_grants (t, &t->stranger, rows[i].expected);
    }
}

/* The regions of the profile decide which study texts come. */
static void
test_regions (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);

  mv_test_feed_do (t, &t->stranger,
                   "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"profile\","
                   "\"base\":0,\"body\":{\"regions\":[\"nord\",\"vest\"]}}",
                   id);
  assert_grants (
      t, &t->stranger,
      "user/me=person\ncatalogue=account\nstudies/national=account\nstudies/nord=account\n"
      "studies/vest=account\n");
  mv_test_feed_do (t, &t->stranger,
                   "{\"op\":\"put\",\"id\":\"%s\",\"base\":1,\"body\":{\"regions\":[\"midt\"]}}",
                   id);
  assert_grants (
      t, &t->stranger,
      "user/me=person\ncatalogue=account\nstudies/midt=account\nstudies/national=account\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  mv_test_add_on_databases ("/grants/project", test_project);
  mv_test_add_on_databases ("/grants/leaving", test_leaving);
  mv_test_add_on_databases ("/grants/former-rights", test_former_rights);
  mv_test_add_on_databases ("/grants/touched", test_touched);
  mv_test_add_on_databases ("/grants/committee", test_committee);
  mv_test_add_on_databases ("/grants/organisation", test_organisation);
  mv_test_add_on_databases ("/grants/regions", test_regions);

  return g_test_run ();
}
