/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-scope.h"

#define A "0193a000-0000-7000-8000-00000000000a"
#define B "0193a000-0000-7000-8000-00000000000b"

typedef struct
{
  const char *text;
  MvScopeType type;
  const char *owner;
  const char *person;
} GoodRow;

/* Every shape of a scope is read into its parts and written back as it was. */
static void
test_scope_round_trip (void)
{
  static const GoodRow rows[] = {
    { "catalogue", MV_SCOPE_CATALOGUE, "", "" },
    { "studies/nord", MV_SCOPE_STUDIES, "nord", "" },
    { "studies/sor-ost", MV_SCOPE_STUDIES, "sor-ost", "" },
    { "studies/national", MV_SCOPE_STUDIES, "national", "" },
    { "user/me", MV_SCOPE_USER, "me", "" },
    { "user/" A, MV_SCOPE_USER, A, "" },
    { "project/" A, MV_SCOPE_PROJECT, A, "" },
    { "project/" A "/news", MV_SCOPE_PROJECT_NEWS, A, "" },
    { "project/" A "/by/" B, MV_SCOPE_PROJECT_BY, A, B },
    { "project/" A "/rep/" B, MV_SCOPE_PROJECT_REP, A, B },
    { "project/" A "/team", MV_SCOPE_PROJECT_TEAM, A, "" },
    { "committee/" A, MV_SCOPE_COMMITTEE, A, "" },
    { "committee/" A "/with/" B, MV_SCOPE_COMMITTEE_WITH, A, B },
    { "committee/" A "/project/" B, MV_SCOPE_COMMITTEE_PROJECT, A, B },
    { "organisation/" A, MV_SCOPE_ORGANISATION, A, "" },
  };
  gboolean is_seen[MV_SCOPE_LAST + 1] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = NULL;
      MvScope scope;

      g_assert_true (mv_scope_parse (rows[i].text, &scope));
      g_assert_cmpint (scope.type, ==, rows[i].type);
      g_assert_cmpstr (scope.owner, ==, rows[i].owner);
      g_assert_cmpstr (scope.person, ==, rows[i].person);

      text = mv_scope_to_text (&scope);
      g_assert_cmpstr (text, ==, rows[i].text);
      is_seen[scope.type] = TRUE;
    }

  for (int type = MV_SCOPE_INVALID + 1; type <= MV_SCOPE_LAST; type++)
    g_assert_true (is_seen[type]);
}

/* What is not the name of a scope is refused, and the caller's parts stay as they were. */
static void
test_scope_refused (void)
{
  static const char *const rows[] = {
    NULL,                                           /* nothing */
    "",                                             /* empty */
    "/",                                            /* only a separator */
    "Catalogue",                                    /* upper case */
    "catalogue/",                                   /* something after the end */
    "catalogue/" A,                                 /* the catalogue has no owner */
    "studies",                                      /* region missing */
    "studies/",                                     /* region empty */
    "studies/oslo",                                 /* no such region */
    "user/",                                        /* id missing */
    "user/you",                                     /* only "me" is short for an id */
    "user/me/",                                     /* something after the end */
    "project/me",                                   /* "me" is a person, not a project */
    "project/7",                                    /* not an id */
    "project/0193A000-0000-7000-8000-00000000000A", /* upper case */
    "project/" A "/by",                             /* person missing */
    "project/" A "/by/me",                          /* the server needs the id here */
    "project/" A "/with/" B,                        /* a committee's part */
    "project/" A "/team/" B,                        /* the team's scope is not a person's */
    "project/" A "/by/" B "/x",                     /* too many parts */
    "project/" A "/by/" B "/x/y/z/1/2/3",           /* far too many parts */
    "project//by/" B,                               /* an empty id */
    "committee/" A "/by/" B,                        /* a project's part */
    "organisation/" A "/news",                      /* no such part */
    " catalogue",                                   /* a blank */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MvScope scope = { .type = MV_SCOPE_USER, .owner = "me" };

      g_assert_false (mv_scope_parse (rows[i], &scope));
      g_assert_cmpint (scope.type, ==, MV_SCOPE_USER);
      g_assert_cmpstr (scope.owner, ==, "me");
    }
}

/* The names made from ids are names that can be read. */
static void
test_scope_names (void)
{
  g_autofree char *user = mv_scope_user (A);
  g_autofree char *project = mv_scope_project (A);
  g_autofree char *news = mv_scope_project_part (A, "news");
  g_autofree char *by = mv_scope_project_person (A, "by", B);
  g_autofree char *committee = mv_scope_committee (A);
  g_autofree char *with = mv_scope_committee_with (A, B);
  MvScope scope;

  g_assert_cmpstr (user, ==, "user/" A);
  g_assert_cmpstr (project, ==, "project/" A);
  g_assert_true (mv_scope_parse (news, &scope));
  g_assert_cmpint (scope.type, ==, MV_SCOPE_PROJECT_NEWS);
  g_assert_true (mv_scope_parse (by, &scope));
  g_assert_cmpint (scope.type, ==, MV_SCOPE_PROJECT_BY);
  g_assert_cmpstr (mv_scope_type_get_pattern (scope.type), ==, "project/<pid>/by/<uid>");
  g_assert_cmpstr (committee, ==, "committee/" A);
  g_assert_true (mv_scope_parse (with, &scope));
  g_assert_cmpint (scope.type, ==, MV_SCOPE_COMMITTEE_WITH);
  g_assert_cmpstr (scope.person, ==, B);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scope/round-trip", test_scope_round_trip);
  g_test_add_func ("/scope/refused", test_scope_refused);
  g_test_add_func ("/scope/names", test_scope_names);

  return g_test_run ();
}
