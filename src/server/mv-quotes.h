/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed-private.h"

G_BEGIN_DECLS

/* Copies of passages for a committee or the catalogue. None outlives its source or the consent that
 * covers it; whatever ends one ends the other in the same transaction. */

gboolean mv_quotes_read_consent (
    MvFeed *feed, const char *pid, const char *uid, JsonObject **out_consent, GError **error);
gboolean mv_quotes_is_covered (MvFeed *feed, JsonObject *consent, const char *audience);
gboolean mv_quotes_drop (MvFeed *feed, const char *contribution, GError **error);
gboolean mv_quotes_drop_uncovered (MvFeed *feed, const char *pid, const char *uid, GError **error);

G_END_DECLS
