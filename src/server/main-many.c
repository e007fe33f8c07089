/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include "mv-csv.h"
#include "mv-devices.h"
#include "mv-directory.h"
#include "mv-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* Projects and coordinators, one by one or as many as a spreadsheet has lines: all of them, or
 * none. */

typedef JsonObject *(*MvRowFunc) (MvTool *tool, const MvCsv *table, guint row, GError **error);

static const char *
need (const MvCsv *table, guint row, const char *heading, GError **error)
{
  const char *cell = mv_csv_get (table, row, heading);

  if (cell == NULL)
    mv_problem_set (error, MV_PROBLEM_INVALID, heading, "The cell is empty");
  return cell;
}

/* Projects: title, organisation, vocabulary, and lead (the uid of somebody who is known). */
static JsonObject *
add_project (MvTool *tool, const MvCsv *table, guint row, GError **error)
{
  const char *title = need (table, row, "title", error);
  const char *organisation = title != NULL ? need (table, row, "organisation", error) : NULL;
  const char *vocabulary = organisation != NULL ? need (table, row, "vocabulary", error) : NULL;
  const char *lead = mv_csv_get (table, row, "lead");
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *today = mv_clock_dup_today (tool->clock, NULL);
  g_autofree char *id = NULL;
  MvNewMember member = { .uid = lead, .role = "lead", .since = today };

  if (vocabulary == NULL ||
      !mv_tool_add_project (tool, title, organisation, vocabulary, &id, error))
    return NULL;

  member.owner = id;
  if (lead != NULL && !mv_directory_set_member (tool->feed, &member, error))
    return NULL;
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "title", title);
  return g_steal_pointer (&object);
}

/* Coordinators: name, language, e-mail and organisation; each gets an invitation. */
static JsonObject *
add_coordinator (MvTool *tool, const MvCsv *table, guint row, GError **error)
{
  const char *name = need (table, row, "name", error);
  const char *language = name != NULL ? need (table, row, "language", error) : NULL;
  const char *number = language != NULL ? need (table, row, "organisation", error) : NULL;
  g_autofree char *uid = mv_uuid_new_v7 (tool->clock, tool->random);
  g_autofree char *today = mv_clock_dup_today (tool->clock, NULL);
  g_autofree char *now = mv_clock_dup_now (tool->clock);
  MvNewPerson person = { uid, name, language, mv_csv_get (table, row, "email"), NULL, now };
  MvDevices devices = { mv_feed_get_db (tool->feed), tool->clock, tool->random };
  MvNewMember member = { .uid = uid, .role = "coordinator", .since = today };
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (MvCode) code = NULL;
  g_autofree char *oid = NULL;

  if (number == NULL)
    return NULL;
  if (!g_strv_contains ((const char *const[]){ "nb", "nn", "en", NULL }, language))
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "language", "The language is nb, nn or en");
      return NULL;
    }
  oid = mv_directory_find_organisation (tool->feed, number, error);
  member.owner = oid;
  if (oid == NULL || !mv_directory_add_person (tool->feed, &person, error) ||
      !mv_directory_give_role (tool->feed, &member, error))
    return NULL;

  code = mv_devices_invite (&devices, uid, error);
  if (code == NULL || !mv_directory_refresh_account (tool->feed, uid, error))
    return NULL;
  json_object_set_string_member (object, "id", uid);
  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "code", code->code);
  json_object_set_string_member (object, "expires", code->expires);
  return g_steal_pointer (&object);
}

/* All rows in one transaction (element-type JsonObject). */
static GPtrArray *
add_rows (MvTool *tool, const MvCsv *table, MvRowFunc func, GError **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (!mv_tool_open (tool, error) || !mv_feed_begin (tool->feed, error))
    return NULL;

  for (guint i = 0; i < table->rows->len; i++)
    {
      JsonObject *object = func (tool, table, i, error);

      if (object == NULL)
        {
          g_autoptr (GError) local = error != NULL ? g_steal_pointer (error) : NULL;
          g_autofree char *message = mv_tool_dup_message (local);

          mv_feed_roll_back (tool->feed);
          /* Translators: number of the line, what is wrong there */
          mv_problem_set (error, MV_PROBLEM_INVALID, NULL, _ ("Line %u: %s"),
                          g_array_index (table->lines, guint, i), message);
          return NULL;
        }
      g_ptr_array_add (added, object);
    }
  return mv_feed_commit (tool->feed, NULL, error) ? g_steal_pointer (&added) : NULL;
}

static MvExit
add_many (MvTool *tool, int argc, char **argv, MvRowFunc func)
{
  g_autoptr (MvCsv) table = NULL;
  g_autoptr (GPtrArray) added = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!mv_tool_parse (tool, NULL, &argc, &argv) || !mv_tool_need (tool, "database", tool->database))
    return MV_EXIT_USAGE;
  if (argc != 2)
    return mv_tool_misuse (tool, "%s", _ ("Name one file."));

  if (g_file_get_contents (argv[1], &text, NULL, &error))
    table = mv_csv_parse (text, &error);
  if (table != NULL)
    added = add_rows (tool, table, func, &error);
  if (added == NULL)
    return mv_tool_refuse (tool, error);

  for (guint i = 0; i < added->len; i++)
    {
      JsonObject *object = added->pdata[i];
      const char *name = mv_json_get_text (object, "name");
      const char *code = mv_json_get_text (object, "code");

      mv_tool_say (tool, object, "%s  %s  %s", mv_json_get_text (object, "id"),
                   code != NULL ? code : "",
                   name != NULL ? name : mv_json_get_text (object, "title"));
    }
  return MV_EXIT_DONE;
}

MvExit
mv_main_load_projects (MvTool *tool, int argc, char **argv)
{
  return add_many (tool, argc, argv, add_project);
}

MvExit
mv_main_load_coordinators (MvTool *tool, int argc, char **argv)
{
  return add_many (tool, argc, argv, add_coordinator);
}
