/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-version-diff.h"
#include "mv-version-match.h"

#include <string.h>

/* A text from lines; `#` before a heading. */
static GPtrArray *
make (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *paragraphs = mv_paragraphs_new ();

  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      gboolean is_heading = lines[i][0] == '#';

      g_ptr_array_add (paragraphs,
                       mv_paragraph_new (is_heading ? MV_PARAGRAPH_HEADING : MV_PARAGRAPH_PLAIN,
                                         is_heading ? 1 : 0, 0, lines[i] + (is_heading ? 1 : 0)));
    }

  return paragraphs;
}

static const MvParagraph *
get (GPtrArray *paragraphs, guint i)
{
  return g_ptr_array_index (paragraphs, i);
}

/* An older version, whose paragraphs are called a, b, c …; and a newer one, matched with it. */
static void
match (const char *before, const char *after, GPtrArray **out_before, GPtrArray **out_after)
{
  g_autoptr (MvClock) clock = mv_clock_virtual_new (G_GINT64_CONSTANT (1700000000000000));
  g_autoptr (MvRandom) random = mv_random_seeded_new (1, 1);

  *out_before = make (before);
  *out_after = make (after);
  for (guint i = 0; i < (*out_before)->len; i++)
    ((MvParagraph *) g_ptr_array_index (*out_before, i))->id =
        g_strdup_printf ("%c", 'a' + (int) i);
  mv_version_match (*out_before, *out_after, clock, random);
}

/* The ids of the newer version; a new one as +. */
static char *
dup_ids (GPtrArray *paragraphs)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < paragraphs->len; i++)
    g_string_append (ids, strlen (get (paragraphs, i)->id) == 1 ? get (paragraphs, i)->id : "+");

  return g_string_free (ids, FALSE);
}

/* Which paragraph of the new version is which of the old one. */
static void
test_versions_match (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *ids;
  } rows[] = {
    { "ein\nto\ntre", "ein\nto\ntre", "abc" },                         /* the same */
    { "ein\nto", "EIN\nTÓ ", "ab" },                                   /* case, accents, blanks */
    { "ein\nto\ntre", "ein\ntre", "ac" },                              /* one removed */
    { "ein\ntre", "ein\nto\ntre", "a+b" },                             /* one added */
    { "ein\nto\ntre", "tre\nein\nto", "cab" },                         /* one moved */
    { "ein\nein\nein", "ein\nein", "ab" },                             /* the same text thrice */
    { "ein\nto", "to\nein\nein", "ba+" },                              /* moved and doubled */
    { "", "ein", "+" },                                                /* nothing before */
    { "Du kan seie nei\nto", "Du kan alltid seie nei\nto", "ab" },     /* a word more */
    { "Du kan seie nei", "Vi ringer deg i morgon", "+" },              /* nothing in common */
    { "ein to tre fire", "ein to fem seks", "a" },                     /* just half of the words */
    { "ein to tre fire fem", "ein to seks sju åtte", "+" },            /* less than half */
    { "ein to tre fire fem seks", "ein to tre fire\nfem seks", "a+" }, /* one parted */
    { "ein to tre fire\nfem seks", "ein to tre fire fem seks", "a" },  /* two joined */
    { "#Formål\nFormål", "Formål\n#Formål", "ba" },           /* a heading is no paragraph */
    { "#Formål", "Formål", "+" },                             /* not even reworded */
    { "a b c d\na b c e", "a b c f\na b c d", "ba" },         /* the same text first, then alike */
    { "a b c d x\na b c d y", "a b c d z\na b c d w", "ab" }, /* as much alike: the nearest */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) before = NULL;
      g_autoptr (GPtrArray) after = NULL;
      g_autofree char *ids = NULL;

      match (rows[i].before, rows[i].after, &before, &after);
      ids = dup_ids (after);
      g_test_message ("%s -> %s", rows[i].before, rows[i].after);
      g_assert_cmpstr (ids, ==, rows[i].ids);
    }
}

