/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-wire.h"

#include "mv-json.h"
#include "mv-wire-private.h"
#include "mv-wire-reader.h"

#include <string.h>

static const char *const status_names[] = {
  [MV_RESULT_OK] = "ok",
  [MV_RESULT_CONFLICT] = "conflict",
  [MV_RESULT_REFUSED] = "refused",
};

/**
 * mv_result_new:
 * @n: number of the operation
 * @status: what became of it
 *
 * Returns: (transfer full): a result
 */
MvResult *
mv_result_new (gint64 n, MvResultStatus status)
{
  MvResult *self = g_new0 (MvResult, 1);

  self->n = n;
  self->status = status;

  return self;
}

/**
 * mv_result_new_refused:
 * @n: number of the operation
 * @problem: why it was refused
 * @field: (nullable): the field that is wrong
 *
 * Returns: (transfer full): a result
 */
MvResult *
mv_result_new_refused (gint64 n, MvProblem problem, const char *field)
{
  MvResult *self = mv_result_new (n, MV_RESULT_REFUSED);

  self->problem = problem;
  self->field = g_strdup (field);

  return self;
}

void
mv_result_free (MvResult *self)
{
  if (self == NULL)
    return;

  g_free (self->scope);
  g_free (self->sibling);
  g_free (self->field);
  g_free (self);
}

/**
 * mv_result_encode:
 * @self: a result
 *
 * Returns: (transfer full): the result as JSON text; an entry of `results`
 */
char *
mv_result_encode (const MvResult *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"n\":%" G_GINT64_FORMAT ",\"st\":\"%s\"", self->n,
                          status_names[self->status]);

  if (self->status == MV_RESULT_REFUSED)
    {
      g_string_append (text, ",\"problem\":");
      mv_wire_append_problem (text, self->problem, NULL, self->field);
    }
  else
    {
      g_string_append_printf (text, ",\"rev\":%" G_GINT64_FORMAT, self->rev);
      if (self->seq > 0)
        g_string_append_printf (text, ",\"seq\":%" G_GINT64_FORMAT, self->seq);
      mv_wire_append_text_member (text, "scope", self->scope);
    }

  if (self->status == MV_RESULT_CONFLICT && self->sibling == NULL)
    g_string_append (text, ",\"sibling\":null");
  mv_wire_append_text_member (text, "sibling", self->sibling);
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

static void
read_status (MvResult *self, MvWireReader *reader)
{
  g_autofree char *name = mv_wire_reader_need_text (reader, "st");

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (status_names); i++)
    {
      if (strcmp (name, status_names[i]) == 0)
        {
          self->status = (MvResultStatus) i;
          return;
        }
    }

  mv_wire_reader_fail (reader, "st", "is not ok, conflict or refused");
}

/* A newer server may refuse for a reason that this version has no name for: the operation is
 * refused all the same. */
static void
read_problem (MvResult *self, MvWireReader *reader)
{
  JsonObject *problem = mv_wire_reader_need_object (reader, "problem");

  self->problem = MV_PROBLEM_INVALID;
  if (problem == NULL)
    return;

  mv_problem_from_name (mv_json_get_text (problem, "code"), &self->problem);
  self->field = g_strdup (mv_json_get_text (problem, "field"));
}

/**
 * mv_result_decode:
 * @object: an entry of `results`
 * @error: %MV_PROBLEM_BAD_JSON with the member that is wrong
 *
 * Returns: (transfer full): the result, or %NULL
 */
MvResult *
mv_result_decode (JsonObject *object, GError **error)
{
  MvWireReader reader = MV_WIRE_READER_INIT (object, MV_PROBLEM_BAD_JSON);
  g_autoptr (MvResult) self = mv_result_new (0, MV_RESULT_OK);

  self->n = mv_wire_reader_need_integer (&reader, "n", 1);
  read_status (self, &reader);
  self->rev = mv_wire_reader_read_integer (&reader, "rev", 0, 0);
  self->seq = mv_wire_reader_read_integer (&reader, "seq", 0, 0);
  self->scope = mv_wire_reader_read_text (&reader, "scope");
  self->sibling = mv_wire_reader_read_id (&reader, "sibling");
  if (self->status == MV_RESULT_REFUSED)
    read_problem (self, &reader);

  return mv_wire_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * mv_push_answer_new:
 * @epoch: (nullable): which life of the database this is
 * @last_n: number of the device's last operation that was done or refused
 *
 * Returns: (transfer full): an answer without results
 */
MvPushAnswer *
mv_push_answer_new (const char *epoch, gint64 last_n)
{
  MvPushAnswer *self = g_new0 (MvPushAnswer, 1);

  self->epoch = g_strdup (epoch);
  self->last_n = last_n;
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_result_free);

  return self;
}

void
mv_push_answer_free (MvPushAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->epoch);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_free (self);
}

static gboolean
take_results (MvPushAnswer *self, JsonArray *array, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      MvResult *result;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          mv_problem_set (error, MV_PROBLEM_BAD_JSON, "results", "A result is not an object");
          return FALSE;
        }

      result = mv_result_decode (json_node_get_object (node), error);
      if (result == NULL)
        return FALSE;

      g_ptr_array_add (self->results, result);
    }

  return TRUE;
}

/**
 * mv_push_answer_decode:
 * @text: body of an answer
 * @length: its length in bytes, or -1
 * @error: an error of the domain %MV_PROBLEM: the answer was cut, or is not a Medvirk server's.
 *   Nothing may be concluded from it then; the same operations are sent again
 *
 * Returns: (transfer full): the answer, or %NULL
 */
MvPushAnswer *
mv_push_answer_decode (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonObject) object = mv_json_parse_object (text, length, MV_WIRE_MAX_BODY, error);
  g_autoptr (MvPushAnswer) self = NULL;
  MvWireReader reader;
  JsonArray *array;

  if (object == NULL)
    return NULL;

  reader = (MvWireReader) MV_WIRE_READER_INIT (object, MV_PROBLEM_BAD_JSON);
  self = mv_push_answer_new (NULL, 0);
  self->epoch = mv_wire_reader_need_text (&reader, "epoch");
  self->last_n = mv_wire_reader_need_integer (&reader, "last_n", 0);
  array = mv_wire_reader_need_array (&reader, "results");

  if (!mv_wire_reader_finish (&reader, error) || !take_results (self, array, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * mv_push_answer_encode:
 * @self: an answer
 *
 * Returns: (transfer full): the body of the answer
 */
char *
mv_push_answer_encode (const MvPushAnswer *self)
{
  GString *text = g_string_new ("{\"epoch\":");

  mv_json_append_string (text, self->epoch);
  g_string_append_printf (text, ",\"last_n\":%" G_GINT64_FORMAT ",\"results\":[", self->last_n);
  for (guint i = 0; i < self->results->len; i++)
    {
      g_autofree char *result = mv_result_encode (g_ptr_array_index (self->results, i));

      if (i > 0)
        g_string_append_c (text, ',');
      g_string_append (text, result);
    }
  g_string_append (text, "]}");

  return g_string_free (text, FALSE);
}
