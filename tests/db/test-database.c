/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-db.h"
#include "mv-test-database.h"

#include <glib/gstdio.h>
#include <string.h>

static MvDb *
open_with_table (const char *url)
{
  g_autoptr (GError) error = NULL;
  MvDb *db = mv_db_open (url, NULL, MV_DB_DEFAULT, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mv_db_get_url (db), ==, url);
  mv_db_run (db, &error,
             "CREATE TABLE thing (id bigint PRIMARY KEY, name text, data {blob}, "
             "parent bigint REFERENCES thing (id))",
             "");
  g_assert_no_error (error);
  return db;
}

static gboolean
insert (MvDb *db, gint64 id, const char *name, GError **error)
{
  return mv_db_run (db, error, "INSERT INTO thing (id, name) VALUES ($1, $2)", "it", id, name);
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

/* Whole numbers to both ends, text with every kind of letter, bytes with zeros, empty bytes and
 * nulls come back as they went in. */
static void
test_types (const char *url)
{
  g_autoptr (MvDb) db = open_with_table (url);
  static const gint64 numbers[] = { 0, -1, G_MAXINT64, G_MININT64, (gint64) 1 << 53 };
  static const char *const texts[] = { "", "Å prøve: čáŋđŧž 'x' \"y\" \\ {z} $1\n", "🙂", "NULL",
                                       NULL };
  static const char bytes[] = { 0, 1, '\\', '\'', (char) 0xff, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) data = g_bytes_new_static (bytes, i);
      g_autoptr (GBytes) read = NULL;
      g_autoptr (MvStatement) statement = NULL;
      gboolean has_row = FALSE;

      mv_db_run (db, &error, "INSERT INTO thing (id, name, data) VALUES ($1, $2, $3)", "itb",
                 numbers[i], texts[i], i == 4 ? NULL : data);
      g_assert_no_error (error);

      statement = mv_db_query (db, &error, "SELECT id, name, data, parent FROM thing WHERE id = $1",
                               "i", numbers[i]);
      g_assert_no_error (error);
      g_assert_true (mv_statement_step (statement, &has_row, &error));
      g_assert_true (has_row);
      g_assert_cmpuint (mv_statement_get_n_columns (statement), ==, 4);
      g_assert_cmpint (mv_statement_get_integer (statement, 0), ==, numbers[i]);
      g_assert_cmpstr (mv_statement_get_text (statement, 1), ==, texts[i]);
      g_assert_cmpint (mv_statement_is_null (statement, 1), ==, texts[i] == NULL);
      read = mv_statement_dup_bytes (statement, 2);
      if (i == 4)
        g_assert_null (read);
      else
        g_assert_true (g_bytes_equal (read, data));
      g_assert_true (mv_statement_is_null (statement, 3));
      g_assert_cmpint (mv_statement_get_integer (statement, 3), ==, 0);
      g_assert_true (mv_statement_step (statement, &has_row, &error));
      g_assert_false (has_row);
    }
}

/* A parameter may stand twice and out of order: the number counts, not the place. */
static void
test_parameters (const char *url)
{
  g_autoptr (MvDb) db = open_with_table (url);
  g_autoptr (GError) error = NULL;
  gint64 value = 0;
  gboolean found = TRUE;

  g_assert_true (mv_db_run (db, &error, "INSERT INTO thing (name, id, parent) VALUES ($2, $1, $1)",
                            "it", (gint64) 7, "seven"));
  g_assert_no_error (error);
  g_assert_true (mv_db_get_one_integer (db, &value, &found, &error,
                                        "SELECT id FROM thing WHERE name = $2 AND parent = $1",
                                        "it", (gint64) 7, "seven"));
  g_assert_no_error (error);
  g_assert_true (found);
  g_assert_cmpint (value, ==, 7);

  g_assert_true (mv_db_get_one_integer (db, &value, &found, &error,
                                        "SELECT id FROM thing WHERE id = $1", "i", (gint64) 8));
  g_assert_false (found);
  g_assert_cmpint (value, ==, 7);
  g_assert_null (
      mv_db_get_one_text (db, &error, "SELECT name FROM thing WHERE id = $1", "i", (gint64) 8));
  g_assert_no_error (error);
}

/* The same statement can be in use twice at once, can be run again with other values, and counts
 * the rows that it touched. */
static void
test_statements (const char *url)
{
  g_autoptr (MvDb) db = open_with_table (url);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvStatement) change = NULL;
  guint n_pairs = 0;
  gboolean has_outer = FALSE;

  for (gint64 i = 1; i <= 3; i++)
    g_assert_true (insert (db, i, "x", &error));

  g_autoptr (MvStatement) outer = mv_db_query (db, &error, "SELECT id FROM thing ORDER BY id", "");
  while (mv_statement_step (outer, &has_outer, &error) && has_outer)
    {
      g_autoptr (MvStatement) inner =
          mv_db_query (db, &error, "SELECT id FROM thing ORDER BY id", "");
      gboolean has_inner = FALSE;

      while (mv_statement_step (inner, &has_inner, &error) && has_inner)
        n_pairs++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_pairs, ==, 9);

  change = mv_db_prepare (db, "UPDATE thing SET name = $1 WHERE id >= $2", &error);
  for (gint64 from = 1; from <= 4; from++)
    {
      mv_statement_bind_text (change, 1, "y");
      mv_statement_bind_integer (change, 2, from);
      g_assert_true (mv_statement_step (change, NULL, &error));
      g_assert_cmpint (mv_statement_get_n_changed (change), ==, 4 - from);
      mv_statement_reset (change);
    }
}

