/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-secrets.h"
#include "mv-store.h"
#include "mv-transport.h"

G_BEGIN_DECLS

/**
 * MvSyncState:
 * @MV_SYNC_LOCAL: this account has no server
 * @MV_SYNC_OFFLINE: no answer; everything is kept here and sent later
 * @MV_SYNC_IDLE: connected and waiting for news
 * @MV_SYNC_BUSY: sending or fetching
 * @MV_SYNC_STOPPED: the server refused this device (revoked, asleep, program too old); see the
 *   last error
 */
typedef enum
{
  MV_SYNC_LOCAL,
  MV_SYNC_OFFLINE,
  MV_SYNC_IDLE,
  MV_SYNC_BUSY,
  MV_SYNC_STOPPED,
} MvSyncState;

GType mv_sync_state_get_type (void);
#define MV_TYPE_SYNC_STATE (mv_sync_state_get_type ())

/**
 * MvSyncService:
 *
 * Keeps one account in step with its server: pushes what the outbox holds, pulls what is new, waits
 * parked for more, and tries again with growing pauses. Lives in the main context that made it; all
 * work on the database runs on the store's executor. Properties (all notify): `state`
 * (MvSyncState), `n-unsent` (guint), `last-answer` (gint64, µs since 1970, 0 before the first),
 * `is-complete` (gboolean: the first download is finished), `last-error` (boxed GError, nullable:
 * why the latest request came to nothing), `account` (string).
 */
#define MV_TYPE_SYNC_SERVICE (mv_sync_service_get_type ())
G_DECLARE_FINAL_TYPE (MvSyncService, mv_sync_service, MV, SYNC_SERVICE, GObject)

/* @token: (nullable): none means that the account is only on this machine */
MvSyncService *mv_sync_service_new (MvStore *store,
                                    const char *account,
                                    MvTransport *transport,
                                    const char *token,
                                    MvClock *clock,
                                    MvRandom *random);
void mv_sync_service_set_secrets (MvSyncService *self, MvSecrets *secrets);
void mv_sync_service_watch_network (MvSyncService *self, GNetworkMonitor *monitor);

void mv_sync_service_start (MvSyncService *self);
void mv_sync_service_stop (MvSyncService *self);

const char *mv_sync_service_get_account (MvSyncService *self);
MvSyncState mv_sync_service_get_state (MvSyncService *self);
guint mv_sync_service_get_n_unsent (MvSyncService *self);
gint64 mv_sync_service_get_last_answer (MvSyncService *self);
gboolean mv_sync_service_get_is_complete (MvSyncService *self);
const GError *mv_sync_service_get_last_error (MvSyncService *self);

/* "Send and fetch now": pushes until empty, pulls until nothing is left, then finishes. */
void mv_sync_service_exchange_async (MvSyncService *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
mv_sync_service_exchange_finish (MvSyncService *self, GAsyncResult *result, GError **error);

G_END_DECLS
