/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include "mv-audit.h"
#include "mv-backup.h"
#include "mv-erase.h"
#include "mv-erasures.h"
#include "mv-feed-schema.h"
#include "mv-json.h"

#include <glib/gi18n.h>

/* migrate, backup and restore: three uses of one copy. */

static JsonObject *
describe_sums (GPtrArray *sums)
{
  JsonObject *tables = json_object_new ();

  for (guint i = 0; i < sums->len; i++)
    {
      const MvTableSum *sum = sums->pdata[i];
      g_autofree char *hash = mv_table_sum_dup_hash (sum);
      JsonObject *table = json_object_new ();

      json_object_set_int_member (table, "rows", sum->n_rows);
      json_object_set_string_member (table, "sha256", hash);
      json_object_set_object_member (tables, sum->table, table);
    }
  return tables;
}

static void
print_sums (MvTool *tool, GPtrArray *sums)
{
  for (guint i = 0; !tool->is_json && i < sums->len; i++)
    {
      const MvTableSum *sum = sums->pdata[i];
      g_autofree char *hash = mv_table_sum_dup_hash (sum);

      g_print ("%-16s %9" G_GINT64_FORMAT "  %.16s…\n", sum->table, sum->n_rows, hash);
    }
}

/* Migrate */

MvExit
mv_main_migrate (MvTool *tool, int argc, char **argv)
{
  g_autofree char *from = NULL, *to = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("The database to copy; it stays as it is"),
      "sqlite:PATH|postgresql:…" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("A database without records"),
      "sqlite:PATH|postgresql:…" },
    { NULL },
  };
  g_autoptr (MvDb) source = NULL;
  g_autoptr (MvDb) target = NULL;
  g_autoptr (GPtrArray) sums = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  GError *error = NULL;

  if (!mv_tool_parse (tool, entries, &argc, &argv) || !mv_tool_need (tool, "from", from) ||
      !mv_tool_need (tool, "to", to) || !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;

  source = mv_db_open (from, NULL, MV_DB_READ_ONLY | MV_DB_MUST_EXIST, &error);
  if (source != NULL)
    target = mv_db_open (to, NULL, MV_DB_DEFAULT, &error);
  if (target != NULL)
    sums = mv_transfer_copy (source, target, NULL, NULL, &error);
  if (sums == NULL || !mv_feed_schema_migrate (target, tool->random, &error))
    return mv_tool_refuse (tool, error);

  print_sums (tool, sums);
  json_object_set_boolean_member (object, "ok", TRUE);
  json_object_set_object_member (object, "tables", describe_sums (sums));
  mv_tool_say (tool, object, "%s",
               _ ("Copied, and every table compared by count and hash. The source is as it was: "
                  "serve only one of the two from now on."));
  return MV_EXIT_DONE;
}

/* Backup */

MvExit
mv_main_backup (MvTool *tool, int argc, char **argv)
{
  g_autoptr (MvDb) source = NULL;
  g_autoptr (GPtrArray) sums = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *now = mv_clock_dup_now (tool->clock);
  GError *error = NULL;

  if (!mv_tool_parse (tool, NULL, &argc, &argv) || !mv_tool_need (tool, "database", tool->database))
    return MV_EXIT_USAGE;
  if (argc != 2)
    return mv_tool_misuse (tool, "%s", _ ("Name one file."));

  source = mv_db_open (tool->database, NULL, MV_DB_READ_ONLY | MV_DB_MUST_EXIST, &error);
  if (source != NULL)
    sums = mv_backup_make (source, argv[1], now, &error);
  if (sums == NULL)
    return mv_tool_refuse (tool, error);

  print_sums (tool, sums);
  json_object_set_string_member (object, "file", argv[1]);
  json_object_set_string_member (object, "made", now);
  json_object_set_object_member (object, "tables", describe_sums (sums));
  mv_tool_say (tool, object, _ ("The backup is in %s. It is as secret as the database."), argv[1]);
  return MV_EXIT_DONE;
}

