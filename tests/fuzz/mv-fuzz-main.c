/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz.h"

#include <gio/gio.h>
#include <string.h>

/* One file of a corpus, at the very end of its memory, so that a reader that goes on is caught. */
static void
test_file (gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *exact = NULL;
  size_t length;

  g_file_get_contents (user_data, &contents, &length, &error);
  g_assert_no_error (error);
  exact = g_memdup2 (contents, length);
  g_assert_cmpint (LLVMFuzzerTestOneInput ((const uint8_t *) exact, length), ==, 0);
}

/* Runs a target over each file of the folder that is named. */
int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;
  guint n_files = 0;

  g_test_init (&argc, &argv, NULL);
  LLVMFuzzerInitialize (&argc, &argv);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);

  for (; (name = g_dir_read_name (folder)) != NULL; n_files++)
    {
      g_autofree char *title = g_strconcat ("/corpus/", name, NULL);

      g_test_add_data_func_full (title, g_build_filename (argv[1], name, NULL), test_file, g_free);
    }
  g_assert_cmpuint (n_files, >, 0);

  return g_test_run ();
}
