/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-code-words.h"

#include <glib/gi18n.h>

static const MvCodeWord *
find (const MvCodeWord *words, const char *code)
{
  for (; words->code != NULL; words++)
    if (g_strcmp0 (words->code, code) == 0)
      return words;
  return NULL;
}

/**
 * mv_code_words_name:
 * @words: a table
 * @code: (nullable): from a record, so that it may be one that a newer program wrote
 * @otherwise: (nullable): for a code that is not in the table
 *
 * Returns: (nullable): the name in the program's language
 */
const char *
mv_code_words_name (const MvCodeWord *words, const char *code, const char *otherwise)
{
  const MvCodeWord *word = find (words, code);

  return word != NULL ? _ (word->name) : otherwise;
}

/* Returns: (nullable): as above, the class of its chip */
const char *
mv_code_words_style (const MvCodeWord *words, const char *code, const char *otherwise)
{
  const MvCodeWord *word = find (words, code);

  return word != NULL ? word->style : otherwise;
}

/* @codes: (out caller-allocates): as many as the table has rows, with %NULL for the last */
void
mv_code_words_list (const MvCodeWord *words, const char **codes)
{
  for (; words->code != NULL; words++)
    *codes++ = words->code;
  *codes = NULL;
}
