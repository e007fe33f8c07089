/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-sync-core.h"
#include "mv-sync-exchange.h"
#include "mv-sync-service.h"

G_BEGIN_DECLS

struct _MvSyncService
{
  GObject parent_instance;

  MvStore *store;           /* (owned) */
  char *account;            /* (owned) */
  MvTransport *transport;   /* (owned) (nullable) */
  char *token;              /* (owned) (nullable) */
  MvClock *clock;           /* (owned) */
  MvSyncExchange *exchange; /* (owned) (nullable): none for an account of this machine alone */
  MvSyncCore *core;         /* (owned) */
  MvSecrets *secrets;       /* (owned) (nullable) */
  GNetworkMonitor *monitor; /* (owned) (nullable) */
  GMainContext *context;    /* (owned): where it was made, and where everything is told */
  GSource *timer;           /* (owned) (nullable) */
  GCancellable *lanes[MV_SYNC_N_LANES]; /* (owned) (nullable): of the request under way */
  GQueue waiting; /* (element-type GTask) (owned): who wants to know of a round's end */

  MvSyncFacts facts;
  GError *last_error; /* (owned) (nullable) */
  MvSyncState state;
  gboolean is_started;
  gboolean is_looking;
  gboolean must_look_again;
};

/* mv-sync-service.c: what the properties tell. @error: (nullable) (transfer full) */
void mv_sync_service_update_state (MvSyncService *self);
void mv_sync_service_set_facts (MvSyncService *self, const MvSyncFacts *facts);
void mv_sync_service_take_last_error (MvSyncService *self, GError *error);

/* mv-sync-service-steps.c. @wake_us: 0 for no timer */
void mv_sync_service_tell (MvSyncService *self, MvSyncEvent event);
void mv_sync_service_set_timer (MvSyncService *self, gint64 wake_us);

/* mv-sync-service-lanes.c */
void mv_sync_service_start_lane (MvSyncService *self, MvSyncLane lane, guint wait_s);
void mv_sync_service_cancel_lane (MvSyncService *self, MvSyncLane lane);

/* mv-sync-service-look.c. @task: (nullable) (transfer full): who waits for what is told then */
void mv_sync_service_look (MvSyncService *self);
void mv_sync_service_look_then (MvSyncService *self, MvSyncEventType then, GTask *task);

/* mv-sync-service-wait.c */
void mv_sync_service_finish_waiting (MvSyncService *self, gboolean is_done);

G_END_DECLS
