/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How messages greet, close and quote in Bokmål, Nynorsk and English. Lines come in lower case and
 * without blanks around them. */
gboolean mv_mail_line_greets (const char *line);
gboolean mv_mail_line_closes (const char *line);
gboolean mv_mail_line_is_of_a_phone (const char *line);
gboolean mv_mail_line_is_postscript (const char *line);
gboolean mv_mail_line_is_header (const char *line);
gboolean mv_mail_line_begins_header (const char *line);
gboolean mv_mail_line_separates (const char *line);
gboolean mv_mail_lines_attribute (const char *lines);

G_END_DECLS
