/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed-private.h"

G_BEGIN_DECLS

/* What coordinators see of answers that are late: for each project how many suggestions wait and
 * since when; no person, no text. */

char *mv_overdue_make_id (const char *organisation, const char *pid);
gboolean mv_overdue_refresh (MvFeed *feed, const char *pid, GError **error);

/**
 * MvOverdueRound:
 *
 * One look at every project, taken in steps.
 */
typedef struct _MvOverdueRound MvOverdueRound;

#define MV_OVERDUE_STEP_ROWS 500
#define MV_OVERDUE_STEP_PROJECTS 20

MvOverdueRound *mv_overdue_round_new (void);
void mv_overdue_round_free (MvOverdueRound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvOverdueRound, mv_overdue_round_free)
gboolean
mv_overdue_round_step (MvOverdueRound *self, MvFeed *feed, gboolean *out_is_over, GError **error);

G_END_DECLS
