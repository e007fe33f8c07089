/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include "mv-audit.h"
#include "mv-devices.h"
#include "mv-erase.h"
#include "mv-erasures.h"
#include "mv-export.h"
#include "mv-json.h"
#include "mv-scope.h"

#include <glib/gi18n.h>

#define MAX_NOTES 1000

/* What is done with one person's data: out, away, and what was done before. */

/* Export */

static char *export(MvTool *tool, const char *user, GError **error)
{
  MvAuditNote note = { .action = "export", .subject = user };
  g_autofree char *text = NULL;

  if (!mv_tool_open (tool, error) || !mv_feed_begin (tool->feed, error))
    return NULL;

  text = mv_export_person (tool->feed, user, error);
  if (text == NULL || !mv_audit_note (tool->feed, &note, error))
    {
      mv_feed_roll_back (tool->feed);
      return NULL;
    }
  return mv_feed_commit (tool->feed, NULL, error) ? g_steal_pointer (&text) : NULL;
}

MvExit
mv_main_export_user (MvTool *tool, int argc, char **argv)
{
  g_autofree char *user = NULL, *text = NULL;
  const GOptionEntry entries[] = {
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("The person"), "UID" },
    { NULL },
  };
  g_autoptr (JsonObject) object = json_object_new ();
  GError *error = NULL;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need (tool, "user", user))
    return MV_EXIT_USAGE;
  if (argc != 2)
    return mv_tool_misuse (tool, "%s", _ ("Name one file."));

  text = export(tool, user, &error);
  if (text == NULL ||
      !g_file_set_contents_full (argv[1], text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return mv_tool_refuse (tool, error);

  json_object_set_string_member (object, "file", argv[1]);
  mv_tool_say (tool, object, _ ("All that is kept about the person is in %s."), argv[1]);
  return MV_EXIT_DONE;
}

/* Erasure */

typedef struct
{
  char *user;
  char *ground;
  char *list;
  gboolean keeps, yes;
  MvEraseCount count;
  GPtrArray *mentions; /* (owned) (nullable) (element-type utf8) */
} MvEraseArguments;

static void
clear_erase (MvEraseArguments *self)
{
  g_free (self->user);
  g_free (self->ground);
  g_free (self->list);
  g_clear_pointer (&self->mentions, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MvEraseArguments, clear_erase)

static gboolean
erase (MvTool *tool, MvEraseArguments *self, GError **error)
{
  g_autofree char *now = mv_clock_dup_now (tool->clock);
  MvErasure erasure = { self->user, now, self->keeps ? self->ground : NULL };

  if (!mv_feed_begin (tool->feed, error))
    return FALSE;

  self->mentions = mv_erase_list_mentions (tool->feed, self->user, error);
  if (self->mentions == NULL ||
      !mv_erase_person (tool->feed, self->user, erasure.ground, &self->count, error) ||
      !mv_erasures_append (self->list, &erasure, error))
    {
      mv_feed_roll_back (tool->feed);
      return FALSE;
    }
  return mv_feed_commit (tool->feed, NULL, error) &&
         mv_db_run (mv_feed_get_db (tool->feed), error, "{scrub}", "");
}

static JsonObject *
describe_erasure (const MvEraseArguments *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *mentions = json_array_new ();

  for (guint i = 0; i < self->mentions->len; i++)
    json_array_add_string_element (mentions, self->mentions->pdata[i]);
  json_object_set_int_member (object, "erased", self->count.n_erased);
  json_object_set_int_member (object, "kept", self->count.n_kept);
  json_object_set_array_member (object, "mentions", mentions);
  return object;
}

static MvExit
check_erase (MvTool *tool, MvEraseArguments *self)
{
  if (self->keeps && (self->ground == NULL || *self->ground == '\0'))
    return mv_tool_misuse (tool, "%s",
                           _ ("Contributions stay only with a legal ground: say --ground."));
  if (self->list == NULL)
    self->list = mv_erasures_get_default_path (tool->database);
  if (self->list == NULL)
    return mv_tool_misuse (
        tool, "%s",
        _ ("Say with --erasures where the list of erasures is kept. It is needed "
           "when a backup is restored."));
  return MV_EXIT_DONE;
}

MvExit
mv_main_erase_user (MvTool *tool, int argc, char **argv)
{
  g_auto (MvEraseArguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "user", 0, 0, G_OPTION_ARG_STRING, &arguments.user, N_ ("The person"), "UID" },
    { "keep-contributions", 0, 0, G_OPTION_ARG_NONE, &arguments.keeps,
      N_ ("Shared contributions stay, as those of “User representative 3”"), NULL },
    { "ground", 0, 0, G_OPTION_ARG_STRING, &arguments.ground,
      N_ ("The legal ground for that; it is written down"), "TEXT" },
    { "erasures", 0, 0, G_OPTION_ARG_FILENAME, &arguments.list,
      N_ ("The list of erasures; beside a SQLite file if not said"), "FILE" },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &arguments.yes, N_ ("Do not ask"), NULL },
    { NULL },
  };
  g_autoptr (JsonObject) object = NULL;
  GError *error = NULL;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) ||
      !mv_tool_need (tool, "user", arguments.user) || !mv_tool_need_no_more (tool, argc, argv) ||
      check_erase (tool, &arguments) != MV_EXIT_DONE)
    return MV_EXIT_USAGE;
  if (!mv_tool_confirm (arguments.yes,
                        _ ("Everything of this person is erased, here and on all devices. "
                           "This cannot be undone.")))
    return MV_EXIT_REFUSED;
  if (!mv_tool_open (tool, &error) || !erase (tool, &arguments, &error))
    return mv_tool_refuse (tool, error);

  object = describe_erasure (&arguments);
  mv_tool_say (tool, object,
               _ ("Erased records: %u. Kept without the name: %u. Records of others in which the "
                  "name stands: %u."),
               arguments.count.n_erased, arguments.count.n_kept, arguments.mentions->len);
  for (guint i = 0; !tool->is_json && i < arguments.mentions->len; i++)
    g_print ("%s\n", (char *) arguments.mentions->pdata[i]);
  return MV_EXIT_DONE;
}

