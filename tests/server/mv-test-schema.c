/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-clock.h"
#include "mv-test-openapi.h"

#include <string.h>

/* One judgement. */
typedef struct
{
  GString *at; /* (owned): where in the value */
  char *fault; /* (owned) (nullable): the first */
  gboolean is_strict;
} Check;

typedef void (*KeywordFunc) (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value);

static void check_value (Check *self, JsonNode *schema, JsonNode *value);

static void fail (Check *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
fail (Check *self, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  if (self->fault != NULL)
    return;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->fault = g_strdup_printf ("%s: %s", self->at->len > 0 ? self->at->str : "/", what);
}

/* Judges a part of the value, whose place has one name more. */
static void
check_part (Check *self, JsonNode *schema, const char *name, JsonNode *value)
{
  gsize length = self->at->len;

  g_string_append_printf (self->at, "/%s", name);
  check_value (self, schema, value);
  g_string_truncate (self->at, length);
}

static const char *
get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
is_integer (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

static gboolean
has_type (JsonNode *value, const char *type)
{
  if (strcmp (type, "object") == 0)
    return JSON_NODE_HOLDS_OBJECT (value);
  if (strcmp (type, "array") == 0)
    return JSON_NODE_HOLDS_ARRAY (value);
  if (strcmp (type, "null") == 0)
    return JSON_NODE_HOLDS_NULL (value);
  if (strcmp (type, "string") == 0)
    return get_text (value) != NULL;
  if (strcmp (type, "integer") == 0)
    return is_integer (value);

  g_assert_cmpstr (type, ==, "boolean");
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
}

static void
check_type (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  JsonArray *types;

  if (get_text (argument) != NULL)
    {
      if (!has_type (value, get_text (argument)))
        fail (self, "not of type %s", get_text (argument));
      return;
    }

  types = json_node_get_array (argument);
  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      if (has_type (value, json_array_get_string_element (types, i)))
        return;
    }
  fail (self, "of none of the types");
}

static void
check_const (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  if (!json_node_equal (argument, value))
    fail (self, "not the value that it always has");
}

static void
check_enum (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  JsonArray *values = json_node_get_array (argument);

  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      if (json_node_equal (json_array_get_element (values, i), value))
        return;
    }
  fail (self, "not in the list");
}

static void
check_pattern (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  if (get_text (value) != NULL &&
      !g_regex_match_simple (json_node_get_string (argument), get_text (value), 0, 0))
    fail (self, "not of the pattern");
}

static void
check_format (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  const char *text = get_text (value);
  gint64 time_us;

  if (text == NULL)
    return;
  if (strcmp (json_node_get_string (argument), "uuid") == 0)
    {
      if (!mv_uuid_is_valid (text))
        fail (self, "not a UUID");
      return;
    }

  g_assert_cmpstr (json_node_get_string (argument), ==, "date-time");
  if (!mv_time_from_text (text, &time_us))
    fail (self, "not a time");
}

static void
check_max_length (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  if (get_text (value) != NULL &&
      g_utf8_strlen (get_text (value), -1) > json_node_get_int (argument))
    fail (self, "too long");
}

static void
check_minimum (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  if (is_integer (value) && json_node_get_int (value) < json_node_get_int (argument))
    fail (self, "too small");
}

static void
check_maximum (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  if (is_integer (value) && json_node_get_int (value) > json_node_get_int (argument))
    fail (self, "too large");
}

static void
check_required (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  JsonArray *names = json_node_get_array (argument);

  for (guint i = 0; JSON_NODE_HOLDS_OBJECT (value) && i < json_array_get_length (names); i++)
    {
      const char *name = json_array_get_string_element (names, i);

      if (!json_object_has_member (json_node_get_object (value), name))
        fail (self, "%s is missing", name);
    }
}

