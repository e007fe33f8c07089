/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed-private.h"

G_BEGIN_DECLS

JsonArray *mv_overview_of_committee (MvFeed *feed, const char *cid, GError **error);

G_END_DECLS
