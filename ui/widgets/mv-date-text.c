/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-date-text.h"

#include <string.h>

#define FIRST_YEAR 1950
#define LAST_YEAR 2199

/* A date without a year lies in the year that has just been rather than far ahead: people write
 * down what they did. So much may it lie ahead before it is taken for last year's. */
#define MAX_DAYS_AHEAD 92

/* The first letters that tell the months apart, in Norwegian and English; both spellings where they
 * differ. */
static const struct
{
  const char *start;
  unsigned int month;
} month_names[] = {
  { "jan", 1 },  { "feb", 2 },  { "mar", 3 },  { "apr", 4 },  { "mai", 5 },
  { "may", 5 },  { "jun", 6 },  { "jul", 7 },  { "aug", 8 },  { "sep", 9 },
  { "okt", 10 }, { "oct", 10 }, { "nov", 11 }, { "des", 12 }, { "dec", 12 },
};

static const struct
{
  const char *word;
  int days;
} near_days[] = {
  { "i dag", 0 },  { "idag", 0 },  { "today", 0 },      { "i går", -1 },     { "igår", -1 },
  { "i gar", -1 }, { "igar", -1 }, { "yesterday", -1 }, { "i forgårs", -2 }, { "i førgår", -2 },
};

#define MAX_PARTS 3

typedef struct
{
  unsigned int number; /* 0 where a month was named */
  unsigned int n_digits;
  unsigned int month; /* 0 where it is a number */
} Part;

static unsigned int
find_month (const char *word)
{
  for (size_t i = 0; i < G_N_ELEMENTS (month_names); i++)
    if (g_str_has_prefix (word, month_names[i].start))
      return month_names[i].month;
  return 0;
}

/* Splits into runs of digits and runs of letters; everything between is a separator. Weekdays and
 * the like are words that name no month: they are passed over. */
static gboolean
split (const char *text, Part *parts, size_t *out_n_parts)
{
  size_t n = 0;

  for (const char *p = text; *p != '\0';)
    {
      Part part = { 0 };

      if (g_ascii_isdigit (*p))
        {
          for (; g_ascii_isdigit (*p); p++)
            {
              if (++part.n_digits > 8)
                return FALSE;
              part.number = part.number * 10 + (unsigned int) (*p - '0');
            }
        }
      else if (g_unichar_isalpha (g_utf8_get_char (p)))
        {
          const char *start = p;
          g_autofree char *word = NULL;

          while (*p != '\0' && g_unichar_isalpha (g_utf8_get_char (p)))
            p = g_utf8_next_char (p);
          word = g_strndup (start, (size_t) (p - start));
          part.month = find_month (word);
          if (part.month == 0)
            continue;
        }
      else
        {
          p = g_utf8_next_char (p);
          continue;
        }

      if (n == MAX_PARTS)
        return FALSE;
      parts[n++] = part;
    }

  *out_n_parts = n;
  return n > 0;
}

/* 231126 and 23112026: day, month and year written together. */
static gboolean
take_apart (Part *parts, size_t *n_parts)
{
  unsigned int number = parts[0].number;

  if (*n_parts != 1 || (parts[0].n_digits != 6 && parts[0].n_digits != 8))
    return FALSE;

  parts[2].n_digits = parts[0].n_digits - 4;
  parts[2].number = parts[0].n_digits == 6 ? number % 100 : number % 10000;
  number /= parts[0].n_digits == 6 ? 100 : 10000;
  parts[1] = (Part){ .number = number % 100, .n_digits = 2 };
  parts[0] = (Part){ .number = number / 100, .n_digits = 2 };
  *n_parts = 3;
  return TRUE;
}

static gboolean
read_day_and_month (const Part *first,
                    const Part *second,
                    unsigned int *out_day,
                    unsigned int *out_month)
{
  if (first->month != 0 && second->month != 0)
    return FALSE;
  *out_day = first->month != 0 ? second->number : first->number;
  *out_month = first->month != 0    ? first->month
               : second->month != 0 ? second->month
                                    : second->number;
  return TRUE;
}

