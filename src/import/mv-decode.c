/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-decode.h"

#include "mv-document-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The part of Windows-1252 that differs from Latin-1, from 0x80; 0 where there is no letter. */
static const gunichar windows_letters[32] = {
  0x20ac, 0,      0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
  0x2039, 0x152,  0,      0x17d,  0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0,      0x17e,  0x178,
};

static char *
decode_windows (const guint8 *bytes, size_t length)
{
  GString *text = g_string_sized_new (length + length / 8);

  for (size_t i = 0; i < length; i++)
    {
      gunichar letter = bytes[i];

      if (letter >= 0x80 && letter < 0xa0)
        letter = windows_letters[letter - 0x80] != 0 ? windows_letters[letter - 0x80] : 0xfffd;
      g_string_append_unichar (text, letter);
    }

  return g_string_free (text, FALSE);
}

static gboolean
starts_with (const guint8 *bytes, size_t length, const char *mark, size_t mark_length)
{
  return length >= mark_length && memcmp (bytes, mark, mark_length) == 0;
}

/* Text of two bytes a letter, the mark passed. What has no meaning becomes U+FFFD. */
static char *
decode_utf16 (const guint8 *bytes, size_t length, gboolean is_big)
{
  GString *text = g_string_sized_new (length);

  for (size_t i = 0; i + 1 < length; i += 2)
    {
      gunichar letter = is_big ? (gunichar) (bytes[i] << 8 | bytes[i + 1])
                               : (gunichar) (bytes[i + 1] << 8 | bytes[i]);
      gunichar low = 0;

      if (letter >= 0xd800 && letter < 0xdc00 && i + 3 < length)
        low = is_big ? (gunichar) (bytes[i + 2] << 8 | bytes[i + 3])
                     : (gunichar) (bytes[i + 3] << 8 | bytes[i + 2]);
      if (low >= 0xdc00 && low < 0xe000)
        {
          letter = 0x10000 + ((letter - 0xd800) << 10) + (low - 0xdc00);
          i += 2;
        }
      else if (letter == 0 || (letter >= 0xd800 && letter < 0xe000))
        {
          letter = 0xfffd;
        }
      g_string_append_unichar (text, letter);
    }

  return g_string_free (text, FALSE);
}

/**
 * mv_decode:
 * @bytes: a file that should be text
 * @out_is_guessed: (out): whether it was taken as what older Windows programs write
 * @error: %MV_DOCUMENT_ERROR_NOT_TEXT with the place of the first byte that no text has
 *
 * Reads UTF-8, with or without its mark; UTF-16 with its mark; and else Windows-1252, in which
 * every byte is a letter, so that nothing is refused for its accents.
 *
 * Returns: (transfer full): UTF-8 without a mark, or %NULL
 */
char *
mv_decode (GBytes *bytes, gboolean *out_is_guessed, GError **error)
{
  size_t length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  const guint8 *zero;

  *out_is_guessed = FALSE;
  if (starts_with (data, length, "\xff\xfe", 2) || starts_with (data, length, "\xfe\xff", 2))
    return decode_utf16 (data + 2, length - 2, data[0] == 0xfe);

  if (starts_with (data, length, "\xef\xbb\xbf", 3))
    {
      data += 3;
      length -= 3;
    }

  zero = length > 0 ? memchr (data, '\0', length) : NULL;
  if (zero != NULL)
    {
      g_autofree char *place = g_strdup_printf ("%" G_GSIZE_FORMAT, (gsize) (zero - data) + 1);

      g_set_error (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_NOT_TEXT,
                   _ ("This is not a text: byte %s is no letter. Open the file in the program that "
                      "made it, and save it as text."),
                   place);
      return NULL;
    }

  if (g_utf8_validate_len ((const char *) data, length, NULL))
    return g_strndup ((const char *) data, length);

  *out_is_guessed = TRUE;
  return decode_windows (data, length);
}
