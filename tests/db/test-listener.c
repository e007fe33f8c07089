/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-db-listener.h"
#include "mv-db.h"
#include "mv-test-database.h"

#include <string.h>

/* A listener on a database, another connection, and what was heard; "-" where it could have missed
 * something. */
typedef struct
{
  char *url; /* (nullable): where there is no PostgreSQL */
  MvDb *db;
  MvDbListener *listener;
  GPtrArray *heard;
} Fixture;

static void
heard_cb (const char *payload, gpointer user_data)
{
  Fixture *f = user_data;

  g_ptr_array_add (f->heard, g_strdup (payload != NULL ? payload : "-"));
}

static void
wait_for (Fixture *f, guint n)
{
  while (f->heard->len < n)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->heard->len, ==, n);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->heard = g_ptr_array_new_with_free_func (g_free);
  f->url = mv_test_postgresql_new_url ();
  if (f->url == NULL)
    return;

  f->db = mv_db_open (f->url, NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  f->listener = mv_db_listener_new (f->url, "thing", heard_cb, f);
  wait_for (f, 1);
  g_assert_cmpstr (f->heard->pdata[0], ==, "-");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->listener != NULL)
    mv_db_listener_stop (f->listener);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (f->listener != NULL)
    g_assert_finalize_object (f->listener);
  g_clear_object (&f->db);
  g_ptr_array_unref (f->heard);
  g_free (f->url);
}

static void
say (Fixture *f, const char *channel, const char *payload)
{
  g_autoptr (GError) error = NULL;

  mv_db_notify (f->db, channel, payload, &error);
  g_assert_no_error (error);
}

/* What is said is heard in order, once it is kept; what is rolled back, or said elsewhere, is not.
 */
static void
test_hears (Fixture *f, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (MV_DB_MAX_PAYLOAD, 'x');

  if (f->url == NULL)
    return;

  g_assert_true (mv_db_begin (f->db, TRUE, NULL));
  say (f, "thing", "not kept");
  mv_db_roll_back (f->db);
  say (f, "other", "elsewhere");
  g_assert_true (mv_db_begin (f->db, TRUE, NULL));
  say (f, "thing", "first");
  say (f, "thing", longest);
  g_assert_true (mv_db_commit (f->db, NULL));

  wait_for (f, 3);
  g_assert_cmpstr (f->heard->pdata[1], ==, "first");
  g_assert_cmpstr (f->heard->pdata[2], ==, longest);
}

/* When its connection is lost it gets another, and says that something may have been missed before
 * it hears on. */
static void
test_reconnects (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  if (f->url == NULL)
    return;

  mv_db_get_one_integer (f->db, &n, NULL, &error,
                         "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                         " WHERE datname = current_database () AND pid <> pg_backend_pid ()"
                         " AND query LIKE 'LISTEN%'",
                         "");
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 1);

  wait_for (f, 2);
  g_assert_cmpstr (f->heard->pdata[1], ==, "-");
  say (f, "thing", "again");
  wait_for (f, 3);
  g_assert_cmpstr (f->heard->pdata[2], ==, "again");
}

/* A connection whose server went away fails once, and then gets itself a new one; a transaction is
 * not continued on it. */
static void
test_new_connection (Fixture *f, gconstpointer data)
{
  g_autoptr (MvDb) db = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  if (f->url == NULL)
    return;

  db = mv_db_open (f->url, NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (mv_db_begin (db, TRUE, &error));
  g_assert_true (mv_db_run (db, &error, "CREATE TABLE thing (id bigint)", ""));
  g_assert_true (mv_db_run (f->db, &error,
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            " WHERE datname = current_database () AND query LIKE 'CREATE%'",
                            ""));
  g_assert_no_error (error);

  g_assert_false (mv_db_run (db, &error, "INSERT INTO thing VALUES (1)", ""));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_CONNECTION);
  g_clear_error (&error);
  g_assert_false (mv_db_commit (db, NULL));

  g_assert_true (mv_db_begin (db, TRUE, &error));
  g_assert_true (mv_db_get_one_integer (db, &n, NULL, &error,
                                        "SELECT count(*) FROM {tables} WHERE name = 'thing'", ""));
  g_assert_cmpint (n, ==, 0);
  g_assert_true (mv_db_commit (db, &error));
  g_assert_no_error (error);
}

/* One writes at a time, in the whole database; who could not wait any longer is outside of a
 * transaction and may try again. */
static void
test_one_writer (Fixture *f, gconstpointer data)
{
  g_autoptr (MvDb) other = NULL;
  g_autoptr (GError) error = NULL;

  if (f->url == NULL)
    return;

  other = mv_db_open (f->url, NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (mv_db_run (other, &error, "SET lock_timeout = '10ms'", ""));
  g_assert_true (mv_db_begin (f->db, TRUE, &error));

  g_assert_false (mv_db_begin (other, TRUE, &error));
  g_assert_error (error, MV_DB_ERROR, MV_DB_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (mv_db_is_in_transaction (other));
  /* Reading waits for nobody. */
  g_assert_true (mv_db_begin (other, FALSE, &error));
  mv_db_roll_back (other);

  g_assert_true (mv_db_commit (f->db, &error));
  g_assert_true (mv_db_begin (other, TRUE, &error));
  g_assert_true (mv_db_commit (other, &error));
  g_assert_no_error (error);
}

/* Only PostgreSQL's connections can hear each other. */
static void
test_supported (void)
{
  g_assert_false (mv_db_listener_is_supported ("sqlite:/tmp/a.db"));
  g_assert_true (mv_db_listener_is_supported ("postgresql:host=/run/postgresql"));
  g_assert_true (mv_db_listener_is_supported ("postgresql://localhost/medvirk"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/listener/hears", test_hears);
  ADD ("/listener/reconnects", test_reconnects);
  ADD ("/listener/new-connection", test_new_connection);
  ADD ("/listener/one-writer", test_one_writer);
  g_test_add_func ("/listener/supported", test_supported);

  return g_test_run ();
}
