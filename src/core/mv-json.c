/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-json.h"

#include <math.h>
#include <string.h>

/* Access */

/**
 * mv_json_get_text:
 * @object: (nullable): an object
 * @name: name of a member
 *
 * Returns: (transfer none) (nullable): its text; %NULL if it is absent or not a text
 */
const char *
mv_json_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = object == NULL ? NULL : json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/**
 * mv_json_get_integer:
 * @object: (nullable): an object
 * @name: name of a member
 * @otherwise: returned if the member is absent or not a whole number
 *
 * Returns: its number
 */
gint64
mv_json_get_integer (JsonObject *object, const char *name, gint64 otherwise)
{
  JsonNode *node = object == NULL ? NULL : json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return otherwise;
  return json_node_get_int (node);
}

/**
 * mv_json_get_boolean:
 * @object: (nullable): an object
 * @name: name of a member
 * @otherwise: returned if the member is absent or not a boolean
 *
 * Returns: its value
 */
gboolean
mv_json_get_boolean (JsonObject *object, const char *name, gboolean otherwise)
{
  JsonNode *node = object == NULL ? NULL : json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return otherwise;
  return json_node_get_boolean (node);
}

/**
 * mv_json_get_object:
 * @object: (nullable): an object
 * @name: name of a member
 *
 * Returns: (transfer none) (nullable): the object that it is; %NULL if it is absent or no object
 */
JsonObject *
mv_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object == NULL ? NULL : json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * mv_json_get_array:
 * @object: (nullable): an object
 * @name: name of a member
 *
 * Returns: (transfer none) (nullable): the list that it is; %NULL if it is absent or no list
 */
JsonArray *
mv_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object == NULL ? NULL : json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Copies */

/**
 * mv_json_copy:
 * @node: a value
 *
 * Copies @node with everything below it; json_node_copy() would share objects, lists and even the
 * texts and numbers, which json_node_set_string() then changes on both sides.
 *
 * Returns: (transfer full): a copy of its own
 */
JsonNode *
mv_json_copy (JsonNode *node)
{
  JsonNode *copy;

  g_return_val_if_fail (node != NULL, NULL);

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      copy = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (copy, mv_json_object_copy (json_node_get_object (node)));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *from = json_node_get_array (node);
      JsonArray *to = json_array_sized_new (json_array_get_length (from));

      for (guint i = 0; i < json_array_get_length (from); i++)
        json_array_add_element (to, mv_json_copy (json_array_get_element (from, i)));
      copy = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (copy, to);
    }
  else if (JSON_NODE_HOLDS_VALUE (node))
    {
      g_auto (GValue) value = G_VALUE_INIT;

      json_node_get_value (node, &value);
      copy = json_node_new (JSON_NODE_VALUE);
      json_node_set_value (copy, &value);
    }
  else
    copy = json_node_new (JSON_NODE_NULL);
  return copy;
}

/**
 * mv_json_object_copy:
 * @object: an object
 *
 * Returns: (transfer full): a copy that shares nothing with @object; members keep their order
 */
JsonObject *
mv_json_object_copy (JsonObject *object)
{
  JsonObject *copy;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_return_val_if_fail (object != NULL, NULL);

  copy = json_object_new ();
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, mv_json_copy (value));
  return copy;
}

/* Canonical text, RFC 8785 */

/* Characters beyond U+FFFF are written in UTF-16 as a pair that starts with a unit from D800 on,
 * and so they sort before U+E000. */
static gunichar
get_first_unit (gunichar c)
{
  return c > 0xffff ? 0xd800 : c;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *left = *(const char *const *) a;
  const char *right = *(const char *const *) b;
  gunichar c, d;

  while (*left != '\0' && *left == *right)
    left++, right++;
  /* The first byte that differs may lie within a character. */
  while (((guchar) *left & 0xc0) == 0x80 || ((guchar) *right & 0xc0) == 0x80)
    left--, right--;
  c = g_utf8_get_char (left);
  d = g_utf8_get_char (right);
  if (get_first_unit (c) != get_first_unit (d))
    return get_first_unit (c) < get_first_unit (d) ? -1 : 1;
  return c < d ? -1 : c > d;
}

/**
 * mv_json_append_string:
 * @to: where to write
 * @text: UTF-8
 *
 * Appends @text as a JSON string with its quotes, escaped as RFC 8785 has it.
 */
