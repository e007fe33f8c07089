/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-clean.h"
#include "mv-clock.h"
#include "mv-json.h"
#include "mv-random.h"
#include "mv-record-private.h"

#include <string.h>

/* What follows from the table of fields: validation, references, natural ids, search text. */

gboolean
mv_record_node_is_blank (JsonNode *node)
{
  const char *text;

  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  for (text = json_node_get_string (node); *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

typedef struct
{
  gboolean is_draft;
  GString *path; /* (owned): where we are, `suggestions[2].text` */
} Check;

static gboolean
check_fields (Check *self, const MvField *fields, JsonObject *object, GError **error);

static gboolean
refuse (Check *self, GError **error, const char *what)
{
  mv_problem_set (error, MV_PROBLEM_INVALID, self->path->str, "%s: %s", self->path->str, what);
  return FALSE;
}

static gboolean
check_text (Check *self, const MvField *field, const char *text, GError **error)
{
  glong max = field->max == 0 ? MV_TEXT_MAX : (glong) field->max;

  if (g_utf8_strlen (text, -1) > max)
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, self->path->str, "%s: longer than %ld characters",
                      self->path->str, max);
      return FALSE;
    }
  if (!mv_text_is_clean (text))
    return refuse (self, error, "holds a control character");
  return TRUE;
}

