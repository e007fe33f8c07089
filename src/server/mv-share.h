/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Whether what a person is about to show to others may leave the person's own scope. */
gboolean mv_share_check_text (JsonObject *body, GError **error);

G_END_DECLS
