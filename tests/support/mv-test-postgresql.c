/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-db.h"
#include "mv-test-database.h"

#include <gio/gio.h>
#include <string.h>

#define VERSIONS "/usr/lib/postgresql"

/* $1 is the folder with the programs. The cluster lives in a folder of its own with a short name (a
 * socket's path has 107 bytes), listens on that socket alone, belongs to a user without rights
 * where the tests run as root (PostgreSQL refuses root), and is gone when standard input closes,
 * which also happens when the test crashes. */
static const char script[] =
    "set -e\n"
    "dir=$(mktemp -d /tmp/mvpg.XXXXXX)\n"
    "as=\n"
    "if [ \"$(id -u)\" = 0 ]; then\n"
    "  user=nobody\n"
    "  if id postgres >/dev/null 2>&1; then user=postgres; fi\n"
    "  chown \"$user\" \"$dir\"\n"
    "  as=\"setpriv --reuid=$user --regid=$(id -g $user) --clear-groups\"\n"
    "fi\n"
    "cd \"$dir\"\n"
    "stop() {\n"
    "  $as \"$1/pg_ctl\" -D \"$dir/data\" -m immediate stop >/dev/null 2>&1 || true\n"
    "  cd /\n"
    "  rm -rf \"$dir\"\n"
    "}\n"
    "trap 'stop \"$1\"' EXIT\n"
    "$as \"$1/initdb\" -D \"$dir/data\" -U test -A trust -E UTF8 --locale=C -N >\"$dir/log\" 2>&1\n"
    "$as \"$1/pg_ctl\" -D \"$dir/data\" -l \"$dir/data/log\" -w"
    " -o \"-k $dir -c listen_addresses= -c fsync=off -c max_connections=40 -c full_page_writes=off "
    "-c autovacuum=off -c shared_buffers=16MB -c wal_level=minimal -c max_wal_senders=0\""
    " start >\"$dir/data/start\" 2>&1 </dev/null\n"
    "echo \"$dir\"\n"
    "cat >/dev/null\n";

typedef struct
{
  GSubprocess *keeper; /* (owned) (nullable) */
  char *folder;        /* (owned) (nullable) */
  guint n_databases;
} Cluster;

static Cluster cluster;

/* Folder with initdb of the newest version, %NULL if there is none. */
static char *
find_programs (void)
{
  g_autoptr (GDir) versions = g_dir_open (VERSIONS, 0, NULL);
  g_autofree char *newest = NULL;
  const char *name;

  while (versions != NULL && (name = g_dir_read_name (versions)) != NULL)
    {
      g_autofree char *initdb = g_build_filename (VERSIONS, name, "bin", "initdb", NULL);

      if (g_file_test (initdb, G_FILE_TEST_IS_EXECUTABLE) &&
          (newest == NULL || g_ascii_strtoll (name, NULL, 10) > g_ascii_strtoll (newest, NULL, 10)))
        {
          g_free (newest);
          newest = g_strdup (name);
        }
    }

  return newest != NULL ? g_build_filename (VERSIONS, newest, "bin", NULL) : NULL;
}

/* Closing its standard input tells the keeper to stop the cluster and to remove its folder. */
static void
stop_cluster (void)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (cluster.keeper), NULL, NULL);
  g_subprocess_wait (cluster.keeper, NULL, NULL);
  g_clear_object (&cluster.keeper);
  g_clear_pointer (&cluster.folder, g_free);
}

static void
start_cluster (const char *programs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;

  cluster.keeper = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                     &error, "/bin/sh", "-c", script, "sh", programs, NULL);
  g_assert_no_error (error);
  atexit (stop_cluster);

  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (cluster.keeper));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  cluster.folder = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (cluster.folder);
}

char *
mv_test_postgresql_new_url (void)
{
#ifdef MV_HAVE_LIBPQ
  g_autofree char *programs = find_programs ();
  g_autofree char *admin_url = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDb) admin = NULL;

  if (programs == NULL)
    {
      g_test_skip ("PostgreSQL is not installed: no initdb below " VERSIONS);
      return NULL;
    }

  if (cluster.keeper == NULL)
    start_cluster (programs);

  admin_url = g_strdup_printf ("postgresql:host=%s user=test dbname=postgres", cluster.folder);
  admin = mv_db_open (admin_url, NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  cluster.n_databases++;
  sql = g_strdup_printf ("CREATE DATABASE test%u", cluster.n_databases);
  mv_db_run (admin, &error, sql, "");
  g_assert_no_error (error);

  return g_strdup_printf ("postgresql:host=%s user=test dbname=test%u", cluster.folder,
                          cluster.n_databases);
#else
  g_test_skip ("Built without PostgreSQL");
  return NULL;
#endif
}
