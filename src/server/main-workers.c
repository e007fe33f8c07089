/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _DEFAULT_SOURCE /* SO_REUSEPORT */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-workers.h"

#include "mv-json.h"
#include "mv-log.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>

#define BACKLOG 128
#define PROGRAM "/proc/self/exe"
#define MAX_READY_LINE 4096

/* A worker that ended is replaced; one that never got ready is not tried at once again. */
#define PAUSE_MS 1000

typedef struct _MvKeeper MvKeeper;

/* One process. */
typedef struct
{
  MvKeeper *keeper;       /* (unowned) */
  guint number;           /* from 1 */
  GSubprocess *process;   /* (owned) (nullable): while there is none */
  GDataInputStream *said; /* (owned) (nullable): the same */
  JsonObject *ready;      /* (owned) (nullable): what it said when it was ready */
  guint again_id;         /* source; 0 for none */
} MvWorkerProcess;

struct _MvKeeper
{
  MvTool *tool;              /* (unowned) */
  const MvWorkersPlan *plan; /* (unowned) */
  guint port;
  GMainLoop *loop;    /* (owned) */
  GPtrArray *workers; /* (owned) (element-type MvWorkerProcess) */
  guint n_running;
  gboolean was_ready; /* all have been ready once */
  gboolean is_stopping;
  GError *error; /* (owned) (nullable): why it gave up */
};

static void start_worker (MvWorkerProcess *self);
static void stop_all (MvKeeper *self);

static void
worker_free (MvWorkerProcess *self)
{
  g_clear_handle_id (&self->again_id, g_source_remove);
  g_clear_object (&self->process);
  g_clear_object (&self->said);
  g_clear_pointer (&self->ready, json_object_unref);
  g_free (self);
}

/**
 * mv_workers_new_socket:
 * @address: where
 * @listens: whether it takes connections; if not, it only keeps the port
 * @error: return location for an error
 *
 * GSocket would switch the sharing off again when it binds, hence by hand.
 *
 * Returns: (transfer full): a socket bound to @address with SO_REUSEPORT, or %NULL on error
 */
GSocket *
mv_workers_new_socket (GSocketAddress *address, gboolean listens, GError **error)
{
  gssize size = g_socket_address_get_native_size (address);
  g_autofree struct sockaddr *native = g_malloc ((size_t) size);
  int fd, yes = 1;
  GSocket *result = NULL;

  if (!g_socket_address_to_native (address, native, (size_t) size, error))
    return NULL;

  fd = socket (native->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && setsockopt (fd, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) == 0 &&
      bind (fd, native, (socklen_t) size) == 0 && (!listens || listen (fd, BACKLOG) == 0))
    result = g_socket_new_from_fd (fd, error);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno));

  if (result == NULL && fd >= 0)
    g_close (fd, NULL);
  return result;
}

/* When all are ready */

static gboolean
are_all_ready (MvKeeper *self)
{
  for (guint i = 0; i < self->workers->len; i++)
    {
      if (((MvWorkerProcess *) self->workers->pdata[i])->ready == NULL)
        return FALSE;
    }
  return TRUE;
}

static JsonObject *
describe_workers (MvKeeper *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *list = json_array_new ();

  json_object_set_int_member (object, "port", self->port);
  for (guint i = 0; i < self->workers->len; i++)
    {
      MvWorkerProcess *worker = self->workers->pdata[i];
      gint64 health = mv_json_get_integer (worker->ready, "health", 0);
      JsonObject *one = json_object_new ();

      json_object_set_int_member (
          one, "pid", g_ascii_strtoll (g_subprocess_get_identifier (worker->process), NULL, 10));
      if (health > 0)
        json_object_set_int_member (one, "health", health);
      json_array_add_object_element (list, one);
    }
  json_object_set_array_member (object, "workers", list);
  return object;
}

static void
say_ready (MvKeeper *self)
{
  g_autoptr (JsonObject) object = describe_workers (self);
  g_autofree char *text = g_strdup_printf ("%u\n", self->port);

  self->was_ready = TRUE;
  if (self->plan->port_file != NULL &&
      !g_file_set_contents (self->plan->port_file, text, -1, &self->error))
    {
      stop_all (self);
      return;
    }

  mv_tool_say (self->tool, object,
               ngettext ("Listening on port %u, with %u worker.",
                         "Listening on port %u, with %u workers.", self->workers->len),
               self->port, self->workers->len);
  fflush (stdout);
}

/* A worker says one line, when it listens. */
static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MvWorkerProcess *self = user_data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  /* It ended instead, or was replaced meanwhile: that is seen elsewhere. */
  if (line == NULL || G_DATA_INPUT_STREAM (source) != self->said)
    return;

  self->ready = mv_json_parse_object (line, -1, MAX_READY_LINE, NULL);
  if (!self->keeper->was_ready && !self->keeper->is_stopping && are_all_ready (self->keeper))
    say_ready (self->keeper);
}

/* When one ends */