/* Audit */

MvExit
mv_main_audit (MvTool *tool, int argc, char **argv)
{
  g_autofree char *user = NULL, *since = NULL;
  const GOptionEntry entries[] = {
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("Only what concerns this person"), "UID" },
    { "since", 0, 0, G_OPTION_ARG_STRING, &since, N_ ("Only from this day on"), "YYYY-MM-DD" },
    { NULL },
  };
  g_autoptr (GPtrArray) notes = NULL;
  GError *error = NULL;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;

  if (mv_tool_open (tool, &error))
    notes = mv_audit_list (tool->feed, user, since, MAX_NOTES, &error);
  if (notes == NULL)
    return mv_tool_refuse (tool, error);

  for (guint i = 0; i < notes->len; i++)
    {
      JsonObject *note = notes->pdata[i];
      const char *subject = mv_json_get_text (note, "subject");
      const char *detail = mv_json_get_text (note, "detail");

      mv_tool_say (tool, note, "%s  %-10s %s  %s", mv_json_get_text (note, "at"),
                   mv_json_get_text (note, "action"), subject != NULL ? subject : "",
                   detail != NULL ? detail : "");
    }
  return MV_EXIT_DONE;
}

/* Devices */

MvExit
mv_main_list_devices (MvTool *tool, int argc, char **argv)
{
  g_autofree char *user = NULL;
  const GOptionEntry entries[] = {
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("The person"), "UID" },
    { NULL },
  };
  g_autoptr (JsonArray) list = NULL;
  MvDevices devices;
  GError *error = NULL;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need (tool, "user", user) ||
      !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;
  if (!mv_tool_open (tool, &error))
    return mv_tool_refuse (tool, error);

  devices = (MvDevices){ mv_feed_get_db (tool->feed), tool->clock, tool->random };
  list = mv_devices_list (&devices, user, &error);
  if (list == NULL)
    return mv_tool_refuse (tool, error);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *device = json_array_get_object_element (list, i);

      mv_tool_say (tool, device, "%s  %-8s %s  %s", mv_json_get_text (device, "id"),
                   mv_json_get_text (device, "state"), mv_json_get_text (device, "seen"),
                   mv_json_get_text (device, "name"));
    }
  return MV_EXIT_DONE;
}

static gboolean
revoke (MvTool *tool, const char *user, const char *device, GError **error)
{
  MvDevices devices;
  MvAuditNote note = { .action = "revoke", .subject = user, .item = device };
  g_autofree char *scope = mv_scope_user (user);

  if (!mv_tool_open (tool, error) || !mv_feed_begin (tool->feed, error))
    return FALSE;

  devices = (MvDevices){ mv_feed_get_db (tool->feed), tool->clock, tool->random };
  if (!mv_devices_revoke (&devices, user, device, error) ||
      !mv_audit_note (tool->feed, &note, error))
    {
      mv_feed_roll_back (tool->feed);
      return FALSE;
    }
  mv_feed_touch (tool->feed, scope);
  return mv_feed_commit (tool->feed, NULL, error);
}

MvExit
mv_main_revoke_device (MvTool *tool, int argc, char **argv)
{
  g_autofree char *user = NULL, *device = NULL;
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("The person"), "UID" },
    { "device", 0, 0, G_OPTION_ARG_STRING, &device, N_ ("The device"), "ID" },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_ ("Do not ask"), NULL },
    { NULL },
  };
  g_autoptr (JsonObject) object = json_object_new ();
  GError *error = NULL;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need (tool, "user", user) ||
      !mv_tool_need (tool, "device", device) || !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;
  if (!mv_tool_confirm (yes, _ ("The device can no longer fetch or send anything.")))
    return MV_EXIT_REFUSED;
  if (!revoke (tool, user, device, &error))
    return mv_tool_refuse (tool, error);

  json_object_set_boolean_member (object, "ok", TRUE);
  mv_tool_say (tool, object, "%s", _ ("The device is shut out."));
  return MV_EXIT_DONE;
}
