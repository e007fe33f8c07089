/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include "main-workers.h"
#include "mv-db-listener.h"
#include "mv-log.h"
#include "mv-serve-config.h"
#include "mv-server.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>
#include <string.h>

#define DEFAULT_LISTEN "127.0.0.1:8080"

/**
 * MvServeOptions:
 *
 * What the configuration file and the command line say; the command line wins.
 */
typedef struct
{
  char *config_path;    /* (owned) (nullable) */
  MvServeConfig config; /* (owned): but for the database, which is the tool's */
  int worker;           /* 0 for the whole server, else the number of this worker, from 1 */
  int worker_port;      /* where it listens together with the others */
} MvServeOptions;

static void
clear_options (MvServeOptions *self)
{
  g_free (self->config_path);
  mv_serve_config_clear (&self->config);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MvServeOptions, clear_options)

static gboolean
read_config (MvTool *tool, MvServeOptions *options, GError **error)
{
  if (options->config_path == NULL)
    return TRUE;
  if (!mv_serve_config_read (&options->config, options->config_path, error))
    return FALSE;

  if (tool->database == NULL)
    tool->database = g_steal_pointer (&options->config.database);
  return TRUE;
}

/* Under systemd the journal takes the fields themselves, unless something else is wanted. */
static gboolean
start_log (MvTool *tool, const MvServeOptions *options)
{
  MvLogFormat format = g_log_writer_is_journald (STDERR_FILENO) ? MV_LOG_JOURNAL : MV_LOG_PLAIN;
  GLogLevelFlags level = G_LOG_LEVEL_INFO;

  if (options->config.log != NULL && !mv_log_parse_format (options->config.log, &format))
    {
      mv_tool_misuse (tool, _ ("“%s” is not a form of the log: %s."), options->config.log,
                      "plain, json");
      return FALSE;
    }
  if (options->config.log_level != NULL && !mv_log_parse_level (options->config.log_level, &level))
    {
      mv_tool_misuse (tool, _ ("“%s” is not a level of the log: %s."), options->config.log_level,
                      "warning, notice, info, debug");
      return FALSE;
    }

  mv_log_install (format, level, tool->clock);
  return TRUE;
}

/* `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`; a number of 0 lets the system choose. */
static GSocketAddress *
parse_address (const char *text)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;
  guint64 port;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    return NULL;

  if (text[0] == '[' && colon > text && colon[-1] == ']')
    host = g_strndup (text + 1, (size_t) (colon - text) - 2);
  else
    host = g_strndup (text, (size_t) (colon - text));
  if (g_str_equal (host, "localhost"))
    return g_inet_socket_address_new_from_string ("127.0.0.1", (guint) port);

  return g_inet_socket_address_new_from_string (host, (guint) port);
}

