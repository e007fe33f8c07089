/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The list of erasures that is kept beside the database, so that they are done again after an older
 * backup was restored: a line {"at","ground"?,"uid"} for each. It holds ids and grounds, no names.
 */

typedef struct
{
  char *uid;
  char *at;
  char *ground; /* (nullable): why the contributions stay, without the name */
} MvErasure;

void mv_erasure_free (MvErasure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvErasure, mv_erasure_free)

char *mv_erasures_get_default_path (const char *database);
gboolean mv_erasures_append (const char *path, const MvErasure *erasure, GError **error);
GPtrArray *mv_erasures_read (const char *path, GError **error);

G_END_DECLS
