/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-text-difference.h"

#include <string.h>

/* A contribution has some hundred words. Beyond this the table would be large and a page of
 * underlined words helps nobody. */
#define MAX_WORDS 1500

static guint
count (char **words)
{
  return g_strv_length (words);
}

/* Lengths of the longest common subsequence of the words from i and j on. */
static guint16 *
fill_table (char **a, guint n_a, char **b, guint n_b)
{
  guint16 *table = g_new0 (guint16, (gsize) (n_a + 1) * (n_b + 1));

  for (guint i = n_a; i-- > 0;)
    for (guint j = n_b; j-- > 0;)
      {
        guint16 *cell = &table[i * (n_b + 1) + j];

        if (strcmp (a[i], b[j]) == 0)
          *cell = (guint16) (table[(i + 1) * (n_b + 1) + j + 1] + 1);
        else
          *cell = MAX (table[(i + 1) * (n_b + 1) + j], table[i * (n_b + 1) + j + 1]);
      }
  return table;
}

/* Marks the words of @a that have no counterpart in @b. */
static void
mark (char **a, guint n_a, char **b, guint n_b, gboolean *is_different)
{
  g_autofree guint16 *table = fill_table (a, n_a, b, n_b);
  guint i = 0, j = 0;

  while (i < n_a)
    {
      if (j < n_b && strcmp (a[i], b[j]) == 0)
        {
          is_different[i++] = FALSE;
          j++;
        }
      else if (j < n_b && table[i * (n_b + 1) + j + 1] >= table[(i + 1) * (n_b + 1) + j])
        j++;
      else
        is_different[i++] = TRUE;
    }
}

/**
 * mv_text_difference_to_markup:
 * @text: a text
 * @other: what it is compared with
 *
 * Returns: (transfer full): @text as Pango markup, where words that @other does not have in that
 * place are bold and underlined; neighbouring ones in one stroke
 */
char *
mv_text_difference_to_markup (const char *text, const char *other)
{
  g_auto (GStrv) a = g_strsplit (text, " ", -1);
  g_auto (GStrv) b = g_strsplit (other, " ", -1);
  guint n_a = count (a), n_b = count (b);
  g_autofree gboolean *is_different = g_new0 (gboolean, n_a + 1);
  GString *markup = g_string_new (NULL);

  if (n_a <= MAX_WORDS && n_b <= MAX_WORDS)
    mark (a, n_a, b, n_b, is_different);

  for (guint i = 0; i < n_a; i++)
    {
      g_autofree char *word = g_markup_escape_text (a[i], -1);
      gboolean was_different = i > 0 && is_different[i - 1];

      if (was_different && !is_different[i])
        g_string_append (markup, "</u></b>");
      if (i > 0)
        g_string_append_c (markup, ' ');
      if (is_different[i] && !was_different)
        g_string_append (markup, "<b><u>");
      g_string_append (markup, word);
    }
  if (n_a > 0 && is_different[n_a - 1])
    g_string_append (markup, "</u></b>");
  return g_string_free (markup, FALSE);
}
