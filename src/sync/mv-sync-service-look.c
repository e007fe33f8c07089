/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-sync-service-private.h"

/* What a service has to know of the store, which only the writer may ask. */

typedef struct
{
  GWeakRef service;
  MvSyncExchange *exchange; /* (owned) */
  MvSyncFacts facts;
  MvSyncEventType then; /* what is told once the facts are known */
  GTask *task;          /* (owned) (nullable): who waits for what is told then */
} Glance;

static void
glance_free (Glance *self)
{
  g_weak_ref_clear (&self->service);
  g_clear_object (&self->exchange);
  g_clear_object (&self->task);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Glance, glance_free)

static gpointer
look_on_writer (MvStore *store, gpointer data, GError **error)
{
  Glance *glance = data;

  return mv_sync_exchange_look (glance->exchange, &glance->facts, error) ? glance : NULL;
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Glance) glance = user_data;
  g_autoptr (MvSyncService) self = g_weak_ref_get (&glance->service);
  g_autoptr (GError) error = NULL;
  gboolean is_read = mv_store_run_finish (MV_STORE (object), result, &error) != NULL;

  if (self == NULL)
    return;

  if (is_read)
    {
      mv_sync_service_set_facts (self, &glance->facts);
      mv_sync_service_tell (
          self, (MvSyncEvent){ .type = MV_SYNC_EVENT_OUTBOX, .due_us = glance->facts.due_us });
    }
  else
    {
      mv_sync_service_take_last_error (self, g_steal_pointer (&error));
    }

  if (glance->then == MV_SYNC_EVENT_OUTBOX)
    {
      self->is_looking = FALSE;
      if (self->must_look_again)
        mv_sync_service_look (self);
      return;
    }

  /* Who ended the service meanwhile does not want it to begin. */
  if (glance->then == MV_SYNC_EVENT_STARTED && !self->is_started)
    return;
  if (glance->task != NULL && g_task_return_error_if_cancelled (glance->task))
    return;
  if (glance->task != NULL)
    g_queue_push_tail (&self->waiting, g_steal_pointer (&glance->task));
  mv_sync_service_tell (self, (MvSyncEvent){ .type = glance->then });
}

/* @task: (nullable) (transfer full) */
void
mv_sync_service_look_then (MvSyncService *self, MvSyncEventType then, GTask *task)
{
  Glance *glance = g_new0 (Glance, 1);

  g_weak_ref_init (&glance->service, self);
  glance->exchange = g_object_ref (self->exchange);
  glance->then = then;
  glance->task = task;
  mv_store_write_async (self->store, look_on_writer, glance, NULL, NULL, NULL, looked_cb, glance);
}

/* One look at a time: what changes meanwhile is seen by the next one. */
void
mv_sync_service_look (MvSyncService *self)
{
  self->must_look_again = self->is_looking;
  if (self->is_looking)
    return;

  self->is_looking = TRUE;
  mv_sync_service_look_then (self, MV_SYNC_EVENT_OUTBOX, NULL);
}
