/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-alignment.h"

/* The longest common subsequence of two lists, of paragraphs or of words, by its table: what is the
 * same at both ends is taken first, which is nearly all of two versions of a text. */

static guint
at (GArray *words, guint i)
{
  return g_array_index (words, guint, i);
}

static void
align_middle (GArray *old_words,
              guint n_old,
              GArray *new_words,
              guint n_new,
              guint n_first,
              guint *out_old_of_new)
{
  size_t width = n_new + 1;
  g_autofree guint16 *lengths = g_new0 (guint16, (n_old + 1) * width);
  guint i = 0;
  guint j = 0;

  /* lengths[i, j]: how much the rests from i and j have in common */
  for (guint row = n_old; row-- > 0;)
    {
      for (guint column = n_new; column-- > 0;)
        {
          const guint16 *below = &lengths[(row + 1) * width + column];

          lengths[row * width + column] =
              at (old_words, n_first + row) == at (new_words, n_first + column)
                  ? below[1] + 1
                  : MAX (below[0], lengths[row * width + column + 1]);
        }
    }

  while (i < n_old && j < n_new)
    {
      if (at (old_words, n_first + i) == at (new_words, n_first + j))
        out_old_of_new[n_first + j++] = n_first + i++;
      else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])
        i++;
      else
        j++;
    }
}

/**
 * mv_alignment_find:
 * @old_words: (element-type guint): a list of numbers; the same number is the same word
 * @new_words: (element-type guint): another one
 * @out_old_of_new: (out caller-allocates): for each of @new_words its partner in @old_words, or
 *   %MV_ALIGNMENT_NONE; partners stand in the same order in both
 *
 * Aligns two lists by their longest common subsequence. Takes memory and time as the product of
 * what differs; see %MV_ALIGNMENT_MAX.
 */
void
mv_alignment_find (GArray *old_words, GArray *new_words, guint *out_old_of_new)
{
  guint n_old = old_words->len;
  guint n_new = new_words->len;
  guint n_first = 0;

  for (guint i = 0; i < n_new; i++)
    out_old_of_new[i] = MV_ALIGNMENT_NONE;

  while (n_first < n_old && n_first < n_new && at (old_words, n_first) == at (new_words, n_first))
    {
      out_old_of_new[n_first] = n_first;
      n_first++;
    }
  while (n_old > n_first && n_new > n_first &&
         at (old_words, n_old - 1) == at (new_words, n_new - 1))
    out_old_of_new[--n_new] = --n_old;

  if (n_old - n_first <= MV_ALIGNMENT_MAX && n_new - n_first <= MV_ALIGNMENT_MAX)
    align_middle (old_words, n_old - n_first, new_words, n_new - n_first, n_first, out_old_of_new);
}

/**
 * mv_alignment_intern:
 * @words: (element-type utf8 guint): the words met so far; owns its keys
 * @texts: (array zero-terminated=1): words
 *
 * Returns: (transfer full) (element-type guint): a number for each of @texts, the same for the same
 */
GArray *
mv_alignment_intern (GHashTable *words, char **texts)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; texts[i] != NULL; i++)
    {
      gpointer found = g_hash_table_lookup (words, texts[i]);
      guint number = found != NULL ? GPOINTER_TO_UINT (found) : g_hash_table_size (words) + 1;

      if (found == NULL)
        g_hash_table_insert (words, g_strdup (texts[i]), GUINT_TO_POINTER (number));
      g_array_append_val (numbers, number);
    }

  return numbers;
}
