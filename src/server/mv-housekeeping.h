/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed-private.h"

G_BEGIN_DECLS

/* What time alone brings about, whether anybody writes or not. The writer does it now and then. */

#define MV_HOUSEKEEPING_EVERY_US G_TIME_SPAN_HOUR

gboolean mv_housekeeping_run (MvFeed *feed, GError **error);

G_END_DECLS
