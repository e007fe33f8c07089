/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-db.h"
#include "mv-fault-vfs.h"
#include "mv-test-database.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;     /* (owned) */
  char *url;        /* (owned) */
  MvFaultVfs *disk; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = mv_test_folder_new ();
  fixture->url = g_strdup_printf ("sqlite:%s/test.db", fixture->folder);
  fixture->disk = mv_fault_vfs_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  mv_fault_vfs_free (fixture->disk);
  mv_test_folder_free (fixture->folder);
  g_free (fixture->url);
}

static MvDb *
open_database (Fixture *fixture, GError **error)
{
  return mv_db_open (fixture->url, mv_fault_vfs_get_name (fixture->disk), MV_DB_DEFAULT, error);
}

static gint64
count_things (MvDb *db)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  mv_db_get_one_integer (db, &n, NULL, &error, "SELECT count(*) FROM thing", "");
  g_assert_no_error (error);
  return n;
}

/* Two rows in one transaction, whatever the disk does. */
static gboolean
insert_two (MvDb *db, gint64 from, GError **error)
{
  g_autofree char *text = g_strnfill (20000, 'x');

  if (!mv_db_begin (db, TRUE, error))
    return FALSE;

  for (gint64 id = from; id < from + 2; id++)
    {
      if (!mv_db_run (db, error, "INSERT INTO thing (id, name) VALUES ($1, $2)", "it", id, text))
        {
          mv_db_roll_back (db);
          return FALSE;
        }
    }
  return mv_db_commit (db, error);
}

static MvDb *
open_with_table (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MvDb *db = open_database (fixture, &error);

  g_assert_no_error (error);
  mv_db_run (db, &error, "CREATE TABLE thing (id bigint PRIMARY KEY, name text)", "");
  g_assert_no_error (error);
  return db;
}

/* A disk that fills up at any write: the error says so, either both rows are there or none, and
 * when there is room again the same connection goes on. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvDb) db = open_with_table (fixture);
  gint64 expected = 0;
  guint n_failures = 0;

  for (int n_writes = 0; n_writes < 64; n_writes++)
    {
      g_autoptr (GError) error = NULL;

      mv_fault_vfs_set_full_after (fixture->disk, n_writes);
      if (insert_two (db, n_writes * 2, &error))
        {
          expected += 2;
        }
      else
        {
          g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_FULL);
          g_assert_false (mv_db_is_in_transaction (db));
          n_failures++;
        }

      mv_fault_vfs_heal (fixture->disk);
      g_assert_cmpint (count_things (db), ==, expected);
    }

  g_assert_cmpuint (n_failures, >, 3);
  g_assert_cmpint (expected, >, 0);
}

/* A disk that fails at any call: an error and not a crash, and after opening anew the rows of whole
 * transactions are there and no others. */
static void
test_io_error (Fixture *fixture, gconstpointer data)
{
  gint64 expected = 0;
  guint n_failures = 0;

  g_object_unref (open_with_table (fixture));
  for (int call = 1; call < 40; call++)
    {
      g_autoptr (GError) error = NULL;
      MvDb *db;
      gint64 n;

      mv_fault_vfs_set_fail_at (fixture->disk, call);
      db = open_database (fixture, &error);
      if (db != NULL)
        insert_two (db, call * 2, &error);
      g_clear_object (&db);

      if (error != NULL)
        {
          g_assert_cmpint (error->code, ==, MV_DB_ERROR_IO);
          g_assert_true (error->domain == MV_DB_ERROR);
          n_failures++;
        }

      mv_fault_vfs_heal (fixture->disk);
      db = open_database (fixture, NULL);
      n = count_things (db);
      /* A transaction whose last sync failed may be there or not, as nobody was told that it was.
       */
      g_assert_true (n == expected + 2 || (error != NULL && n == expected));
      expected = n;
      g_object_unref (db);
    }

  g_assert_cmpuint (n_failures, >, 10);
  g_assert_cmpint (expected, >, 0);
}

/* After a failure that ended the transaction, nothing slips in beside it. */
static void
test_lost_transaction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvDb) db = open_with_table (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (8 * 1024 * 1024, 'x');

  g_assert_true (mv_db_begin (db, TRUE, &error));
  g_assert_true (mv_db_run (db, &error, "INSERT INTO thing (id) VALUES (1)", ""));

  /* So much that SQLite must write before the commit. */
  mv_fault_vfs_set_full_after (fixture->disk, 0);
  g_assert_false (mv_db_run (db, &error, "INSERT INTO thing (id, name) VALUES (2, $1)", "t", text));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_FULL);
  g_clear_error (&error);
  mv_fault_vfs_heal (fixture->disk);

  g_assert_false (mv_db_run (db, &error, "INSERT INTO thing (id) VALUES (3)", ""));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (mv_db_commit (db, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (count_things (db), ==, 0);
}

/* A commit waits for the disk: synchronous is FULL with a write-ahead log. */
static void
test_commit_syncs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvDb) db = open_with_table (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *mode = mv_db_get_one_text (db, &error, "PRAGMA journal_mode", "");
  guint n_before = mv_fault_vfs_get_n_syncs (fixture->disk);

  g_assert_cmpstr (mode, ==, "wal");
  g_assert_true (insert_two (db, 1, &error));
  g_assert_cmpuint (mv_fault_vfs_get_n_syncs (fixture->disk), >, n_before);
  g_assert_cmpuint (mv_fault_vfs_get_n_writes (fixture->disk), >, 0);
  g_assert_cmpuint (mv_fault_vfs_get_n_calls (fixture->disk), >,
                    mv_fault_vfs_get_n_writes (fixture->disk));
}

