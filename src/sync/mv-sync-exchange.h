/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-store.h"
#include "mv-sync-core.h"
#include "mv-transport.h"

G_BEGIN_DECLS

/**
 * MvSyncExchange:
 *
 * The half of an exchange that touches the store: makes the request of a lane from what the store
 * holds, and puts an answer into the store. Synchronous; prepare, take and look run on the store's
 * writing executor. MvSyncService puts a network and a main context around it, the simulation a
 * network that loses things.
 */
#define MV_TYPE_SYNC_EXCHANGE (mv_sync_exchange_get_type ())
G_DECLARE_FINAL_TYPE (MvSyncExchange, mv_sync_exchange, MV, SYNC_EXCHANGE, GObject)

MvSyncExchange *mv_sync_exchange_new (
    MvStore *store, const char *account, const char *token, MvClock *clock, MvRandom *random);

MvRequest *mv_sync_exchange_prepare (
    MvSyncExchange *self, MvSyncLane lane, guint wait_s, MvSyncEvent *out_event, GError **error);
void mv_sync_exchange_take (MvSyncExchange *self,
                            MvSyncLane lane,
                            const MvAnswer *answer,
                            const GError *failure,
                            MvSyncEvent *out_event,
                            GError **out_error);
gboolean mv_sync_exchange_take_pages (MvSyncExchange *self,
                                      GPtrArray *answers,
                                      MvSyncEvent *out_event,
                                      GError **out_error);
MvStore *mv_sync_exchange_get_store (MvSyncExchange *self);
const char *mv_sync_exchange_get_account (MvSyncExchange *self);
MvClock *mv_sync_exchange_get_clock (MvSyncExchange *self);
char *mv_sync_exchange_read_token (const MvAnswer *answer);

/**
 * MvSyncFacts:
 *
 * How things stand with an account, read from the store.
 */
typedef struct
{
  guint n_unsent;
  gint64 due_us; /* when the next operation may be sent; 0 means that there is none */
  gint64 last_answer_us;
  gboolean is_complete;
} MvSyncFacts;

gboolean mv_sync_exchange_look (MvSyncExchange *self, MvSyncFacts *out_facts, GError **error);

MvSyncFailure mv_sync_failure_from_error (const GError *error);

G_END_DECLS
