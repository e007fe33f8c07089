/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-sync-service-private.h"

/* Who waits for the end of an exchange. */

void
mv_sync_service_finish_waiting (MvSyncService *self, gboolean is_done)
{
  GQueue waiting = self->waiting;

  g_queue_init (&self->waiting);
  for (GTask *task = g_queue_pop_head (&waiting); task != NULL; task = g_queue_pop_head (&waiting))
    {
      if (is_done)
        g_task_return_boolean (task, TRUE);
      else if (self->last_error != NULL)
        g_task_return_error (task, g_error_copy (self->last_error));
      else
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the exchange was ended");
      g_object_unref (task);
    }
}

static gboolean
wanted_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  MvSyncService *self = g_task_get_source_object (task);

  if (g_queue_remove (&self->waiting, task))
    {
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
    }

  return G_SOURCE_REMOVE;
}

static void
destroy_source (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/* The person need not wait for an answer that she no longer wants. */
static void
attach_cancellable (MvSyncService *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GSource) source = NULL;

  if (cancellable == NULL)
    return;

  source = g_cancellable_source_new (cancellable);
  g_source_set_callback (source, G_SOURCE_FUNC (wanted_cancelled_cb), task, NULL);
  g_source_attach (source, self->context);
  g_task_set_task_data (task, g_steal_pointer (&source), destroy_source);
}

/**
 * mv_sync_service_exchange_async:
 * @self: a service, started or not
 * @cancellable: (nullable): stops the waiting, not the exchange
 * @callback: called when everything has been sent and fetched, or when that failed
 * @user_data: passed to @callback
 *
 * Sends what is due and fetches what is new, now. A pause after a failure is cut short, unless the
 * server asked for it; a device that was refused asks again. For an account that is only on this
 * machine there is nothing to do.
 *
 * Fails with %MV_TRANSPORT_ERROR, %MV_PROBLEM, %MV_STORE_ERROR or %G_IO_ERROR_CANCELLED. What was
 * sent and fetched until then stays; nothing is lost.
 */
void
mv_sync_service_exchange_async (MvSyncService *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MV_IS_SYNC_SERVICE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mv_sync_service_exchange_async);
  if (self->exchange == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  attach_cancellable (self, task);
  mv_sync_service_look_then (self, MV_SYNC_EVENT_WANTED, g_steal_pointer (&task));
}

/**
 * mv_sync_service_exchange_finish:
 * @self: a service
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether everything that was due has been sent and everything new been fetched
 */
gboolean
mv_sync_service_exchange_finish (MvSyncService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_sync_service_exchange_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
