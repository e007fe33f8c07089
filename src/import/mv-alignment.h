/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands where an element has no partner. */
#define MV_ALIGNMENT_NONE G_MAXUINT

/* Most elements of either list; above it, only what is the same at both ends is aligned. */
#define MV_ALIGNMENT_MAX 4000

void mv_alignment_find (GArray *old_words, GArray *new_words, guint *out_old_of_new);

GArray *mv_alignment_intern (GHashTable *words, char **texts);

G_END_DECLS