static gboolean
is_day (unsigned int day, unsigned int month, unsigned int year)
{
  return year >= FIRST_YEAR && year <= LAST_YEAR && day <= 31 && month <= 12 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static char *
to_text (const GDate *date)
{
  return g_strdup_printf ("%04u-%02u-%02u", (unsigned int) g_date_get_year (date),
                          (unsigned int) g_date_get_month (date),
                          (unsigned int) g_date_get_day (date));
}

static gboolean
from_text (const char *text, GDate *out_date)
{
  unsigned int year, month, day;
  Part parts[MAX_PARTS] = { { 0 } };
  size_t n = 0;

  if (text == NULL || strlen (text) != 10 || !split (text, parts, &n) || n != 3)
    return FALSE;
  year = parts[0].number;
  month = parts[1].number;
  day = parts[2].number;
  if (!is_day (day, month, year))
    return FALSE;
  g_date_clear (out_date, 1);
  g_date_set_dmy (out_date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/* The year that puts the day nearest before today, or not far after it. */
static unsigned int
guess_year (unsigned int day, unsigned int month, const GDate *today)
{
  unsigned int year = g_date_get_year (today);
  GDate date;

  if (!is_day (day, month, year))
    return year - 1;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_days_between (today, &date) > MAX_DAYS_AHEAD ? year - 1 : year;
}

static gboolean
parse_parts (Part *parts, size_t n_parts, const GDate *today, GDate *out_date)
{
  unsigned int day, month, year;

  take_apart (parts, &n_parts);
  if (n_parts < 2)
    return FALSE;

  if (n_parts == 3 && parts[0].n_digits == 4)
    {
      year = parts[0].number;
      if (!read_day_and_month (&parts[2], &parts[1], &day, &month))
        return FALSE;
    }
  else
    {
      if (!read_day_and_month (&parts[0], &parts[1], &day, &month))
        return FALSE;
      if (n_parts == 2)
        year = guess_year (day, month, today);
      else if (parts[2].n_digits == 4)
        year = parts[2].number;
      else if (parts[2].n_digits == 2)
        year = 2000 + parts[2].number;
      else
        return FALSE;
    }

  if (!is_day (day, month, year))
    return FALSE;
  g_date_clear (out_date, 1);
  g_date_set_dmy (out_date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/**
 * mv_date_text_parse:
 * @text: what was typed, any UTF-8
 * @today: the day now, as `2026-11-23`
 * @out_date: (out): the day as `2026-11-20`; untouched on failure
 *
 * Understands a day as people in Norway write it: `23.11.2026`, `23.11.26`, `23.11`, `23/11`,
 * `23 11 2026`, `231126`, `2026-11-23`, `23. november`, `måndag 23. nov. 2026`, `i dag`, `i går`,
 * and the English of these. Day comes before month, always. Without a year it is the nearest such
 * day that is not far ahead. A day that is not in the calendar is not corrected.
 *
 * Returns: whether it is a day between 1950 and 2199
 */
gboolean
mv_date_text_parse (const char *text, const char *today, char **out_date)
{
  g_autofree char *folded = NULL;
  Part parts[MAX_PARTS] = { { 0 } };
  size_t n_parts = 0;
  GDate now, date;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (from_text (today, &now), FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  folded = g_utf8_strdown (text, -1);
  g_strstrip (folded);

  for (size_t i = 0; i < G_N_ELEMENTS (near_days); i++)
    if (strcmp (folded, near_days[i].word) == 0)
      {
        *out_date = mv_date_text_add_days (today, near_days[i].days);
        return TRUE;
      }

  if (!split (folded, parts, &n_parts) || !parse_parts (parts, n_parts, &now, &date))
    return FALSE;
  *out_date = to_text (&date);
  return TRUE;
}

/* @date as `2026-11-23` becomes `23.11.2026`; what is not a date becomes an empty text. */
char *
mv_date_text_format (const char *date)
{
  GDate day;

  if (!from_text (date, &day))
    return g_strdup ("");
  return g_strdup_printf ("%02u.%02u.%04u", (unsigned int) g_date_get_day (&day),
                          (unsigned int) g_date_get_month (&day),
                          (unsigned int) g_date_get_year (&day));
}

/* @date as `2026-11-23`; @days may be negative. */
char *
mv_date_text_add_days (const char *date, int days)
{
  GDate day;

  g_return_val_if_fail (from_text (date, &day), g_strdup (date));

  if (days < 0)
    g_date_subtract_days (&day, (unsigned int) -days);
  else
    g_date_add_days (&day, (unsigned int) days);
  return to_text (&day);
}