/* Members that are not named: as `additionalProperties` says, else wrong only if one is strict. */
static void
check_other_member (Check *self, JsonObject *schema, const char *name, JsonNode *value)
{
  JsonNode *others = json_object_get_member (schema, "additionalProperties");

  if (others != NULL && JSON_NODE_HOLDS_OBJECT (others))
    check_part (self, others, name, value);
  else if (others != NULL ? !json_node_get_boolean (others) : self->is_strict)
    fail (self, "%s is not described", name);
}

static void
check_members (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  JsonObject *known = json_object_has_member (schema, "properties")
                          ? json_object_get_object_member (schema, "properties")
                          : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return;

  json_object_iter_init (&iter, json_node_get_object (value));
  while (json_object_iter_next (&iter, &name, &member))
    {
      if (known != NULL && json_object_has_member (known, name))
        check_part (self, json_object_get_member (known, name), name, member);
      else
        check_other_member (self, schema, name, member);
    }
}

static void
check_items (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  JsonArray *items = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      g_autofree char *place = g_strdup_printf ("%u", i);

      check_part (self, argument, place, json_array_get_element (items, i));
    }
}

static void
check_max_items (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value) &&
      json_array_get_length (json_node_get_array (value)) > json_node_get_int (argument))
    fail (self, "too many");
}

static void
check_one_of (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  JsonArray *schemas = json_node_get_array (argument);
  GString *faults = g_string_new (NULL);
  guint n_right = 0;

  for (guint i = 0; i < json_array_get_length (schemas); i++)
    {
      g_autofree char *fault =
          mv_test_schema_find_fault (json_array_get_element (schemas, i), value, self->is_strict);

      n_right += fault == NULL;
      g_string_append_printf (faults, " (%s)", fault != NULL ? fault : "right");
    }
  if (n_right != 1)
    fail (self, "not one of:%s", faults->str);
  g_string_free (faults, TRUE);
}

static void
check_ref (Check *self, JsonObject *schema, JsonNode *argument, JsonNode *value)
{
  JsonNode *target = mv_test_openapi_resolve (json_node_get_string (argument));

  if (target == NULL)
    fail (self, "%s is nowhere", json_node_get_string (argument));
  else
    check_value (self, target, value);
}

static const struct
{
  const char *name;
  KeywordFunc func; /* (nullable): for people only */
} keywords[] = {
  { "$ref", check_ref },
  { "additionalProperties", check_members },
  { "const", check_const },
  { "description", NULL },
  { "enum", check_enum },
  { "format", check_format },
  { "items", check_items },
  { "maxItems", check_max_items },
  { "maxLength", check_max_length },
  { "maximum", check_maximum },
  { "minimum", check_minimum },
  { "oneOf", check_one_of },
  { "pattern", check_pattern },
  { "properties", check_members },
  { "required", check_required },
  { "type", check_type },
};

static void
check_keyword (Check *self, JsonObject *schema, const char *name, JsonNode *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      if (strcmp (keywords[i].name, name) != 0)
        continue;
      if (keywords[i].func != NULL && value != NULL)
        keywords[i].func (self, schema, json_object_get_member (schema, name), value);
      return;
    }

  fail (self, "the keyword %s is not known", name);
}

static void
check_value (Check *self, JsonNode *schema, JsonNode *value)
{
  JsonObjectIter iter;
  const char *name;

  if (!JSON_NODE_HOLDS_OBJECT (schema))
    {
      fail (self, "a schema is not an object");
      return;
    }

  json_object_iter_init (&iter, json_node_get_object (schema));
  while (self->fault == NULL && json_object_iter_next (&iter, &name, NULL))
    check_keyword (self, json_node_get_object (schema), name, value);
}

char *
mv_test_schema_find_fault (JsonNode *schema, JsonNode *value, gboolean is_strict)
{
  Check check = { .at = g_string_new (NULL), .is_strict = is_strict };

  check_value (&check, schema, value);
  g_string_free (check.at, TRUE);
  return check.fault;
}
