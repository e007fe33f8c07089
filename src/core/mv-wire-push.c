/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-wire.h"

#include "mv-clock.h"
#include "mv-json.h"
#include "mv-random.h"
#include "mv-wire-private.h"
#include "mv-wire-reader.h"

#include <string.h>

/* Siblings that one resolve may drop: as many as a batch could have made. */
#define MAX_DROP MV_WIRE_MAX_OPS

static const char *const op_names[] = {
  [MV_OP_PUT] = "put",
  [MV_OP_DEL] = "del",
  [MV_OP_RESOLVE] = "resolve",
  [MV_OP_COMMAND] = "command",
};

/* --- One operation ------------------------------------------------------------------------- */

/**
 * mv_op_new:
 * @type: what the operation does
 *
 * Returns: (transfer full): an operation without a number, item or base
 */
MvOp *
mv_op_new (MvOpType type)
{
  MvOp *self = g_new0 (MvOp, 1);

  self->type = type;
  return self;
}

void
mv_op_free (MvOp *self)
{
  if (self == NULL)
    return;

  g_free (self->scope);
  g_free (self->id);
  g_free (self->kind);
  g_clear_pointer (&self->body, json_object_unref);
  g_free (self->name);
  g_clear_pointer (&self->args, json_object_unref);
  g_strfreev (self->drop);
  g_free (self->at);
  g_free (self->source);
  g_free (self->field);
  g_free (self);
}

static void
read_type (MvOp *self, MvWireReader *reader)
{
  g_autofree char *name = mv_wire_reader_need_text (reader, "op");

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (op_names); i++)
    {
      if (strcmp (name, op_names[i]) == 0)
        {
          self->type = (MvOpType) i;
          return;
        }
    }

  mv_wire_reader_fail (reader, "op", "is not put, del, resolve or command");
}

/* Either a revision, or {"n":m} for the result of an earlier operation of the same device. */
static void
read_base (MvOp *self, MvWireReader *reader)
{
  JsonObject *object;

  if (!mv_wire_reader_has (reader, "base"))
    return;

  object = mv_json_get_object (reader->from, "base");
  if (object != NULL)
    {
      self->base_type = MV_BASE_OP;
      self->base = mv_json_get_integer (object, "n", 0);
      if (self->base < 1 || self->base >= self->n)
        mv_wire_reader_fail (reader, "base", "names no earlier operation");
    }
  else
    {
      self->base_type = MV_BASE_REV;
      self->base = mv_wire_reader_read_integer (reader, "base", 0, 0);
    }
}

static JsonObject *
ref_object (MvWireReader *reader, const char *name)
{
  JsonObject *object = mv_wire_reader_need_object (reader, name);

  return object != NULL ? json_object_ref (object) : NULL;
}

static void
read_drop (MvOp *self, MvWireReader *reader)
{
  self->drop = mv_wire_reader_read_texts (reader, "drop", MAX_DROP);
  for (guint i = 0; self->drop[i] != NULL; i++)
    {
      if (!mv_uuid_is_valid (self->drop[i]))
        mv_wire_reader_fail (reader, "drop", "holds something else than ids");
    }
}

static void
read_item (MvOp *self, MvWireReader *reader)
{
  self->id = mv_wire_reader_need_id (reader, "id");
  self->scope = mv_wire_reader_read_text (reader, "scope");
  self->kind = mv_wire_reader_read_text (reader, "kind");

  if (self->type != MV_OP_DEL)
    self->body = ref_object (reader, "body");
  if (self->type == MV_OP_RESOLVE)
    read_drop (self, reader);

  if (self->type == MV_OP_PUT && self->base_type == MV_BASE_REV && self->base == 0)
    {
      if (self->scope == NULL)
        mv_wire_reader_fail (reader, "scope", "is missing, and the operation creates");
      if (self->kind == NULL)
        mv_wire_reader_fail (reader, "kind", "is missing, and the operation creates");
    }
}

