/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-secrets.h"
#include "mv-sync-exchange.h"

G_BEGIN_DECLS

/**
 * MvSyncOutcome:
 *
 * What came of a request.
 */
typedef struct
{
  MvSyncEvent event; /* what to tell the state machine */
  GError *error;     /* (nullable): what the person may need to know */
  MvSyncFacts facts; /* how things stand now */
  gboolean has_facts;
} MvSyncOutcome;

void mv_sync_outcome_free (MvSyncOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvSyncOutcome, mv_sync_outcome_free)

/* One request of a lane: made on the store's writing executor, sent, and its answer put into the
 * store there. Only being cancelled is an error; everything else is an outcome. */
void mv_sync_request_async (MvSyncExchange *exchange,
                            MvTransport *transport,
                            MvSecrets *secrets,
                            MvSyncLane lane,
                            guint wait_s,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
MvSyncOutcome *mv_sync_request_finish (GAsyncResult *result, GError **error);

G_END_DECLS
