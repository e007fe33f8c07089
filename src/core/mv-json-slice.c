/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-json-slice.h"

#include "mv-json.h"

#include <string.h>

/* Walking over values */

typedef struct
{
  const char *at;  /* (unowned) */
  const char *end; /* (unowned) */
} Walk;

static void
skip_blanks (Walk *self)
{
  while (self->at < self->end && strchr (" \t\n\r", *self->at) != NULL && *self->at != '\0')
    self->at++;
}

static gboolean
take (Walk *self, char c)
{
  if (self->at == self->end || *self->at != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
skip_string (Walk *self)
{
  if (!take (self, '"'))
    return FALSE;

  for (; self->at < self->end; self->at++)
    {
      if (*self->at == '"')
        {
          self->at++;
          return TRUE;
        }
      if (*self->at == '\\')
        self->at++;
    }
  self->at = self->end;
  return FALSE;
}

/* Over an object or a list, whose texts may hold brackets of their own. */
static gboolean
skip_nested (Walk *self)
{
  guint depth = 0;

  while (self->at < self->end)
    {
      if (*self->at == '"')
        {
          if (!skip_string (self))
            return FALSE;
          continue;
        }
      if (*self->at == '{' || *self->at == '[')
        depth++;
      else if (*self->at == '}' || *self->at == ']')
        depth--;
      self->at++;
      if (depth == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
skip_value (Walk *self, MvJsonSlice *out_value)
{
  const char *start;
  gboolean is_whole;

  skip_blanks (self);
  start = self->at;
  if (start == self->end)
    return FALSE;

  if (*start == '"')
    is_whole = skip_string (self);
  else if (*start == '{' || *start == '[')
    is_whole = skip_nested (self);
  else
    {
      while (self->at < self->end && *self->at != '\0' && strchr (",]} \t\n\r", *self->at) == NULL)
        self->at++;
      is_whole = self->at > start;
    }

  *out_value = (MvJsonSlice){ start, (gsize) (self->at - start) };
  return is_whole;
}

/**
 * mv_json_slice:
 * @text: a text that holds one value and ends with a NUL; it must outlive the slice
 *
 * Returns: the value
 */
MvJsonSlice
mv_json_slice (const char *text)
{
  return (MvJsonSlice){ text, strlen (text) };
}

static gboolean
is_named (MvJsonSlice member, const char *name)
{
  size_t length = strlen (name);
  g_autofree char *unescaped = NULL;

  if (memchr (member.start, '\\', member.length) == NULL)
    return member.length == length + 2 && memcmp (member.start + 1, name, length) == 0;

  unescaped = mv_json_slice_dup_text (member);
  return g_strcmp0 (unescaped, name) == 0;
}

/**
 * mv_json_slice_find:
 * @object: an object, or something else, which has no members
 * @name: name of a member
 * @out_value: (out): its value, if it is there and not null
 *
 * Returns: whether it is there
 */
gboolean
mv_json_slice_find (MvJsonSlice object, const char *name, MvJsonSlice *out_value)
{
  Walk walk = { object.start, object.start + object.length };
  MvJsonSlice member, value;

  skip_blanks (&walk);
  if (!take (&walk, '{'))
    return FALSE;

  do
    {
      if (!skip_value (&walk, &member) || *member.start != '"')
        return FALSE;
      skip_blanks (&walk);
      if (!take (&walk, ':') || !skip_value (&walk, &value))
        return FALSE;
      if (is_named (member, name))
        {
          *out_value = value;
          return *value.start != 'n';
        }
      skip_blanks (&walk);
    }
  while (take (&walk, ','));

  return FALSE;
}

/**
 * mv_json_slice_is_list:
 * @value: a value
 *
 * Returns: whether it is a list
 */
gboolean
mv_json_slice_is_list (MvJsonSlice value)
{
  return value.length > 0 && *value.start == '[';
}

/**
 * mv_json_slice_is_true:
 * @value: a value
 *
 * Returns: whether it is `true`
 */
gboolean
mv_json_slice_is_true (MvJsonSlice value)
{
  return value.length == 4 && memcmp (value.start, "true", 4) == 0;
}

/**
 * mv_json_slice_next:
 * @list: (inout): a list; afterwards what is left of it, for the next call
 * @out_item: (out): its next item
 *
 * Returns: whether there was one
 */
gboolean
mv_json_slice_next (MvJsonSlice *list, MvJsonSlice *out_item)
{
  Walk walk = { list->start, list->start + list->length };

  skip_blanks (&walk);
  if (!take (&walk, '[') && !take (&walk, ','))
    return FALSE;
  skip_blanks (&walk);
  if (walk.at < walk.end && *walk.at == ']')
    return FALSE;
  if (!skip_value (&walk, out_item))
    return FALSE;

  *list = (MvJsonSlice){ walk.at, (gsize) (walk.end - walk.at) };
  return TRUE;
}

/**
 * mv_json_slice_count:
 * @list: a list, or something else, which has no items
 *
 * Returns: how many items it has
 */
guint
mv_json_slice_count (MvJsonSlice list)
{
  MvJsonSlice item;
  guint n = 0;

  if (!mv_json_slice_is_list (list))
    return 0;
  while (mv_json_slice_next (&list, &item))
    n++;
  return n;
}

/**
 * mv_json_slice_dup_text:
 * @value: a value
 *
 * Returns: (transfer full) (nullable): its text; %NULL if it is not one
 */
char *
mv_json_slice_dup_text (MvJsonSlice value)
{
  g_autoptr (JsonNode) node = NULL;

  if (value.length < 2 || *value.start != '"')
    return NULL;
  if (memchr (value.start, '\\', value.length) == NULL)
    return g_strndup (value.start + 1, value.length - 2);

  node = mv_json_parse (value.start, (gssize) value.length, 0, NULL);
  return node != NULL ? json_node_dup_string (node) : NULL;
}

/**
 * mv_json_slice_dup_member:
 * @object: an object
 * @name: name of a member
 *
 * Returns: (transfer full) (nullable): its text; %NULL if it is absent or not a text
 */
char *
mv_json_slice_dup_member (MvJsonSlice object, const char *name)
{
  MvJsonSlice value;

  return mv_json_slice_find (object, name, &value) ? mv_json_slice_dup_text (value) : NULL;
}

/* The canonical text */

static gboolean check_value (Walk *self, guint depth);

/* Escapes that RFC 8785 writes in this way and no other. */
static gboolean
check_escape (Walk *self)
{
  if (self->at == self->end)
    return FALSE;
  if (strchr ("\"\\bfnrt", *self->at) != NULL && *self->at != '\0')
    {
      self->at++;
      return TRUE;
    }
  /* \u00xx stands for other control characters only; rare enough to be read the long way. */
  return FALSE;
}

static gboolean
check_string (Walk *self, MvJsonSlice *out_string)
{
  const char *start = self->at;

  if (!take (self, '"'))
    return FALSE;

  while (self->at < self->end && *self->at != '"')
    {
      guchar c = (guchar) *self->at++;

      if (c < 0x20 || (c == '\\' && !check_escape (self)))
        return FALSE;
    }
  if (!take (self, '"'))
    return FALSE;

  *out_string = (MvJsonSlice){ start, (gsize) (self->at - start) };
  return TRUE;
}

/* Names sort by UTF-16 units; below U+E000 and without escapes that is the order of the bytes. */
static gboolean
check_order (MvJsonSlice before, MvJsonSlice name)
{
  gsize n_shared = MIN (before.length, name.length) - 1;
  int order;

  for (gsize i = 1; i + 1 < name.length; i++)
    if ((guchar) name.start[i] >= 0xee || name.start[i] == '\\')
      return FALSE;
  if (before.start == NULL)
    return TRUE;

  order = memcmp (before.start, name.start, n_shared);
  return order < 0 || (order == 0 && before.length < name.length);
}

static gboolean
check_object (Walk *self, guint depth)
{
  MvJsonSlice before = { NULL, 1 };
  MvJsonSlice name;

  if (take (self, '}'))
    return TRUE;
  do
    {
      if (!check_string (self, &name) || !check_order (before, name) || !take (self, ':') ||
          !check_value (self, depth))
        return FALSE;
      before = name;
    }
  while (take (self, ','));
  return take (self, '}');
}

static gboolean
check_list (Walk *self, guint depth)
{
  if (take (self, ']'))
    return TRUE;
  do
    {
      if (!check_value (self, depth))
        return FALSE;
    }
  while (take (self, ','));
  return take (self, ']');
}

/* Whole numbers of at most fifteen digits are within 2^53; all others are read the long way. */
static gboolean
check_number (Walk *self)
{
  const char *first;

  if (take (self, '-') && (self->at == self->end || *self->at == '0'))
    return FALSE;
  first = self->at;
  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  if (self->at == first || self->at - first > 15 || (*first == '0' && self->at - first > 1))
    return FALSE;
  return self->at == self->end || strchr (".eE", *self->at) == NULL || *self->at == '\0';
}

static gboolean
check_word (Walk *self, const char *word)
{
  size_t length = strlen (word);

  if ((size_t) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

static gboolean
check_value (Walk *self, guint depth)
{
  MvJsonSlice ignored;

  if (self->at == self->end)
    return FALSE;

  switch (*self->at)
    {
    case '{':
      self->at++;
      return depth > 0 && check_object (self, depth - 1);
    case '[':
      self->at++;
      return depth > 0 && check_list (self, depth - 1);
    case '"':
      return check_string (self, &ignored);
    case 't':
      return check_word (self, "true");
    case 'f':
      return check_word (self, "false");
    case 'n':
      return check_word (self, "null");
    default:
      return check_number (self);
    }
}

/**
 * mv_json_is_canonical:
 * @text: text from disk, network or people
 * @length: its bytes
 * @max_depth: how many levels of objects and lists it may have
 *
 * Says that mv_json_parse() would take @text and mv_json_to_text() would write it again byte for
 * byte, without doing either. What is rare in a canonical text (fractions, control characters,
 * names with escapes or beyond U+E000) is not recognised, and has to be read and written.
 *
 * Returns: %TRUE if @text is surely canonical
 */
gboolean
mv_json_is_canonical (const char *text, gsize length, guint max_depth)
{
  Walk walk = { text, text + length };

  return length > 0 && g_utf8_validate_len (text, length, NULL) && check_value (&walk, max_depth) &&
         walk.at == walk.end;
}
