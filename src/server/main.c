/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#define DB "--database sqlite:/var/lib/medvirk/medvirk.sqlite"

static const MvToolCommand commands[] = {
  { "init", NULL, N_ ("Make the tables and put in the vocabularies"), "init " DB, mv_main_init },
  { "serve", NULL, N_ ("Answer the programs of people"),
    "serve " DB " --listen 127.0.0.1:8080 --health 127.0.0.1:8081", mv_main_serve },
  { "organisation", "add", N_ ("Add an organisation"),
    "organisation add " DB " --number 999999999 --name 'Example trust' --region 'Helse Vest'",
    mv_main_add_organisation },
  { "user", "add", N_ ("Add a person"),
    "user add " DB " --name 'Person A' --language nn --email a@example.org", mv_main_add_user },
  { "project", "add", N_ ("Add a project"),
    "project add " DB " --title 'A project' --organisation 999999999 --vocabulary helse-vest",
    mv_main_add_project },
  { "project", "load", N_ ("Add the projects of a table: title, organisation, vocabulary, lead"),
    "project load " DB " projects.csv", mv_main_load_projects },
  { "coordinator", "load",
    N_ ("Add the coordinators of a table, and invite them: name, language, email, organisation"),
    "coordinator load " DB " coordinators.csv", mv_main_load_coordinators },
  { "committee", "add", N_ ("Add a user committee"),
    "committee add " DB " --name 'A committee' --covers 999999999 --covers 888888888",
    mv_main_add_committee },
  { "member", "add", N_ ("Make a person a member of a project or a committee"),
    "member add " DB " --project PID --user UID --role representative", mv_main_add_member },
  { "role", "add", N_ ("Give a person a role in an organisation"),
    "role add " DB " --organisation 999999999 --user UID --role coordinator", mv_main_add_role },
  { "invite", NULL, N_ ("Make an invitation for a person"),
    "invite " DB " --user UID --address https://medvirk.example.org --file UID.medvirk",
    mv_main_invite },
  { "load", NULL, N_ ("Load records from a file of lines, before anybody has joined"),
    "load records.ndjson " DB, mv_main_load },
  { "import", NULL, N_ ("Import studies from a register's file"),
    "import " DB " --format fnsp studies.json", mv_main_import },
  { "check", NULL, N_ ("Look for what is wrong in the database"), "check " DB, mv_main_check },
  { "migrate", NULL, N_ ("Copy everything into another database"),
    "migrate --from sqlite:/var/lib/medvirk/medvirk.sqlite --to postgresql:dbname=medvirk",
    mv_main_migrate },
  { "backup", NULL, N_ ("Write everything into a file, while the server runs"),
    "backup " DB " /var/backups/medvirk/2026-11-22.backup", mv_main_backup },
  { "restore", NULL, N_ ("Put a backup into a database without records"),
    "restore " DB " /var/backups/medvirk/2026-11-22.backup", mv_main_restore },
  { "export-user", NULL, N_ ("Write all that is kept about a person into a file"),
    "export-user " DB " --user UID person.json", mv_main_export_user },
  { "erase-user", NULL, N_ ("Erase a person"),
    "erase-user " DB " --user UID --keep-contributions --ground 'Arkivlova § 6'",
    mv_main_erase_user },
  { "purge", NULL, N_ ("Delete what has been kept long enough"), "purge " DB " --dry-run",
    mv_main_purge },
  { "audit", NULL, N_ ("Show what was done with whose data"),
    "audit " DB " --user UID --since 2026-01-01", mv_main_audit },
  { "device", "list", N_ ("Show a person's devices"), "device list " DB " --user UID",
    mv_main_list_devices },
  { "device", "revoke", N_ ("Shut a device out"), "device revoke " DB " --user UID --device ID",
    mv_main_revoke_device },
};

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("Usage: medvirk-server COMMAND [OPTION…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *name = g_strjoin (" ", commands[i].noun,
                                         commands[i].verb != NULL ? commands[i].verb : NULL, NULL);

      g_print ("  %-18s %s\n", name, _ (commands[i].summary));
    }
  g_print ("\n%s\n", _ ("“medvirk-server COMMAND --help” shows its options and an example."));
}

/* @out_n_words: how many arguments the command's name takes */
static const MvToolCommand *
find_command (int argc, char **argv, int *out_n_words)
{
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    {
      if (strcmp (commands[i].noun, argv[1]) != 0)
        continue;
      if (commands[i].verb == NULL || (argc > 2 && strcmp (commands[i].verb, argv[2]) == 0))
        {
          *out_n_words = commands[i].verb == NULL ? 1 : 2;
          return &commands[i];
        }
    }

  return NULL;
}

static void
set_up_language (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE,
                  g_getenv ("MV_BUILD_TREE") != NULL ? MV_BUILD_LOCALEDIR : MV_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char *argv[])
{
  const MvToolCommand *command;
  MvTool tool = { 0 };
  int n_words = 0;
  MvExit status;

  set_up_language ();

  if (argc > 1 && strcmp (argv[1], "--version") == 0)
    {
      g_print ("medvirk-server %s\n", MV_VERSION);
      return MV_EXIT_DONE;
    }
  if (argc > 1 && (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "help") == 0))
    {
      print_help ();
      return MV_EXIT_DONE;
    }

  command = find_command (argc, argv, &n_words);
  if (command == NULL)
    {
      g_printerr ("%s\n", argc > 1 ? _ ("There is no such command. Try “medvirk-server --help”.")
                                   : _ ("What shall be done? Try “medvirk-server --help”."));
      return MV_EXIT_USAGE;
    }

  tool.command = command;
  tool.clock = mv_clock_system_new ();
  tool.random = mv_random_system_new ();
  argv[n_words] = argv[0];
  status = command->run (&tool, argc - n_words, argv + n_words);

  g_clear_object (&tool.feed);
  g_clear_object (&tool.clock);
  g_clear_object (&tool.random);
  g_clear_pointer (&tool.database, g_free);
  return (int) status;
}
