/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-text"

#include "config.h"

#include "mv-catalogue.h"

#include <string.h>

/* What a compiled catalogue begins with. Source: the GNU gettext manual, "The Format of GNU MO
 * Files". Ours are made where they are used or for little-endian machines. */
#define MAGIC 0x950412deu
#define HEADER_BYTES 20
#define ROW_BYTES 8

struct _MvCatalogue
{
  char *language;    /* (owned) */
  GBytes *bytes;     /* (owned) */
  GHashTable *texts; /* (owned) (element-type utf8 utf8): both lie in @bytes */
};

void
mv_catalogue_free (MvCatalogue *self)
{
  if (self == NULL)
    return;

  g_free (self->language);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* Four bytes, or 0 beyond the end. */
static guint32
read_number (GBytes *bytes, gsize at)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint32 number;

  if (at > length || length - at < sizeof number)
    return 0;
  memcpy (&number, data + at, sizeof number);
  return GUINT32_FROM_LE (number);
}

/* The text that a row of a table leads to; NULL if it does not lie within the bytes, or has no end.
 */
static const char *
read_text (GBytes *bytes, gsize row)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gsize text_length = read_number (bytes, row);
  gsize start = read_number (bytes, row + 4);

  if (start >= length || text_length >= length - start || data[start + text_length] != '\0')
    return NULL;
  return g_utf8_validate (data + start, -1, NULL) ? data + start : NULL;
}

/**
 * mv_catalogue_new:
 * @language: nb, nn or en
 * @bytes: a compiled catalogue (.mo)
 *
 * Returns: (transfer full) (nullable): the catalogue; %NULL if @bytes are none, which everything
 * here takes for the sources' own English
 */
MvCatalogue *
mv_catalogue_new (const char *language, GBytes *bytes)
{
  MvCatalogue *self;
  guint32 n, sources, texts;

  g_return_val_if_fail (language != NULL && bytes != NULL, NULL);

  n = read_number (bytes, 8);
  sources = read_number (bytes, 12);
  texts = read_number (bytes, 16);
  if (read_number (bytes, 0) != MAGIC || g_bytes_get_size (bytes) < HEADER_BYTES ||
      n > g_bytes_get_size (bytes) / ROW_BYTES)
    return NULL;

  self = g_new0 (MvCatalogue, 1);
  self->language = g_strdup (language);
  self->bytes = g_bytes_ref (bytes);
  self->texts = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < n; i++)
    {
      const char *source = read_text (bytes, sources + i * ROW_BYTES);
      const char *text = read_text (bytes, texts + i * ROW_BYTES);

      if (source != NULL && text != NULL && *text != '\0')
        g_hash_table_insert (self->texts, (gpointer) source, (gpointer) text);
    }

  return self;
}

/* Returns: nb, nn or en; en for none. */
const char *
mv_catalogue_get_language (const MvCatalogue *self)
{
  return self != NULL ? self->language : "en";
}

/**
 * mv_catalogue_get:
 * @self: (nullable): a catalogue
 * @source: an English text, marked with N_()
 *
 * Returns: its translation; @source itself where there is none
 */
const char *
mv_catalogue_get (const MvCatalogue *self, const char *source)
{
  const char *text = self != NULL ? g_hash_table_lookup (self->texts, source) : NULL;

  return text != NULL ? text : source;
}

/**
 * mv_catalogue_fill:
 * @self: (nullable): a catalogue
 * @source: an English text with names in braces
 * @...: pairs of a name and a text, ended by %NULL
 *
 * Translates and fills in. What is filled in is not looked at again, so that braces in somebody's
 * words stay; a name that is not given stays too.
 *
 * Returns: (transfer full): the text
 */
char *
mv_catalogue_fill (const MvCatalogue *self, const char *source, ...)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  GString *filled = g_string_new (NULL);
  const char *at = mv_catalogue_get (self, source);
  const char *name;
  va_list arguments;

  va_start (arguments, source);
  while ((name = va_arg (arguments, const char *)) != NULL)
    g_hash_table_insert (values, (gpointer) name, (gpointer) va_arg (arguments, const char *));
  va_end (arguments);

  while (*at != '\0')
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;
      g_autofree char *key = end != NULL ? g_strndup (at + 1, (gsize) (end - at - 1)) : NULL;
      const char *value = key != NULL ? g_hash_table_lookup (values, key) : NULL;

      if (value != NULL)
        g_string_append (filled, value);
      else
        g_string_append_c (filled, *at);
      at = value != NULL ? end + 1 : at + 1;
    }

  return g_string_free (filled, FALSE);
}
