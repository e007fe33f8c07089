/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include "mv-loader.h"

#include <glib/gi18n.h>

static void
refused_cb (guint line, const GError *error, gpointer user_data)
{
  MvTool *tool = user_data;
  g_autofree char *message = mv_tool_dup_message (error);
  g_autofree char *field = mv_problem_dup_field (error);
  g_autoptr (JsonObject) object = json_object_new ();

  if (!tool->is_json)
    {
      g_printerr (_ ("Line %u: %s"), line, message);
      g_printerr ("\n");
      return;
    }

  json_object_set_int_member (object, "line", line);
  json_object_set_string_member (object, "code", mv_problem_get_name ((MvProblem) error->code));
  if (field != NULL)
    json_object_set_string_member (object, "field", field);
  mv_tool_say (tool, object, "%s", message);
}

MvExit
mv_main_load (MvTool *tool, int argc, char **argv)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (MvLoader) loader = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  GError *error = NULL;

  if (!mv_tool_parse (tool, NULL, &argc, &argv) || !mv_tool_need (tool, "database", tool->database))
    return MV_EXIT_USAGE;
  if (argc != 2)
    return mv_tool_misuse (tool, "%s", _ ("Name one file."));

  file = g_mapped_file_new (argv[1], FALSE, &error);
  if (file == NULL || !mv_tool_open (tool, &error))
    return mv_tool_refuse (tool, error);

  loader = mv_loader_new (mv_feed_get_db (tool->feed), tool->clock, tool->random, refused_cb, tool);
  if (!mv_loader_load (loader, g_mapped_file_get_contents (file), g_mapped_file_get_length (file),
                       &error))
    return mv_tool_refuse (tool, error);

  json_object_set_int_member (object, "loaded", mv_loader_get_n_loaded (loader));
  json_object_set_int_member (object, "refused", mv_loader_get_n_refused (loader));
  mv_tool_say (tool, object, _ ("Loaded: %u. Refused: %u."), mv_loader_get_n_loaded (loader),
               mv_loader_get_n_refused (loader));
  return mv_loader_get_n_refused (loader) == 0 ? MV_EXIT_DONE : MV_EXIT_REFUSED;
}
