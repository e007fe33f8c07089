/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-serve-config.h"

#include <string.h>

/* What was said on the command line stays; the rest comes from the file. */
static void
test_command_line_first (void)
{
  g_auto (MvServeConfig) config = { .listen = g_strdup ("127.0.0.1:1"), .n_workers = 3 };
  const char *text = "[server]\nlisten=127.0.0.1:2\nlog=json\nworkers=4\nbehind-proxy=true\n";
  g_autoptr (GError) error = NULL;

  mv_serve_config_parse (&config, text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (config.listen, ==, "127.0.0.1:1");
  g_assert_cmpstr (config.log, ==, "json");
  g_assert_cmpint (config.n_workers, ==, 3);
  g_assert_true (config.behind_proxy);
  g_assert_false (config.any_address);
  g_assert_null (config.health);
}

typedef struct
{
  const char *text;
  GKeyFileError code;
} BadRow;

/* A server does not start on a configuration of which it understands a part only. */
static void
test_refused (void)
{
  static const BadRow rows[] = {
    { "[server]\nlisen=127.0.0.1:1\n", G_KEY_FILE_ERROR_KEY_NOT_FOUND },   /* misspelt */
    { "[servr]\nlisten=127.0.0.1:1\n", G_KEY_FILE_ERROR_GROUP_NOT_FOUND }, /* no such group */
    { "", G_KEY_FILE_ERROR_GROUP_NOT_FOUND },                              /* nothing */
    { "[\b\xf7]\n", G_KEY_FILE_ERROR_PARSE },                     /* a name of no letters at all */
    { "listen=127.0.0.1:1\n", G_KEY_FILE_ERROR_GROUP_NOT_FOUND }, /* outside a group */
    { "[server]\nlisten\n", G_KEY_FILE_ERROR_PARSE },             /* no value */
    { "[server]\nbehind-proxy=yes\n", G_KEY_FILE_ERROR_INVALID_VALUE },       /* not true, false */
    { "[server]\nallow-any-address=no\n", G_KEY_FILE_ERROR_INVALID_VALUE },   /* neither is this */
    { "[server]\nworkers=two\n", G_KEY_FILE_ERROR_INVALID_VALUE },            /* no number */
    { "[server]\nworkers=2147483648\n", G_KEY_FILE_ERROR_INVALID_VALUE },     /* one too large */
    { "[server]\nport-file=/run/\xe5\n", G_KEY_FILE_ERROR_UNKNOWN_ENCODING }, /* not UTF-8 */
    { "[server]\ndatabase=sqlite:\\q\n", G_KEY_FILE_ERROR_INVALID_VALUE },    /* no such escape */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (MvServeConfig) config = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (mv_serve_config_parse (&config, rows[i].text, strlen (rows[i].text), &error));
      g_assert_error (error, G_KEY_FILE_ERROR, (int) rows[i].code);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* A file that is not there is no empty one. */
static void
test_no_file (void)
{
  g_auto (MvServeConfig) config = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "no-such-file", NULL);

  g_assert_false (mv_serve_config_read (&config, path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/serve-config/command-line-first", test_command_line_first);
  g_test_add_func ("/serve-config/refused", test_refused);
  g_test_add_func ("/serve-config/no-file", test_no_file);

  return g_test_run ();
}