static gboolean
is_loopback (GSocketAddress *address)
{
  return g_inet_address_get_is_loopback (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static gboolean
check_address (MvTool *tool, const char *text, gboolean any_address, GSocketAddress **out_address)
{
  *out_address = parse_address (text);
  if (*out_address == NULL)
    {
      mv_tool_misuse (tool, _ ("“%s” is not an address and a port."), text);
      return FALSE;
    }
  if (!any_address && !is_loopback (*out_address))
    {
      mv_tool_misuse (
          tool,
          _ ("%s can be reached from other machines, without encryption. Put a web server "
             "in front, or say --allow-any-address."),
          text);
      return FALSE;
    }

  return TRUE;
}

static guint
get_port (SoupServer *soup)
{
  GSList *all = soup_server_get_uris (soup);
  guint port = all != NULL ? (guint) g_uri_get_port (all->data) : 0;

  g_slist_free_full (all, (GDestroyNotify) g_uri_unref);
  return port;
}

static gboolean
write_port (const char *path, guint port, GError **error)
{
  g_autofree char *text = NULL;

  if (path == NULL)
    return TRUE;

  text = g_strdup_printf ("%u\n", port);
  return g_file_set_contents (path, text, -1, error);
}

typedef struct
{
  MvTool *tool;       /* (unowned) */
  MvServer *server;   /* (unowned) */
  SoupServer *soup;   /* (unowned) */
  SoupServer *health; /* (unowned) (nullable) */
  GMainLoop *loop;    /* (unowned) */
  gboolean is_draining;
} MvRunning;

static void
drained_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MvRunning *running = user_data;

  mv_server_drain_finish (MV_SERVER (object), result, NULL);
  g_main_loop_quit (running->loop);
}

static gboolean
stop_cb (gpointer user_data)
{
  MvRunning *running = user_data;

  if (!running->is_draining)
    {
      MV_LOG (G_LOG_LEVEL_MESSAGE, "stopping", "what is under way is finished first");
      mv_server_drain_async (running->server, drained_cb, running);
    }
  running->is_draining = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
say_listening (const MvRunning *running)
{
  g_autoptr (JsonObject) object = json_object_new ();
  guint port = get_port (running->soup);

  json_object_set_int_member (object, "port", port);
  if (running->health != NULL)
    json_object_set_int_member (object, "health", get_port (running->health));
  MV_LOG (G_LOG_LEVEL_MESSAGE, "listening", "on port %u", port);
  mv_tool_say (running->tool, object, _ ("Listening on port %u."), port);
  fflush (stdout);
}

/* Who hears or reads that it listens may ask it to stop at once. */
static gboolean
run_until_stopped (MvRunning *running, const char *port_file, GError **error)
{
  guint term_id = g_unix_signal_add (SIGTERM, stop_cb, running);
  guint int_id = g_unix_signal_add (SIGINT, stop_cb, running);
  gboolean is_told = write_port (port_file, get_port (running->soup), error);

  if (is_told)
    {
      say_listening (running);
      g_main_loop_run (running->loop);
      MV_LOG (G_LOG_LEVEL_MESSAGE, "stopped", "nothing is under way any more");
    }

  g_source_remove (term_id);
  g_source_remove (int_id);
  return is_told;
}

/* A worker ends with its keeper. */
static gboolean
keeper_gone_cb (int fd, GIOCondition condition, gpointer user_data)
{
  raise (SIGTERM);
  return G_SOURCE_REMOVE;
}

static gboolean
listen_together (SoupServer *soup,
                 const MvServeOptions *options,
                 GSocketAddress *listen,
                 GError **error)
{
  GInetAddress *host = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (listen));
  g_autoptr (GSocketAddress) shared =
      g_inet_socket_address_new (host, (guint16) options->worker_port);
  g_autoptr (GSocket) socket = mv_workers_new_socket (shared, TRUE, error);

  return socket != NULL && soup_server_listen_socket (soup, socket, 0, error);
}

/* Each worker tells of its own health, on the ports that follow the first. */
static gboolean
listen_for_health (SoupServer *soup,
                   const MvServeOptions *options,
                   GSocketAddress *health,
                   GError **error)
{
  GInetAddress *host = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (health));
  guint port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (health));
  g_autoptr (GSocketAddress) own = NULL;

  if (port > 0 && options->worker > 1)
    port += (guint) options->worker - 1;
  own = g_inet_socket_address_new (host, (guint16) port);
  return soup_server_listen (soup, own, 0, error);
}

static gboolean
serve (MvTool *tool,
       const MvServeOptions *options,
       GSocketAddress *listen,
       GSocketAddress *health,
       GError **error)
{
  g_autoptr (SoupServer) soup = soup_server_new (NULL, NULL);
  g_autoptr (SoupServer) health_soup = health != NULL ? soup_server_new (NULL, NULL) : NULL;
  g_autoptr (MvServer) server = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  MvRunning running;
  const char *port_file = options->worker == 0 ? options->config.port_file : NULL;

  MV_LOG (G_LOG_LEVEL_MESSAGE, "starting", "medvirk-server %s on %s", MV_VERSION,
          mv_db_listener_is_supported (tool->database) ? "PostgreSQL" : "SQLite");
  if (!mv_tool_open (tool, error))
    return FALSE;
  server = mv_server_new (tool->database, soup, health_soup, tool->clock, tool->random, error);
  if (server == NULL)
    return FALSE;
  mv_server_set_trusts_proxy (server, options->config.behind_proxy);

  if (!(options->worker > 0 ? listen_together (soup, options, listen, error)
                            : soup_server_listen (soup, listen, 0, error)) ||
      (health_soup != NULL && !listen_for_health (health_soup, options, health, error)))
    return FALSE;

  running = (MvRunning){ tool, server, soup, health_soup, loop, FALSE };
  if (!run_until_stopped (&running, port_file, error))
    return FALSE;
  if (port_file != NULL)
    g_unlink (port_file);
  return TRUE;
}

