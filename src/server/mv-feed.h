/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-clock.h"
#include "mv-db.h"
#include "mv-random.h"
#include "mv-record.h"
#include "mv-rights.h"
#include "mv-wire.h"

G_BEGIN_DECLS

/**
 * MvFeed:
 *
 * The server's records: scopes with their counters, items with revisions, grants, operations. The
 * one place that writes them. Synchronous, bound to one connection; the writer has one that writes,
 * each reader one that only reads.
 */
#define MV_TYPE_FEED (mv_feed_get_type ())
G_DECLARE_FINAL_TYPE (MvFeed, mv_feed, MV, FEED, GObject)

MvFeed *mv_feed_new (MvDb *db, MvClock *clock, MvRandom *random);
MvDb *mv_feed_get_db (MvFeed *self);
MvClock *mv_feed_get_clock (MvFeed *self);
MvRandom *mv_feed_get_random (MvFeed *self);
const char *mv_feed_get_epoch (MvFeed *self, GError **error);

/* Who asks */
typedef struct
{
  char *uid;
  char *device;
  gboolean is_confirmed; /* the inviter has said who this is */
  gboolean needs_note;   /* mv_feed_note_use() has something to write down */
} MvCaller;

void mv_caller_free (MvCaller *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvCaller, mv_caller_free)
MvCaller *mv_feed_authenticate (MvFeed *self, const char *token, GError **error);
/* On the writer, in a transaction of its own: the device was seen (kept to the hour), and a new
 * token that was used replaces the old one. */
gboolean mv_feed_note_use (MvFeed *self, const char *token, GError **error);
char *mv_feed_hash_token (const char *token);

/* How long a tombstone lives. A device that was away for longer begins its scopes anew. */
#define MV_FEED_TOMBSTONE_DAYS 400

/* Reads one page for @caller. @out_nothing: the page holds nothing new, so the request may be
 * parked, and the page is what to send when time is up. */
GBytes *mv_feed_pull (MvFeed *self,
                      const MvCaller *caller,
                      const MvPull *pull,
                      gboolean *out_nothing,
                      GError **error);
/* One batch in one transaction, a savepoint for each operation. If the connection is in a
 * transaction already, the batch is a savepoint in it and the caller commits: so several batches
 * share one commit.
 * @touched: scopes that changed; `user/<uid>` also when that person's grants or devices changed. */
MvPushAnswer *mv_feed_push (
    MvFeed *self, const MvCaller *caller, const MvPush *push, GPtrArray *touched, GError **error);

/* What the server itself and the administrator write; inside the caller's transaction. */
gboolean mv_feed_write (MvFeed *self,
                        const char *scope,
                        const char *kind,
                        const char *id,
                        const char *by,
                        const char *body,
                        gint64 *out_rev,
                        gint64 *out_seq,
                        GError **error);
gboolean mv_feed_remove (MvFeed *self, const char *id, const char *why, GError **error);
gboolean
mv_feed_grant (MvFeed *self, const char *uid, const char *scope, MvRoles roles, GError **error);
gboolean mv_feed_revoke (MvFeed *self, const char *uid, const char *scope, GError **error);
MvRoles mv_feed_get_roles (MvFeed *self, const char *uid, const char *scope, GError **error);

G_END_DECLS
