/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvCodeWord:
 *
 * What a code that records hold is called on the screen. A table of them is in the order in which
 * they are shown, and ends with a row without a code.
 */
typedef struct
{
  const char *code;
  const char *name;  /* English, marked for translation */
  const char *style; /* (nullable): class of the chip that shows it */
} MvCodeWord;

const char *mv_code_words_name (const MvCodeWord *words, const char *code, const char *otherwise);
const char *mv_code_words_style (const MvCodeWord *words, const char *code, const char *otherwise);
void mv_code_words_list (const MvCodeWord *words, const char **codes);

G_END_DECLS
