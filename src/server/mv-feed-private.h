/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed.h"

G_BEGIN_DECLS

/*
 * What the feed offers to commands and to the server's own administration, beyond mv-feed.h. All of
 * it runs inside a transaction: a push has one; others say mv_feed_begin() and mv_feed_commit().
 *
 * Sequence numbers are given out at the very end of a transaction, for all scopes in one order, so
 * that two writers lock the counters shortly and never cross. Until then a written row has a number
 * below zero; that is also what @out_seq gives. A push puts the final number into the results.
 */

gboolean mv_feed_begin (MvFeed *self, GError **error);
/* @touched: (nullable) (element-type utf8): gets the scopes that changed */
gboolean mv_feed_commit (MvFeed *self, GPtrArray *touched, GError **error);
void mv_feed_roll_back (MvFeed *self);

/**
 * MvFeedItem:
 *
 * An item as it stands.
 */
typedef struct
{
  char *id, *scope, *kind;
  char *writer;      /* uid of the last writer, empty for the server */
  char *author;      /* uid of the first writer */
  char *body;        /* (nullable): canonical text; %NULL for a tombstone */
  char *why;         /* (nullable): of a tombstone */
  char *conflict_of; /* (nullable): the item that this one is a sibling of */
  gint64 scope_id, rev, seq;
} MvFeedItem;

void mv_feed_item_free (MvFeedItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvFeedItem, mv_feed_item_free)
JsonObject *mv_feed_item_parse_body (const MvFeedItem *self, GError **error);

/* Reads */
gboolean mv_feed_read (MvFeed *self, const char *id, MvFeedItem **out_item, GError **error);
/* For a caller: what it may not read does not exist. Fails with %MV_PROBLEM_NOT_FOUND. */
MvFeedItem *mv_feed_read_for (MvFeed *self,
                              const MvCaller *caller,
                              const char *id,
                              const char *kind,
                              MvRoles *out_roles,
                              GError **error);
/* Living items of a kind in a scope, siblings left out (element-type MvFeedItem), by id. */
GPtrArray *mv_feed_list (MvFeed *self, const char *scope, const char *kind, GError **error);
MvRoles
mv_feed_get_caller_roles (MvFeed *self, const MvCaller *caller, const char *scope, GError **error);

/* Writes. mv_feed_write() and mv_feed_remove() stand in mv-feed.h. */
gboolean mv_feed_write_object (MvFeed *self,
                               const char *scope,
                               const char *kind,
                               const char *id,
                               const char *by,
                               JsonObject *body,
                               gint64 *out_rev,
                               gint64 *out_seq,
                               GError **error);
/* `del` with why `moved` in the old scope, `put` in the new. @body: (nullable): %NULL leaves it. */
gboolean mv_feed_move (MvFeed *self,
                       const char *id,
                       const char *to_scope,
                       const char *by,
                       JsonObject *body,
                       gint64 *out_rev,
                       gint64 *out_seq,
                       GError **error);
/* Keeps the text of a living item beside it, as a sibling of its last writer's, before something
 * else is written over it. */
gboolean mv_feed_keep_sibling (MvFeed *self, const MvFeedItem *item, GError **error);
/* The paragraphs of a document version, also where they are not in the feed (mv-feed-restricted.c)
 */
JsonArray *mv_feed_read_paragraphs (MvFeed *self, const MvFeedItem *version, GError **error);
/* The whole check that a put goes through: kind, fields, size, natural id, references. */
gboolean mv_feed_check_record (MvFeed *self,
                               const MvCaller *caller,
                               const char *scope,
                               const char *kind,
                               const char *id,
                               JsonObject *body,
                               MvRecordStage stage,
                               GError **error);
/* Others who wait for something that is no item: a grant, a device. */
void mv_feed_touch (MvFeed *self, const char *scope);

/* Follow-up of a shared contribution: made when there is none, else computed anew. Call it after
 * sharing, and after anything that @change names. Puts to contributions and replies do so already.
 */
typedef struct
{
  const char *seen;     /* (nullable): moment to note, once */
  const char *reminded; /* (nullable): moment to note */
  const char *closed;   /* (nullable): moment to note; the empty text reopens */
} MvFollowupChange;

gboolean mv_feed_update_followup (MvFeed *self,
                                  const char *contribution,
                                  const MvFollowupChange *change,
                                  GError **error);
gboolean mv_feed_remove_followup (MvFeed *self, const char *contribution, GError **error);

/* People and what they belong to; grants follow, in the same transaction (mv-feed-members.c). */
typedef enum
{
  MV_MEMBERSHIP_PROJECT,
  MV_MEMBERSHIP_COMMITTEE,
  MV_MEMBERSHIP_ORGANISATION,
} MvMembershipType;

gboolean mv_feed_add_person (MvFeed *self,
                             const char *uid,
                             const char *name,
                             const char *language,
                             const char *email,
                             GError **error);
/* @roles: all roles that the person has there from now on; %MV_ROLE_NONE ends the membership */
gboolean mv_feed_set_membership (MvFeed *self,
                                 MvMembershipType type,
                                 const char *owner,
                                 const char *uid,
                                 MvRoles roles,
                                 GError **error);
MvRoles mv_feed_get_membership (
    MvFeed *self, MvMembershipType type, const char *owner, const char *uid, GError **error);
/* `studies/<region>` for exactly these regions; national is there for everybody. */
gboolean
mv_feed_set_regions (MvFeed *self, const char *uid, const char *const *regions, GError **error);
/* Opens committee/<cid>/with/<uid> or committee/<cid>/project/<pid> for those who take part in it.
 */
gboolean mv_feed_open_scope (MvFeed *self, const char *scope, GError **error);

G_END_DECLS