static void
read_command (MvOp *self, MvWireReader *reader)
{
  self->name = mv_wire_reader_need_text (reader, "name");
  self->args =
      mv_wire_reader_has (reader, "args") ? ref_object (reader, "args") : json_object_new ();
}

static void
read_at (MvOp *self, MvWireReader *reader)
{
  gint64 ignored;

  self->at = mv_wire_reader_read_text (reader, "at");
  if (self->at != NULL && !mv_time_from_text (self->at, &ignored))
    mv_wire_reader_fail (reader, "at", "is not a time");
}

/* Everything but the number. What is wrong here makes this operation refused, not the batch. */
static gboolean
read_op (MvOp *self, JsonObject *object, GError **error)
{
  MvWireReader reader = MV_WIRE_READER_INIT (object, MV_PROBLEM_INVALID);

  read_type (self, &reader);
  read_base (self, &reader);
  if (self->type == MV_OP_COMMAND)
    read_command (self, &reader);
  else
    read_item (self, &reader);
  read_at (self, &reader);

  return mv_wire_reader_finish (&reader, error);
}

/* The number, without which nothing can be said of an operation. */
static MvOp *
read_number (JsonObject *object, GError **error)
{
  MvWireReader reader = MV_WIRE_READER_INIT (object, MV_PROBLEM_BAD_JSON);
  gint64 n = mv_wire_reader_need_integer (&reader, "n", 1);
  MvOp *self;

  if (!mv_wire_reader_finish (&reader, error))
    return NULL;

  self = mv_op_new (MV_OP_PUT);
  self->n = n;
  self->source = mv_json_object_to_text (object);

  return self;
}

/**
 * mv_op_decode:
 * @object: an operation as it came
 * @error: %MV_PROBLEM_BAD_JSON if it has no number, %MV_PROBLEM_INVALID with the member otherwise
 *
 * Scope, kind and command are taken as they come: the server looks them up in its tables. A base
 * that is not stated is no error here, see %MV_BASE_NONE.
 *
 * Returns: (transfer full): the operation, or %NULL
 */
MvOp *
mv_op_decode (JsonObject *object, GError **error)
{
  g_autoptr (MvOp) self = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  self = read_number (object, error);
  if (self == NULL || !read_op (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
set_object (JsonObject *object, const char *name, JsonObject *member)
{
  if (member != NULL)
    json_object_set_object_member (object, name, json_object_ref (member));
}

static void
set_base (JsonObject *object, const MvOp *op)
{
  if (op->base_type == MV_BASE_REV)
    {
      json_object_set_int_member (object, "base", op->base);
    }
  else if (op->base_type == MV_BASE_OP)
    {
      JsonObject *base = json_object_new ();

      json_object_set_int_member (base, "n", op->base);
      json_object_set_object_member (object, "base", base);
    }
}

static void
set_drop (JsonObject *object, const MvOp *op)
{
  JsonArray *array;

  if (op->type != MV_OP_RESOLVE)
    return;

  array = json_array_new ();
  for (guint i = 0; op->drop != NULL && op->drop[i] != NULL; i++)
    json_array_add_string_element (array, op->drop[i]);
  json_object_set_array_member (object, "drop", array);
}

/**
 * mv_op_encode:
 * @self: an operation
 *
 * Returns: (transfer full): the operation as canonical text (RFC 8785)
 */
char *
mv_op_encode (const MvOp *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "n", self->n);
  json_object_set_string_member (object, "op", op_names[self->type]);
  set_text (object, "scope", self->scope);
  set_text (object, "id", self->id);
  set_text (object, "kind", self->kind);
  set_base (object, self);
  set_object (object, "body", self->body);
  set_text (object, "name", self->name);
  set_object (object, "args", self->args);
  set_drop (object, self);
  set_text (object, "at", self->at);

  return mv_json_object_to_text (object);
}

/**
 * mv_op_dup_hash:
 * @self: an operation
 *
 * By this the server knows an operation that comes a second time from another one under the same
 * number. An operation that was decoded is hashed as it came, with members that we do not know.
 *
 * Returns: (transfer full): SHA-256 of the operation's canonical text, 64 lower-case digits
 */
char *
mv_op_dup_hash (const MvOp *self)
{
  g_autofree char *text = self->source == NULL ? mv_op_encode (self) : NULL;

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text != NULL ? text : self->source, -1);
}

/* --- A batch ------------------------------------------------------------------------------- */

/**
 * mv_push_new:
 * @device: id of the device
 *
 * Returns: (transfer full): a batch without operations
 */
MvPush *
mv_push_new (const char *device)
{
  MvPush *self = g_new0 (MvPush, 1);

  self->schema = MV_WIRE_SCHEMA;
  self->device = g_strdup (device);
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_op_free);

  return self;
}

