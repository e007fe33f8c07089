/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed-private.h"

G_BEGIN_DECLS

/* What the files of the feed share. Nobody else includes this. */

struct _MvFeed
{
  GObject parent_instance;

  MvDb *db;            /* (owned) */
  MvClock *clock;      /* (owned) */
  MvRandom *random;    /* (owned) */
  char *epoch;         /* (owned) (nullable): until it is asked for */
  GArray *pending;     /* (owned) (element-type MvFeedPending): rows without a final number */
  GHashTable *touched; /* (owned) (element-type utf8): scopes that others may wait for */
  GHashTable *unsaid;  /* (owned) (element-type utf8): those of them to tell other processes */
  char *sender;        /* (owned) (nullable): who tells them */
};

/* A row that was written in this transaction. Its number below zero is -1 - its place in the list.
 */
typedef struct
{
  gint64 scope_id;
  gint64 seq; /* final number, once given */
  char id[MV_UUID_LENGTH + 1];
  gboolean is_departed;
} MvFeedPending;

/* Scopes */
gboolean mv_feed_ensure_scope (MvFeed *self, const char *name, gint64 *out_id, GError **error);

/* Sequence numbers (mv-feed.c) */
gint64 mv_feed_add_pending (MvFeed *self, gint64 scope_id, const char *id, gboolean is_departed);
gboolean mv_feed_give_numbers (MvFeed *self, GError **error);
gint64 mv_feed_get_final_seq (MvFeed *self, gint64 seq);
void mv_feed_take_touched (MvFeed *self, GPtrArray *touched);

/* Other processes (mv-feed-announce.c) */
gboolean mv_feed_announce (MvFeed *self, GError **error);

/* Rows (mv-feed-items.c) */
typedef struct
{
  const char *id;
  gint64 scope_id;
  gint64 rev;
  const char *kind;
  const char *by;
  const char *body;        /* canonical text */
  const char *conflict_of; /* (nullable) */
} MvFeedRow;

gboolean mv_feed_store_row (MvFeed *self, const MvFeedRow *row, gint64 *out_seq, GError **error);
gboolean mv_feed_bury_row (MvFeed *self,
                           const MvFeedItem *item,
                           const char *by,
                           const char *why,
                           gint64 *out_seq,
                           GError **error);

/* Operations (mv-feed-ops.c) */

/* What an operation left, for those that build on it. */
typedef struct
{
  MvResult *result; /* (owned) */
  char *item;       /* (owned) (nullable): %NULL if it left nothing */
  gint64 rev;
} MvOutcome;

/* What an operation says that it builds on, after looking it up. */
typedef struct
{
  gint64 rev;    /* -1 if it states none */
  char *sibling; /* (owned) (nullable): where the text went that this operation goes on with */
} MvBase;

gboolean mv_feed_run_put (MvFeed *self,
                          const MvCaller *caller,
                          const MvOp *op,
                          const MvBase *base,
                          MvOutcome *outcome,
                          GError **error);
gboolean mv_feed_run_del (MvFeed *self,
                          const MvCaller *caller,
                          const MvOp *op,
                          const MvBase *base,
                          MvOutcome *outcome,
                          GError **error);

/* The rule of the catalogue (mv-feed-editors.c) */
gboolean mv_feed_check_editor (MvFeed *self,
                               const MvCaller *caller,
                               MvScopeType scope,
                               const MvFeedItem *current,
                               const char *kind,
                               const char *id,
                               JsonObject *body,
                               GError **error);

/* What follows from what people wrote (mv-feed-hooks.c) */
gboolean mv_feed_after_write (MvFeed *self,
                              const char *scope,
                              const char *kind,
                              const char *id,
                              JsonObject *body,
                              GError **error);

/* Texts that are in no feed (mv-feed-restricted.c) */
gboolean mv_feed_hold_back (
    MvFeed *self, const char *id, const char *kind, JsonObject *body, GError **error);
gboolean mv_feed_forget_held_back (MvFeed *self, const char *id, const char *kind, GError **error);

/* Ids that follow from a key (mv-feed-ids.c) */
gboolean mv_feed_make_way (MvFeed *self, const char *id, MvFeedItem **inout_item, GError **error);

char *mv_feed_dup_scope_name (const MvCaller *caller, const char *wire_name);

G_END_DECLS