/* Restore */

typedef struct
{
  char *made;       /* (owned) (nullable) */
  const char *list; /* (nullable): of erasures */
  guint n_again;    /* erasures that were done again */
} MvRestored;

static gboolean
erase_again (MvTool *tool, MvRestored *restored, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;

  if (restored->list == NULL)
    return TRUE;

  list = mv_erasures_read (restored->list, error);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const MvErasure *erasure = list->pdata[i];
      g_autoptr (GError) local = NULL;

      if (mv_erase_person (tool->feed, erasure->uid, erasure->ground, NULL, &local))
        restored->n_again++;
      /* Somebody who came after the backup is not in it. */
      else if (!g_error_matches (local, MV_PROBLEM, MV_PROBLEM_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return list != NULL;
}

static gboolean
finish (MvTool *tool, MvRestored *restored, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("backup of %s", restored->made);
  MvAuditNote note = { .action = "restore", .detail = detail };

  if (!mv_feed_begin (tool->feed, error))
    return FALSE;
  if (!erase_again (tool, restored, error) || !mv_audit_note (tool->feed, &note, error) ||
      !mv_transfer_mark_unfinished (mv_feed_get_db (tool->feed), FALSE, error))
    {
      mv_feed_roll_back (tool->feed);
      return FALSE;
    }
  return mv_feed_commit (tool->feed, NULL, error);
}

static GPtrArray *
restore (MvTool *tool, const char *file, MvRestored *restored, GError **error)
{
  g_autoptr (MvDb) target = mv_db_open (tool->database, NULL, MV_DB_DEFAULT, error);
  g_autoptr (GPtrArray) sums = NULL;

  if (target == NULL)
    return NULL;
  sums = mv_backup_restore (file, target, tool->random, &restored->made, error);
  if (sums == NULL)
    return NULL;

  tool->feed = mv_feed_new (target, tool->clock, tool->random);
  return finish (tool, restored, error) ? g_steal_pointer (&sums) : NULL;
}

/* The list that was named must be there; the one beside the database may not. */
static char *
find_list (MvTool *tool, const char *named)
{
  g_autofree char *path =
      named != NULL ? g_strdup (named) : mv_erasures_get_default_path (tool->database);

  if (named == NULL && path != NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  return g_steal_pointer (&path);
}

MvExit
mv_main_restore (MvTool *tool, int argc, char **argv)
{
  g_autofree char *named = NULL, *list = NULL;
  const GOptionEntry entries[] = {
    { "erasures", 0, 0, G_OPTION_ARG_FILENAME, &named,
      N_ ("The list of erasures; beside a SQLite file if not said"), "FILE" },
    { NULL },
  };
  g_autoptr (GPtrArray) sums = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  MvRestored restored = { 0 };
  GError *error = NULL;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database))
    return MV_EXIT_USAGE;
  if (argc != 2)
    return mv_tool_misuse (tool, "%s", _ ("Name one file."));

  list = find_list (tool, named);
  restored.list = list;
  sums = restore (tool, argv[1], &restored, &error);
  if (sums == NULL)
    {
      g_free (restored.made);
      return mv_tool_refuse (tool, error);
    }

  print_sums (tool, sums);
  json_object_set_string_member (object, "made", restored.made);
  json_object_set_int_member (object, "erased", restored.n_again);
  json_object_set_boolean_member (object, "erasures", list != NULL);
  json_object_set_object_member (object, "tables", describe_sums (sums));
  mv_tool_say (tool, object,
               _ ("Restored as it was at %s, with a new epoch: the programs of people send again "
                  "what is missing. Erasures done again: %u."),
               restored.made, restored.n_again);
  if (list == NULL)
    g_printerr ("%s\n",
                _ ("There was no list of erasures. If somebody was erased since the backup, "
                   "erase them again with “medvirk-server erase-user”."));
  g_free (restored.made);
  return MV_EXIT_DONE;
}
