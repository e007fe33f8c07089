/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed.h"

G_BEGIN_DECLS

/* How processes that serve one PostgreSQL wake each other's parked pulls: one announcement for each
 * commit, by whatever program made it. */

#define MV_FEED_CHANNEL "medvirk"

void mv_feed_set_sender (MvFeed *self, const char *sender);
GPtrArray *
mv_feed_read_announcement (const char *payload, const char *sender, gboolean *out_everything);

G_END_DECLS
