/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include "mv-feed-schema.h"
#include "mv-json.h"
#include "mv-transfer.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static char *
describe_example (const MvToolCommand *command)
{
  return g_strdup_printf ("%s\n  medvirk-server %s", _ ("Example:"), command->example);
}

gboolean
mv_tool_parse (MvTool *self, const GOptionEntry *entries, int *argc, char ***argv)
{
  const GOptionEntry common[] = {
    { "database", 0, 0, G_OPTION_ARG_STRING, &self->database, N_ ("Where the records are kept"),
      "sqlite:PATH|postgresql:…" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->is_json,
      N_ ("Print one JSON object a line and nothing else"), NULL },
    { NULL },
  };
  g_autofree char *name = g_strjoin (" ", self->command->noun, self->command->verb, NULL);
  g_autofree char *example = describe_example (self->command);
  g_autoptr (GOptionContext) context = g_option_context_new (name);
  g_autoptr (GError) error = NULL;

  g_set_prgname ("medvirk-server");
  g_option_context_set_summary (context, _ (self->command->summary));
  g_option_context_set_description (context, example);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  mv_tool_misuse (self, "%s", error->message);
  return FALSE;
}

MvExit
mv_tool_misuse (MvTool *self, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_printerr ("medvirk-server: %s\n", message);
  g_printerr (_ ("Try “medvirk-server %s%s%s --help”."), self->command->noun,
              self->command->verb != NULL ? " " : "",
              self->command->verb != NULL ? self->command->verb : "");
  g_printerr ("\n");
  return MV_EXIT_USAGE;
}

gboolean
mv_tool_need (MvTool *self, const char *option, const char *value)
{
  if (value != NULL && *value != '\0')
    return TRUE;

  mv_tool_misuse (self, _ ("The option --%s is missing."), option);
  return FALSE;
}

gboolean
mv_tool_need_no_more (MvTool *self, int argc, char **argv)
{
  if (argc <= 1)
    return TRUE;

  mv_tool_misuse (self, _ ("What “%s” means is not clear."), argv[1]);
  return FALSE;
}

/* Opens the database and brings its tables up to date. */
gboolean
mv_tool_open (MvTool *self, GError **error)
{
  g_autoptr (MvDb) db = mv_db_open (self->database, NULL, MV_DB_MUST_EXIST, error);

  if (db == NULL || !mv_feed_schema_migrate (db, self->random, error) ||
      !mv_transfer_check_finished (db, error))
    return FALSE;

  self->feed = mv_feed_new (db, self->clock, self->random);
  return TRUE;
}

/* In the person's language where it is one of our own problems; a database's own words else. */
char *
mv_tool_dup_message (const GError *error)
{
  g_autofree char *field = mv_problem_dup_field (error);

  if (error->domain != MV_PROBLEM)
    return g_strdup (error->message);
  if (error->code == MV_PROBLEM_NOT_FOUND && field != NULL)
    return g_strdup_printf (_ ("Not found: %s"), field);
  if (error->code == MV_PROBLEM_INVALID && field != NULL)
    return g_strdup_printf (_ ("This is not a valid value: %s"), field);
  if (error->code == MV_PROBLEM_NOT_ALLOWED)
    return g_strdup (_ ("This is not allowed."));

  return g_strdup (error->message);
}

/* @error: (transfer full) */
MvExit
mv_tool_refuse (MvTool *self, GError *error)
{
  g_autofree char *message = mv_tool_dup_message (error);

  g_printerr ("medvirk-server: %s\n", message);
  g_error_free (error);
  return MV_EXIT_REFUSED;
}

gboolean
mv_tool_confirm (gboolean yes, const char *question)
{
  char answer[16] = "";

  if (yes)
    return TRUE;

  /* Translators: «yes» and «ja» are both understood */
  g_printerr ("%s %s ", question, _ ("Go on? Type “yes”:"));
  if (fgets (answer, sizeof answer, stdin) != NULL)
    g_strchomp (answer);
  if (g_ascii_strcasecmp (answer, "yes") == 0 || g_ascii_strcasecmp (answer, "ja") == 0)
    return TRUE;

  g_printerr ("%s\n", _ ("Nothing was done."));
  return FALSE;
}

void
mv_tool_say (MvTool *self, JsonObject *object, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  if (self->is_json)
    {
      text = mv_json_object_to_text (object);
    }
  else
    {
      va_start (arguments, format);
      text = g_strdup_vprintf (format, arguments);
      va_end (arguments);
    }

  g_print ("%s\n", text);
}
