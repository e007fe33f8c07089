/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-sync-service-private.h"

#include "mv-sync-request.h"

/* Requests of a service that are under way: one a lane. */

/* Whose answer is awaited. While a request is under way, the service may go. */
typedef struct
{
  GWeakRef service;
  GCancellable *cancellable; /* (owned): also the name of this request in its lane */
  MvSyncLane lane;
} Awaited;

static void
awaited_free (Awaited *self)
{
  g_weak_ref_clear (&self->service);
  g_clear_object (&self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Awaited, awaited_free)

static void
request_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Awaited) awaited = user_data;
  g_autoptr (MvSyncService) self = g_weak_ref_get (&awaited->service);
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (MvSyncOutcome) outcome = mv_sync_request_finish (result, &cancelled);

  if (self == NULL || outcome == NULL)
    return;

  if (outcome->has_facts)
    mv_sync_service_set_facts (self, &outcome->facts);
  if (self->lanes[awaited->lane] != awaited->cancellable)
    return;

  g_clear_object (&self->lanes[awaited->lane]);
  mv_sync_service_take_last_error (self, g_steal_pointer (&outcome->error));
  mv_sync_service_tell (self, outcome->event);
}

void
mv_sync_service_start_lane (MvSyncService *self, MvSyncLane lane, guint wait_s)
{
  Awaited *awaited = g_new0 (Awaited, 1);

  g_assert (self->lanes[lane] == NULL);

  g_weak_ref_init (&awaited->service, self);
  awaited->cancellable = g_cancellable_new ();
  awaited->lane = lane;
  self->lanes[lane] = g_object_ref (awaited->cancellable);

  mv_sync_request_async (self->exchange, self->transport, self->secrets, lane, wait_s,
                         awaited->cancellable, request_done_cb, awaited);
}

void
mv_sync_service_cancel_lane (MvSyncService *self, MvSyncLane lane)
{
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->lanes[lane]);

  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
}