/* A second writer waits and is then told that the database is busy. */
static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvDb) db = open_with_table (fixture);
  g_autoptr (MvDb) other = open_database (fixture, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (mv_db_run (other, &error, "PRAGMA busy_timeout = 0", ""));
  g_assert_true (mv_db_begin (db, TRUE, &error));
  g_assert_false (mv_db_begin (other, TRUE, &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_BUSY);
  g_assert_false (mv_db_is_in_transaction (other));
  mv_db_roll_back (db);
}

/* The same faults work above memory, without a file. */
static void
test_memory (void)
{
  g_autoptr (MvFaultVfs) disk = mv_fault_vfs_new ("memdb");
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDb) db =
      mv_db_open ("sqlite:/faults", mv_fault_vfs_get_name (disk), MV_DB_DEFAULT, &error);

  g_assert_no_error (error);
  g_assert_true (
      mv_db_run (db, &error, "CREATE TABLE thing (id bigint PRIMARY KEY, name text)", ""));
  mv_fault_vfs_set_full_after (disk, 0);
  g_assert_false (insert_two (db, 1, &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_FULL);
  mv_fault_vfs_heal (disk);
  g_assert_cmpint (count_things (db), ==, 0);
  g_clear_object (&db);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

/* Rows that can be fetched again do not wait for the disk; a commit of one's own does, and makes
 * them last too. Both ends of it may be told again. */
static void
test_bulk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDb) db = open_with_table (fixture);
  guint n_syncs;

  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (mv_db_set_bulk (db, TRUE, &error));
      n_syncs = mv_fault_vfs_get_n_syncs (fixture->disk);
      g_assert_true (insert_two (db, 1 + 4 * i, &error));
      g_assert_cmpuint (mv_fault_vfs_get_n_syncs (fixture->disk), ==, n_syncs);

      g_assert_true (mv_db_set_bulk (db, FALSE, &error));
      n_syncs = mv_fault_vfs_get_n_syncs (fixture->disk);
      g_assert_true (insert_two (db, 3 + 4 * i, &error));
      g_assert_cmpuint (mv_fault_vfs_get_n_syncs (fixture->disk), >, n_syncs);
    }
  g_assert_cmpint (count_things (db), ==, 8);
}

static gint64
get_log_size (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "test.db-wal", NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_size;
}

/* What was written in bulk leaves no long log behind. Somebody who reads meanwhile is not waited
 * for, and reads on in it; a disk that fails then changes nothing of what was written. */
static void
test_bulk_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDb) db = open_with_table (fixture);
  g_autoptr (MvDb) reader = mv_db_open (fixture->url, mv_fault_vfs_get_name (fixture->disk),
                                        MV_DB_READ_ONLY | MV_DB_MUST_EXIST, &error);

  g_assert_no_error (error);
  g_assert_true (mv_db_set_bulk (db, TRUE, &error));
  g_assert_true (insert_two (db, 1, &error));
  g_assert_cmpint (get_log_size (fixture), >, 0);
  g_assert_true (mv_db_set_bulk (db, FALSE, &error));
  g_assert_cmpint (get_log_size (fixture), ==, 0);

  g_assert_true (mv_db_begin (reader, FALSE, &error));
  g_assert_cmpint (count_things (reader), ==, 2);
  g_assert_true (mv_db_set_bulk (db, TRUE, &error));
  g_assert_true (insert_two (db, 3, &error));
  g_assert_true (mv_db_set_bulk (db, FALSE, &error));
  g_assert_cmpint (get_log_size (fixture), >, 0);
  g_assert_cmpint (count_things (reader), ==, 2);
  mv_db_roll_back (reader);
  g_assert_cmpint (count_things (reader), ==, 4);

  g_assert_true (mv_db_set_bulk (db, TRUE, &error));
  g_assert_true (insert_two (db, 5, &error));
  mv_fault_vfs_set_full_after (fixture->disk, 0);
  g_assert_true (mv_db_set_bulk (db, FALSE, &error));
  mv_fault_vfs_heal (fixture->disk);
  g_assert_cmpint (get_log_size (fixture), >, 0);
  g_assert_cmpint (count_things (db), ==, 6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/faults/full", test_full);
  ADD ("/faults/io-error", test_io_error);
  ADD ("/faults/lost-transaction", test_lost_transaction);
  ADD ("/faults/commit-syncs", test_commit_syncs);
  ADD ("/faults/bulk", test_bulk);
  ADD ("/faults/bulk-log", test_bulk_log);
  ADD ("/faults/busy", test_busy);
  g_test_add_func ("/faults/memory", test_memory);

  return g_test_run ();
}
