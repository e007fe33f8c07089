/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-record.h"

G_BEGIN_DECLS

/* Only for mv_kind_get_type(), which sees to it that a kind is registered once. */
GType mv_record_register_type (const MvKind *kind);

/* Null, a text of blanks alone, or an empty list: says nothing. */
gboolean mv_record_node_is_blank (JsonNode *node);

G_END_DECLS
