/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-json.h"

#include <math.h>
#include <string.h>

/*
 * The strict reader. json-glib 1.6 holds the tree, but does not read what came from outside: its
 * parser crashes on deep nesting and takes text that is not JSON.
 */

typedef struct
{
  const char *start; /* (unowned) */
  const char *at;    /* (unowned) */
  const char *end;   /* (unowned) */
  unsigned int depth;
  GString *buffer; /* (owned): the string or number being read */
} Reader;

static JsonNode *read_value (Reader *self, GError **error);

/* The line that the reader stands in, from 1, for people who look for a mistake in a file. */
static guint
get_line (const Reader *self)
{
  guint line = 1;

  for (const char *at = self->start; at < self->at; at++)
    line += *at == '\n';
  return line;
}

static gboolean
fail (Reader *self, const char *what, GError **error)
{
  mv_problem_set (error, MV_PROBLEM_BAD_JSON, NULL, "%s in line %u, at byte %" G_GSIZE_FORMAT, what,
                  get_line (self), (gsize) (self->at - self->start));
  return FALSE;
}

static void
skip_blanks (Reader *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r'))
    self->at++;
}

static gboolean
next_is (Reader *self, char c)
{
  return self->at < self->end && *self->at == c;
}

static gboolean
take (Reader *self, char c)
{
  if (!next_is (self, c))
    return FALSE;
  self->at++;
  return TRUE;
}

/* The four digits of a \u escape. */
static gboolean
read_unit (Reader *self, gunichar *out_unit)
{
  gunichar unit = 0;

  for (unsigned int i = 0; i < 4; i++, self->at++)
    {
      if (self->at == self->end || !g_ascii_isxdigit (*self->at))
        return FALSE;
      unit = unit << 4 | (gunichar) g_ascii_xdigit_value (*self->at);
    }
  *out_unit = unit;
  return TRUE;
}

/* After `\u`. Half a surrogate pair has no UTF-8, and a NUL would cut the text short in C. */
static gboolean
read_unicode_escape (Reader *self, GError **error)
{
  gunichar unit, low;

  if (!read_unit (self, &unit))
    return fail (self, "Broken \\u escape", error);
  if (unit == 0)
    return fail (self, "NUL character", error);
  if (unit >= 0xd800 && unit <= 0xdfff)
    {
      if (unit >= 0xdc00 || !take (self, '\\') || !take (self, 'u') || !read_unit (self, &low) ||
          low < 0xdc00 || low > 0xdfff)
        return fail (self, "Half a surrogate pair", error);
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  g_string_append_unichar (self->buffer, unit);
  return TRUE;
}

/* After the backslash. */
static gboolean
read_escape (Reader *self, GError **error)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter;

  if (take (self, 'u'))
    return read_unicode_escape (self, error);
  letter = self->at < self->end && *self->at != '\0' ? strchr (letters, *self->at) : NULL;
  if (letter == NULL)
    return fail (self, "Unknown escape", error);
  g_string_append_c (self->buffer, meanings[letter - letters]);
  self->at++;
  return TRUE;
}

/* Leaves the string in the buffer. */
static gboolean
read_string (Reader *self, GError **error)
{
  if (!take (self, '"'))
    return fail (self, "String expected", error);
  g_string_truncate (self->buffer, 0);
  for (;;)
    {
      const char *run = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' &&
             (guchar) *self->at >= 0x20)
        self->at++;
      g_string_append_len (self->buffer, run, self->at - run);
      if (self->at == self->end)
        return fail (self, "String without an end", error);
      if (take (self, '"'))
        return TRUE;
      if (!take (self, '\\'))
        return fail (self, "Control character in a string", error);
      if (!read_escape (self, error))
        return FALSE;
    }
}

static gboolean
skip_digits (Reader *self)
{
  const char *first = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return self->at > first;
}

/* The grammar of a number; tells whether it has a fraction or an exponent. */
static gboolean
skip_number (Reader *self, gboolean *out_is_plain)
{
  *out_is_plain = TRUE;
  take (self, '-');
  if (!take (self, '0') && !skip_digits (self))
    return FALSE;
  if (take (self, '.'))
    {
      *out_is_plain = FALSE;
      if (!skip_digits (self))
        return FALSE;
    }
  if (take (self, 'e') || take (self, 'E'))
    {
      *out_is_plain = FALSE;
      if (!take (self, '+'))
        take (self, '-');
      if (!skip_digits (self))
        return FALSE;
    }
  return TRUE;
}

