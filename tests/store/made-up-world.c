/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "made-up-world.h"

#include "mv-test-loop.h"

void
world_lines_put (WorldLines *self,
                 const char *scope,
                 const char *id,
                 const char *kind,
                 const char *by,
                 const char *body)
{
  g_autofree char *line = world_put (scope, ++self->seq, id, 1, kind, by, body);

  g_string_append (self->lines, line);
}

void
world_lines_put_numbered (WorldLines *self,
                          const char *scope,
                          int number,
                          const char *kind,
                          const char *by,
                          const char *body)
{
  g_autofree char *id = world_id (number);

  world_lines_put (self, scope, id, kind, by, body);
}

void
world_lines_put_project (WorldLines *lines)
{
  world_lines_put (lines, "catalogue", ORGANISATION, "organisation", "import",
                   "{\"name\":\"A hospital\",\"name_nn\":\"Eit sjukehus\",\"number\":\"1\"}");
  world_lines_put (lines, "project/" PROJECT, PROJECT, "project", RESEARCHER,
                   "{\"title\":\"A project\",\"organisation\":\"" ORGANISATION
                   "\",\"vocabulary\":\"helse-vest\",\"study\":\"" STUDY
                   "\",\"state\":\"ongoing\"}");
  world_lines_put_numbered (lines, "project/" PROJECT, 1, "plan", RESEARCHER,
                            "{\"project\":\"" PROJECT "\",\"phase\":\"P1\",\"state\":\"done\"}");
  world_lines_put_numbered (lines, "project/" PROJECT, 2, "plan", RESEARCHER,
                            "{\"project\":\"" PROJECT
                            "\",\"phase\":\"P5\",\"state\":\"ongoing\",\"people\":[{"
                            "\"uid\":\"" PERSON_A "\",\"planned\":\"advised\"}]}");
  world_lines_put_numbered (
      lines, "project/" PROJECT, 3, "plan", RESEARCHER,
      "{\"project\":\"" PROJECT
      "\",\"phase\":\"P9\",\"state\":\"not-relevant\",\"reason\":\"Done elsewhere\"}");
  world_lines_put_numbered (lines, "project/" PROJECT, 4, "member", "server",
                            "{\"uid\":\"" PERSON_A
                            "\",\"name\":\"Person A\",\"role\":\"representative\"}");
  world_lines_put_numbered (lines, "project/" PROJECT, 5, "member", "server",
                            "{\"uid\":\"" PERSON_B
                            "\",\"name\":\"Person B\",\"role\":\"representative\"}");
  world_lines_put_numbered (lines, "project/" PROJECT, 6, "member", "server",
                            "{\"uid\":\"" RESEARCHER
                            "\",\"name\":\"Researcher A\",\"role\":\"lead\"}");
  world_lines_put_numbered (
      lines, "project/" PROJECT, 7, "member", "server",
      "{\"uid\":\"01930000-0000-7000-8000-0000000000b9\",\"name\":\"Person C\","
      "\"role\":\"former\"}");
  world_lines_put_numbered (lines, "project/" PROJECT, 8, "meeting", RESEARCHER,
                            "{\"title\":\"Next\",\"start\":\"2026-11-26T10:00:00+01:00\"}");
  world_lines_put_numbered (lines, "project/" PROJECT, 9, "meeting", RESEARCHER,
                            "{\"title\":\"After\",\"start\":\"2026-12-03T10:00:00+01:00\"}");
  world_lines_put_numbered (lines, "project/" PROJECT, 10, "meeting", RESEARCHER,
                            "{\"title\":\"Held\",\"start\":\"2026-11-18T10:00:00+01:00\"}");
  world_lines_put_numbered (lines, "project/" PROJECT "/news", 11, "update", RESEARCHER,
                            "{\"title\":\"News\",\"date\":\"2026-11-12\"}");
  world_lines_put_numbered (lines, "project/" PROJECT, 12, "document-version", RESEARCHER,
                            "{\"document\":\"" STUDY
                            "\",\"number\":1,\"title\":\"A consent form\",\"date\":"
                            "\"2026-11-10\",\"read_by\":\"2026-12-01\"}");
}

static void
put_contributions (WorldLines *lines)
{
  world_lines_put (
      lines, BY_A, MINE, "contribution", PERSON_A,
      "{\"project\":\"" PROJECT "\",\"date\":\"2026-11-02\",\"text\":\"The form is too long. It "
      "tires people.\",\"phases\":[\"P5\"],\"suggestions\":[{\"id\":\"" SUGGESTION_1
      "\",\"text\":\"Shorten it\"},{\"id\":\"" SUGGESTION_2 "\",\"text\":\"Larger letters\"}]}");
  world_lines_put_numbered (lines, BY_A, 21, "followup", "server",
                            "{\"contribution\":\"" MINE "\",\"state\":\"partly\",\"shared\":"
                            "\"2026-11-02T10:00:00Z\",\"seen\":\"2026-11-03T10:00:00Z\",\"due\":"
                            "\"2026-11-30\"}");
  world_lines_put_numbered (lines, BY_A, 22, "reply", RESEARCHER,
                            "{\"contribution\":\"" MINE "\",\"suggestion\":\"" SUGGESTION_1
                            "\",\"outcome\":\"adopted\",\"date\":\"2026-11-21\"}");
  world_lines_put (lines, BY_B, THEIRS, "contribution", PERSON_B,
                   "{\"project\":\"" PROJECT
                   "\",\"date\":\"2026-10-02\",\"text\":\"Of another person\","
                   "\"phases\":[\"P1\",\"P5\"]}");
}

/* @role: what the account is in the project */
World *
world_new_made_up (const char *role)
{
  World *world = world_new_in_memory ();
  WorldLines lines = { g_string_new (NULL), 0 };
  g_autofree char *scopes =
      g_strdup_printf ("{\"s\":\"user/me\",\"role\":\"person\",\"head\":0},"
                       "{\"s\":\"catalogue\",\"role\":\"account\",\"head\":0},"
                       "{\"s\":\"project/" PROJECT "\",\"role\":\"%s\",\"head\":0},"
                       "{\"s\":\"" BY_A "\",\"role\":\"%s\",\"head\":0}",
                       role, role);

  world_lines_put_project (&lines);
  put_contributions (&lines);
  world_pull (world, "a", scopes, lines.lines->str, "");
  g_string_free (lines.lines, TRUE);
  return world;
}

MvContributionView *
world_load_contribution (World *world, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MvContributionView *view;

  mv_contribution_view_load_async (world->store, "a", id, NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  view = mv_contribution_view_load_finish (world->store, result, &error);
  g_assert_no_error (error);
  return view;
}

MvToday *
world_load_today (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MvToday *today;

  mv_today_load_async (world->store, NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  today = mv_today_load_finish (world->store, result, &error);
  g_assert_no_error (error);
  return today;
}

MvProjectView *
world_load_project (World *world, const char *language)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MvProjectView *view;

  mv_project_view_load_async (world->store, "a", PROJECT, language, NULL, mv_test_keep_result,
                              &result);
  mv_test_wait_for_result (&result);
  view = mv_project_view_load_finish (world->store, result, &error);
  g_assert_no_error (error);
  return view;
}
