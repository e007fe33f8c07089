/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-text"

#include "config.h"

#include "mv-identity-number.h"

#include <string.h>

#define N_DIGITS 11
#define N_DATE_DIGITS 6

/* U+00A0, which word processors put where a line must not break. */
#define NO_BREAK_SPACE "\xc2\xa0"

/* A day of the month, or one with 40 added as D-numbers have it. */
static gboolean
has_day (const int *digits)
{
  int day = digits[0] * 10 + digits[1];

  return (day >= 1 && day <= 31) || (day >= 41 && day <= 71);
}

/* Whether the digits, weighted, add up to a multiple of eleven; the last one is the check digit. */
static gboolean
is_checked (const int *digits, const int *weights, guint n_digits)
{
  int sum = 0;

  for (guint i = 0; i < n_digits; i++)
    sum += digits[i] * weights[i];

  return sum % 11 == 0;
}

static gboolean
is_number (const int *digits)
{
  static const int first_weights[] = { 3, 7, 6, 1, 8, 9, 4, 5, 2, 1 };
  static const int second_weights[] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };

  return has_day (digits) && is_checked (digits, first_weights, G_N_ELEMENTS (first_weights)) &&
         is_checked (digits, second_weights, G_N_ELEMENTS (second_weights));
}

/* Reads eleven digits from @at, and at most one blank after the sixth. Returns where they end, or
 * NULL if there are fewer or more. */
static const char *
read_digits (const char *at, int *digits)
{
  for (guint i = 0; i < N_DIGITS; i++)
    {
      if (i == N_DATE_DIGITS && *at == ' ')
        at++;
      else if (i == N_DATE_DIGITS && g_str_has_prefix (at, NO_BREAK_SPACE))
        at += strlen (NO_BREAK_SPACE);

      if (!g_ascii_isdigit (*at))
        return NULL;
      digits[i] = g_ascii_digit_value (*at++);
    }

  return g_ascii_isdigit (*at) ? NULL : at;
}

/**
 * mv_identity_number_find:
 * @text: a text
 * @out_start: (out) (optional): where the first one begins, in bytes
 * @out_length: (out) (optional): how long it is, in bytes
 *
 * Looks for what looks like a national identity number or a D-number: eleven digits that stand
 * alone, with or without a blank after the sixth, that begin with a day and whose two check digits
 * agree. Other numbers of eleven digits agree by chance one time in 121.
 *
 * Returns: whether there is one; if not, @out_start and @out_length are untouched
 */
gboolean
mv_identity_number_find (const char *text, size_t *out_start, size_t *out_length)
{
  gboolean is_inside = FALSE;

  g_return_val_if_fail (text != NULL, FALSE);

  for (const char *at = text; *at != '\0'; at++)
    {
      int digits[N_DIGITS];
      const char *end;

      if (!is_inside && (end = read_digits (at, digits)) != NULL && is_number (digits))
        {
          if (out_start != NULL)
            *out_start = (size_t) (at - text);
          if (out_length != NULL)
            *out_length = (size_t) (end - at);
          return TRUE;
        }

      is_inside = g_ascii_isdigit (*at);
    }

  return FALSE;
}
