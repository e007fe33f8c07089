/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The peer of the push benchmark: one row of 400 bytes a commit into SQLite, write-ahead log,
 * synced at each commit as the server does it. Usage: commits FILE SECONDS. Prints commits a
 * second. */

#include <glib.h>
#include <sqlite3.h>

static void
check (sqlite3 *db, int result)
{
  if (result == SQLITE_OK || result == SQLITE_DONE)
    return;
  g_printerr ("commits: %s\n", sqlite3_errmsg (db));
  sqlite3_close (db);
  g_assert_not_reached ();
}

int
main (int argc, char *argv[])
{
  g_autofree char *body = g_strnfill (364, 'x');
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;
  gint64 end_us;
  guint64 n = 0;
  double seconds;

  if (argc != 3)
    {
      g_printerr ("Usage: commits FILE SECONDS\n");
      return 2;
    }

  seconds = g_ascii_strtod (argv[2], NULL);
  check (db, sqlite3_open (argv[1], &db));
  check (db, sqlite3_exec (db,
                           "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                           "CREATE TABLE item (id TEXT PRIMARY KEY, body TEXT NOT NULL)",
                           NULL, NULL, NULL));
  check (db, sqlite3_prepare_v2 (db, "INSERT INTO item VALUES (?, ?)", -1, &insert, NULL));

  end_us = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  while (g_get_monotonic_time () < end_us)
    {
      g_autofree char *id = g_uuid_string_random ();

      sqlite3_bind_text (insert, 1, id, -1, SQLITE_STATIC);
      sqlite3_bind_text (insert, 2, body, -1, SQLITE_STATIC);
      check (db, sqlite3_step (insert));
      check (db, sqlite3_reset (insert));
      n++;
    }

  g_print ("{\"per_second\":%.1f}\n", (double) n / seconds);
  sqlite3_finalize (insert);
  sqlite3_close (db);
  return 0;
}
