/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-schema.h"

#include "mv-log.h"
#include "mv-server-sql.h"

#define RESOURCE_PATH "/no/medvirk/sql/server"

/**
 * mv_feed_schema_renew_epoch:
 * @db: a connection in a transaction
 * @random: fit for secrets
 *
 * Gives the server a new epoch: all devices fetch everything again and send once more what this
 * database has not seen. For the time after a backup was restored.
 *
 * Returns: whether it was written
 */
gboolean
mv_feed_schema_renew_epoch (MvDb *db, MvRandom *random, GError **error)
{
  guint8 bytes[6];
  g_autoptr (GString) epoch = g_string_new ("e-");

  mv_random_fill (random, bytes, sizeof bytes);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (epoch, "%02x", bytes[i]);

  return mv_db_run (db, error,
                    "INSERT INTO meta (key, value) VALUES ('epoch', $1)"
                    " ON CONFLICT (key) DO UPDATE SET value = $1",
                    "t", epoch->str);
}

/**
 * mv_feed_schema_make_tables:
 * @db: a connection outside a transaction
 * @version: of the tables
 *
 * Makes the server's tables as they were at @version, without an epoch: for a copy of a database.
 * Tables that are there already stay.
 *
 * Fails with %MV_DB_ERROR_NEWER if @version is of a newer program.
 *
 * Returns: whether it was done
 */
gboolean
mv_feed_schema_make_tables (MvDb *db, gint64 version, GError **error)
{
  gint64 reached = 0;

  if (!mv_db_migrate_to (db, mv_server_sql_get_resource (), RESOURCE_PATH, version, error) ||
      !mv_db_get_version (db, &reached, error))
    return FALSE;
  if (reached >= version)
    return TRUE;

  g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_NEWER,
               "The database has version %" G_GINT64_FORMAT
               ", this program knows up to %" G_GINT64_FORMAT,
               version, reached);
  return FALSE;
}

/**
 * mv_feed_schema_migrate:
 * @db: a connection outside a transaction
 * @random: fit for secrets
 *
 * Brings the server's tables up to date, and gives a new server its epoch.
 *
 * Fails with %MV_DB_ERROR_NEWER for tables of a newer version; nothing is changed then.
 *
 * Returns: whether the tables are those of this version
 */
gboolean
mv_feed_schema_migrate (MvDb *db, MvRandom *random, GError **error)
{
  gint64 n = 0, before = 0, after = 0;

  if (!mv_db_get_version (db, &before, error) ||
      !mv_db_migrate (db, mv_server_sql_get_resource (), RESOURCE_PATH, error) ||
      !mv_db_get_version (db, &after, error))
    return FALSE;
  if (before != after)
    MV_LOG (G_LOG_LEVEL_INFO, "migrated",
            "the tables, from version %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, before, after);

  if (!mv_db_begin (db, TRUE, error))
    return FALSE;

  if (!mv_db_get_one_integer (db, &n, NULL, error, "SELECT count(*) FROM meta WHERE key = 'epoch'",
                              "") ||
      (n == 0 && !mv_feed_schema_renew_epoch (db, random, error)))
    {
      mv_db_roll_back (db);
      return FALSE;
    }

  return mv_db_commit (db, error);
}
