/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-test"

#include "config.h"

#include "mv-json.h"
#include "mv-log.h"
#include "mv-request-log.h"

#include <string.h>

#define NOW_US G_GINT64_CONSTANT (1795334400000000) /* 2026-11-22T08:00:00Z */

static char *
format (MvLogFormat form, const char *event, const char *message)
{
  g_autoptr (MvClock) clock = mv_clock_virtual_new (NOW_US);
  const GLogField fields[] = {
    { "GLIB_DOMAIN", "medvirk-server", -1 },
    { "CODE_FILE", "secret.c", -1 },
    { MV_LOG_EVENT, event, -1 },
    { "MEDVIRK_STATUS", "503", 3 },
    { "MESSAGE", message, -1 },
  };

  return mv_log_format (form, clock, G_LOG_LEVEL_WARNING, fields, G_N_ELEMENTS (fields));
}

/* An object has the members that are known and no other; numbers are numbers, what is empty is left
 * out, and it is one line whatever the message holds. */
static void
test_json (void)
{
  g_autofree char *line = format (MV_LOG_JSON, "", "a \"b\"\nc\x01\xff");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = mv_json_parse_object (line, -1, 4096, &error);

  g_assert_no_error (error);
  g_assert_true (strchr (line, '\n') == line + strlen (line) - 1);
  g_assert_cmpstr (mv_json_get_text (object, "time"), ==, "2026-11-22T08:00:00Z");
  g_assert_cmpstr (mv_json_get_text (object, "level"), ==, "warning");
  g_assert_cmpint (mv_json_get_integer (object, "status", 0), ==, 503);
  g_assert_cmpstr (mv_json_get_text (object, "message"), ==, "a \"b\"\nc\x01\xef\xbf\xbd");
  g_assert_true (json_object_has_member (object, "pid"));
  g_assert_cmpuint (json_object_get_size (object), ==, 5);
}

/* A line to read is one line too. */
static void
test_plain (void)
{
  g_autofree char *line = format (MV_LOG_PLAIN, "failed", "one\r\ntwo");

  g_assert_cmpstr (line, ==, "2026-11-22T08:00:00Z warning failed: one  two\n");
}

/* What may be asked for, and what is a mistake. */
static void
test_names (void)
{
  MvLogFormat form;
  GLogLevelFlags level;

  g_assert_true (mv_log_parse_format ("json", &form));
  g_assert_cmpint (form, ==, MV_LOG_JSON);
  g_assert_true (mv_log_parse_format ("plain", &form));
  g_assert_false (mv_log_parse_format ("JSON", &form));
  g_assert_false (mv_log_parse_format ("", &form));

  g_assert_true (mv_log_parse_level ("debug", &level));
  g_assert_cmpint (level, ==, G_LOG_LEVEL_DEBUG);
  g_assert_true (mv_log_parse_level ("warning", &level));
  /* Errors cannot be left out. */
  g_assert_false (mv_log_parse_level ("error", &level));
  g_assert_false (mv_log_parse_level ("loud", &level));
}

/* Which ids a proxy may give. */
static void
test_ids (void)
{
  static const struct
  {
    const char *id;
    gboolean is_valid;
  } rows[] = {
    { "0123456789abcdef", TRUE },                     /* the shortest */
    { "0123456789ABCDEF0123456789abcdef", TRUE },     /* as nginx makes it */
    { "0192f7a0-1111-7222-8333-444455556666", TRUE }, /* a UUID */
    { "0123456789abcde", FALSE },                     /* too short */
    { "", FALSE },                                    /* nothing */
    { "0123456789abcdeg", FALSE },                    /* not a digit */
    { "0123456789abcdef\n", FALSE },                  /* a line's end */
    { "0192f7a0-1111-7222-8333-44445555666", FALSE }, /* not quite a UUID */
    { "mvd_0123456789abcdef", FALSE },                /* a token */
    { "a@0123456789abcdef", FALSE },                  /* an address */
  };
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *too_long = g_strnfill (65, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].id);
      g_assert_cmpint (mv_request_id_is_valid (rows[i].id), ==, rows[i].is_valid);
    }
  g_assert_true (mv_request_id_is_valid (longest));
  g_assert_false (mv_request_id_is_valid (too_long));
  g_assert_false (mv_request_id_is_valid (NULL));
}

/* Of libraries only warnings are told, since what else they say of a request is not known; our own
 * messages up to the level that was asked for. */
static void
test_domains (void)
{
  g_autoptr (MvClock) clock = NULL;

  if (g_test_subprocess ())
    {
      clock = mv_clock_virtual_new (NOW_US);
      g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
      mv_log_install (MV_LOG_PLAIN, G_LOG_LEVEL_INFO, clock);
      g_log ("libsoup", G_LOG_LEVEL_MESSAGE, "library notice");
      g_log ("libsoup", G_LOG_LEVEL_WARNING, "library warning");
      g_log (G_LOG_DOMAIN, G_LOG_LEVEL_DEBUG, "own debug");
      MV_LOG (G_LOG_LEVEL_INFO, "listening", "own info");
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*warning: library warning\n*info listening: own info\n*");
  g_test_trap_assert_stderr_unmatched ("*library notice*");
  g_test_trap_assert_stderr_unmatched ("*own debug*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/log/json", test_json);
  g_test_add_func ("/log/plain", test_plain);
  g_test_add_func ("/log/names", test_names);
  g_test_add_func ("/log/ids", test_ids);
  g_test_add_func ("/log/domains", test_domains);

  return g_test_run ();
}
