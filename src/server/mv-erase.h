/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed-private.h"

G_BEGIN_DECLS

/* Erasure of a person (GDPR article 17). */

typedef struct
{
  guint n_erased; /* records whose text is gone */
  guint n_kept;   /* contributions and what belongs to them that stay without the name */
} MvEraseCount;

gboolean mv_erase_person (
    MvFeed *feed, const char *uid, const char *ground, MvEraseCount *out_count, GError **error);

/* Records of others in which the name of the person stands (element-type utf8): nobody but a human
 * can say what is to be done with them. */
GPtrArray *mv_erase_list_mentions (MvFeed *feed, const char *uid, GError **error);

G_END_DECLS
