/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include "mv-json.h"

#include <glib/gi18n.h>

/* Each finds rows that no write of ours leaves behind: an id and what is wrong with it. */
static const char *const questions[] = {
  "SELECT i.id, 'its number is beyond the counter of its scope' FROM item i "
  "JOIN scope s ON s.id = i.scope WHERE i.seq > s.seq",
  "SELECT i.id, 'it has no number in the feed' FROM item i WHERE i.seq < 1",
  "SELECT d.id, 'it left a scope and stands there' FROM departed d "
  "JOIN item i ON i.id = d.id AND i.scope = d.scope WHERE i.body IS NOT NULL",
  "SELECT i.id, 'it is beside something that is not there' FROM item i "
  "LEFT JOIN item o ON o.id = i.conflict_of WHERE i.conflict_of IS NOT NULL AND o.id IS NULL",
  "SELECT p.uid, 'the person has a device and was never let in' FROM person p "
  "WHERE p.enrolled IS NULL AND EXISTS (SELECT 1 FROM device d WHERE d.uid = p.uid)",
};

static void
add_problem (JsonArray *problems, const char *id, const char *what)
{
  JsonObject *problem = json_object_new ();

  json_object_set_string_member (problem, "id", id);
  json_object_set_string_member (problem, "problem", what);
  json_array_add_object_element (problems, problem);
}

static gboolean
ask (MvDb *db, const char *sql, JsonArray *problems, GError **error)
{
  g_autoptr (MvStatement) row = mv_db_query (db, error, sql, "");
  gboolean has_row;

  if (row == NULL)
    return FALSE;
  for (;;)
    {
      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      add_problem (problems, mv_statement_get_text (row, 0), mv_statement_get_text (row, 1));
    }
}

static void
check_body (const char *id, const char *kind, const char *body, JsonArray *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvRecord) record = mv_record_new_from_text (kind, id, body, &error);

  if (record == NULL || !mv_record_validate (record, MV_RECORD_DRAFT, &error))
    {
      g_autofree char *field = mv_problem_dup_field (error);
      g_autofree char *what =
          g_strdup_printf ("a %s that is not valid (%s)", kind, field != NULL ? field : "body");

      add_problem (problems, id, what);
    }
}

/* Every living record must still be what its kind's table says. */
static gboolean
check_bodies (MvDb *db, JsonArray *problems, GError **error)
{
  g_autoptr (MvStatement) row =
      mv_db_query (db, error, "SELECT id, kind, body FROM item WHERE body IS NOT NULL", "");
  gboolean has_row;

  if (row == NULL)
    return FALSE;
  for (;;)
    {
      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      check_body (mv_statement_get_text (row, 0), mv_statement_get_text (row, 1),
                  mv_statement_get_text (row, 2), problems);
    }
}

static gboolean
find_problems (MvDb *db, JsonArray *problems, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      if (!ask (db, questions[i], problems, error))
        return FALSE;
    }

  return check_bodies (db, problems, error);
}

MvExit
mv_main_check (MvTool *tool, int argc, char **argv)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *problems = json_array_new ();
  GError *error = NULL;
  guint n_problems;

  json_object_set_array_member (object, "problems", problems);
  if (!mv_tool_parse (tool, NULL, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;

  if (!mv_tool_open (tool, &error) ||
      !find_problems (mv_feed_get_db (tool->feed), problems, &error))
    return mv_tool_refuse (tool, error);

  n_problems = json_array_get_length (problems);
  json_object_set_boolean_member (object, "ok", n_problems == 0);
  for (guint i = 0; !tool->is_json && i < n_problems; i++)
    {
      JsonObject *problem = json_array_get_object_element (problems, i);

      g_printerr ("%s: %s\n", mv_json_get_text (problem, "id"),
                  mv_json_get_text (problem, "problem"));
    }
  mv_tool_say (tool, object,
               ngettext ("%u problem was found.", "%u problems were found.", n_problems),
               n_problems);
  return n_problems == 0 ? MV_EXIT_DONE : MV_EXIT_REFUSED;
}