static gboolean
again_cb (gpointer user_data)
{
  MvWorkerProcess *self = user_data;

  self->again_id = 0;
  start_worker (self);
  return G_SOURCE_REMOVE;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MvWorkerProcess *self = user_data;
  MvKeeper *keeper = self->keeper;
  gboolean was_ready = self->ready != NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  keeper->n_running--;
  g_clear_object (&self->process);
  g_clear_object (&self->said);
  g_clear_pointer (&self->ready, json_object_unref);

  if (keeper->is_stopping)
    {
      if (keeper->n_running == 0)
        g_main_loop_quit (keeper->loop);
      return;
    }
  if (!keeper->was_ready)
    {
      /* It has said itself why. */
      g_set_error (&keeper->error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("Worker %u did not start."),
                   self->number);
      stop_all (keeper);
      return;
    }

  MV_LOG (G_LOG_LEVEL_MESSAGE, "worker-ended", "worker %u ended; another is started", self->number);
  self->again_id = g_timeout_add (was_ready ? 0 : PAUSE_MS, again_cb, self);
}

/* Starting and stopping */

/* A worker reads its standard input only to see it closed, which happens when the keeper is gone,
 * however it went. */
static GSubprocess *
spawn (MvWorkerProcess *self, GError **error)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *number = g_strdup_printf ("--worker=%u", self->number);
  g_autofree char *port = g_strdup_printf ("--worker-port=%u", self->keeper->port);

  g_ptr_array_add (arguments, (char *) PROGRAM);
  g_ptr_array_add (arguments, (char *) "serve");
  for (char **argument = self->keeper->plan->arguments; *argument != NULL; argument++)
    g_ptr_array_add (arguments, *argument);
  g_ptr_array_add (arguments, number);
  g_ptr_array_add (arguments, port);
  g_ptr_array_add (arguments, NULL);

  return g_subprocess_newv ((const char *const *) arguments->pdata,
                            G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
}

static void
start_worker (MvWorkerProcess *self)
{
  MvKeeper *keeper = self->keeper;
  g_autoptr (GError) error = NULL;

  self->process = spawn (self, &error);
  if (self->process == NULL)
    {
      MV_LOG (G_LOG_LEVEL_WARNING, "worker-not-started", "%s", error->message);
      self->again_id = g_timeout_add (PAUSE_MS, again_cb, self);
      return;
    }

  keeper->n_running++;
  self->said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->said, G_PRIORITY_DEFAULT, NULL, line_cb, self);
  g_subprocess_wait_async (self->process, NULL, ended_cb, self);
}

static void
stop_all (MvKeeper *self)
{
  if (self->is_stopping)
    return;

  self->is_stopping = TRUE;
  for (guint i = 0; i < self->workers->len; i++)
    {
      MvWorkerProcess *worker = self->workers->pdata[i];

      g_clear_handle_id (&worker->again_id, g_source_remove);
      if (worker->process != NULL)
        g_subprocess_send_signal (worker->process, SIGTERM);
    }
  if (self->n_running == 0)
    g_main_loop_quit (self->loop);
}

static gboolean
stop_cb (gpointer user_data)
{
  stop_all (user_data);
  return G_SOURCE_CONTINUE;
}

static void
run (MvKeeper *self)
{
  guint term_id = g_unix_signal_add (SIGTERM, stop_cb, self);
  guint int_id = g_unix_signal_add (SIGINT, stop_cb, self);

  for (guint i = 1; i <= self->plan->n_workers; i++)
    {
      MvWorkerProcess *worker = g_new0 (MvWorkerProcess, 1);

      worker->keeper = self;
      worker->number = i;
      g_ptr_array_add (self->workers, worker);
      start_worker (worker);
    }
  g_main_loop_run (self->loop);

  g_source_remove (term_id);
  g_source_remove (int_id);
  /* The lines that were never said. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/**
 * mv_workers_keep:
 * @tool: the run of `serve`
 * @plan: what to keep
 * @error: return location for an error
 *
 * Starts the workers, replaces one that ends, and ends them all on SIGTERM or SIGINT. The port is
 * the keeper's for as long as it runs, so a worker comes back to it.
 *
 * Fails as sockets do, and if a worker does not start at the beginning.
 *
 * Returns: whether they served and were asked to end
 */
gboolean
mv_workers_keep (MvTool *tool, const MvWorkersPlan *plan, GError **error)
{
  g_autoptr (GSocket) socket = mv_workers_new_socket (plan->listen, FALSE, error);
  g_autoptr (GSocketAddress) bound = NULL;
  MvKeeper keeper = { .tool = tool, .plan = plan };

  if (socket == NULL)
    return FALSE;
  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return FALSE;

  keeper.port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  keeper.loop = g_main_loop_new (NULL, FALSE);
  keeper.workers = g_ptr_array_new_with_free_func ((GDestroyNotify) worker_free);
  run (&keeper);

  if (plan->port_file != NULL)
    g_unlink (plan->port_file);
  g_ptr_array_unref (keeper.workers);
  g_main_loop_unref (keeper.loop);
  if (keeper.error == NULL)
    return TRUE;

  g_propagate_error (error, keeper.error);
  return FALSE;
}