/* A fraction is kept as a double, since members that we do not know must go out as they came; a
 * whole number is an integer however it was written (`2.0`, `2e0`), as in the canonical text. */
static JsonNode *
read_number (Reader *self, GError **error)
{
  const char *first = self->at;
  gboolean is_plain;
  double value;

  if (!skip_number (self, &is_plain))
    {
      fail (self, "Broken number", error);
      return NULL;
    }
  g_string_truncate (self->buffer, 0);
  g_string_append_len (self->buffer, first, self->at - first);
  value = g_ascii_strtod (self->buffer->str, NULL);
  /* In doubles 2^53 + 1 is 2^53, so a plain number is compared as an integer too. It is short by
   * then, or the first comparison had caught it. */
  if (!isfinite (value) || fabs (value) > (double) MV_JSON_MAX_INTEGER ||
      (is_plain && ABS (g_ascii_strtoll (self->buffer->str, NULL, 10)) > MV_JSON_MAX_INTEGER))
    {
      self->at = first;
      fail (self, "Number beyond 2^53", error);
      return NULL;
    }
  if (is_plain || trunc (value) == value)
    return json_node_init_int (json_node_alloc (), (gint64) value);
  return json_node_init_double (json_node_alloc (), value);
}

static JsonNode *
read_word (Reader *self, const char *word, JsonNode *node, GError **error)
{
  size_t length = strlen (word);

  if ((size_t) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    {
      json_node_unref (node);
      fail (self, "Unknown word", error);
      return NULL;
    }
  self->at += length;
  return node;
}

static gboolean
enter (Reader *self, GError **error)
{
  if (self->depth == MV_JSON_MAX_DEPTH)
    {
      mv_problem_set (error, MV_PROBLEM_TOO_DEEP, NULL,
                      "More than %d levels in line %u, at byte %" G_GSIZE_FORMAT, MV_JSON_MAX_DEPTH,
                      get_line (self), (gsize) (self->at - self->start));
      return FALSE;
    }
  self->depth++;
  self->at++;
  skip_blanks (self);
  return TRUE;
}

static gboolean
read_member (Reader *self, JsonObject *object, GError **error)
{
  g_autofree char *name = NULL;
  JsonNode *value;

  skip_blanks (self);
  if (!read_string (self, error))
    return FALSE;
  if (json_object_has_member (object, self->buffer->str))
    return fail (self, "The same name twice in an object", error);
  name = g_strndup (self->buffer->str, self->buffer->len);
  skip_blanks (self);
  if (!take (self, ':'))
    return fail (self, "Colon expected", error);
  value = read_value (self, error);
  if (value == NULL)
    return FALSE;
  json_object_set_member (object, name, value);
  skip_blanks (self);
  return TRUE;
}

static JsonNode *
read_object (Reader *self, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (!enter (self, error))
    return NULL;
  if (!next_is (self, '}'))
    do
      if (!read_member (self, object, error))
        return NULL;
    while (take (self, ','));
  if (!take (self, '}'))
    {
      fail (self, "Comma or end of the object expected", error);
      return NULL;
    }
  self->depth--;
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
read_array (Reader *self, GError **error)
{
  g_autoptr (JsonArray) array = json_array_new ();

  if (!enter (self, error))
    return NULL;
  if (!next_is (self, ']'))
    do
      {
        JsonNode *value = read_value (self, error);

        if (value == NULL)
          return NULL;
        json_array_add_element (array, value);
        skip_blanks (self);
      }
    while (take (self, ','));
  if (!take (self, ']'))
    {
      fail (self, "Comma or end of the list expected", error);
      return NULL;
    }
  self->depth--;
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
read_value (Reader *self, GError **error)
{
  skip_blanks (self);
  switch (self->at < self->end ? *self->at : '\0')
    {
    case '{':
      return read_object (self, error);
    case '[':
      return read_array (self, error);
    case '"':
      if (!read_string (self, error))
        return NULL;
      return json_node_init_string (json_node_alloc (), self->buffer->str);
    case 't':
      return read_word (self, "true", json_node_init_boolean (json_node_alloc (), TRUE), error);
    case 'f':
      return read_word (self, "false", json_node_init_boolean (json_node_alloc (), FALSE), error);
    case 'n':
      return read_word (self, "null", json_node_init_null (json_node_alloc ()), error);
    default:
      if (self->at < self->end && (*self->at == '-' || g_ascii_isdigit (*self->at)))
        return read_number (self, error);
      fail (self, "A value is expected", error);
      return NULL;
    }
}

/**
 * mv_json_parse:
 * @text: (nullable) (array length=length): text from disk, network or people; %NULL counts as empty
 * @length: its bytes, or -1 if it ends with a NUL
 * @max_bytes: the most it may have; 0 for no limit but memory
 * @error: return location for an error
 *
 * Reads one JSON value as RFC 8259 has it, and nothing else: valid UTF-8 without a byte order mark,
 * at most %MV_JSON_MAX_DEPTH levels of objects and lists, no name twice in an object, no NUL (not
 * even escaped), no half surrogate pairs, numbers within ±2^53. Fractions are read as doubles;
 * whole numbers are integers however they are written.
 *
 * Errors: %MV_PROBLEM_TOO_LARGE, %MV_PROBLEM_TOO_DEEP, %MV_PROBLEM_BAD_JSON with the byte at which
 * reading stopped. The message never repeats the text, so it may go into a log.
 *
 * Returns: (transfer full): the value, or %NULL with @error set
 */
JsonNode *
mv_json_parse (const char *text, gssize length, size_t max_bytes, GError **error)
{
  size_t n_bytes = text == NULL ? 0 : length < 0 ? strlen (text) : (size_t) length;
  Reader reader = { .start = text, .at = text, .end = text + n_bytes };
  g_autoptr (GString) buffer = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *valid_end;

  if (max_bytes != 0 && n_bytes > max_bytes)
    {
      mv_problem_set (error, MV_PROBLEM_TOO_LARGE, NULL,
                      "%" G_GSIZE_FORMAT " bytes, at most %" G_GSIZE_FORMAT, n_bytes, max_bytes);
      return NULL;
    }
  if (n_bytes > 0 && !g_utf8_validate_len (text, n_bytes, &valid_end))
    {
      reader.at = valid_end;
      fail (&reader, "Not UTF-8", error);
      return NULL;
    }
  buffer = reader.buffer = g_string_new (NULL);
  node = read_value (&reader, error);
  if (node == NULL)
    return NULL;
  skip_blanks (&reader);
  if (reader.at != reader.end)
    {
      fail (&reader, "More after the end", error);
      return NULL;
    }
  return g_steal_pointer (&node);
}

/**
 * mv_json_parse_object:
 * @text: (nullable) (array length=length): as for mv_json_parse()
 * @length: its bytes, or -1 if it ends with a NUL
 * @max_bytes: the most it may have; 0 for no limit but memory
 * @error: return location for an error
 *
 * As mv_json_parse(); anything but an object is %MV_PROBLEM_BAD_JSON.
 *
 * Returns: (transfer full): the object, or %NULL with @error set
 */
JsonObject *
mv_json_parse_object (const char *text, gssize length, size_t max_bytes, GError **error)
{
  g_autoptr (JsonNode) node = mv_json_parse (text, length, max_bytes, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      mv_problem_set (error, MV_PROBLEM_BAD_JSON, NULL, "Object expected");
      return NULL;
    }
  return json_node_dup_object (node);
}

/**
 * mv_json_scan:
 * @text: (nullable) (array length=length): as for mv_json_parse()
 * @length: its bytes
 * @max_bytes: the most it may have; 0 for no limit but memory
 * @error: return location for an error
 *
 * Returns: whether mv_json_parse() would read @text; if not, @error is set as it would be
 */
gboolean
mv_json_scan (const char *text, size_t length, size_t max_bytes, GError **error)
{
  g_autoptr (JsonNode) node = mv_json_parse (text, (gssize) length, max_bytes, error);

  return node != NULL;
}
