/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-program.h"

#include "mv-json.h"

#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#define MAX_OUTPUT (16 * 1024 * 1024)

void
mv_test_run_clear (MvTestRun *self)
{
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
}

static const char *
get_program (void)
{
  return g_getenv ("MV_SERVER_PROGRAM");
}

MvTestRun
mv_test_run_with_input (const char *input, const char *const *arguments)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE;
  MvTestRun result = { 0 };

  g_ptr_array_add (all, (char *) get_program ());
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (all, (char *) arguments[i]);
  g_ptr_array_add (all, NULL);

  if (input != NULL)
    flags |= G_SUBPROCESS_FLAGS_STDIN_PIPE;
  process = g_subprocess_newv ((const char *const *) all->pdata, flags, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &result.out, &result.err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  result.status = g_subprocess_get_exit_status (process);
  return result;
}

MvTestRun
mv_test_run (const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  va_list list;

  va_start (list, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (arguments, (char *) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);

  return mv_test_run_with_input (NULL, (const char *const *) arguments->pdata);
}

JsonObject *
mv_test_run_parse (const MvTestRun *self)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  if (self->status != 0)
    g_error ("ended with %d: %s", self->status, self->err);
  object = mv_json_parse_object (self->out, -1, MAX_OUTPUT, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (self->out, "}\n"));
  return object;
}

char *
mv_test_run_dup_member (const MvTestRun *self, const char *name)
{
  g_autoptr (JsonObject) object = mv_test_run_parse (self);

  return g_strdup (mv_json_get_text (object, name));
}

/* Servers */

static void
read_ready (MvTestProgram *self, JsonObject *object)
{
  JsonArray *workers = mv_json_get_array (object, "workers");

  self->port = (guint) mv_json_get_integer (object, "port", 0);
  self->health = (guint) mv_json_get_integer (object, "health", 0);
  self->pids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; workers != NULL && i < json_array_get_length (workers); i++)
    {
      gint64 pid = mv_json_get_integer (json_array_get_object_element (workers, i), "pid", 0);

      g_array_append_val (self->pids, pid);
    }
}

/* A test that crashes leaves no server behind. */
static void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
mv_test_program_start (MvTestProgram *self, const char *database, const char *option)
{
  const char *arguments[] = { get_program (),
                              "serve",
                              "--json",
                              "--health=127.0.0.1:0",
                              "--listen=127.0.0.1:0",
                              "--log-level=warning",
                              database,
                              option,
                              NULL };
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) ready = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  ready = mv_json_parse_object (line, -1, MAX_OUTPUT, &error);
  g_assert_no_error (error);
  read_ready (self, ready);
}

static void
forget (MvTestProgram *self)
{
  g_clear_object (&self->process);
  g_clear_pointer (&self->pids, g_array_unref);
}

void
mv_test_program_kill (MvTestProgram *self)
{
  if (self->process == NULL)
    return;

  g_subprocess_send_signal (self->process, SIGKILL);
  g_subprocess_wait (self->process, NULL, NULL);
  forget (self);
}

void
mv_test_program_stop (MvTestProgram *self)
{
  g_autoptr (GError) error = NULL;

  if (self->process == NULL)
    return;

  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (self->process));
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
  forget (self);
}

gint64
mv_test_program_read_metric (const MvTestProgram *self, const char *name)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/metrics", self->health);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, &error);
  g_autofree char *text = NULL;
  g_autofree char *start = g_strdup_printf ("\n%s ", name);
  const char *at;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  at = strstr (text, start);
  g_assert_nonnull (at);
  return g_ascii_strtoll (at + strlen (start), NULL, 10);
}
