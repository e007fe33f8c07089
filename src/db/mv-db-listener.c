/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-db"

#include "config.h"

#include "mv-db-listener.h"

#include "mv-db-private.h"

#include <string.h>

#define FIRST_PAUSE_MS 100
#define LONGEST_PAUSE_MS 5000

struct _MvDbListener
{
  GObject parent_instance;

  char *connection;          /* (owned): libpq's words for it */
  char *channel;             /* (owned) */
  GMainContext *home;        /* (owned): where @notified is called */
  MvDbNotifiedFunc notified; /* (nullable): %NULL once stopped */
  gpointer user_data;        /* (unowned) */
  GCancellable *cancellable; /* (owned) */
  GThread *thread;           /* (owned) (nullable): %NULL once stopped */
};

G_DEFINE_FINAL_TYPE (MvDbListener, mv_db_listener, G_TYPE_OBJECT)

/* One thing said, on its way home. */
typedef struct
{
  MvDbListener *listener; /* (owned) */
  char *payload;          /* (owned) (nullable) */
} Delivery;

static void
delivery_free (Delivery *self)
{
  g_clear_object (&self->listener);
  g_free (self->payload);
  g_free (self);
}

static gboolean
deliver_cb (gpointer user_data)
{
  Delivery *delivery = user_data;
  MvDbListener *self = delivery->listener;

  if (self->notified != NULL)
    self->notified (delivery->payload, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
send_home (const char *payload, gpointer user_data)
{
  MvDbListener *self = user_data;
  g_autoptr (GSource) source = g_idle_source_new ();
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->listener = g_object_ref (self);
  delivery->payload = g_strdup (payload);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, delivery, (GDestroyNotify) delivery_free);
  g_source_attach (source, self->home);
}

/* Returns when the time is up or the listener is stopped. */
static void
pause_for (MvDbListener *self, guint pause_ms)
{
  GPollFD stop = { 0 };

  if (!g_cancellable_make_pollfd (self->cancellable, &stop))
    return;
  g_poll (&stop, 1, (int) pause_ms);
  g_cancellable_release_fd (self->cancellable);
}

/* Each round is the life of one connection. */
static gpointer
run_thread (gpointer data)
{
  MvDbListener *self = data;
  guint pause_ms = FIRST_PAUSE_MS;
  gboolean is_told = FALSE;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GError) error = NULL;
      gboolean was_connected = FALSE;

      mv_db_postgresql_listen (self->connection, self->channel, send_home, self, &was_connected,
                               self->cancellable, &error);
      if (g_cancellable_is_cancelled (self->cancellable))
        break;

      /* Once, not for each attempt that fails. */
      if (was_connected || !is_told)
        g_message ("nobody can be heard on the database for now: %s", error->message);
      is_told = TRUE;
      pause_ms = was_connected ? FIRST_PAUSE_MS : MIN (pause_ms * 2, LONGEST_PAUSE_MS);
      pause_for (self, pause_ms);
    }

  return NULL;
}

static void
mv_db_listener_dispose (GObject *object)
{
  MvDbListener *self = MV_DB_LISTENER (object);

  mv_db_listener_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->connection, g_free);
  g_clear_pointer (&self->channel, g_free);
  g_clear_pointer (&self->home, g_main_context_unref);

  G_OBJECT_CLASS (mv_db_listener_parent_class)->dispose (object);
}

static void
mv_db_listener_class_init (MvDbListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_db_listener_dispose;
}

static void
mv_db_listener_init (MvDbListener *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * mv_db_listener_is_supported:
 * @url: address of a database
 *
 * Returns: whether its connections can hear each other
 */
gboolean
mv_db_listener_is_supported (const char *url)
{
  return g_str_has_prefix (url, "postgresql:");
}

/**
 * mv_db_listener_new:
 * @url: address of a database, of a kind for which mv_db_listener_is_supported()
 * @channel: as in mv_db_notify()
 * @notified: called in the thread-default main context of the caller
 * @user_data: for @notified; must live until the listener is stopped
 *
 * Begins to listen. A server of the database that is not there now is tried again for as long as
 * the listener lives.
 *
 * Returns: (transfer full): a listener
 */
MvDbListener *
mv_db_listener_new (const char *url,
                    const char *channel,
                    MvDbNotifiedFunc notified,
                    gpointer user_data)
{
  MvDbListener *self;

  g_return_val_if_fail (url != NULL && mv_db_listener_is_supported (url), NULL);
  g_return_val_if_fail (channel != NULL && notified != NULL, NULL);

  self = g_object_new (MV_TYPE_DB_LISTENER, NULL);
  self->connection = mv_db_postgresql_dup_connection (url);
  self->channel = g_strdup (channel);
  self->home = g_main_context_ref_thread_default ();
  self->notified = notified;
  self->user_data = user_data;
  self->thread = g_thread_new ("mv-listener", run_thread, self);
  return self;
}

/**
 * mv_db_listener_stop:
 * @self: a listener
 *
 * Ends its thread. What was said and not yet delivered is dropped.
 */
void
mv_db_listener_stop (MvDbListener *self)
{
  g_return_if_fail (MV_IS_DB_LISTENER (self));

  if (self->thread == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_thread_join (g_steal_pointer (&self->thread));
  self->notified = NULL;
}
