/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvReadability:
 *
 * LIX of a text: words ÷ sentences + 100 × words of seven or more letters ÷ words (Björnsson 1968).
 * A sentence ends at . ! ? or : before a blank or the end; a list item ends one; abbreviations,
 * numbers and addresses do not.
 */
typedef struct
{
  guint n_words;
  guint n_long_words;
  guint n_sentences;
  double lix; /* 0 for an empty text */
} MvReadability;

void mv_readability_measure (const char *text, MvReadability *out_readability);
/* Whole minutes to read, at least 1, at 180 words a minute. */
guint mv_readability_minutes (const MvReadability *self);

G_END_DECLS