/* Each kind of failure has its code, and the connection works on afterwards. */
static void
test_errors (const char *url)
{
  g_autoptr (MvDb) db = open_with_table (url);
  static const struct
  {
    const char *sql;
    MvDbError code;
  } rows[] = {
    { "SELECT nothing FROM nowhere", MV_DB_ERROR_FAILED },           /* no such table */
    { "SELEKT 1", MV_DB_ERROR_FAILED },                              /* no such word */
    { "INSERT INTO thing (id) VALUES (1)", MV_DB_ERROR_CONSTRAINT }, /* key is there */
    { "INSERT INTO thing (id, parent) VALUES (2, 99)",
      MV_DB_ERROR_CONSTRAINT }, /* no such parent */
  };

  g_assert_true (insert (db, 1, "x", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (mv_db_run (db, &error, rows[i].sql, ""));
      g_assert_error (error, MV_DB_ERROR, (int) rows[i].code);
      g_assert_cmpint (count_things (db), ==, 1);
    }
}

/* What is rolled back is gone, what is committed is there for another connection. */
static void
test_transactions (const char *url)
{
  g_autoptr (MvDb) db = open_with_table (url);
  g_autoptr (MvDb) other = mv_db_open (url, NULL, MV_DB_READ_ONLY | MV_DB_MUST_EXIST, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (mv_db_begin (db, TRUE, &error));
  g_assert_true (mv_db_is_in_transaction (db));
  g_assert_true (insert (db, 1, "x", &error));
  g_assert_cmpint (count_things (other), ==, 0);
  mv_db_roll_back (db);
  g_assert_false (mv_db_is_in_transaction (db));
  g_assert_cmpint (count_things (db), ==, 0);

  g_assert_true (mv_db_begin (db, TRUE, &error));
  g_assert_true (insert (db, 1, "x", &error));
  g_assert_true (mv_db_commit (db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_things (other), ==, 1);

  /* A connection for reading refuses to write. */
  g_assert_false (insert (other, 2, "x", &error));
  g_assert_nonnull (error);
}

/* A reading transaction sees the database as it was at its first read. */
static void
test_snapshot (const char *url)
{
  g_autoptr (MvDb) db = open_with_table (url);
  g_autoptr (MvDb) reader = mv_db_open (url, NULL, MV_DB_READ_ONLY, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (mv_db_begin (reader, FALSE, &error));
  g_assert_cmpint (count_things (reader), ==, 0);
  g_assert_true (insert (db, 1, "x", &error));
  g_assert_cmpint (count_things (reader), ==, 0);
  g_assert_true (mv_db_commit (reader, &error));
  g_assert_cmpint (count_things (reader), ==, 1);
}

/* A savepoint undoes one operation, failed or not, and leaves the others of the transaction. */
static void
test_savepoints (const char *url)
{
  g_autoptr (MvDb) db = open_with_table (url);
  g_autoptr (GError) error = NULL;

  g_assert_true (mv_db_begin (db, TRUE, &error));
  for (gint64 i = 1; i <= 3; i++)
    {
      g_assert_true (mv_db_savepoint (db, "op", &error));
      g_assert_true (insert (db, i, "x", &error));
      if (i == 2)
        {
          g_assert_false (insert (db, 1, "again", &error));
          g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_CONSTRAINT);
          g_clear_error (&error);
          g_assert_true (mv_db_roll_back_to (db, "op", &error));
        }
      g_assert_true (mv_db_release (db, "op", &error));
    }
  g_assert_true (mv_db_commit (db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_things (db), ==, 2);
}

/* Telling others is possible on both, in a transaction and outside. */
static void
test_notify (const char *url)
{
  g_autoptr (MvDb) db = open_with_table (url);
  g_autoptr (GError) error = NULL;

  g_assert_true (mv_db_notify (db, "medvirk", "a", &error));
  g_assert_no_error (error);
}

/* PostgreSQL calls the COMMIT of a broken transaction a success; here it is a failure. */
static void
test_broken_commit (const char *url)
{
  g_autoptr (MvDb) db = open_with_table (url);
  g_autoptr (GError) error = NULL;
  gboolean is_sqlite = g_str_has_prefix (url, "sqlite:");

  g_assert_true (mv_db_begin (db, TRUE, &error));
  g_assert_true (insert (db, 1, "x", &error));
  g_assert_false (insert (db, 1, "again", NULL));
  g_assert_cmpint (mv_db_commit (db, &error), ==, is_sqlite);
  g_assert_false (mv_db_is_in_transaction (db));
  g_assert_cmpint (count_things (db), ==, is_sqlite ? 1 : 0);
}

/* Addresses that lead nowhere have codes of their own. */
static void
test_open_errors (void)
{
  char *folder = mv_test_folder_new ();
  g_autofree char *missing = g_strdup_printf ("sqlite:%s/missing.db", folder);
  g_autofree char *nowhere = g_strdup_printf ("sqlite:%s/no/such/folder.db", folder);
  g_autofree char *file = g_build_filename (folder, "text.db", NULL);
  g_autofree char *damaged = g_strconcat ("sqlite:", file, NULL);
  const struct
  {
    const char *url;
    MvDbFlags flags;
    MvDbError code;
  } rows[] = {
    { "mysql:x", MV_DB_DEFAULT, MV_DB_ERROR_UNSUPPORTED }, /* a database we do not have */
    { missing, MV_DB_MUST_EXIST, MV_DB_ERROR_IO },         /* a file that is not there */
    { missing, MV_DB_READ_ONLY, MV_DB_ERROR_IO },          /* reading does not make one */
    { nowhere, MV_DB_DEFAULT, MV_DB_ERROR_IO },            /* a folder that is not there */
    { damaged, MV_DB_DEFAULT, MV_DB_ERROR_CORRUPT },       /* a file that is no database */
    { damaged, MV_DB_READ_ONLY, MV_DB_ERROR_CORRUPT },     /* the same, for reading */
#ifdef MV_HAVE_LIBPQ
    { "postgresql:host=/nowhere dbname=x", MV_DB_DEFAULT, MV_DB_ERROR_CONNECTION }, /* no server */
#else
    { "postgresql:host=/nowhere dbname=x", MV_DB_DEFAULT, MV_DB_ERROR_UNSUPPORTED },
#endif
  };
  g_autofree char *text = g_strnfill (8192, 'x');

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mv_db_open (rows[i].url, NULL, rows[i].flags, &error));
      g_assert_error (error, MV_DB_ERROR, (int) rows[i].code);
    }
  mv_test_folder_free (folder);
}

/* A new file can be read by its owner alone. */
static void
test_private_file (void)
{
  char *folder = mv_test_folder_new ();
  g_autofree char *file = g_build_filename (folder, "test.db", NULL);
  g_autofree char *url = g_strconcat ("sqlite:", file, NULL);
  MvDb *db = open_with_table (url);
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (file, suffixes[i], NULL);
      GStatBuf info;

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
  g_object_unref (db);
  mv_test_folder_free (folder);
}

/* A statement outlives the last reference to its connection that the caller holds. */
static void
test_lifetime (void)
{
  g_autoptr (GError) error = NULL;
  MvDb *db = mv_db_open ("sqlite::memory:", NULL, MV_DB_DEFAULT, &error);
  g_autoptr (MvStatement) statement = mv_db_prepare (db, "SELECT 42", &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  g_object_unref (db);
  g_assert_true (mv_statement_step (statement, &has_row, &error));
  g_assert_true (has_row);
  g_assert_cmpint (mv_statement_get_integer (statement, 0), ==, 42);
}

/* A closed connection takes nothing more, whoever still holds it or a statement of it, and what was
 * not kept is gone. The other connections go on. */
static void
test_close (const char *url)
{
  g_autoptr (MvDb) db = open_with_table (url);
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDb) other = NULL;

  g_assert_true (insert (db, 1, "kept", &error));
  statement = mv_db_prepare (db, "SELECT id FROM thing", &error);
  g_assert_true (mv_statement_step (statement, NULL, &error));
  if (strstr (url, ":memory:") == NULL)
    other = mv_db_open (url, NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  mv_statement_reset (statement);
  g_assert_true (mv_db_begin (db, TRUE, &error));
  g_assert_true (insert (db, 2, "not kept", &error));
  mv_db_close (db);
  mv_db_close (db);

  g_assert_false (mv_db_is_in_transaction (db));
  g_assert_false (mv_statement_step (statement, NULL, &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (insert (db, 3, "late", &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (mv_db_begin (db, TRUE, &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (mv_db_set_bulk (db, TRUE, &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_CLOSED);
  if (other != NULL)
    g_assert_cmpint (count_things (other), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  mv_test_add_on_databases ("/database/types", test_types);
  mv_test_add_on_databases ("/database/parameters", test_parameters);
  mv_test_add_on_databases ("/database/statements", test_statements);
  mv_test_add_on_databases ("/database/errors", test_errors);
  mv_test_add_on_databases ("/database/transactions", test_transactions);
  mv_test_add_on_databases ("/database/snapshot", test_snapshot);
  mv_test_add_on_databases ("/database/savepoints", test_savepoints);
  mv_test_add_on_databases ("/database/notify", test_notify);
  mv_test_add_on_databases ("/database/broken-commit", test_broken_commit);
  mv_test_add_on_databases ("/database/close", test_close);
  g_test_add_func ("/database/open-errors", test_open_errors);
  g_test_add_func ("/database/private-file", test_private_file);
  g_test_add_func ("/database/lifetime", test_lifetime);

  return g_test_run ();
}
