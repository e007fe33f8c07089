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
gboolean mv_overdue_refresh_all (MvFeed *feed, GError **error);

G_END_DECLS
