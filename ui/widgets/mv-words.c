/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-words.h"

#include <string.h>

/* Tables of our own: the C library names months only in languages the machine has installed, and
 * neither GLib nor GTK can name them in a language chosen inside the program. */
typedef struct
{
  const char *language;
  const char *days[7]; /* from Monday */
  const char *months[12];
  const char *numbers[13];
  const char *today, *yesterday, *tomorrow;
  const char *day_format;    /* %1$d day, %2$s month */
  const char *moment_format; /* %1$s day, %2$s time */
  char time_mark;
} MvTongue;

/* Between day and month stands a no-break space. */
#define NBSP "\302\240"

static const MvTongue tongues[] = {
  { "nb",
    { "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag" },
    { "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
      "november", "desember" },
    { "ingen", "ett", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve",
      "tolv" },
    "i dag",
    "i\302\240går",
    "i morgen",
    "%1$d." NBSP "%2$s",
    "%1$s kl." NBSP "%2$s",
    '.' },
  { "nn",
    { "måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag" },
    { "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
      "november", "desember" },
    { "ingen", "eitt", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve",
      "tolv" },
    "i dag",
    "i\302\240går",
    "i morgon",
    "%1$d." NBSP "%2$s",
    "%1$s kl." NBSP "%2$s",
    '.' },
  { "en",
    { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
    { "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December" },
    { "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve" },
    "today",
    "yesterday",
    "tomorrow",
    "%1$d" NBSP "%2$s",
    "%1$s at" NBSP "%2$s",
    ':' },
};

static const MvTongue *tongue = &tongues[2];
static GWeakRef context_clock;

/**
 * mv_words_set_context:
 * @language: nb, nn or en; anything else counts as en
 * @clock: (nullable): says which year it is; without one every date bears its year
 *
 * Chooses the language of all words that follow. Only for the main thread.
 */
void
mv_words_set_context (const char *language, MvClock *clock)
{
  tongue = &tongues[G_N_ELEMENTS (tongues) - 1];
  for (guint i = 0; i < G_N_ELEMENTS (tongues); i++)
    if (g_strcmp0 (tongues[i].language, language) == 0)
      tongue = &tongues[i];
  g_weak_ref_set (&context_clock, clock);
}

const char *
mv_words_get_language (void)
{
  return tongue->language;
}

/* Reads the date at the start of a date or a moment. */
static gboolean
parse_date (const char *text, GDate *out_date)
{
  int year, month, day;

  g_date_clear (out_date, 1);
  if (text == NULL || strlen (text) < 10)
    return FALSE;
  for (int i = 0; i < 10; i++)
    if ((i == 4 || i == 7) ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  year = (int) g_ascii_strtoll (text, NULL, 10);
  month = (int) g_ascii_strtoll (text + 5, NULL, 10);
  day = (int) g_ascii_strtoll (text + 8, NULL, 10);
  if (year < 1 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (out_date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

static gboolean
is_this_year (const GDate *date)
{
  g_autoptr (MvClock) clock = g_weak_ref_get (&context_clock);
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *today = NULL;
  GDate now;

  if (clock == NULL)
    return FALSE;
  zone = g_time_zone_new_local ();
  today = mv_clock_dup_today (clock, zone);
  return parse_date (today, &now) && g_date_get_year (&now) == g_date_get_year (date);
}

/* The formats are our own constants above; the compiler cannot see that. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static char *
format_day (const GDate *date)
{
  return g_strdup_printf (tongue->day_format, (int) g_date_get_day (date),
                          tongue->months[g_date_get_month (date) - 1]);
}

static char *
format_moment (const char *day, const char *time)
{
  return g_strdup_printf (tongue->moment_format, day, time);
}

#pragma GCC diagnostic pop

static const char *
day_name (const GDate *date)
{
  return tongue->days[g_date_get_weekday (date) - G_DATE_MONDAY];
}

/**
 * mv_words_date:
 * @date: `2026-11-02`, or a moment that starts so
 *
 * Returns: (transfer full): the day and the month in words, and the year where it is not this one;
 *   @date itself if it is not a date
 */
char *
mv_words_date (const char *date)
{
  g_autofree char *day = NULL;
  GDate parsed;

  if (!parse_date (date, &parsed))
    return g_strdup (date != NULL ? date : "");
  day = format_day (&parsed);
  if (is_this_year (&parsed))
    return g_steal_pointer (&day);
  return g_strdup_printf ("%s %d", day, (int) g_date_get_year (&parsed));
}

/**
 * mv_words_date_long:
 * @date: `2026-11-23`
 *
 * Returns: (transfer full): weekday, day, month and year in words
 */
char *
mv_words_date_long (const char *date)
{
  g_autofree char *day = NULL;
  GDate parsed;

  if (!parse_date (date, &parsed))
    return g_strdup (date != NULL ? date : "");
  day = format_day (&parsed);
  return g_strdup_printf ("%s %s %d", day_name (&parsed), day, (int) g_date_get_year (&parsed));
}

/**
 * mv_words_day_near:
 * @date: `2026-11-22`, or a moment that starts so
 * @today: today's date
 *
 * A day as people say it: today, yesterday and tomorrow with their date, within a week the weekday,
 * else the date alone.
 *
 * Returns: (transfer full): the day in words
 */
char *
mv_words_day_near (const char *date, const char *today)
{
  g_autofree char *day = NULL;
  GDate parsed, now;
  int distance;

  if (!parse_date (date, &parsed) || !parse_date (today, &now))
    return mv_words_date (date);
  distance = g_date_days_between (&now, &parsed);
  if (distance == 0)
    return g_strdup (tongue->today);
  day = mv_words_date (date);
  if (distance == -1)
    return g_strdup_printf ("%s, %s", tongue->yesterday, day);
  if (distance == 1)
    return g_strdup_printf ("%s, %s", tongue->tomorrow, day);
  if (distance > -7 && distance < 7)
    return g_strdup_printf ("%s %s", day_name (&parsed), day);
  return g_steal_pointer (&day);
}

static char *
format_time (GDateTime *local)
{
  return g_strdup_printf ("%02d%c%02d", g_date_time_get_hour (local), tongue->time_mark,
                          g_date_time_get_minute (local));
}

/**
 * mv_words_time:
 * @time_us: µs since 1970
 *
 * Returns: (transfer full): the time of day here, on the 24-hour clock
 */
char *
mv_words_time (gint64 time_us)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return local != NULL ? format_time (local) : g_strdup ("");
}

/**
 * mv_words_moment:
 * @moment: a moment as RFC 3339 has it, or a date alone
 *
 * Returns: (transfer full): weekday, date and time here; without the time for a date alone
 */
char *
mv_words_moment (const char *moment)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) parsed = NULL, local = NULL;
  g_autofree char *date = NULL, *day = NULL, *time = NULL, *with_name = NULL;
  GDate named;

  if (moment == NULL)
    return g_strdup ("");
  parsed = g_date_time_new_from_iso8601 (moment, zone);
  if (parsed == NULL)
    {
      day = mv_words_date (moment);
      if (!parse_date (moment, &named))
        return g_steal_pointer (&day);
      return g_strdup_printf ("%s %s", day_name (&named), day);
    }
  local = g_date_time_to_timezone (parsed, zone);
  date = g_date_time_format (local, "%Y-%m-%d");
  day = mv_words_date (date);
  time = format_time (local);
  with_name = g_strdup_printf ("%s %s", tongue->days[g_date_time_get_day_of_week (local) - 1], day);
  return format_moment (with_name, time);
}

/**
 * mv_words_number:
 * @number: a count
 *
 * Returns: (transfer full): the number in words up to twelve, in figures from thirteen. One is
 *   neuter in Norwegian, since everything we count in words is (bidrag, forslag, svar, møte).
 */
char *
mv_words_number (guint number)
{
  if (number < G_N_ELEMENTS (tongue->numbers))
    return g_strdup (tongue->numbers[number]);
  return g_strdup_printf ("%u", number);
}

/**
 * mv_words_capitalise:
 * @text: (transfer full): a text that starts a line
 *
 * Returns: (transfer full): the same with a capital first letter
 */
char *
mv_words_capitalise (char *text)
{
  g_autofree char *taken = text;
  char first[6];
  int length;

  if (taken == NULL || *taken == '\0')
    return g_steal_pointer (&taken);
  length = g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (taken)), first);
  return g_strdup_printf ("%.*s%s", length, first, g_utf8_next_char (taken));
}

/* A break inside so few letters leaves a word alone on its line. */
#define KEPT_TOGETHER 16
#define NO_BREAK "\302\240"

/**
 * mv_words_append_part:
 * @line: facts with a dot between them
 * @part: (nullable): one more; %NULL and the empty text add nothing
 *
 * The dot stays with the part before it, a short part on one line, and a number with what it
 * counts, however narrow it gets.
 */
void
mv_words_append_part (GString *line, const char *part)
{
  gsize n_kept;

  g_return_if_fail (line != NULL);

  if (part == NULL || *part == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, NO_BREAK "· ");
  n_kept = g_utf8_strlen (part, -1) > KEPT_TOGETHER ? strspn (part, "0123456789") : strlen (part);
  for (const char *p = part; *p != '\0'; p++)
    if (*p == ' ' && p <= part + n_kept)
      g_string_append (line, NO_BREAK);
    else
      g_string_append_c (line, *p);
}
