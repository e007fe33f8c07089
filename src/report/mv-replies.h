/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-record.h"

G_BEGIN_DECLS

/* Which reply belongs to which suggestion; what a reply to the whole belongs to, an empty id. */
MvRecord *mv_replies_find (GPtrArray *replies, const char *contribution, const char *suggestion);
/* Whether a reply decides: it has an outcome other than waiting. */
gboolean mv_reply_is_answer (MvRecord *reply);
gboolean mv_reply_is_adopted (MvRecord *reply);

G_END_DECLS
