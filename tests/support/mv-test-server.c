/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-server.h"

#include "mv-server.h"

struct _MvTestServer
{
  char *database;   /* (owned) */
  MvClock *clock;   /* (owned) */
  MvRandom *random; /* (owned) */
  char *address;    /* (owned) (nullable): before the first start */
  guint port;       /* 0 before the first start */

  GThread *thread;       /* (owned) (nullable): while it runs */
  GMainContext *context; /* (owned) (nullable) */
  GMainLoop *loop;       /* (owned) (nullable) */
  GMutex mutex;
  GCond cond;
  gboolean is_listening; /* under @mutex */
};

/* The port is free again at once, but the system may take a moment to believe it. */
static void
listen_on (SoupServer *soup, guint port)
{
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GError) error = NULL;

      if (soup_server_listen_local (soup, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
        return;
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE) || i == 999)
        g_error ("cannot listen: %s", error->message);
      g_thread_yield ();
    }
}

static guint
read_port (SoupServer *soup)
{
  GSList *uris = soup_server_get_uris (soup);
  guint port = (guint) g_uri_get_port (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return port;
}

static void
drained_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  mv_server_drain_finish (MV_SERVER (object), result, NULL);
  g_main_loop_quit (user_data);
}

static gpointer
run_server (gpointer data)
{
  MvTestServer *self = data;
  g_autoptr (SoupServer) soup = NULL;
  g_autoptr (MvServer) server = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  soup = soup_server_new (NULL, NULL);
  server = mv_server_new (self->database, soup, NULL, self->clock, self->random, &error);
  if (server == NULL)
    g_error ("no server: %s", error->message);
  listen_on (soup, self->port);

  g_mutex_lock (&self->mutex);
  self->port = read_port (soup);
  self->is_listening = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  g_main_loop_run (self->loop);

  /* The connections go first, so that nobody gets an answer any more. */
  soup_server_disconnect (soup);
  mv_server_drain_async (server, drained_cb, self->loop);
  g_main_loop_run (self->loop);
  g_clear_object (&server);
  g_clear_object (&soup);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

void
mv_test_server_start (MvTestServer *self)
{
  g_assert_null (self->thread);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->is_listening = FALSE;
  self->thread = g_thread_new ("test-server", run_server, self);

  g_mutex_lock (&self->mutex);
  while (!self->is_listening)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);

  g_free (self->address);
  self->address = g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

void
mv_test_server_kill (MvTestServer *self)
{
  if (self->thread == NULL)
    return;

  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

MvTestServer *
mv_test_server_new (const char *database, MvClock *clock, MvRandom *random)
{
  MvTestServer *self = g_new0 (MvTestServer, 1);

  self->database = g_strdup (database);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  mv_test_server_start (self);

  return self;
}

void
mv_test_server_free (MvTestServer *self)
{
  mv_test_server_kill (self);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_free (self->database);
  g_free (self->address);
  g_free (self);
}

const char *
mv_test_server_get_address (MvTestServer *self)
{
  return self->address;
}
