/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed-private.h"

G_BEGIN_DECLS

/* A person with one device, and what that device knows. */
typedef struct
{
  MvCaller *caller; /* (owned) */
  char *token;      /* (owned) */
  gint64 n;         /* last operation that was sent */
  MvPull *pull;     /* (owned): cursors and epoch for the next pull */
} MvTestPerson;

/**
 * MvTestFeed:
 *
 * A server's feed in a fresh database: an organisation, a project with a lead, a researcher and two
 * representatives, a committee with a secretary, and somebody who belongs nowhere.
 */
typedef struct
{
  MvDb *db;
  MvFeed *feed;
  MvClock *clock;
  MvRandom *random;
  char *organisation, *project, *committee;
  MvTestPerson lead, researcher, person_a, person_b, secretary, stranger;
} MvTestFeed;

MvTestFeed *mv_test_feed_new (const char *url);
void mv_test_feed_free (MvTestFeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvTestFeed, mv_test_feed_free)

char *mv_test_feed_new_id (MvTestFeed *self);
void mv_test_feed_add_device (MvTestFeed *self, MvTestPerson *person, const char *uid);
void mv_test_person_clear (MvTestPerson *person);
void mv_test_feed_set_roles (MvTestFeed *self, MvTestPerson *person, MvRoles roles);

/* Sends one operation, a JSON object without `n`, in a batch of its own. */
MvResult *mv_test_feed_send (MvTestFeed *self, MvTestPerson *person, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* Sends a batch as it stands: text of the member `ops`. */
MvPushAnswer *
mv_test_feed_send_batch (MvTestFeed *self, MvTestPerson *person, const char *ops, GError **error);
/* Sends one and expects it to be done (returns the revision), or refused. */
gint64 mv_test_feed_do (MvTestFeed *self, MvTestPerson *person, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
void mv_test_feed_refuse (MvTestFeed *self,
                          MvTestPerson *person,
                          MvProblem problem,
                          const char *field,
                          const char *format,
                          ...) G_GNUC_PRINTF (5, 6);

/* One page, and the cursors are taken over. */
MvPage *mv_test_feed_pull (MvTestFeed *self, MvTestPerson *person);
/* The whole way from the person's cursors to the end (element-type MvLine). */
GPtrArray *mv_test_feed_pull_all (MvTestFeed *self, MvTestPerson *person);
const MvLine *mv_test_find_line (GPtrArray *lines, const char *id);
const MvLineScope *mv_test_find_scope (const MvLine *head, const char *scope);

/* A shared contribution with a suggestion for each of the ids, which end with %NULL. */
char *mv_test_feed_share (MvTestFeed *self, MvTestPerson *person, const char *audience, ...)
    G_GNUC_NULL_TERMINATED;
char *mv_test_dup_scope (MvTestFeed *self, MvTestPerson *person, const char *part);
char *mv_test_reply_id (const char *scope, const char *contribution, const char *suggestion);
MvFeedItem *mv_test_feed_read (MvTestFeed *self, const char *id);

G_END_DECLS
