/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-clock.h"

G_BEGIN_DECLS

/* What the words below are written in: nb, nn or en, and the clock that says which year it is.
 * Called by the session; the main thread's alone. @clock: (nullable) */
void mv_words_set_context (const char *language, MvClock *clock);
const char *mv_words_get_language (void);

/* Dates and numbers in words, from our own tables, so that they follow the program's language and
 * not the machine's. Day and month are held together by a no-break space. */
char *mv_words_date (const char *date);      /* 2. november, with the year if not this one */
char *mv_words_date_long (const char *date); /* måndag 23. november 2026 */
char *mv_words_day_near (const char *date,
                         const char *today); /* i dag · i går, 22. november · fredag 20. november */
char *mv_words_time (gint64 time_us);        /* 10.32 */
char *mv_words_moment (const char *moment); /* torsdag 26. november kl. 10.00 */
char *mv_words_number (guint number);       /* to; in figures from thirteen; neuter: ett, eitt */
char *mv_words_capitalise (char *text);     /* takes @text and gives it a capital letter */
/* KOLS heime · 2. november · 3 forslag: one more fact on a line. @part: (nullable) */
void mv_words_append_part (GString *line, const char *part);

G_END_DECLS