/* One of several: what it says is for its keeper. */
static gboolean
serve_as_worker (MvTool *tool,
                 const MvServeOptions *options,
                 GSocketAddress *listen,
                 GSocketAddress *health,
                 GError **error)
{
  guint gone_id = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, keeper_gone_cb, NULL);
  gboolean is_done;

  tool->is_json = TRUE;
  is_done = serve (tool, options, listen, health, error);
  if (g_main_context_find_source_by_id (NULL, gone_id) != NULL)
    g_source_remove (gone_id);
  return is_done;
}

static gboolean
check_workers (MvTool *tool, const MvServeOptions *options)
{
  if (options->config.n_workers < 0 || options->config.n_workers > MV_WORKERS_MAX)
    {
      mv_tool_misuse (tool, _ ("The number of workers is from 1 to %d."), MV_WORKERS_MAX);
      return FALSE;
    }
  if (options->config.n_workers > 1 && !mv_db_listener_is_supported (tool->database))
    {
      mv_tool_misuse (tool, "%s",
                      _ ("Several workers need PostgreSQL: a SQLite file has one writer, and its "
                         "processes cannot wake each other. Leave --workers out, or move the "
                         "records with “medvirk-server migrate”."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
run (MvTool *tool,
     const MvServeOptions *options,
     char **arguments,
     GSocketAddress *listen,
     GSocketAddress *health,
     GError **error)
{
  MvWorkersPlan plan = { (guint) MAX (options->config.n_workers, 1), arguments, listen,
                         options->config.port_file };

  if (options->worker > 0)
    return serve_as_worker (tool, options, listen, health, error);
  if (options->config.n_workers <= 1)
    return serve (tool, options, listen, health, error);

  /* The tables are brought up to date once, before several begin. */
  if (!mv_tool_open (tool, error))
    return FALSE;
  g_clear_object (&tool->feed);
  return mv_workers_keep (tool, &plan, error);
}

MvExit
mv_main_serve (MvTool *tool, int argc, char **argv)
{
  g_auto (MvServeOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config_path,
      N_ ("A configuration file; options here come before it"), "FILE" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options.config.listen,
      N_ ("Where to listen; port 0 takes a free one"), "ADDRESS:PORT" },
    { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &options.config.port_file,
      N_ ("Write the port there once it listens"), "FILE" },
    { "health", 0, 0, G_OPTION_ARG_STRING, &options.config.health,
      N_ ("Where to tell of its health: /healthz, /readyz and /metrics"), "ADDRESS:PORT" },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &options.config.behind_proxy,
      N_ ("A web server in front writes X-Forwarded-For and X-Request-Id"), NULL },
    { "allow-any-address", 0, 0, G_OPTION_ARG_NONE, &options.config.any_address,
      N_ ("Listen also where other machines reach it, without encryption"), NULL },
    { "log", 0, 0, G_OPTION_ARG_STRING, &options.config.log,
      N_ ("How to log on standard error: lines to read, or an object a line"), "plain|json" },
    { "log-level", 0, 0, G_OPTION_ARG_STRING, &options.config.log_level,
      N_ ("Up to which level to log; “info” has each request"), "warning|notice|info|debug" },
    { "workers", 0, 0, G_OPTION_ARG_INT, &options.config.n_workers,
      N_ ("Serve with so many processes; PostgreSQL only"), "N" },
    { "worker", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options.worker, NULL, NULL },
    { "worker-port", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options.worker_port, NULL, NULL },
    { NULL },
  };
  g_autofree char **arguments = g_memdup2 (argv + 1, sizeof (char *) * (size_t) argc);
  g_autoptr (GSocketAddress) listen = NULL;
  g_autoptr (GSocketAddress) health = NULL;
  GError *error = NULL;

  if (!mv_tool_parse (tool, entries, &argc, &argv) || !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;
  if (!read_config (tool, &options, &error))
    return mv_tool_refuse (tool, error);
  if (!mv_tool_need (tool, "database", tool->database) ||
      !check_address (tool, options.config.listen != NULL ? options.config.listen : DEFAULT_LISTEN,
                      options.config.any_address, &listen) ||
      (options.config.health != NULL &&
       !check_address (tool, options.config.health, options.config.any_address, &health)) ||
      !check_workers (tool, &options) || !start_log (tool, &options))
    return MV_EXIT_USAGE;

  if (!run (tool, &options, arguments, listen, health, &error))
    {
      g_autofree char *message = mv_tool_dup_message (error);

      MV_LOG (G_LOG_LEVEL_WARNING, "not-serving", "%s", message);
      g_error_free (error);
      return MV_EXIT_REFUSED;
    }

  return MV_EXIT_DONE;
}
