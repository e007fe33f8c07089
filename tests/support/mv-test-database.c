/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-database.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

char *
mv_test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("mv-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/* Tests make no folders in their folder, so one level is enough. */
void
mv_test_folder_free (char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_unlink (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_free (path);
}

static void
run_on_sqlite (gconstpointer data)
{
  MvTestDatabaseFunc func = *(const MvTestDatabaseFunc *) data;
  char *folder = mv_test_folder_new ();
  g_autofree char *url = g_strdup_printf ("sqlite:%s/test.db", folder);

  func (url);
  mv_test_folder_free (folder);
}

static void
run_on_postgresql (gconstpointer data)
{
  MvTestDatabaseFunc func = *(const MvTestDatabaseFunc *) data;
  g_autofree char *url = mv_test_postgresql_new_url ();

  if (url != NULL)
    func (url);
}

void
mv_test_add_on_databases (const char *path, MvTestDatabaseFunc func)
{
  g_autofree char *on_sqlite = g_strconcat ("/sqlite", path, NULL);
  g_autofree char *on_postgresql = g_strconcat ("/postgresql", path, NULL);

  /* A function does not fit into the pointer that GTest hands on. */
  g_test_add_data_func_full (on_sqlite, g_memdup2 (&func, sizeof func),
                             (GTestDataFunc) run_on_sqlite, g_free);
  g_test_add_data_func_full (on_postgresql, g_memdup2 (&func, sizeof func),
                             (GTestDataFunc) run_on_postgresql, g_free);
}
