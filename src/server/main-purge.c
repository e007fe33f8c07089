/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include "mv-retention.h"

#include <glib/gi18n.h>

typedef struct
{
  char *only; /* (owned) (nullable) */
  gboolean lists, is_dry, yes;
} MvPurgeArguments;

static JsonObject *
describe (const MvRetention *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", row->name);
  json_object_set_string_member (object, "what", _ (row->what));
  json_object_set_int_member (object, "days", row->days);
  json_object_set_string_member (object, "since", _ (row->since));
  json_object_set_string_member (object, "source", _ (row->source));
  json_object_set_boolean_member (object, "by_server", row->action == MV_RETENTION_BY_SERVER);
  return object;
}

static void
print_table (MvTool *tool)
{
  guint n_rows;
  const MvRetention *rows = mv_retentions_list (&n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (JsonObject) object = describe (&rows[i]);

      /* Translators: name, what it is, number of days, since when, by which law or decision */
      mv_tool_say (tool, object, _ ("%s: %s\n  %d days after %s\n  %s"), rows[i].name,
                   _ (rows[i].what), rows[i].days, _ (rows[i].since), _ (rows[i].source));
    }
}

static gboolean
purge_row (MvTool *tool, const MvRetention *row, gboolean is_dry, GError **error)
{
  g_autoptr (JsonObject) object = describe (row);
  gint64 n = 0;

  if (!(is_dry ? mv_retention_count (row, tool->feed, &n, error)
               : mv_retention_run (row, tool->feed, &n, error)))
    return FALSE;

  json_object_set_int_member (object, "count", n);
  json_object_set_boolean_member (object, "done", !is_dry);
  mv_tool_say (tool, object, "%-16s %6" G_GINT64_FORMAT, row->name, n);
  return TRUE;
}

static gboolean
purge (MvTool *tool, const MvPurgeArguments *arguments, GError **error)
{
  guint n_rows;
  const MvRetention *rows = mv_retentions_list (&n_rows);

  if (!mv_tool_open (tool, error) || !mv_feed_begin (tool->feed, error))
    return FALSE;

  for (guint i = 0; i < n_rows; i++)
    {
      if (rows[i].action == MV_RETENTION_BY_SERVER ||
          (arguments->only != NULL && !g_str_equal (arguments->only, rows[i].name)))
        continue;
      if (!purge_row (tool, &rows[i], arguments->is_dry, error))
        {
          mv_feed_roll_back (tool->feed);
          return FALSE;
        }
    }

  if (arguments->is_dry)
    {
      mv_feed_roll_back (tool->feed);
      return TRUE;
    }
  return mv_feed_commit (tool->feed, NULL, error) &&
         mv_db_run (mv_feed_get_db (tool->feed), error, "{scrub}", "");
}

static MvExit
run (MvTool *tool, const MvPurgeArguments *arguments)
{
  GError *error = NULL;

  if (!arguments->is_dry &&
      !mv_tool_confirm (arguments->yes, _ ("What has been kept long enough is deleted, here and on "
                                           "all devices. This cannot be undone.")))
    return MV_EXIT_REFUSED;
  if (!purge (tool, arguments, &error))
    return mv_tool_refuse (tool, error);
  return MV_EXIT_DONE;
}

MvExit
mv_main_purge (MvTool *tool, int argc, char **argv)
{
  MvPurgeArguments arguments = { 0 };
  g_autofree char *only = NULL;
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_NONE, &arguments.lists,
      N_ ("Show how long what is kept, and why; needs no database"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &arguments.is_dry, N_ ("Count only"), NULL },
    { "only", 0, 0, G_OPTION_ARG_STRING, &only, N_ ("Only this row of the table"), "NAME" },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &arguments.yes, N_ ("Do not ask"), NULL },
    { NULL },
  };

  if (!mv_tool_parse (tool, entries, &argc, &argv) || !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;
  if (arguments.lists)
    {
      print_table (tool);
      return MV_EXIT_DONE;
    }
  if (!mv_tool_need (tool, "database", tool->database))
    return MV_EXIT_USAGE;
  if (only != NULL && mv_retentions_find (only) == NULL)
    return mv_tool_misuse (tool, _ ("There is no row “%s”. See “purge --list”."), only);

  arguments.only = only;
  return run (tool, &arguments);
}