/* The first version has none before it; every paragraph gets an id of its own, fit for a record. */
static void
test_versions_first (void)
{
  g_autoptr (MvClock) clock = mv_clock_virtual_new (G_GINT64_CONSTANT (1700000000000000));
  g_autoptr (MvRandom) random = mv_random_seeded_new (1, 1);
  g_autoptr (GPtrArray) paragraphs = make ("ein\nein");

  mv_version_match (NULL, paragraphs, clock, random);
  g_assert_true (mv_uuid_is_valid (get (paragraphs, 0)->id));
  g_assert_true (mv_uuid_is_valid (get (paragraphs, 1)->id));
  g_assert_cmpstr (get (paragraphs, 0)->id, !=, get (paragraphs, 1)->id);
}

/* Whatever happens to a text, no old id stands twice and every paragraph has one. */
static void
test_versions_random (void)
{
  static const char *const words[] = { "ein", "to", "tre", "fire", "fem" };
  g_autoptr (MvRandom) random = mv_random_seeded_new (7, 7);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GString) old_text = g_string_new (NULL);
      g_autoptr (GString) new_text = g_string_new (NULL);
      GString *const texts[] = { old_text, new_text };
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GPtrArray) before = NULL;
      g_autoptr (GPtrArray) after = NULL;

      for (guint side = 0; side < 2; side++)
        for (guint i = mv_random_below (random, 20) + 1; i > 0; i--)
          {
            for (guint j = mv_random_below (random, 4) + 1; j > 0; j--)
              g_string_append_printf (texts[side], "%s ", words[mv_random_below (random, 5)]);
            g_string_append_c (texts[side], '\n');
          }

      match (texts[0]->str, texts[1]->str, &before, &after);
      for (guint i = 0; i < after->len; i++)
        {
          g_assert_nonnull (get (after, i)->id);
          g_assert_true (g_hash_table_add (seen, get (after, i)->id));
        }
    }
}

/* A row of the comparison as a sign and the paragraph's first word. */
static char *
dup_rows (GArray *rows)
{
  static const char signs[] = "=>~+-";
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const MvVersionRow *row = &g_array_index (rows, MvVersionRow, i);
      const MvParagraph *shown = row->after != NULL ? row->after : row->before;

      g_assert_cmpint (row->before == NULL, ==, row->change == MV_VERSION_ADDED);
      g_assert_cmpint (row->after == NULL, ==, row->change == MV_VERSION_REMOVED);
      g_string_append_printf (text, "%c%.*s ", signs[row->change], (int) strcspn (shown->text, " "),
                              shown->text);
    }

  return g_string_free (text, FALSE);
}

/* How two versions are told apart, in the order of the new one. */
static void
test_versions_diff (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *rows;
  } rows[] = {
    { "ein\nto", "ein\nto", "=ein =to " },                        /* the same */
    { "ein\nto", "Ein\nto", "~Ein =to " },                        /* a capital is a change */
    { "ein\nto\ntre", "ein\ntre\nfire", "=ein -to =tre +fire " }, /* removed and added */
    { "ein\nto\ntre", "tre\nein\nto", ">tre =ein =to " },         /* moved */
    { "ein\nto", "", "-ein -to " },                               /* all removed */
    { "", "ein", "+ein " },                                       /* all added */
    { "a b c\nd e f\ng", "g\na b x", "-d =g ~a " },               /* changed, and another moved */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) before = NULL;
      g_autoptr (GPtrArray) after = NULL;
      g_autoptr (GArray) found = NULL;
      g_autofree char *text = NULL;

      match (rows[i].before, rows[i].after, &before, &after);
      found = mv_version_diff (before, after);
      text = dup_rows (found);
      g_test_message ("%s -> %s", rows[i].before, rows[i].after);
      g_assert_cmpstr (text, ==, rows[i].rows);
    }
}

