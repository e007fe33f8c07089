/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-text"

#include "config.h"

#include "mv-fold.h"

#include <string.h>

/* Letters that Unicode does not take apart into a letter and an accent. */
typedef struct
{
  gunichar letter;
  const char *folded;
} MvFoldRow;

static const MvFoldRow stroke_letters[] = {
  { 0x111, "d" },  /* đ, Northern Sámi */
  { 0x14b, "n" },  /* ŋ, Northern and Lule Sámi */
  { 0x167, "t" },  /* ŧ, Northern Sámi */
  { 0xf0, "d" },   /* ð */
  { 0xfe, "th" },  /* þ */
  { 0xdf, "ss" },  /* ß */
  { 0x142, "l" },  /* ł */
  { 0x131, "i" },  /* ı */
  { 0x153, "oe" }, /* œ */
};

static const MvFoldRow own_letters[] = {
  { 0xe5, "aa" }, /* å */
  { 0xf8, "oe" }, /* ø */
  { 0xe6, "ae" }, /* æ */
};

static const char *
find_row (const MvFoldRow *rows, guint n_rows, gunichar letter)
{
  for (guint i = 0; i < n_rows; i++)
    {
      if (rows[i].letter == letter)
        return rows[i].folded;
    }

  return NULL;
}

/* Takes accents off one by one, so that an å with an accent is an å. */
static gunichar
take_accents_off (gunichar letter)
{
  gunichar base, accent;

  while (find_row (own_letters, G_N_ELEMENTS (own_letters), letter) == NULL &&
         g_unichar_decompose (letter, &base, &accent) && g_unichar_ismark (accent))
    letter = base;

  return letter;
}

static void
append_folded (GString *to, gunichar letter, gboolean is_ascii)
{
  const char *folded;

  letter = take_accents_off (g_unichar_tolower (letter));
  folded = find_row (stroke_letters, G_N_ELEMENTS (stroke_letters), letter);
  if (folded == NULL && is_ascii)
    folded = find_row (own_letters, G_N_ELEMENTS (own_letters), letter);

  if (folded != NULL)
    g_string_append (to, folded);
  else if (!g_unichar_ismark (letter))
    g_string_append_unichar (to, letter);
}

static char *
fold (const char *text, gboolean is_ascii)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *folded = g_string_sized_new (strlen (composed));

  for (const char *at = composed; *at != '\0'; at = g_utf8_next_char (at))
    append_folded (folded, g_utf8_get_char (at), is_ascii);

  return g_string_free (folded, FALSE);
}

/**
 * mv_fold:
 * @text: a text; bytes that are not UTF-8 are replaced
 *
 * Folds a text for searching and sorting together: lower case, accents off, Sámi letters to their
 * nearest; å, ø and æ stay, since they are letters of their own in Norwegian. Folding what is
 * folded changes nothing.
 *
 * Returns: (transfer full): the folded text
 */
char *
mv_fold (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  return fold (text, FALSE);
}

/**
 * mv_fold_to_ascii:
 * @text: a text; bytes that are not UTF-8 are replaced
 *
 * As mv_fold(), with å, ø and æ written aa, oe and ae, as people do on a keyboard without them.
 *
 * Returns: (transfer full): the folded text
 */
char *
mv_fold_to_ascii (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  return fold (text, TRUE);
}
