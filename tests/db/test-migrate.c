/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-db.h"
#include "mv-test-database.h"

#include "test-db-resources.h"

static MvDb *
open_database (const char *url)
{
  g_autoptr (GError) error = NULL;
  MvDb *db = mv_db_open (url, NULL, MV_DB_DEFAULT, &error);

  g_assert_no_error (error);
  return db;
}

static gboolean
migrate (MvDb *db, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat ("/test/migrations/", name, NULL);

  return mv_db_migrate (db, test_db_get_resource (), path, error);
}

static gint64
get_version (MvDb *db)
{
  g_autoptr (GError) error = NULL;
  gint64 version = -1;

  mv_db_get_version (db, &version, &error);
  g_assert_no_error (error);
  return version;
}

static gint64
count_rows (MvDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  mv_db_get_one_integer (db, &n, NULL, &error, sql, "");
  g_assert_no_error (error);
  return n;
}

/* An empty database has version 0; migrating runs each script once, and a second time none. */
static void
test_twice (const char *url)
{
  g_autoptr (MvDb) db = open_database (url);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (get_version (db), ==, 0);

  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (migrate (db, "one", &error));
      g_assert_no_error (error);
      g_assert_cmpint (get_version (db), ==, 1);
    }

  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (migrate (db, "two", &error));
      g_assert_no_error (error);
      g_assert_cmpint (get_version (db), ==, 2);
    }

  g_assert_cmpint (count_rows (db, "SELECT count(*) FROM first"), ==, 1);
}

/* Tokens are filled in; what looks like one in quotes is text. */
static void
test_tokens (const char *url)
{
  g_autoptr (MvDb) db = open_database (url);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;

  g_assert_true (migrate (db, "two", &error));
  note = mv_db_get_one_text (db, &error, "SELECT note FROM first WHERE id = $1", "i", (gint64) 1);
  g_assert_no_error (error);
  g_assert_cmpstr (note, ==, "{not a token} $1");

  g_assert_null (mv_db_prepare (db, "SELECT {nonsense}", &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (mv_db_prepare (db, "SELECT {blob", &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_FAILED);
}

/* Tables of a newer version are refused and left alone. */
static void
test_newer (const char *url)
{
  g_autoptr (MvDb) db = open_database (url);
  g_autoptr (GError) error = NULL;

  g_assert_true (migrate (db, "two", &error));
  g_assert_false (migrate (db, "one", &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_NEWER);
  g_assert_cmpint (get_version (db), ==, 2);
}

/* A script that fails in its last line leaves nothing of its first ones; the script before stays.
 */
static void
test_failing (const char *url)
{
  g_autoptr (MvDb) db = open_database (url);
  g_autoptr (GError) error = NULL;

  g_assert_false (migrate (db, "failing", &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_FAILED);
  g_assert_nonnull (g_strstr_len (error->message, -1, "0002-second.sql"));
  g_clear_error (&error);

  g_assert_false (mv_db_is_in_transaction (db));
  g_assert_cmpint (get_version (db), ==, 1);
  g_assert_cmpint (count_rows (db, "SELECT count(*) FROM first"), ==, 1);
  g_assert_cmpint (count_rows (db, "SELECT count(*) FROM {tables} WHERE name = 'second'"), ==, 0);

  /* The mended script can follow. */
  g_assert_true (migrate (db, "two", &error));
  g_assert_no_error (error);
}

/* Numbers must be without a gap, and the folder must be there; nothing is run otherwise. */
static void
test_gap (const char *url)
{
  g_autoptr (MvDb) db = open_database (url);
  g_autoptr (GError) error = NULL;

  g_assert_false (migrate (db, "gap", &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (get_version (db), ==, 0);

  g_assert_false (migrate (db, "nowhere", &error));
  g_assert_error (error, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  mv_test_add_on_databases ("/migrate/twice", test_twice);
  mv_test_add_on_databases ("/migrate/tokens", test_tokens);
  mv_test_add_on_databases ("/migrate/newer", test_newer);
  mv_test_add_on_databases ("/migrate/failing", test_failing);
  mv_test_add_on_databases ("/migrate/gap", test_gap);

  return g_test_run ();
}
