/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-wire-reader.h"

#include "mv-json.h"
#include "mv-random.h"
#include "mv-wire.h"

#include <string.h>

/* Whether the member is there; null counts as absent. */
gboolean
mv_wire_reader_has (MvWireReader *self, const char *name)
{
  JsonNode *node = json_object_get_member (self->from, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

/* Keeps the first thing that is wrong. */
void
mv_wire_reader_fail (MvWireReader *self, const char *name, const char *what)
{
  if (self->error == NULL)
    mv_problem_set (&self->error, self->problem, name, "“%s” %s", name, what);
}

/* Hands over what was wrong; returns TRUE if nothing was. */
gboolean
mv_wire_reader_finish (MvWireReader *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static gboolean
need (MvWireReader *self, const char *name)
{
  if (mv_wire_reader_has (self, name))
    return TRUE;

  mv_wire_reader_fail (self, name, "is missing");
  return FALSE;
}

/* A short text that is not empty; NULL if it is absent or wrong. */
char *
mv_wire_reader_read_text (MvWireReader *self, const char *name)
{
  const char *text;

  if (self->error != NULL || !mv_wire_reader_has (self, name))
    return NULL;

  text = mv_json_get_text (self->from, name);
  if (text == NULL || text[0] == '\0')
    mv_wire_reader_fail (self, name, "is not a text");
  else if (strlen (text) > MV_WIRE_MAX_NAME)
    mv_wire_reader_fail (self, name, "is too long");
  else
    return g_strdup (text);

  return NULL;
}

char *
mv_wire_reader_need_text (MvWireReader *self, const char *name)
{
  return need (self, name) ? mv_wire_reader_read_text (self, name) : NULL;
}

/* A lower-case UUID; NULL if it is absent or wrong. */
char *
mv_wire_reader_read_id (MvWireReader *self, const char *name)
{
  g_autofree char *id = mv_wire_reader_read_text (self, name);

  if (id == NULL || mv_uuid_is_valid (id))
    return g_steal_pointer (&id);

  mv_wire_reader_fail (self, name, "is not a lower-case UUID");
  return NULL;
}

char *
mv_wire_reader_need_id (MvWireReader *self, const char *name)
{
  return need (self, name) ? mv_wire_reader_read_id (self, name) : NULL;
}

/* A whole number, at least @min, which is not negative. */
gint64
mv_wire_reader_read_integer (MvWireReader *self, const char *name, gint64 min, gint64 otherwise)
{
  gint64 value;

  g_return_val_if_fail (min >= 0, otherwise);

  if (self->error != NULL || !mv_wire_reader_has (self, name))
    return otherwise;

  value = mv_json_get_integer (self->from, name, -1);
  if (value >= min)
    return value;

  mv_wire_reader_fail (self, name, "is not a whole number, or too small");
  return otherwise;
}

gint64
mv_wire_reader_need_integer (MvWireReader *self, const char *name, gint64 min)
{
  return need (self, name) ? mv_wire_reader_read_integer (self, name, min, 0) : 0;
}

gboolean
mv_wire_reader_read_boolean (MvWireReader *self, const char *name)
{
  gboolean value;

  if (self->error != NULL || !mv_wire_reader_has (self, name))
    return FALSE;

  /* A boolean gives the same with either way out; anything else gives the way out. */
  value = mv_json_get_boolean (self->from, name, FALSE);
  if (value == mv_json_get_boolean (self->from, name, TRUE))
    return value;

  mv_wire_reader_fail (self, name, "is neither true nor false");
  return FALSE;
}

/* (transfer none): NULL if it is absent or wrong. */
JsonObject *
mv_wire_reader_need_object (MvWireReader *self, const char *name)
{
  JsonObject *object;

  if (!need (self, name))
    return NULL;

  object = mv_json_get_object (self->from, name);
  if (object == NULL)
    mv_wire_reader_fail (self, name, "is not an object");

  return object;
}

/* (transfer none): NULL if it is absent or wrong. */
JsonArray *
mv_wire_reader_need_array (MvWireReader *self, const char *name)
{
  JsonArray *array;

  if (!need (self, name))
    return NULL;

  array = mv_json_get_array (self->from, name);
  if (array == NULL)
    mv_wire_reader_fail (self, name, "is not a list");

  return array;
}

/* A list of short texts; empty if it is absent or wrong. */
GStrv
mv_wire_reader_read_texts (MvWireReader *self, const char *name, guint max_items)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  JsonArray *array = NULL;

  if (self->error == NULL && mv_wire_reader_has (self, name))
    array = mv_wire_reader_need_array (self, name);
  if (array != NULL && json_array_get_length (array) > max_items)
    mv_wire_reader_fail (self, name, "has too many items");

  for (guint i = 0; array != NULL && self->error == NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *text = NULL;

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        text = json_node_get_string (node);

      if (text == NULL || strlen (text) > MV_WIRE_MAX_NAME)
        mv_wire_reader_fail (self, name, "holds something else than a short text");
      else
        g_strv_builder_add (texts, text);
    }

  return g_strv_builder_end (texts);
}

/* (transfer full) (element-type utf8 gint64*): scope -> seq; empty if it is absent or wrong. */
GHashTable *
mv_wire_reader_read_cursors (MvWireReader *self, const char *name)
{
  g_autoptr (GHashTable) cursors = mv_cursors_new ();
  JsonObject *object = NULL;
  JsonObjectIter iter;
  const char *scope;

  if (self->error == NULL && mv_wire_reader_has (self, name))
    object = mv_wire_reader_need_object (self, name);
  if (object == NULL)
    return g_steal_pointer (&cursors);

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &scope, NULL))
    {
      gint64 seq = mv_json_get_integer (object, scope, -1);

      if (seq < 0 || strlen (scope) > MV_WIRE_MAX_NAME)
        mv_wire_reader_fail (self, name, "holds something else than sequence numbers");
      else
        mv_cursors_set (cursors, scope, seq);
    }

  return g_steal_pointer (&cursors);
}

/* The version of the records that the other side writes. */
int
mv_wire_reader_need_schema (MvWireReader *self)
{
  gint64 schema = mv_wire_reader_need_integer (self, "schema", 0);

  if (self->error == NULL && schema < MV_WIRE_SCHEMA_MIN)
    mv_problem_set (&self->error, MV_PROBLEM_SCHEMA_TOO_OLD, "schema",
                    "Schema %" G_GINT64_FORMAT " is no longer understood", schema);

  return (int) MIN (schema, G_MAXINT);
}
