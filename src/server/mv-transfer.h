/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-db.h"

G_BEGIN_DECLS

/* Copies of a whole server's database, from either kind to either kind: a move, a backup and its
 * restoring are the same copy. Each is one snapshot of the source, checked by count and hash of
 * every table before it is kept. */

/* What a table holds: rows, and a hash of them in whatever order. */
typedef struct
{
  char *table; /* (owned) */
  gint64 n_rows;
  guint64 hash[4]; /* sum of the rows' SHA-256 */
} MvTableSum;

void mv_table_sum_free (MvTableSum *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvTableSum, mv_table_sum_free)
char *mv_table_sum_dup_hash (const MvTableSum *self);

GPtrArray *mv_transfer_measure (MvDb *db, GError **error);
gboolean mv_transfer_compare (GPtrArray *expected, GPtrArray *found, GError **error);

/* Something more to write into the copy, in the same transaction. */
typedef gboolean (*MvTransferFunc) (MvDb *target,
                                    GPtrArray *sums,
                                    gpointer user_data,
                                    GError **error);

GPtrArray *mv_transfer_copy (
    MvDb *source, MvDb *target, MvTransferFunc finish, gpointer user_data, GError **error);

/* A mark in a copy that is not ready to be served yet. */
gboolean mv_transfer_mark_unfinished (MvDb *db, gboolean is_unfinished, GError **error);
gboolean mv_transfer_check_finished (MvDb *db, GError **error);

G_END_DECLS
