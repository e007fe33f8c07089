/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-version-match.h"

#include "mv-alignment.h"
#include "mv-fold.h"

#include <string.h>

/* A paragraph with at least that share of its words in common with an older one is that one,
 * rewritten. Dice's coefficient: twice the words of both ÷ the words of each. */
#define LEAST_LIKENESS 0.5

/* One version, for comparing. */
typedef struct
{
  GPtrArray *paragraphs; /* (unowned) (element-type MvParagraph) */
  char **folded;         /* (owned): one for each paragraph */
  GPtrArray *words;      /* (owned) (element-type GArray): sorted numbers of words, for each */
  gboolean *is_taken;    /* (owned): whether it has a partner */
} MvSide;

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/* The words of a text: what stands between blanks and signs. */
static GStrv
split_words (const char *text)
{
  g_auto (GStrv) pieces = g_strsplit_set (text, " \t\n.,:;!?()[]/\"'-", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      if (pieces[i][0] != '\0')
        g_strv_builder_add (words, pieces[i]);
    }

  return g_strv_builder_end (words);
}

static char *
fold_paragraph (const MvParagraph *paragraph)
{
  g_autofree char *folded = mv_fold (paragraph->text);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  GString *text = g_string_new (paragraph->style == MV_PARAGRAPH_HEADING ? "#" : NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] != '\0')
        g_string_append_printf (text, " %s", words[i]);
    }

  return g_string_free (text, FALSE);
}

static void
side_init (MvSide *self, GPtrArray *paragraphs, GHashTable *known_words)
{
  self->paragraphs = paragraphs;
  self->folded = g_new0 (char *, paragraphs->len + 1);
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->is_taken = g_new0 (gboolean, paragraphs->len);

  for (guint i = 0; i < paragraphs->len; i++)
    {
      g_auto (GStrv) texts = NULL;
      GArray *words;

      self->folded[i] = fold_paragraph (g_ptr_array_index (paragraphs, i));
      texts = split_words (self->folded[i]);
      words = mv_alignment_intern (known_words, texts);
      g_array_sort (words, compare_numbers);
      g_ptr_array_add (self->words, words);
    }
}

static void
side_clear (MvSide *self)
{
  g_strfreev (self->folded);
  g_ptr_array_unref (self->words);
  g_free (self->is_taken);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MvSide, side_clear)

static const MvParagraph *
get (const MvSide *self, guint i)
{
  return g_ptr_array_index (self->paragraphs, i);
}

static void
pair (MvSide *old_side, guint i, MvSide *new_side, guint j)
{
  MvParagraph *paragraph = g_ptr_array_index (new_side->paragraphs, j);

  paragraph->id = g_strdup (get (old_side, i)->id);
  old_side->is_taken[i] = TRUE;
  new_side->is_taken[j] = TRUE;
}

/* --- The same text ------------------------------------------------------------------------------
 */

/* What stands in the same order in both. */
static void
pair_in_order (MvSide *old_side, MvSide *new_side)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) old_numbers = mv_alignment_intern (texts, old_side->folded);
  g_autoptr (GArray) new_numbers = mv_alignment_intern (texts, new_side->folded);
  g_autofree guint *partners = g_new (guint, new_numbers->len);

  mv_alignment_find (old_numbers, new_numbers, partners);
  for (guint j = 0; j < new_numbers->len; j++)
    {
      if (partners[j] != MV_ALIGNMENT_NONE)
        pair (old_side, partners[j], new_side, j);
    }
}

/* What was moved. */
static void
pair_moved (MvSide *old_side, MvSide *new_side)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = old_side->paragraphs->len; i-- > 0;)
    {
      if (!old_side->is_taken[i])
        g_hash_table_insert (places, old_side->folded[i], GUINT_TO_POINTER (i + 1));
    }

  for (guint j = 0; j < new_side->paragraphs->len; j++)
    {
      guint place;

      if (new_side->is_taken[j])
        continue;
      place = GPOINTER_TO_UINT (g_hash_table_lookup (places, new_side->folded[j]));
      if (place > 0 && !old_side->is_taken[place - 1])
        pair (old_side, place - 1, new_side, j);
    }
}

