/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How people write lists without a word processor: a bullet, or a number with a stop or a bracket.
 */
size_t mv_list_marker_find (const char *line, const char *end, guint *out_number);
/* Whether a line was broken by the width of a page, so that the next one goes on with it. */
gboolean mv_line_goes_on (const char *line, const char *end);

G_END_DECLS