static gboolean
check_text_like (Check *self, const MvField *field, const char *text, GError **error)
{
  switch (field->type)
    {
    case MV_FIELD_TEXT:
      return check_text (self, field, text, error);
    case MV_FIELD_DATE:
      return mv_date_is_valid (text) || refuse (self, error, "not a date such as 2026-11-20");
    case MV_FIELD_TIME:
      return mv_time_from_text (text, NULL) ||
             refuse (self, error, "not a time such as 2026-11-20T10:01:02+01:00");
    case MV_FIELD_UUID:
    case MV_FIELD_REFERENCE:
      return mv_uuid_is_valid (text) || refuse (self, error, "not an id in lower case");
    case MV_FIELD_CODE:
      return g_strv_contains (field->codes, text) || refuse (self, error, "not a known code");
    case MV_FIELD_INTEGER:
    case MV_FIELD_BOOLEAN:
    case MV_FIELD_OBJECT:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
check_integer (Check *self, const MvField *field, gint64 number, GError **error)
{
  gint64 max = field->max == 0 ? MV_JSON_MAX_INTEGER : field->max;

  if (number >= field->min && number <= max)
    return TRUE;
  mv_problem_set (error, MV_PROBLEM_INVALID, self->path->str,
                  "%s: not from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, self->path->str,
                  field->min, max);
  return FALSE;
}

static gboolean
check_value (Check *self, const MvField *field, JsonNode *node, GError **error)
{
  GType type = json_node_get_value_type (node);

  switch (field->type)
    {
    case MV_FIELD_INTEGER:
      return type == G_TYPE_INT64 ? check_integer (self, field, json_node_get_int (node), error)
                                  : refuse (self, error, "not a whole number");
    case MV_FIELD_BOOLEAN:
      return type == G_TYPE_BOOLEAN || refuse (self, error, "neither true nor false");
    case MV_FIELD_OBJECT:
      return JSON_NODE_HOLDS_OBJECT (node)
                 ? check_fields (self, field->fields, json_node_get_object (node), error)
                 : refuse (self, error, "not an object");
    case MV_FIELD_TEXT:
    case MV_FIELD_DATE:
    case MV_FIELD_TIME:
    case MV_FIELD_UUID:
    case MV_FIELD_CODE:
    case MV_FIELD_REFERENCE:
    default:
      return type == G_TYPE_STRING
                 ? check_text_like (self, field, json_node_get_string (node), error)
                 : refuse (self, error, "not a text");
    }
}

/* What must be told apart within a list: a code or reference itself, or the key of an object.
 * %NULL if the list may hold the same twice. */
static const char *
get_distinct (const MvField *field, JsonNode *node, const char **out_name)
{
  if (field->type == MV_FIELD_CODE || field->type == MV_FIELD_REFERENCE)
    return json_node_get_string (node);
  if (field->type == MV_FIELD_OBJECT)
    for (const MvField *part = field->fields; part->name != NULL; part++)
      {
        const char *text = NULL;

        if (part->flags & MV_FIELD_KEY)
          text = mv_json_get_text (json_node_get_object (node), part->name);
        if (text == NULL)
          continue;
        *out_name = part->name;
        return text;
      }
  return NULL;
}

static gboolean
check_list (Check *self, const MvField *field, JsonArray *list, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint max_items = field->max_items == 0 ? 100 : field->max_items;
  gsize length = self->path->len;

  if (json_array_get_length (list) > max_items)
    {
      mv_problem_set (error, MV_PROBLEM_TOO_LARGE, self->path->str, "%s: more than %u",
                      self->path->str, max_items);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      const char *name = NULL;
      const char *distinct;

      g_string_append_printf (self->path, "[%u]", i);
      if (!check_value (self, field, node, error))
        return FALSE;
      distinct = get_distinct (field, node, &name);
      if (distinct != NULL && !g_hash_table_add (seen, (gpointer) distinct))
        {
          if (name != NULL)
            g_string_append_printf (self->path, ".%s", name);
          return refuse (self, error, "stands in the list twice");
        }
      g_string_truncate (self->path, length);
    }
  return TRUE;
}

static gboolean
is_required (const Check *self, const MvField *field)
{
  if (field->flags & MV_FIELD_DRAFT_OPTIONAL)
    return !self->is_draft;
  return (field->flags & MV_FIELD_REQUIRED) != 0;
}

/* An outside program may write an absent id as null or as an empty text. */
static gboolean
says_nothing (JsonNode *node)
{
  return JSON_NODE_HOLDS_NULL (node) ||
         (json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) == '\0');
}

static gboolean
check_field (Check *self, const MvField *field, JsonNode *node, GError **error)
{
  if (node == NULL || ((field->flags & MV_FIELD_NULLABLE) && says_nothing (node)))
    return !is_required (self, field) || refuse (self, error, "missing");
  if ((field->flags & MV_FIELD_MANY) != 0 && !JSON_NODE_HOLDS_ARRAY (node))
    return refuse (self, error, "not a list");
  if ((field->flags & MV_FIELD_MANY) != 0
          ? !check_list (self, field, json_node_get_array (node), error)
          : !check_value (self, field, node, error))
    return FALSE;
  if (is_required (self, field) && mv_record_node_is_blank (node))
    return refuse (self, error, "missing");
  return TRUE;
}

static gboolean
check_fields (Check *self, const MvField *fields, JsonObject *object, GError **error)
{
  gsize length = self->path->len;

  for (const MvField *field = fields; field->name != NULL; field++)
    {
      if (length > 0)
        g_string_append_c (self->path, '.');
      g_string_append (self->path, field->name);
      if (!check_field (self, field, json_object_get_member (object, field->name), error))
        return FALSE;
      g_string_truncate (self->path, length);
    }
  return TRUE;
}

static gboolean
check_size (MvRecord *self, GError **error)
{
  const MvKind *kind = mv_record_get_kind (self);
  size_t max_bytes = kind->max_bytes == 0 ? MV_RECORD_MAX_BYTES : kind->max_bytes;
  g_autofree char *text = mv_record_dup_body_text (self);

  if (strlen (text) <= max_bytes)
    return TRUE;
  mv_problem_set (error, MV_PROBLEM_TOO_LARGE, NULL,
                  "A record of %" G_GSIZE_FORMAT " bytes, at most %" G_GSIZE_FORMAT, strlen (text),
                  max_bytes);
  return FALSE;
}

/**
 * mv_record_validate:
 * @self: a record
 * @stage: whether it is a draft or complete
 * @error: return location for an error
 *
 * Checks a record against its kind's table, and against the rules between its fields. Whether the
 * records it refers to exist, whether its id is the natural one, and whether the writer may write
 * it, is asked elsewhere. Members that the table does not know are right as they are.
 *
 * Errors: %MV_PROBLEM_UNKNOWN_KIND; %MV_PROBLEM_TOO_LARGE for a body or a list beyond its limit;
 * %MV_PROBLEM_INVALID for anything else. The field is named (mv_problem_dup_field()) by its path,
 * such as `suggestions[2].text`; the message never repeats what a person wrote.
 *
 * Returns: whether it is right; if not, @error is set
 */
gboolean
mv_record_validate (MvRecord *self, MvRecordStage stage, GError **error)
{
  const MvKind *kind = mv_record_get_kind (self);
  g_autoptr (GString) path = g_string_new (NULL);
  Check check = { (stage & MV_RECORD_DRAFT) != 0, path };

  if (kind == NULL)
    {
      mv_problem_set (error, MV_PROBLEM_UNKNOWN_KIND, NULL, "Unknown kind of record");
      return FALSE;
    }
  if (!mv_uuid_is_valid (mv_record_get_id (self)))
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "id", "id: not an id in lower case");
      return FALSE;
    }
  /* What was withdrawn is a stub: the text went home to its writer. */
  if (mv_record_get_boolean (self, "withdrawn"))
    check.is_draft = TRUE;
  return check_size (self, error) &&
         check_fields (&check, kind->fields, mv_record_get_body (self), error) &&
         (kind->check == NULL || kind->check (self, check.is_draft, error));
}

