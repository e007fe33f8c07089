/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a text in a record may consist of: one rule for those who check and those who mend. */
gboolean mv_text_is_clean (const char *text);
char *mv_text_clean (const char *text);
void mv_clean_node (JsonNode *node);

G_END_DECLS