/* A number that moves on because of an item before it is no change; a level is. */
static void
test_versions_diff_numbers (void)
{
  g_autoptr (GPtrArray) before = mv_paragraphs_new ();
  g_autoptr (GPtrArray) after = mv_paragraphs_new ();
  g_autoptr (GArray) rows = NULL;
  g_autofree char *text = NULL;
  static const guint levels[][2] = { { 1, 1 }, { 1, 2 } };

  for (guint i = 0; i < 2; i++)
    {
      MvParagraph *left = mv_paragraph_new (MV_PARAGRAPH_NUMBERED_ITEM, levels[i][0], 1, "ein");
      MvParagraph *right = mv_paragraph_new (MV_PARAGRAPH_NUMBERED_ITEM, levels[i][1], 2, "ein");

      left->id = g_strdup_printf ("%u", i);
      right->id = g_strdup_printf ("%u", i);
      g_ptr_array_add (before, left);
      g_ptr_array_add (after, right);
    }

  rows = mv_version_diff (before, after);
  text = dup_rows (rows);
  g_assert_cmpstr (text, ==, "=ein ~ein ");
}

static char *
dup_pieces (const char *before, const char *after)
{
  g_autoptr (GPtrArray) pieces = mv_version_diff_words (before, after);
  g_autoptr (GString) left = g_string_new (NULL);
  g_autoptr (GString) right = g_string_new (NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const MvVersionPiece *piece = g_ptr_array_index (pieces, i);

      if (piece->change != MV_VERSION_ADDED)
        g_string_append (left, piece->text);
      if (piece->change != MV_VERSION_REMOVED)
        g_string_append (right, piece->text);
      g_string_append_printf (text,
                              piece->change == MV_VERSION_SAME      ? "%s"
                              : piece->change == MV_VERSION_REMOVED ? "[-%s-]"
                                                                    : "[+%s+]",
                              piece->text);
    }

  /* The pieces are both texts, whole. */
  g_assert_cmpstr (left->str, ==, before);
  g_assert_cmpstr (right->str, ==, after);
  return g_string_free (text, FALSE);
}

/* What changed inside a paragraph, word by word. */
static void
test_versions_diff_words (void)
{
  static const char *const rows[][3] = {
    { "a b c", "a b c", "a b c" },          /* the same */
    { "a b c", "a x c", "a [-b-][+x+] c" }, /* a word for another */
    { "a b", "a b c", "a b[+ c+]" },        /* one more at the end */
    { "a b c", "c", "[-a b -]c" },          /* fewer at the beginning */
    { "", "a", "[+a+]" },                   /* nothing before */
    { "a", "", "[-a-]" },                   /* nothing after */
    { "a  b", "a b", "a[-  -][+ +]b" },     /* blanks count */
    { "a\nb", "a\nb\n", "a\nb[+\n+]" },     /* lines too */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = dup_pieces (rows[i][0], rows[i][1]);

      g_assert_cmpstr (text, ==, rows[i][2]);
    }
}

/* At the most words that are aligned, a word in the middle is found; beyond, both texts stand
 * whole. */
static void
test_versions_diff_limit (void)
{
  for (guint n = 2000; n <= 2001; n++)
    {
      g_autoptr (GString) before = g_string_new ("x");
      g_autoptr (GString) after = g_string_new ("y");
      g_autofree char *text = NULL;

      /* Each word but the ends is new; with blanks, 2n words in each. */
      for (guint i = 1; i + 1 < n; i++)
        {
          g_string_append_printf (before, " %s%u", i == 1000 ? "same" : "a", i);
          g_string_append_printf (after, " %s%u", i == 1000 ? "same" : "b", i);
        }
      g_string_append (before, " v ");
      g_string_append (after, "\tw\t");

      text = dup_pieces (before->str, after->str);
      g_assert_cmpint (strstr (text, "+] same1000 [-") != NULL, ==, n == 2000);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/versions/match", test_versions_match);
  g_test_add_func ("/versions/first", test_versions_first);
  g_test_add_func ("/versions/random", test_versions_random);
  g_test_add_func ("/versions/diff", test_versions_diff);
  g_test_add_func ("/versions/diff/numbers", test_versions_diff_numbers);
  g_test_add_func ("/versions/diff/words", test_versions_diff_words);
  g_test_add_func ("/versions/diff/limit", test_versions_diff_limit);

  return g_test_run ();
}
