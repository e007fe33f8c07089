/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-text"

#include "config.h"

#include "mv-list-marker.h"

/* More digits than that are a year or an amount. */
#define MAX_DIGITS 2

/* Lines with fewer letters were ended by the one who wrote them. */
#define BROKEN_LINE_LETTERS 50

static gboolean
is_bullet (gunichar letter)
{
  switch (letter)
    {
    case '-':
    case '*':
    case 0xb7:   /* middle dot, which Outlook writes */
    case 0x2013: /* en dash */
    case 0x2022: /* bullet */
    case 0x25aa: /* small square */
    case 0x25e6: /* white bullet */
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * mv_list_marker_find:
 * @line: where a line begins, blanks passed; UTF-8
 * @end: where it ends
 * @out_number: (out) (optional): the number, or 0 for a bullet
 *
 * Returns: how many bytes the mark of a list item takes: a bullet, or at most two digits and a stop
 *   or a bracket, before a blank; 0 if the line is no list item
 */
size_t
mv_list_marker_find (const char *line, const char *end, guint *out_number)
{
  const char *at = line;
  guint number = 0;

  if (at >= end)
    return 0;

  if (is_bullet (g_utf8_get_char (at)))
    {
      at = g_utf8_next_char (at);
    }
  else
    {
      while (at < end && g_ascii_isdigit (*at) && at - line <= MAX_DIGITS)
        number = number * 10 + (guint) g_ascii_digit_value (*at++);
      if (at == line || at - line > MAX_DIGITS || at >= end || (*at != '.' && *at != ')'))
        return 0;
      at++;
    }

  if (at >= end || !g_ascii_isspace (*at))
    return 0;
  if (out_number != NULL)
    *out_number = number;
  return (size_t) (at - line);
}

/**
 * mv_line_goes_on:
 * @line: a line, UTF-8
 * @end: where it ends
 *
 * Returns: whether it is so long that the width of a page broke it, and not the one who wrote it
 */
gboolean
mv_line_goes_on (const char *line, const char *end)
{
  return g_utf8_strlen (line, end - line) >= BROKEN_LINE_LETTERS;
}
