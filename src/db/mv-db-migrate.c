/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-db"

#include "config.h"

#include "mv-db-private.h"

#include <string.h>

/**
 * mv_db_get_version:
 * @self: a connection
 * @out_version: (out): number of the last migration that was run, 0 for a database without tables
 *
 * Returns: whether it could be read
 */
gboolean
mv_db_get_version (MvDb *self, gint64 *out_version, GError **error)
{
  gint64 n_tables = 0;

  g_return_val_if_fail (MV_IS_DB (self), FALSE);
  g_return_val_if_fail (out_version != NULL, FALSE);

  if (!mv_db_get_one_integer (self, &n_tables, NULL, error,
                              "SELECT count(*) FROM {tables} WHERE name = 'migration'", ""))
    return FALSE;

  *out_version = 0;
  return n_tables == 0 || mv_db_get_one_integer (self, out_version, NULL, error,
                                                 "SELECT max(version) FROM migration", "");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Names of the scripts in order; the number of each must be its place, from 1. */
static GStrv
list_migrations (GResource *resource, const char *resource_path, GError **error)
{
  g_auto (GStrv) names = NULL;
  guint n_names;

  names =
      g_resource_enumerate_children (resource, resource_path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (names == NULL)
    return NULL;

  n_names = g_strv_length (names);
  qsort (names, n_names, sizeof (char *), compare_names);

  for (guint i = 0; i < n_names; i++)
    {
      if (!g_str_has_suffix (names[i], ".sql") ||
          names[i][strspn (names[i], "0123456789")] != '-' ||
          g_ascii_strtoull (names[i], NULL, 10) != i + 1)
        {
          g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_FAILED, "Migration %s is not number %u",
                       names[i], i + 1);
          return NULL;
        }
    }

  return g_steal_pointer (&names);
}

/* In one transaction: the script and its row in the table of versions. Another process may have
 * been faster, so the version is read again under the write lock. */
static gboolean
run_migration (MvDb *self, gint64 number, const char *name, const char *script, GError **error)
{
  gint64 version;

  if (!mv_db_begin (self, TRUE, error))
    return FALSE;

  if (!mv_db_execute_script (self,
                             "CREATE TABLE IF NOT EXISTS migration (version bigint PRIMARY KEY, "
                             "name text NOT NULL)",
                             error) ||
      !mv_db_get_version (self, &version, error))
    {
      mv_db_roll_back (self);
      return FALSE;
    }

  if (version < number &&
      (!mv_db_execute_script (self, script, error) ||
       !mv_db_run (self, error, "INSERT INTO migration (version, name) VALUES ($1, $2)", "it",
                   number, name)))
    {
      mv_db_roll_back (self);
      g_prefix_error (error, "Migration %s: ", name);
      return FALSE;
    }

  return mv_db_commit (self, error);
}

/**
 * mv_db_migrate:
 * @self: a connection outside a transaction
 * @resource: where the scripts are
 * @resource_path: the folder in it: `0001-first.sql`, `0002-second.sql` and so on without a gap
 *
 * Runs the scripts that have not been run, each in a transaction of its own.
 *
 * Fails with %MV_DB_ERROR_NEWER if the database has seen a script beyond the last one here; nothing
 * is changed then. If a script fails, those before it stay and nothing of it does.
 *
 * Returns: whether the tables are up to date
 */
gboolean
mv_db_migrate (MvDb *self, GResource *resource, const char *resource_path, GError **error)
{
  return mv_db_migrate_to (self, resource, resource_path, G_MAXINT64, error);
}

/**
 * mv_db_migrate_to:
 * @self: a connection outside a transaction
 * @resource: where the scripts are
 * @resource_path: the folder in it
 * @last: number of the last script to run
 *
 * As mv_db_migrate(), but not to the end: for a copy of a database that is of an older version.
 *
 * Returns: whether the tables are those of @last
 */
gboolean
mv_db_migrate_to (
    MvDb *self, GResource *resource, const char *resource_path, gint64 last, GError **error)
{
  g_auto (GStrv) names = NULL;
  gint64 version;
  guint n_names;

  g_return_val_if_fail (MV_IS_DB (self), FALSE);
  g_return_val_if_fail (!mv_db_is_in_transaction (self), FALSE);

  names = list_migrations (resource, resource_path, error);
  if (names == NULL || !mv_db_get_version (self, &version, error))
    return FALSE;

  n_names = g_strv_length (names);
  if (version > n_names)
    {
      g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_NEWER,
                   "The database has version %" G_GINT64_FORMAT ", this program knows up to %u",
                   version, n_names);
      return FALSE;
    }

  for (guint i = (guint) version; i < n_names && i < last; i++)
    {
      g_autofree char *path = g_build_path ("/", resource_path, names[i], NULL);
      g_autoptr (GBytes) bytes =
          g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      g_autofree char *script = NULL;

      if (bytes == NULL)
        return FALSE;

      script = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      if (!run_migration (self, i + 1, names[i], script, error))
        return FALSE;
    }

  return TRUE;
}
