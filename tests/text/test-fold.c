/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fold.h"

typedef struct
{
  const char *text;
  const char *folded;
  const char *ascii;
} FoldRow;

static const FoldRow rows[] = {
  { "", "", "" },                                                           /* nothing */
  { "Hjerte", "hjerte", "hjerte" },                                         /* capitals */
  { "Åse på Røst, Bærum", "åse på røst, bærum", "aase paa roest, baerum" }, /* own letters stay */
  { "idé à la carte", "ide a la carte", "ide a la carte" },                 /* accents go */
  { "ide\xcc\x81", "ide", "ide" },                                          /* also written apart */
  { "A\xcc\x8a"
    "se",
    "åse", "aase" },                                        /* but a ring makes a letter */
  { "Ǻ ǿ ǽ", "å ø æ", "aa oe ae" },                         /* own letters with an accent */
  { "Ä ö ü", "a o u", "a o u" },                            /* neighbours' letters */
  { "Čálliidlágádus", "calliidlagadus", "calliidlagadus" }, /* Northern Sámi */
  { "đ ŋ š ŧ ž Đ Ŋ Š Ŧ Ž", "d n s t z d n s t z", "d n s t z d n s t z" }, /* all its letters */
  { "Straße, Łódź, Þór", "strasse, lodz, thor", "strasse, lodz, thor" }, /* letters with strokes */
  { "ﬁre m²", "fire m2", "fire m2" },              /* ligature and small figure */
  { "K7-QMW 2026", "k7-qmw 2026", "k7-qmw 2026" }, /* digits and signs stay */
  { "Привет", "привет", "привет" },                /* another alphabet */
};

/* Texts fold as the search wants them. */
static void
test_fold (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folded = mv_fold (rows[i].text);
      g_autofree char *ascii = mv_fold_to_ascii (rows[i].text);

      g_assert_cmpstr (folded, ==, rows[i].folded);
      g_assert_cmpstr (ascii, ==, rows[i].ascii);
    }
}

/* Folding what is folded changes nothing, so that it does not matter how often it is done. */
static void
test_fold_twice (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folded = mv_fold (rows[i].folded);
      g_autofree char *ascii = mv_fold_to_ascii (rows[i].ascii);

      g_assert_cmpstr (folded, ==, rows[i].folded);
      g_assert_cmpstr (ascii, ==, rows[i].ascii);
    }
}

/* Bytes that are no UTF-8 are replaced and what stands around them is kept. */
static void
test_fold_broken (void)
{
  g_autofree char *folded = mv_fold ("A\xff"
                                     "B\xc3");

  g_assert_true (g_utf8_validate (folded, -1, NULL));
  g_assert_true (g_str_has_prefix (folded, "a"));
  g_assert_nonnull (g_strstr_len (folded, -1, "b"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fold/texts", test_fold);
  g_test_add_func ("/fold/twice", test_fold_twice);
  g_test_add_func ("/fold/broken", test_fold_broken);

  return g_test_run ();
}
