/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed-private.h"

G_BEGIN_DECLS

/* How long things are kept. One table says it, for people and for the program. */

typedef enum
{
  MV_RETENTION_REMOVES_RECORDS, /* tombstones take their place, and reach the replicas */
  MV_RETENTION_STRIPS_CONTACT,  /* the record stays without telephone and address */
  MV_RETENTION_REVOKES_DEVICES,
  MV_RETENTION_DELETES_ROWS,
  MV_RETENTION_BY_SERVER, /* done while it serves; stands in the table to be read */
} MvRetentionAction;

/**
 * MvRetention:
 *
 * One row of the table.
 */
typedef struct
{
  const char *name;
  const char *what;   /* for translation */
  int days;           /* kept so long … */
  const char *since;  /* … after this; for translation */
  const char *source; /* law or decision; for translation */
  MvRetentionAction action;
  const char
      *sql; /* (nullable): ids, or `table WHERE …`, that are over; $1 is the moment before which */
} MvRetention;

const MvRetention *mv_retentions_list (guint *out_n);
const MvRetention *mv_retentions_find (const char *name);

/* Inside a transaction of the feed. */
gboolean mv_retention_count (const MvRetention *self, MvFeed *feed, gint64 *out_n, GError **error);
gboolean mv_retention_run (const MvRetention *self, MvFeed *feed, gint64 *out_n, GError **error);

G_END_DECLS
