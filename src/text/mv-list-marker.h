/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How people write lists without a word processor: a bullet, or a number with a stop or a bracket.
 */
size_t mv_list_marker_find (const char *line, const char *end, guint *out_number);

G_END_DECLS
