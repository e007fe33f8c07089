/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvLimiter:
 *
 * Counts what goes wrong from one address in an hour. Kept in memory only: a restart forgives,
 * which 60 random bits can bear.
 */
typedef struct _MvLimiter MvLimiter;

#define MV_LIMITER_MAX_WRONG 5
#define MV_LIMITER_WINDOW_S 3600

MvLimiter *mv_limiter_new (void);
void mv_limiter_free (MvLimiter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvLimiter, mv_limiter_free)

guint mv_limiter_get_wait_s (MvLimiter *self, const char *peer, gint64 now_us);
void mv_limiter_count (MvLimiter *self, const char *peer, gint64 now_us);

G_END_DECLS
