/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-words.h"

#include <string.h>

#define NBSP "\302\240"
/* 2026-11-23, 09.32 UTC: a Monday */
#define NOW_US (G_GINT64_CONSTANT (1795426320) * G_USEC_PER_SEC)

typedef struct
{
  const char *language;
  const char *input;
  const char *expected;
} Row;

static void
assert_takes (char *got, const char *expected)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

/* Day and month are held together; the year comes only where it is not this one. */
static void
test_date (void)
{
  static const Row rows[] = {
    { "nb", "2026-11-02", "2." NBSP "november" },
    { "nn", "2026-05-17", "17." NBSP "mai" },
    { "en", "2026-11-02", "2" NBSP "November" },
    { "nb", "2025-12-31", "31." NBSP "desember 2025" },
    /* a moment starts with its date */
    { "nb", "2026-11-02T10:00:00+01:00", "2." NBSP "november" },
    /* what is not a date comes back as it is */
    { "nb", "soon", "soon" },
    { "nb", "2026-02-30", "2026-02-30" },
    { "nb", "2026-1-2", "2026-1-2" },
    { "nb", "", "" },
    { "nb", NULL, "" },
  };
  g_autoptr (MvClock) clock = mv_clock_virtual_new (NOW_US);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      mv_words_set_context (rows[i].language, clock);
      assert_takes (mv_words_date (rows[i].input), rows[i].expected);
    }
}

/* The days of the week are right in each language, and each has its own months. */
static void
test_date_long (void)
{
  static const Row rows[] = {
    { "nb", "2026-11-23", "mandag 23." NBSP "november 2026" },
    { "nn", "2026-11-23", "måndag 23." NBSP "november 2026" },
    { "nn", "2026-11-28", "laurdag 28." NBSP "november 2026" },
    { "en", "2026-11-29", "Sunday 29" NBSP "November 2026" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      mv_words_set_context (rows[i].language, NULL);
      assert_takes (mv_words_date_long (rows[i].input), rows[i].expected);
    }
}

/* A day near today is named as people name it, and further off by its date alone. */
static void
test_day_near (void)
{
  static const Row rows[] = {
    { "nb", "2026-11-23", "i dag" },
    { "nb", "2026-11-22", "i" NBSP "går, 22." NBSP "november" },
    { "nn", "2026-11-24", "i morgon, 24." NBSP "november" },
    { "nn", "2026-11-20", "fredag 20." NBSP "november" },
    { "nb", "2026-11-17", "tirsdag 17." NBSP "november" },
    /* a week off, the weekday would be mistaken for today's */
    { "nb", "2026-11-16", "16." NBSP "november" },
    { "nb", "2026-11-30", "30." NBSP "november" },
    { "nb", "2025-11-23", "23." NBSP "november 2025" },
  };
  g_autoptr (MvClock) clock = mv_clock_virtual_new (NOW_US);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      mv_words_set_context (rows[i].language, clock);
      assert_takes (mv_words_day_near (rows[i].input, "2026-11-23"), rows[i].expected);
    }
}

/* Times stand on the clock of this place, whatever zone they were written in. */
static void
test_moment (void)
{
  g_autoptr (MvClock) clock = mv_clock_virtual_new (NOW_US);

  mv_words_set_context ("nn", clock);
  assert_takes (mv_words_moment ("2026-11-26T10:00:00+01:00"),
                "torsdag 26." NBSP "november kl." NBSP "10.00");
  assert_takes (mv_words_moment ("2026-11-26T23:30:00Z"),
                "fredag 27." NBSP "november kl." NBSP "00.30");
  assert_takes (mv_words_moment ("2026-11-26"), "torsdag 26." NBSP "november");
  assert_takes (mv_words_moment ("later"), "later");
  assert_takes (mv_words_moment (NULL), "");
  assert_takes (mv_words_time (NOW_US), "10.32");
  mv_words_set_context ("en", clock);
  assert_takes (mv_words_time (NOW_US), "10:32");
}

/* Numbers are words up to twelve; one is neuter, since all we count is. */
static void
test_number (void)
{
  mv_words_set_context ("nb", NULL);
  assert_takes (mv_words_number (1), "ett");
  assert_takes (mv_words_number (12), "tolv");
  assert_takes (mv_words_number (13), "13");
  mv_words_set_context ("nn", NULL);
  assert_takes (mv_words_number (1), "eitt");
  assert_takes (mv_words_capitalise (mv_words_number (8)), "Åtte");
  assert_takes (mv_words_capitalise (g_strdup ("")), "");
}

typedef struct
{
  const char *parts[3];
  const char *line;
} LineRow;

/* The dot never begins a line, and a short fact is never split; a long one may be. */
static void
test_parts (void)
{
  const LineRow rows[] = {
    { { "A", "8 in all" }, "A\302\240· 8\302\240in\302\240all" },
    /* Nothing where a fact is not known. */
    { { NULL, "A", "" }, "A" },
    { { NULL, NULL }, "" },
    /* Sixteen letters hold together, seventeen do not. */
    { { "Å 345678 0123456" }, "Å\302\240345678\302\2400123456" },
    { { "Å 345678 01234567" }, "Å 345678 01234567" },
    /* A number stays with what it counts. */
    { { "6 contributions by you" }, "6\302\240contributions by you" },
    { { "2026" }, "2026" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      for (guint j = 0; j < G_N_ELEMENTS (rows[i].parts); j++)
        mv_words_append_part (line, rows[i].parts[j]);
      g_assert_cmpstr (line->str, ==, rows[i].line);
    }
}

/* A language the program does not have counts as English. */
static void
test_unknown_language (void)
{
  mv_words_set_context ("de", NULL);
  g_assert_cmpstr (mv_words_get_language (), ==, "en");
  mv_words_set_context (NULL, NULL);
  g_assert_cmpstr (mv_words_get_language (), ==, "en");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC-1", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words/date", test_date);
  g_test_add_func ("/words/date-long", test_date_long);
  g_test_add_func ("/words/day-near", test_day_near);
  g_test_add_func ("/words/moment", test_moment);
  g_test_add_func ("/words/number", test_number);
  g_test_add_func ("/words/parts", test_parts);
  g_test_add_func ("/words/unknown-language", test_unknown_language);
  return g_test_run ();
}
