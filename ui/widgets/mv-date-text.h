/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Dates as people type them. Only the day of the Gregorian calendar; no clock, no zone.
 */

gboolean mv_date_text_parse (const char *text, const char *today, char **out_date);
char *mv_date_text_format (const char *date);
char *mv_date_text_add_days (const char *date, int days);

G_END_DECLS
