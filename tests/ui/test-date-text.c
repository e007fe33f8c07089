/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-date-text.h"

#define TODAY "2026-11-23"

typedef struct
{
  const char *text;
  const char *date; /* NULL for what is not a date */
} Row;

/* What people type is understood, day before month, and what is not a date is never guessed at. */
static void
test_parse (void)
{
  static const Row rows[] = {
    { "23.11.2026", "2026-11-23" },              /* as the field shows it */
    { " 23.11.2026 ", "2026-11-23" },            /* pasted with blanks */
    { "1.2.2026", "2026-02-01" },                /* without leading zeros */
    { "23.11.26", "2026-11-23" },                /* short year */
    { "23.11", "2026-11-23" },                   /* this year */
    { "23.11.", "2026-11-23" },                  /* with the full stop of an ordinal */
    { "24.12", "2026-12-24" },                   /* a month ahead is still this year */
    { "15.3", "2026-03-15" },                    /* earlier this year */
    { "2/11", "2026-11-02" },                    /* slash */
    { "2-11-2026", "2026-11-02" },               /* hyphens */
    { "2 11 2026", "2026-11-02" },               /* blanks */
    { "231126", "2026-11-23" },                  /* in one piece */
    { "23112026", "2026-11-23" },                /* in one piece, long year */
    { "2026-11-20", "2026-11-20" },              /* as machines write it */
    { "2. november", "2026-11-02" },             /* month in words */
    { "2 nov 2026", "2026-11-02" },              /* shortened */
    { "måndag 2. november 2026", "2026-11-02" }, /* with a weekday, which is not checked */
    { "3. desember 2025", "2025-12-03" },        /* Norwegian spelling */
    { "3 December 2025", "2025-12-03" },         /* English spelling and capitals */
    { "November 2, 2026", "2026-11-02" },        /* month first, in words */
    { "i dag", "2026-11-23" },                   /* today */
    { "I GÅR", "2026-11-22" },                   /* yesterday, in capitals */
    { "yesterday", "2026-11-22" },               /* in English */
    { "29.2.2024", "2024-02-29" },               /* leap day */
    { "", NULL },                                /* nothing */
    { "   ", NULL },                             /* only blanks */
    { "31.02.2026", NULL },                      /* a day that is not in the calendar */
    { "29.2.2026", NULL },                       /* no leap year */
    { "11.23.2026", NULL },                      /* month before day */
    { "0.11.2026", NULL },                       /* no day zero */
    { "23", NULL },                              /* only a day */
    { "november", NULL },                        /* only a month */
    { "23.11.226", NULL },                       /* a year of three digits */
    { "23.11.1899", NULL },                      /* before anybody's time */
    { "23.11.2026 10.00", NULL },                /* more than a date */
    { "sometime last week", NULL },              /* words */
    { "99999999999999999999", NULL },            /* too many digits */
    { "23.11.2026.\xff", NULL },                 /* not UTF-8 */
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *date = NULL;
      g_autofree char *shown = g_strescape (rows[i].text, NULL);
      gboolean is_date = mv_date_text_parse (rows[i].text, TODAY, &date);

      g_test_message ("\"%s\"", shown);
      g_assert_cmpint (is_date, ==, rows[i].date != NULL);
      g_assert_cmpstr (date, ==, rows[i].date);
    }
}

/* In January, a day of December is last month's and not next winter's. */
static void
test_year (void)
{
  g_autofree char *date = NULL;

  g_assert_true (mv_date_text_parse ("20.12", "2027-01-05", &date));
  g_assert_cmpstr (date, ==, "2026-12-20");
}

/* What is shown is understood again, and days are counted over the turn of the year. */
static void
test_format (void)
{
  g_autofree char *text = mv_date_text_format ("2026-01-02");
  g_autofree char *nothing = mv_date_text_format (NULL);
  g_autofree char *before = mv_date_text_add_days ("2026-01-01", -1);
  g_autofree char *after = mv_date_text_add_days ("2026-12-31", 1);

  g_assert_cmpstr (text, ==, "02.01.2026");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (before, ==, "2025-12-31");
  g_assert_cmpstr (after, ==, "2027-01-01");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/ui/date-text/parse", test_parse);
  g_test_add_func ("/ui/date-text/year", test_year);
  g_test_add_func ("/ui/date-text/format", test_format);
  return g_test_run ();
}
