/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvJsonSlice:
 *
 * A value inside a text of JSON: a look at a few members where taking the whole text apart would
 * cost more than everything else that is done with it. For texts that have been read strictly once
 * (mv_json_parse(), mv_json_is_canonical()): of anything else it says that nothing is there, or
 * something wrong, but it never looks beyond its end.
 */
typedef struct
{
  const char *start; /* (unowned) */
  gsize length;
} MvJsonSlice;

MvJsonSlice mv_json_slice (const char *text);
gboolean mv_json_slice_find (MvJsonSlice object, const char *name, MvJsonSlice *out_value);
gboolean mv_json_slice_is_list (MvJsonSlice value);
gboolean mv_json_slice_is_true (MvJsonSlice value);
gboolean mv_json_slice_next (MvJsonSlice *list, MvJsonSlice *out_item);
guint mv_json_slice_count (MvJsonSlice list);
char *mv_json_slice_dup_text (MvJsonSlice value);
char *mv_json_slice_dup_member (MvJsonSlice object, const char *name);

gboolean mv_json_is_canonical (const char *text, gsize length, guint max_depth);

G_END_DECLS
