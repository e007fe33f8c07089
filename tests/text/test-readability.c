/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-readability.h"

typedef struct
{
  const char *text;
  guint n_words;
  guint n_long_words;
  guint n_sentences;
} Row;

/* What is a word, a long word and a sentence. */
static void
test_readability_counts (void)
{
  static const Row rows[] = {
    { "", 0, 0, 0 },                                  /* nothing */
    { " \n\t ", 0, 0, 0 },                            /* only blanks */
    { "– ! ?", 0, 0, 0 },                             /* only signs */
    { "Hei", 1, 0, 1 },                               /* no stop at the end */
    { "Vi leser. Du skriver.", 4, 1, 2 },             /* two sentences; skriver has seven */
    { "Vi leser! Skriver du? Ja.", 5, 1, 3 },         /* the other stops */
    { "Husk dette: Du kan si nei.", 6, 0, 2 },        /* a colon before a blank */
    { "Kl. 10:30 er det møte.", 5, 0, 1 },            /* a colon in a time */
    { "Sjukehus", 1, 1, 1 },                          /* eight letters */
    { "Åpenhet", 1, 1, 1 },                           /* seven letters, eight bytes */
    { "(åpent)", 1, 0, 1 },                           /* signs are no letters */
    { "e-post, 12345678 tall", 3, 0, 1 },             /* nor are digits */
    { "brukar-\nmedverknad", 2, 1, 1 },               /* a line may be broken anywhere */
    { "Det var f.eks. Oslo.", 4, 0, 1 },              /* an abbreviation before a capital */
    { "Bær, frukt osv. er bra.", 5, 0, 1 },           /* one before a small letter */
    { "Bær, frukt osv. Det er bra.", 6, 0, 2 },       /* one that ended a sentence */
    { "Møt dr. B. Hansen.", 4, 0, 1 },                /* a title and an initial */
    { "Den 3. mai kom ho.", 5, 0, 1 },                /* an ordinal */
    { "Det var i 2016. Nå er det slutt.", 8, 0, 2 },  /* a year that ends a sentence */
    { "Sjå www.helsenorge.no/a for meir.", 4, 1, 1 }, /* an address; it has many letters */
    { "Han sa: «Ja.» Ho sa nei.", 6, 0, 3 },          /* a stop inside quotation marks */
    { "Ja (kanskje.) Nei.", 3, 1, 2 },                /* and inside brackets */
    { "Ja ... Nei", 2, 0, 2 },                        /* three dots alone */
    { "Ja… Nei", 2, 0, 2 },                           /* as one sign */
    { "Du får:\n- mat\n- drikke\n- ro", 5, 0, 4 },    /* list items end */
    { "Du får:\n1. mat\n2) drikke", 4, 0, 3 },        /* numbered ones too */
    { "• mat og\ndrikke\n• ro", 4, 0, 2 },            /* an item on two lines */
    { "- mat\nVi et no.", 4, 0, 2 },                  /* a capital below a list */
    { "Overskrift\n\nTeksten er her.", 4, 2, 2 },     /* a heading without a stop */
    { "-5 grader", 2, 0, 1 },                         /* a minus is no bullet */
    { "1234. gong", 2, 0, 1 },                        /* too long for an item's number */
    { "a\xff"
      "b. C",
      2, 0, 2 }, /* a broken byte */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MvReadability measured = { 99, 99, 99, 99.0 };

      mv_readability_measure (rows[i].text, &measured);
      g_test_message ("%s", rows[i].text[0] == 'a' ? "(broken)" : rows[i].text);
      g_assert_cmpuint (measured.n_words, ==, rows[i].n_words);
      g_assert_cmpuint (measured.n_long_words, ==, rows[i].n_long_words);
      g_assert_cmpuint (measured.n_sentences, ==, rows[i].n_sentences);
      if (rows[i].n_words == 0)
        g_assert_cmpfloat (measured.lix, ==, 0.0);
    }
}

/* LIX from the counts, by hand: 8 words, 2 of them long, 2 sentences: 8/2 + 100·2/8 = 29. */
static void
test_readability_lix (void)
{
  MvReadability measured;

  mv_readability_measure ("Vi leser forskning nå. Du kan skrive brukarmedverknad.", &measured);
  g_assert_cmpuint (measured.n_words, ==, 8);
  g_assert_cmpuint (measured.n_long_words, ==, 2);
  g_assert_cmpfloat_with_epsilon (measured.lix, 29.0, 0.001);
}

/* Minutes are rounded up, and nothing takes no time. */
static void
test_readability_minutes (void)
{
  static const guint rows[][2] = { { 0, 1 }, { 1, 1 }, { 180, 1 }, { 181, 2 }, { 1800, 10 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MvReadability measured = { .n_words = rows[i][0] };

      g_assert_cmpuint (mv_readability_minutes (&measured), ==, rows[i][1]);
    }
}

/* Three speeches whose LIX was published: ours differs by one at most. */
static void
test_readability_published (void)
{
  static const struct
  {
    const char *name;
    double lix;
  } rows[] = {
    { "Norway_PM_New_Year_speeches__1991GHB.txt", 35.0 },
    { "Norway_Royal_New_Year_speeches__2016.txt", 34.0 },
    { "Norway_Royal_New_Year_speeches__2022.txt", 27.0 },
  };
  const char *records = g_getenv ("MEDVIRK_RECORDS");

  if (records == NULL)
    {
      g_test_skip ("MEDVIRK_RECORDS does not name the folder with the published texts");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_build_filename (records, "lix", rows[i].name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      MvReadability measured;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);

      mv_readability_measure (text, &measured);
      g_test_message ("%s: %.1f, published %.0f", rows[i].name, measured.lix, rows[i].lix);
      g_assert_cmpfloat_with_epsilon (measured.lix, rows[i].lix, 1.0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/readability/counts", test_readability_counts);
  g_test_add_func ("/readability/lix", test_readability_lix);
  g_test_add_func ("/readability/minutes", test_readability_minutes);
  g_test_add_func ("/readability/published", test_readability_published);

  return g_test_run ();
}
