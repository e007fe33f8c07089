/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-backup.h"

#include "mv-feed-schema.h"
#include "mv-json.h"
#include "mv-problem.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define KEY "backup"
#define META "meta"
#define MAX_MANIFEST (64 * 1024)

/* The manifest: {"made":"…","tables":{"item":{"rows":7,"sha256":"…"}}}. It stands in `meta`, which
 * it therefore leaves out. */

static char *
format_manifest (GPtrArray *sums, const char *now)
{
  g_autoptr (JsonObject) manifest = json_object_new ();
  JsonObject *tables = json_object_new ();

  for (guint i = 0; i < sums->len; i++)
    {
      const MvTableSum *sum = sums->pdata[i];
      g_autofree char *hash = mv_table_sum_dup_hash (sum);
      JsonObject *table;

      if (strcmp (sum->table, META) == 0)
        continue;
      table = json_object_new ();
      json_object_set_int_member (table, "rows", sum->n_rows);
      json_object_set_string_member (table, "sha256", hash);
      json_object_set_object_member (tables, sum->table, table);
    }
  json_object_set_string_member (manifest, "made", now);
  json_object_set_object_member (manifest, "tables", tables);
  return mv_json_object_to_text (manifest);
}

static gboolean
check_table (JsonObject *tables, const MvTableSum *sum, GError **error)
{
  JsonObject *table = mv_json_get_object (tables, sum->table);
  g_autofree char *hash = mv_table_sum_dup_hash (sum);

  if (strcmp (sum->table, META) == 0 ||
      (table != NULL && mv_json_get_integer (table, "rows", -1) == sum->n_rows &&
       g_strcmp0 (mv_json_get_text (table, "sha256"), hash) == 0))
    return TRUE;

  g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_CORRUPT,
               _ ("The backup is damaged: the table %s is not as it was when the backup was made"),
               sum->table);
  return FALSE;
}

static gboolean
check_manifest (JsonObject *manifest, GPtrArray *sums, GError **error)
{
  JsonObject *tables = mv_json_get_object (manifest, "tables");

  for (guint i = 0; i < sums->len; i++)
    {
      if (tables == NULL || !check_table (tables, sums->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

/* Making one */

static gboolean
write_manifest (MvDb *target, GPtrArray *sums, gpointer user_data, GError **error)
{
  g_autofree char *manifest = format_manifest (sums, user_data);

  return mv_db_run (target, error, "INSERT INTO meta (key, value) VALUES ('" KEY "', $1)", "t",
                    manifest);
}

static GPtrArray *
fill_file (MvDb *source, const char *path, const char *now, GError **error)
{
  g_autofree char *url = g_strconcat ("sqlite:", path, NULL);
  g_autoptr (MvDb) target = mv_db_open (url, NULL, MV_DB_DEFAULT, error);
  g_autoptr (GPtrArray) sums = NULL;

  if (target == NULL)
    return NULL;

  sums = mv_transfer_copy (source, target, write_manifest, (gpointer) now, error);
  /* One file without companions, which can be read where nobody may write. */
  if (sums == NULL || !mv_db_run (target, error, "PRAGMA journal_mode = DELETE", ""))
    return NULL;
  return g_steal_pointer (&sums);
}

static void
remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

/**
 * mv_backup_make:
 * @source: a connection for reading, outside a transaction; its database may be served meanwhile
 * @path: a file that is not there yet
 * @now: the time
 * @error: return location for an error
 *
 * Makes a backup, readable by its owner alone. The file gets its name when it is whole.
 *
 * Fails with %G_FILE_ERROR_EXIST if there is such a file, and as mv_transfer_copy() does; no file
 * is left then.
 *
 * Returns: (transfer full) (element-type MvTableSum): what is in it, or %NULL on error
 */
GPtrArray *
mv_backup_make (MvDb *source, const char *path, const char *now, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GPtrArray) sums = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, _ ("There is such a file: %s"), path);
      return NULL;
    }

  remove_file (part);
  sums = fill_file (source, part, now, error);
  if (sums != NULL && g_rename (part, path) == 0)
    return g_steal_pointer (&sums);

  if (sums != NULL)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_IO, _ ("The file could not be named: %s"), path);
  remove_file (part);
  return NULL;
}

/* Restoring one */

typedef struct
{
  MvRandom *random; /* (unowned) */
  char *made;       /* (owned) (nullable) */
} Restore;

/* The devices have seen numbers that this database gives out again: hence the new epoch, in the
 * same transaction. Something remains to be done: the erasures since. */
static gboolean
begin_new_life (MvDb *target, GPtrArray *sums, gpointer user_data, GError **error)
{
  Restore *self = user_data;
  g_autofree char *text =
      mv_db_get_one_text (target, error, "SELECT value FROM meta WHERE key = '" KEY "'", "");
  g_autoptr (JsonObject) manifest = NULL;

  if (text == NULL)
    {
      if (error != NULL && *error == NULL)
        mv_problem_set (error, MV_PROBLEM_INVALID, NULL, "%s", _ ("The file is not a backup"));
      return FALSE;
    }
  manifest = mv_json_parse_object (text, -1, MAX_MANIFEST, error);
  if (manifest == NULL || !check_manifest (manifest, sums, error))
    return FALSE;

  self->made = g_strdup (mv_json_get_text (manifest, "made"));
  return mv_db_run (target, error, "DELETE FROM meta WHERE key = '" KEY "'", "") &&
         mv_feed_schema_renew_epoch (target, self->random, error) &&
         mv_transfer_mark_unfinished (target, TRUE, error);
}

/**
 * mv_backup_restore:
 * @path: a backup
 * @target: a connection to a database without records, or where an earlier restore was broken off
 * @random: fit for secrets
 * @out_made: (out): when the backup was made
 * @error: return location for an error
 *
 * Puts a backup into @target, with a new epoch. The database is marked as unfinished: the caller
 * replays the erasures and takes the mark away with mv_transfer_mark_unfinished().
 *
 * Fails with %MV_PROBLEM_INVALID if the file is no backup, with %MV_DB_ERROR_CORRUPT if it is
 * damaged, and as mv_transfer_copy() does; @target has no records then.
 *
 * Returns: (transfer full) (element-type MvTableSum): what was in it, or %NULL on error
 */
GPtrArray *
mv_backup_restore (
    const char *path, MvDb *target, MvRandom *random, char **out_made, GError **error)
{
  g_autofree char *url = g_strconcat ("sqlite:", path, NULL);
  g_autoptr (MvDb) source = mv_db_open (url, NULL, MV_DB_READ_ONLY | MV_DB_MUST_EXIST, error);
  Restore restore = { random, NULL };
  g_autoptr (GPtrArray) sums = NULL;

  if (source == NULL)
    return NULL;

  sums = mv_transfer_copy (source, target, begin_new_life, &restore, error);
  /* An older backup becomes one of this version. */
  if (sums != NULL && !mv_feed_schema_migrate (target, random, error))
    g_clear_pointer (&sums, g_ptr_array_unref);

  *out_made = g_steal_pointer (&restore.made);
  return g_steal_pointer (&sums);
}
