/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed-private.h"

G_BEGIN_DECLS

#define MV_HOUSEKEEPING_EVERY_US G_TIME_SPAN_HOUR

/**
 * MvHousekeeping:
 *
 * What time alone brings about, whether anybody writes or not. The writer does it now and then, a
 * step at a time, so that nobody who writes waits for the whole of it.
 */
typedef struct _MvHousekeeping MvHousekeeping;

MvHousekeeping *mv_housekeeping_new (void);
void mv_housekeeping_free (MvHousekeeping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvHousekeeping, mv_housekeeping_free)
gboolean mv_housekeeping_is_going_on (MvHousekeeping *self);
void mv_housekeeping_give_up (MvHousekeeping *self);
gboolean mv_housekeeping_step (MvHousekeeping *self, MvFeed *feed, GError **error);

G_END_DECLS