void
mv_push_free (MvPush *self)
{
  if (self == NULL)
    return;

  g_free (self->device);
  g_clear_pointer (&self->ops, g_ptr_array_unref);
  g_free (self);
}

/* An operation that has a number is always taken, so that the others of the batch can go on. */
static gboolean
take_op (MvPush *self, JsonNode *node, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  MvOp *op;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      mv_problem_set (error, MV_PROBLEM_BAD_JSON, "ops", "An operation is not an object");
      return FALSE;
    }

  op = read_number (json_node_get_object (node), error);
  if (op == NULL)
    return FALSE;

  g_ptr_array_add (self->ops, op);
  if (!read_op (op, json_node_get_object (node), &refusal))
    {
      op->problem = (MvProblem) refusal->code;
      op->field = mv_problem_dup_field (refusal);
    }

  return TRUE;
}

static gboolean
take_ops (MvPush *self, JsonArray *array, GError **error)
{
  if (json_array_get_length (array) > MV_WIRE_MAX_OPS)
    {
      mv_problem_set (error, MV_PROBLEM_TOO_LARGE, "ops", "More than %d operations",
                      MV_WIRE_MAX_OPS);
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (!take_op (self, json_array_get_element (array, i), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * mv_push_decode:
 * @text: body of a request
 * @length: its length in bytes, or -1
 * @error: %MV_PROBLEM_BAD_JSON with the member that is wrong, %MV_PROBLEM_TOO_DEEP,
 *   %MV_PROBLEM_TOO_LARGE or %MV_PROBLEM_SCHEMA_TOO_OLD
 *
 * An operation that has a number but is wrong otherwise does not make the batch fail: it stands in
 * its place with @problem and @field set, to be refused alone. Whether numbers follow each other is
 * for the server to check.
 *
 * Returns: (transfer full): the batch, or %NULL
 */
MvPush *
mv_push_decode (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonObject) object = mv_json_parse_object (text, length, MV_WIRE_MAX_BODY, error);
  g_autoptr (MvPush) self = NULL;
  MvWireReader reader;
  JsonArray *array;

  if (object == NULL)
    return NULL;

  reader = (MvWireReader) MV_WIRE_READER_INIT (object, MV_PROBLEM_BAD_JSON);
  self = mv_push_new (NULL);
  self->schema = mv_wire_reader_need_schema (&reader);
  self->device = mv_wire_reader_need_id (&reader, "device");
  self->ack = mv_wire_reader_read_integer (&reader, "ack", 0, 0);
  array = mv_wire_reader_need_array (&reader, "ops");

  if (!mv_wire_reader_finish (&reader, error) || !take_ops (self, array, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * mv_push_encode:
 * @self: a batch
 *
 * Returns: (transfer full): the body of the request
 */
char *
mv_push_encode (const MvPush *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"schema\":%d", self->schema);
  mv_wire_append_text_member (text, "device", self->device);
  g_string_append_printf (text, ",\"ack\":%" G_GINT64_FORMAT ",\"ops\":[", self->ack);
  for (guint i = 0; i < self->ops->len; i++)
    {
      g_autofree char *op = mv_op_encode (g_ptr_array_index (self->ops, i));

      if (i > 0)
        g_string_append_c (text, ',');
      g_string_append (text, op);
    }
  g_string_append (text, "]}");

  return g_string_free (text, FALSE);
}
