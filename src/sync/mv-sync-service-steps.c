/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-sync-service-private.h"

/* What the state machine is told, and what is done because of it. */

static gboolean
timer_cb (gpointer user_data)
{
  MvSyncService *self = MV_SYNC_SERVICE (user_data);

  g_clear_pointer (&self->timer, g_source_unref);
  mv_sync_service_tell (self, (MvSyncEvent){ .type = MV_SYNC_EVENT_TIME });

  return G_SOURCE_REMOVE;
}

void
mv_sync_service_set_timer (MvSyncService *self, gint64 wake_us)
{
  gint64 delay_ms;

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  if (wake_us == 0)
    return;

  /* Rounded up, so that the time has come when the timer says so. */
  delay_ms = CLAMP ((wake_us - mv_clock_now_us (self->clock) + 999) / 1000, 0, G_MAXINT);
  self->timer = g_timeout_source_new ((guint) delay_ms);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, self->context);
}

static void
carry_out (MvSyncService *self, const MvSyncStep *step)
{
  if (step->actions & MV_SYNC_DO_CANCEL_PULL)
    mv_sync_service_cancel_lane (self, MV_SYNC_LANE_PULL);
  if (step->actions & MV_SYNC_DO_CANCEL_PUSH)
    {
      mv_sync_service_cancel_lane (self, MV_SYNC_LANE_PUSH);
      mv_sync_service_cancel_lane (self, MV_SYNC_LANE_FORK);
    }
  if (step->actions & MV_SYNC_DO_PUSH)
    mv_sync_service_start_lane (self, MV_SYNC_LANE_PUSH, 0);
  if (step->actions & MV_SYNC_DO_PULL)
    mv_sync_service_start_lane (self, MV_SYNC_LANE_PULL, step->wait_s);
  if (step->actions & MV_SYNC_DO_FORK)
    mv_sync_service_start_lane (self, MV_SYNC_LANE_FORK, 0);
}

void
mv_sync_service_tell (MvSyncService *self, MvSyncEvent event)
{
  g_autoptr (MvSyncService) kept = g_object_ref (self);
  MvSyncStep step;

  event.now_us = mv_clock_now_us (self->clock);
  step = mv_sync_core_handle (self->core, &event);
  g_debug ("%s: %s -> %s", self->account, mv_sync_event_type_get_name (event.type),
           mv_sync_phase_get_name (mv_sync_core_get_phase (self->core)));

  carry_out (self, &step);
  mv_sync_service_set_timer (self, step.wake_us);
  mv_sync_service_update_state (self);
  if (step.actions & (MV_SYNC_DO_TELL_DONE | MV_SYNC_DO_TELL_FAILED))
    mv_sync_service_finish_waiting (self, (step.actions & MV_SYNC_DO_TELL_DONE) != 0);
}
