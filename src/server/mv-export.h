/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed-private.h"

G_BEGIN_DECLS

/* All that is kept about a person, as JSON (GDPR articles 15 and 20). */
char *mv_export_person (MvFeed *feed, const char *uid, GError **error);

G_END_DECLS
