/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include "mv-devices.h"
#include "mv-directory.h"
#include "mv-invitation-code.h"

#include <glib/gi18n.h>

static MvCode *
make_invitation (MvTool *tool, const char *user, GError **error)
{
  MvDevices devices;
  g_autoptr (MvCode) code = NULL;

  if (!mv_tool_open (tool, error) || !mv_feed_begin (tool->feed, error))
    return NULL;

  devices = (MvDevices){ mv_feed_get_db (tool->feed), tool->clock, tool->random };
  code = mv_devices_invite (&devices, user, error);
  if (code == NULL || !mv_directory_refresh_account (tool->feed, user, error))
    {
      mv_feed_roll_back (tool->feed);
      return NULL;
    }

  return mv_feed_commit (tool->feed, NULL, error) ? g_steal_pointer (&code) : NULL;
}

MvExit
mv_main_invite (MvTool *tool, int argc, char **argv)
{
  g_autofree char *user = NULL, *address = NULL, *file = NULL, *server = NULL;
  const GOptionEntry entries[] = {
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("The person"), "UID" },
    { "address", 0, 0, G_OPTION_ARG_STRING, &address, N_ ("The server's address, for a link"),
      "ADDRESS" },
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, N_ ("Write an invitation file; needs --address"),
      "FILE" },
    { NULL },
  };
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (MvCode) code = NULL;
  GError *error = NULL;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need (tool, "user", user) ||
      !mv_tool_need_no_more (tool, argc, argv) ||
      (file != NULL && !mv_tool_need (tool, "address", address)))
    return MV_EXIT_USAGE;
  if (address != NULL)
    server = mv_server_address_normalise (address, &error);
  if (error != NULL)
    {
      g_clear_error (&error);
      return mv_tool_misuse (tool, _ ("“%s” is not a server's address."), address);
    }

  code = make_invitation (tool, user, &error);
  if (code == NULL)
    return mv_tool_refuse (tool, error);

  if (file != NULL)
    {
      g_autofree char *text = mv_invitation_to_file (server, code->code);

      /* It is as good as a key until it is used. */
      if (!g_file_set_contents_full (file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
        return mv_tool_refuse (tool, error);
    }

  json_object_set_string_member (object, "code", code->code);
  json_object_set_string_member (object, "expires", code->expires);
  if (server != NULL)
    {
      g_autofree char *link = mv_invitation_to_link (server, code->code);

      json_object_set_string_member (object, "link", link);
    }
  mv_tool_say (tool, object, _ ("The invitation code is %s. It works once, until %s."), code->code,
               code->expires);
  return MV_EXIT_DONE;
}
