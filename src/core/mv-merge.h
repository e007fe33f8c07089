/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Merging, pure: no store, no clock, no network. */

/**
 * MvMergeAction:
 *
 * What a device does with a line of the feed, see mv_merge_decide().
 */
typedef enum
{
  MV_MERGE_IGNORE,  /* older than, or the same as, what the device has */
  MV_MERGE_STORE,   /* becomes the device's copy of the server's row */
  MV_MERGE_SIBLING, /* is kept beside the item it conflicts with */
  MV_MERGE_REMOVE,  /* the row goes */
  MV_MERGE_TO_BIN,  /* the row goes; the text was the person's own, so it stays in the bin */
  MV_MERGE_ERASE,   /* the row and every copy of it on the device go */
} MvMergeAction;

typedef struct
{
  gboolean exists;
  const char *scope; /* (nullable) */
  gint64 rev;
  gint64 seq;
  gboolean is_own; /* written by the person whose device this is */
} MvMergeLocal;

typedef struct
{
  gboolean is_put;
  const char *scope;
  gint64 rev;
  gint64 seq;
  const char *why;         /* (nullable): of a del */
  const char *conflict_of; /* (nullable): of a put */
} MvMergeLine;

MvMergeAction mv_merge_decide (const MvMergeLocal *local, const MvMergeLine *line);

gboolean
mv_merge_fields (JsonObject *base, JsonObject *mine, JsonObject *theirs, JsonObject **out_merged);

G_END_DECLS
