/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-clock.h"

typedef struct
{
  const char *text;
  gint64 time_us;
} TimeRow;

/* A moment is read whatever its offset and decimals, and written in UTC. */
static void
test_time_good (void)
{
  static const TimeRow rows[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2026-11-22T08:00:00Z", G_GINT64_CONSTANT (1795334400000000) },
    { "2026-11-22T09:00:00+01:00", G_GINT64_CONSTANT (1795334400000000) },
    { "2026-11-22T04:30:00-03:30", G_GINT64_CONSTANT (1795334400000000) },
    { "2026-11-22T08:00:00.5Z", G_GINT64_CONSTANT (1795334400500000) },
    { "2026-11-22T08:00:00.000001Z", G_GINT64_CONSTANT (1795334400000001) },
    /* finer than a microsecond: dropped */
    { "2026-11-22T08:00:00.123456789Z", G_GINT64_CONSTANT (1795334400123456) },
    /* before 1970 */
    { "1969-12-31T23:59:59.25Z", -750000 },
    /* a leap day */
    { "2024-02-29T00:00:00Z", G_GINT64_CONSTANT (1709164800000000) },
    /* the first and the last moment that can be written */
    { "0001-01-01T00:00:00Z", G_GINT64_CONSTANT (-62135596800000000) },
    { "9999-12-31T23:59:59.999999Z", G_GINT64_CONSTANT (253402300799999999) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = NULL;
      gint64 time_us = 1;

      g_assert_true (mv_time_from_text (rows[i].text, &time_us));
      g_assert_cmpint (time_us, ==, rows[i].time_us);
      text = mv_time_to_text (time_us);
      g_assert_true (mv_time_from_text (text, &time_us));
      g_assert_cmpint (time_us, ==, rows[i].time_us);
      g_assert_true (g_str_has_suffix (text, "Z"));
    }
}

/* What RFC 3339 does not have is refused, and the number stays untouched. */
static void
test_time_bad (void)
{
  static const char *const rows[] = {
    "",                                /* nothing */
    "2026-11-22",                      /* a day only */
    "2026-11-22T08:00Z",               /* no seconds */
    "2026-11-22T08:00:00",             /* no offset */
    "2026-11-22 08:00:00Z",            /* a blank for the T */
    "2026-11-22t08:00:00Z",            /* a small t */
    "2026-11-22T08:00:00z",            /* a small z */
    "2026-11-22T08:00:00.Z",           /* a point without decimals */
    "2026-11-22T08:00:00.1234567890Z", /* ten decimals */
    "2026-11-22T08:00:00+0100",        /* an offset without a colon */
    "2026-11-22T08:00:00+24:00",       /* an offset of a day */
    "2026-11-22T08:00:00+01:60",       /* sixty minutes */
    "2026-11-22T08:00:00Z ",           /* more after the end */
    "2026-11-22T24:00:00Z",            /* hour 24 */
    "2026-11-22T08:60:00Z",            /* minute 60 */
    "2026-12-31T23:59:60Z",            /* a leap second */
    "2026-02-29T00:00:00Z",            /* no such day */
    "2026-13-01T00:00:00Z",            /* no such month */
    "0000-01-01T00:00:00Z",            /* no such year */
    "0001-01-01T00:00:00+00:01",       /* before the first moment, in UTC */
    "9999-12-31T23:59:59-00:01",       /* after the last moment, in UTC */
    "+026-11-22T08:00:00Z",            /* a sign for a digit */
  };
  gint64 time_us = 42;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (mv_time_from_text (rows[i], &time_us))
      g_error ("taken for a moment: %s", rows[i]);
  g_assert_false (mv_time_from_text (NULL, &time_us));
  g_assert_cmpint (time_us, ==, 42);
}

/* Only days of the calendar, in ten characters, are dates. */
static void
test_date (void)
{
  static const char *const bad[] = {
    "",            /* nothing */
    "2026-11-2",   /* one digit */
    "2026-11-200", /* three */
    "20261120",    /* no hyphens */
    "2026-11-31",  /* no such day */
    "2025-02-29",  /* not a leap year */
    "2026-00-10",  /* no such month */
    "0000-01-01",  /* no such year */
    "20.11.2026",  /* as people write it */
    "2026-11-20T", /* more after it */
  };

  g_assert_true (mv_date_is_valid ("2026-11-20"));
  g_assert_true (mv_date_is_valid ("2024-02-29"));
  g_assert_true (mv_date_is_valid ("0001-01-01"));
  g_assert_true (mv_date_is_valid ("9999-12-31"));
  g_assert_false (mv_date_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (mv_date_is_valid (bad[i]))
      g_error ("taken for a date: %s", bad[i]);
}

/* The virtual clock stands still until it is moved, also back. */
static void
test_virtual (void)
{
  g_autoptr (MvClock) clock = mv_clock_virtual_new (1500000);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_cmpint (mv_clock_now_us (clock), ==, 1500000);
  g_assert_cmpint (mv_clock_now_us (clock), ==, 1500000);
  first = mv_clock_dup_now (clock);
  g_assert_cmpstr (first, ==, "1970-01-01T00:00:01Z");
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (clock), 500000);
  g_assert_cmpint (mv_clock_now_us (clock), ==, 2000000);
  mv_clock_virtual_set (MV_CLOCK_VIRTUAL (clock), -1);
  second = mv_clock_dup_now (clock);
  g_assert_cmpstr (second, ==, "1969-12-31T23:59:59Z");
}

/* Today is the day where the person is: near midnight in UTC it is already tomorrow in Norway. */
static void
test_today (void)
{
  g_autoptr (MvClock) clock = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) hour_ahead = g_time_zone_new_offset (3600);
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  gint64 now_us = 0;

  g_assert_true (mv_time_from_text ("2026-12-31T23:30:00Z", &now_us));
  clock = mv_clock_virtual_new (now_us);
  here = mv_clock_dup_today (clock, utc);
  there = mv_clock_dup_today (clock, hour_ahead);
  g_assert_cmpstr (here, ==, "2026-12-31");
  g_assert_cmpstr (there, ==, "2027-01-01");
}

/* The machine's clock shows the machine's time. */
static void
test_system (void)
{
  g_autoptr (MvClock) clock = mv_clock_system_new ();
  gint64 before_us = g_get_real_time ();
  gint64 now_us = mv_clock_now_us (clock);

  g_assert_cmpint (now_us, >=, before_us);
  g_assert_cmpint (now_us, <=, g_get_real_time ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/time-good", test_time_good);
  g_test_add_func ("/clock/time-bad", test_time_bad);
  g_test_add_func ("/clock/date", test_date);
  g_test_add_func ("/clock/virtual", test_virtual);
  g_test_add_func ("/clock/today", test_today);
  g_test_add_func ("/clock/system", test_system);

  return g_test_run ();
}