/* --- A text rewritten ---------------------------------------------------------------------------
 */

typedef struct
{
  guint i, j;
  double likeness;
} MvLikeness;

static double
compare_words (GArray *left, GArray *right)
{
  guint i = 0;
  guint j = 0;
  guint n_common = 0;

  if (left->len == 0 || right->len == 0)
    return 0.0;

  while (i < left->len && j < right->len)
    {
      guint a = g_array_index (left, guint, i);
      guint b = g_array_index (right, guint, j);

      n_common += a == b ? 1 : 0;
      i += a <= b ? 1 : 0;
      j += b <= a ? 1 : 0;
    }

  return 2.0 * n_common / (left->len + right->len);
}

/* The most alike first; of those that are as much alike, the one that stands nearest. */
static int
compare_likeness (gconstpointer a, gconstpointer b)
{
  const MvLikeness *left = a;
  const MvLikeness *right = b;
  guint left_way = left->i > left->j ? left->i - left->j : left->j - left->i;
  guint right_way = right->i > right->j ? right->i - right->j : right->j - right->i;

  if (left->likeness != right->likeness)
    return left->likeness > right->likeness ? -1 : 1;
  if (left_way != right_way)
    return left_way < right_way ? -1 : 1;
  return left->j < right->j ? -1 : left->j > right->j;
}

static gboolean
may_be_same (const MvParagraph *left, const MvParagraph *right)
{
  return (left->style == MV_PARAGRAPH_HEADING) == (right->style == MV_PARAGRAPH_HEADING);
}

static void
pair_alike (MvSide *old_side, MvSide *new_side)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (MvLikeness));

  for (guint i = 0; i < old_side->paragraphs->len; i++)
    for (guint j = 0; !old_side->is_taken[i] && j < new_side->paragraphs->len; j++)
      {
        MvLikeness row = { i, j, 0.0 };

        if (new_side->is_taken[j] || !may_be_same (get (old_side, i), get (new_side, j)))
          continue;
        row.likeness = compare_words (g_ptr_array_index (old_side->words, i),
                                      g_ptr_array_index (new_side->words, j));
        if (row.likeness >= LEAST_LIKENESS)
          g_array_append_val (found, row);
      }

  g_array_sort (found, compare_likeness);
  for (guint k = 0; k < found->len; k++)
    {
      const MvLikeness *row = &g_array_index (found, MvLikeness, k);

      if (!old_side->is_taken[row->i] && !new_side->is_taken[row->j])
        pair (old_side, row->i, new_side, row->j);
    }
}

/**
 * mv_version_match:
 * @old_paragraphs: (nullable) (element-type MvParagraph): the version before, with ids
 * @new_paragraphs: (element-type MvParagraph): the new one, without ids
 * @clock: for new ids
 * @random: for new ids
 *
 * Gives every paragraph of a new version its id: that of the older one it is, so that what was said
 * of it is found again; else a new one. It is the same if its text is, apart from case, accents and
 * blanks, first in order, then wherever it was moved; or if at least half of the words are. Every
 * old id is given once at most: a paragraph that was parted goes on in the part that is most like
 * it.
 */
void
mv_version_match (GPtrArray *old_paragraphs,
                  GPtrArray *new_paragraphs,
                  MvClock *clock,
                  MvRandom *random)
{
  g_return_if_fail (new_paragraphs != NULL);

  if (old_paragraphs != NULL)
    {
      g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_auto (MvSide) old_side = { 0 };
      g_auto (MvSide) new_side = { 0 };

      side_init (&old_side, old_paragraphs, words);
      side_init (&new_side, new_paragraphs, words);
      pair_in_order (&old_side, &new_side);
      pair_moved (&old_side, &new_side);
      pair_alike (&old_side, &new_side);
    }

  for (guint j = 0; j < new_paragraphs->len; j++)
    {
      MvParagraph *paragraph = g_ptr_array_index (new_paragraphs, j);

      if (paragraph->id == NULL)
        paragraph->id = mv_uuid_new_v7 (clock, random);
    }
}