void
mv_json_append_string (GString *to, const char *text)
{
  static const char controls[] = "\b\t\n\f\r";
  static const char letters[] = "btnfr";

  g_string_append_c (to, '"');
  while (*text != '\0')
    {
      const char *run = text;

      while ((guchar) *text >= 0x20 && *text != '"' && *text != '\\')
        text++;
      g_string_append_len (to, run, text - run);
      if (*text == '\0')
        break;
      if (*text == '"' || *text == '\\')
        g_string_append_printf (to, "\\%c", *text);
      else if (strchr (controls, *text) != NULL)
        g_string_append_printf (to, "\\%c", letters[strchr (controls, *text) - controls]);
      else
        g_string_append_printf (to, "\\u%04x", (guchar) *text);
      text++;
    }
  g_string_append_c (to, '"');
}

/* The fewest digits that give the same double again; @out_point is where the decimal point stands
 * counted from the first digit. */
static char *
get_shortest_digits (double value, int *out_point)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE], format[8];
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *exponent;

  for (int precision = 0; precision <= 16; precision++)
    {
      g_snprintf (format, sizeof format, "%%.%de", precision);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  exponent = strchr (text, 'e');
  for (const char *c = text; c < exponent; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
  *out_point = 1 + (int) g_ascii_strtoll (exponent + 1, NULL, 10);
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

static void
append_zeros (GString *to, int n)
{
  for (int i = 0; i < n; i++)
    g_string_append_c (to, '0');
}

/* As ECMAScript writes numbers (ECMA-262, Number::toString), which RFC 8785 refers to. */
static void
append_double (GString *to, double value)
{
  g_autofree char *digits = NULL;
  int n_digits, point;

  if (value == 0)
    {
      g_string_append_c (to, '0');
      return;
    }
  if (value < 0)
    g_string_append_c (to, '-');
  digits = get_shortest_digits (fabs (value), &point);
  n_digits = (int) strlen (digits);
  if (point > 21 || point < -5)
    {
      g_string_append_c (to, digits[0]);
      if (n_digits > 1)
        g_string_append_printf (to, ".%s", digits + 1);
      g_string_append_printf (to, "e%+d", point - 1);
    }
  else if (point >= n_digits)
    {
      g_string_append (to, digits);
      append_zeros (to, point - n_digits);
    }
  else if (point > 0)
    {
      g_string_append_len (to, digits, point);
      g_string_append_printf (to, ".%s", digits + point);
    }
  else
    {
      g_string_append (to, "0.");
      append_zeros (to, -point);
      g_string_append (to, digits);
    }
}

static void
append_scalar (GString *to, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    mv_json_append_string (to, json_node_get_string (node));
  else if (type == G_TYPE_INT64)
    g_string_append_printf (to, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (to, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_DOUBLE && isfinite (json_node_get_double (node)))
    append_double (to, json_node_get_double (node));
  else
    g_string_append (to, "null");
}

static void append_node (GString *to, JsonNode *node);

static void
append_object (GString *to, JsonObject *object)
{
  g_autoptr (GPtrArray) names = g_ptr_array_sized_new (json_object_get_size (object));
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, (gpointer) name);
  g_ptr_array_sort (names, compare_names);

  g_string_append_c (to, '{');
  for (guint i = 0; i < names->len; i++)
    {
      name = g_ptr_array_index (names, i);
      if (i > 0)
        g_string_append_c (to, ',');
      mv_json_append_string (to, name);
      g_string_append_c (to, ':');
      append_node (to, json_object_get_member (object, name));
    }
  g_string_append_c (to, '}');
}

static void
append_array (GString *to, JsonArray *array)
{
  g_string_append_c (to, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (to, ',');
      append_node (to, json_array_get_element (array, i));
    }
  g_string_append_c (to, ']');
}

static void
append_node (GString *to, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (to, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (to, json_node_get_array (node));
  else if (JSON_NODE_HOLDS_VALUE (node))
    append_scalar (to, node);
  else
    g_string_append (to, "null");
}

/**
 * mv_json_to_text:
 * @node: a value
 *
 * Writes @node as RFC 8785 has it: names sorted by UTF-16 units, shortest escapes, numbers as
 * ECMAScript writes them, no blanks. Two values are equal if and only if their texts are.
 *
 * Returns: (transfer full): the canonical text
 */
char *
mv_json_to_text (JsonNode *node)
{
  GString *to = g_string_new (NULL);

  g_return_val_if_fail (node != NULL, NULL);

  append_node (to, node);
  return g_string_free (to, FALSE);
}

/**
 * mv_json_object_to_text:
 * @object: an object
 *
 * Returns: (transfer full): its canonical text, see mv_json_to_text()
 */
char *
mv_json_object_to_text (JsonObject *object)
{
  GString *to = g_string_new (NULL);

  g_return_val_if_fail (object != NULL, NULL);

  append_object (to, object);
  return g_string_free (to, FALSE);
}