/* Walks */

typedef void (*ValueFunc) (const MvField *field, const char *text, gpointer data);

static void foreach_text (const MvField *fields, JsonObject *object, ValueFunc func, gpointer data);

static void
visit_node (const MvField *field, JsonNode *node, ValueFunc func, gpointer data)
{
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    func (field, json_node_get_string (node), data);
  else if (field->type == MV_FIELD_OBJECT && JSON_NODE_HOLDS_OBJECT (node))
    foreach_text (field->fields, json_node_get_object (node), func, data);
}

/* Calls @func for each text in the fields of the table, at any depth, in the table's order. */
static void
foreach_text (const MvField *fields, JsonObject *object, ValueFunc func, gpointer data)
{
  for (const MvField *field = fields; field->name != NULL; field++)
    {
      JsonNode *node = json_object_get_member (object, field->name);

      if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
        for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
          visit_node (field, json_array_get_element (json_node_get_array (node), i), func, data);
      else if (node != NULL)
        visit_node (field, node, func, data);
    }
}

typedef struct
{
  MvReferenceFunc func;
  gpointer data;
} ReferenceWalk;

static void
visit_reference (const MvField *field, const char *text, gpointer data)
{
  const ReferenceWalk *walk = data;

  if (field->type == MV_FIELD_REFERENCE && *text != '\0')
    walk->func (field, text, walk->data);
}

/**
 * mv_record_foreach_reference:
 * @self: a record
 * @func: (scope call): called for each reference, at any depth
 * @data: given to @func
 *
 * An empty text refers to nothing. Of a record whose kind is unknown nothing is known to be a
 * reference.
 */
void
mv_record_foreach_reference (MvRecord *self, MvReferenceFunc func, gpointer data)
{
  const MvKind *kind = mv_record_get_kind (self);
  ReferenceWalk walk = { func, data };

  if (kind != NULL)
    foreach_text (kind->fields, mv_record_get_body (self), visit_reference, &walk);
}

static void
visit_searched (const MvField *field, const char *text, gpointer data)
{
  GString *to = data;

  if (!(field->flags & MV_FIELD_SEARCHED) || *text == '\0')
    return;
  if (to->len > 0)
    g_string_append_c (to, '\n');
  g_string_append (to, text);
}

/**
 * mv_record_dup_search_text:
 * @self: a record
 *
 * Returns: (transfer full): the texts of its %MV_FIELD_SEARCHED fields, each on lines of its own
 */
char *
mv_record_dup_search_text (MvRecord *self)
{
  const MvKind *kind = mv_record_get_kind (self);
  GString *text = g_string_new (NULL);

  if (kind != NULL)
    foreach_text (kind->fields, mv_record_get_body (self), visit_searched, text);
  return g_string_free (text, FALSE);
}

/**
 * mv_record_dup_natural_id:
 * @self: a record
 * @scope: the scope it stands in, with `user/me` resolved to `user/<uid>`
 *
 * The id that follows from a record's natural key, so that two people who make the same record at
 * once meet: UUIDv5 of the scope, the kind and the key's parts, joined by newlines. An absent part
 * is empty.
 *
 * Returns: (transfer full) (nullable): the id; %NULL if its kind has no natural key
 */
char *
mv_record_dup_natural_id (MvRecord *self, const char *scope)
{
  const MvKind *kind = mv_record_get_kind (self);
  g_autoptr (GString) name = NULL;

  g_return_val_if_fail (scope != NULL, NULL);

  if (kind == NULL || !mv_kind_has_natural_key (kind))
    return NULL;
  name = g_string_new (scope);
  g_string_append_printf (name, "\n%s", kind->name);
  for (const MvField *field = kind->fields; field->name != NULL; field++)
    if (field->flags & MV_FIELD_KEY)
      {
        const char *part = mv_record_get_text (self, field->name);

        g_string_append_printf (name, "\n%s", part == NULL ? "" : part);
      }
  return mv_uuid_new_v5 (name->str);
}

/**
 * mv_record_equal_body:
 * @a: a record
 * @b: another
 *
 * Returns: whether both have the same body, members unknown to this version included
 */
gboolean
mv_record_equal_body (MvRecord *a, MvRecord *b)
{
  g_autofree char *left = mv_record_dup_body_text (a);
  g_autofree char *right = mv_record_dup_body_text (b);

  return strcmp (left, right) == 0;
}
