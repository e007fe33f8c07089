/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-version-diff.h"

#include "mv-alignment.h"

#include <string.h>

void
mv_version_piece_free (MvVersionPiece *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

/* For each new element where in the old list the next one stands that has a partner there: what was
 * removed before that is told before what was added. */
static guint *
find_bounds (const guint *partners, guint n_new, guint n_old)
{
  guint *bounds = g_new (guint, n_new);
  guint bound = n_old;

  for (guint j = n_new; j-- > 0;)
    {
      bound = partners[j] != MV_ALIGNMENT_NONE ? partners[j] : bound;
      bounds[j] = bound;
    }

  return bounds;
}

/* --- Paragraphs ---------------------------------------------------------------------------------
 */

static const char *
get_id (GPtrArray *paragraphs, guint i)
{
  const MvParagraph *paragraph = g_ptr_array_index (paragraphs, i);

  return paragraph->id != NULL ? paragraph->id : "";
}

static GStrv
dup_ids (GPtrArray *paragraphs)
{
  GStrv ids = g_new0 (char *, paragraphs->len + 1);

  for (guint i = 0; i < paragraphs->len; i++)
    ids[i] = g_strdup (get_id (paragraphs, i));

  return ids;
}

static GHashTable *
find_places (GPtrArray *paragraphs)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = paragraphs->len; i-- > 0;)
    g_hash_table_insert (places, (gpointer) get_id (paragraphs, i), GUINT_TO_POINTER (i + 1));

  return places;
}

static gboolean
is_same (const MvParagraph *before, const MvParagraph *after)
{
  return before->style == after->style && before->level == after->level &&
         strcmp (before->text, after->text) == 0;
}

static void
add_row (GArray *rows, MvVersionChange change, const MvParagraph *before, const MvParagraph *after)
{
  MvVersionRow row = { change, before, after };

  g_array_append_val (rows, row);
}

/* Those from @from on that are nowhere in the new version, until one that keeps its place. */
static guint
add_removed (GArray *rows, GPtrArray *before, guint from, guint to, GHashTable *new_places)
{
  for (; from < to; from++)
    {
      if (!g_hash_table_contains (new_places, get_id (before, from)))
        add_row (rows, MV_VERSION_REMOVED, g_ptr_array_index (before, from), NULL);
    }

  return from;
}

/**
 * mv_version_diff:
 * @before: (element-type MvParagraph): an older version, with ids
 * @after: (element-type MvParagraph): a newer one, with ids from mv_version_match()
 *
 * Compares two versions by the ids of their paragraphs. The number that an item bears does not
 * count: it changes with every item before it.
 *
 * Returns: (transfer full) (element-type MvVersionRow): rows that point into both versions
 */
GArray *
mv_version_diff (GPtrArray *before, GPtrArray *after)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) old_places = find_places (before);
  g_autoptr (GHashTable) new_places = find_places (after);
  g_auto (GStrv) old_ids = dup_ids (before);
  g_auto (GStrv) new_ids = dup_ids (after);
  g_autoptr (GArray) old_numbers = mv_alignment_intern (known, old_ids);
  g_autoptr (GArray) new_numbers = mv_alignment_intern (known, new_ids);
  g_autofree guint *partners = g_new (guint, after->len);
  g_autofree guint *bounds = NULL;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (MvVersionRow));
  guint next = 0;

  mv_alignment_find (old_numbers, new_numbers, partners);
  bounds = find_bounds (partners, after->len, before->len);
  for (guint j = 0; j < after->len; j++)
    {
      const MvParagraph *paragraph = g_ptr_array_index (after, j);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (old_places, new_ids[j]));
      const MvParagraph *old_one = place > 0 ? g_ptr_array_index (before, place - 1) : NULL;

      next = add_removed (rows, before, next, bounds[j], new_places);
      next += partners[j] != MV_ALIGNMENT_NONE ? 1 : 0;

      if (old_one == NULL)
        add_row (rows, MV_VERSION_ADDED, NULL, paragraph);
      else if (!is_same (old_one, paragraph))
        add_row (rows, MV_VERSION_CHANGED, old_one, paragraph);
      else
        add_row (rows, partners[j] != MV_ALIGNMENT_NONE ? MV_VERSION_SAME : MV_VERSION_MOVED,
                 old_one, paragraph);
    }

  add_removed (rows, before, next, before->len, new_places);
  return rows;
}

/* --- Words --------------------------------------------------------------------------------------
 */

/* Words, and the blanks between them, so that nothing is lost. */
static GStrv
split (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  while (*text != '\0')
    {
      size_t n_letters = strcspn (text, " \t\n");
      size_t length = n_letters > 0 ? n_letters : strspn (text, " \t\n");
      g_autofree char *word = g_strndup (text, length);

      g_strv_builder_add (builder, word);
      text += length;
    }

  return g_strv_builder_end (builder);
}

/* Adds to the last piece if it is of the same sort. */
static void
add_piece (GPtrArray *pieces, MvVersionChange change, const char *text)
{
  MvVersionPiece *last = pieces->len > 0 ? g_ptr_array_index (pieces, pieces->len - 1) : NULL;
  g_autofree char *joined = NULL;

  if (last != NULL && last->change == change)
    {
      joined = g_strconcat (last->text, text, NULL);
      g_free (last->text);
      last->text = g_steal_pointer (&joined);
      return;
    }

  last = g_new0 (MvVersionPiece, 1);
  last->change = change;
  last->text = g_strdup (text);
  g_ptr_array_add (pieces, last);
}

/**
 * mv_version_diff_words:
 * @before: a paragraph
 * @after: what became of it
 *
 * Compares two texts word by word. Texts of more than %MV_ALIGNMENT_MAX words that have little in
 * common are one removed and one added piece.
 *
 * Returns: (transfer full) (element-type MvVersionPiece): the pieces, in order
 */
GPtrArray *
mv_version_diff_words (const char *before, const char *after)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) old_words = split (before);
  g_auto (GStrv) new_words = split (after);
  g_autoptr (GArray) old_numbers = mv_alignment_intern (known, old_words);
  g_autoptr (GArray) new_numbers = mv_alignment_intern (known, new_words);
  g_autofree guint *partners = g_new (guint, new_numbers->len);
  g_autofree guint *bounds = NULL;
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_version_piece_free);
  guint next = 0;

  mv_alignment_find (old_numbers, new_numbers, partners);
  bounds = find_bounds (partners, new_numbers->len, old_numbers->len);
  for (guint j = 0; j < new_numbers->len; j++)
    {
      while (next < bounds[j])
        add_piece (pieces, MV_VERSION_REMOVED, old_words[next++]);

      add_piece (pieces, partners[j] != MV_ALIGNMENT_NONE ? MV_VERSION_SAME : MV_VERSION_ADDED,
                 new_words[j]);
      next += partners[j] != MV_ALIGNMENT_NONE ? 1 : 0;
    }
  while (next < old_numbers->len)
    add_piece (pieces, MV_VERSION_REMOVED, old_words[next++]);

  return pieces;
}
