/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-record.h"

#include "mv-clean.h"
#include "mv-json.h"
#include "mv-record-private.h"

typedef struct
{
  char *kind_name; /* (owned) (nullable): only of a kind that this version does not know */
  char *id;        /* (owned) (nullable) */
  char *scope;     /* (owned) (nullable) */
  char *by;        /* (owned) (nullable) */
  gint64 rev;
  gint64 seq;
  JsonObject *body; /* (owned) */
} MvRecordPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (MvRecord, mv_record, G_TYPE_OBJECT)

static MvRecordPrivate *
get_private (MvRecord *self)
{
  return mv_record_get_instance_private (self);
}

/* Properties, made from the kind's table. A property's number is its field's place, from 1. */

static gboolean
is_text_like (const MvField *field)
{
  switch (field->type)
    {
    case MV_FIELD_TEXT:
    case MV_FIELD_DATE:
    case MV_FIELD_TIME:
    case MV_FIELD_UUID:
    case MV_FIELD_CODE:
    case MV_FIELD_REFERENCE:
      return TRUE;
    case MV_FIELD_INTEGER:
    case MV_FIELD_BOOLEAN:
    case MV_FIELD_OBJECT:
    default:
      return FALSE;
    }
}

static void
mv_record_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MvRecord *self = MV_RECORD (object);
  const MvField *field = &mv_record_get_kind (self)->fields[prop_id - 1];
  JsonNode *node;

  if (G_VALUE_HOLDS_STRING (value))
    g_value_set_string (value, mv_record_get_text (self, field->name));
  else if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    g_value_take_boxed (value, mv_record_dup_texts (self, field->name));
  else if (G_VALUE_HOLDS_INT64 (value))
    g_value_set_int64 (value, mv_record_get_integer (self, field->name));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, mv_record_get_boolean (self, field->name));
  else
    {
      node = json_object_get_member (mv_record_get_body (self), field->name);
      g_value_take_boxed (value, node == NULL ? NULL : mv_json_copy (node));
    }
}

static void
mv_record_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MvRecord *self = MV_RECORD (object);
  const MvField *field = &mv_record_get_kind (self)->fields[prop_id - 1];

  if (G_VALUE_HOLDS_STRING (value))
    mv_record_set_text (self, field->name, g_value_get_string (value));
  else if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    mv_record_set_texts (self, field->name, g_value_get_boxed (value));
  else if (G_VALUE_HOLDS_INT64 (value))
    mv_record_set_integer (self, field->name, g_value_get_int64 (value));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    mv_record_set_boolean (self, field->name, g_value_get_boolean (value));
  else
    mv_record_set_node (self, field->name, g_value_get_boxed (value));
}

static void
mv_record_finalize (GObject *object)
{
  MvRecordPrivate *priv = get_private (MV_RECORD (object));

  g_clear_pointer (&priv->kind_name, g_free);
  g_clear_pointer (&priv->id, g_free);
  g_clear_pointer (&priv->scope, g_free);
  g_clear_pointer (&priv->by, g_free);
  g_clear_pointer (&priv->body, json_object_unref);

  G_OBJECT_CLASS (mv_record_parent_class)->finalize (object);
}

static void
mv_record_class_init (MvRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mv_record_finalize;
}

static void
mv_record_init (MvRecord *self)
{
  get_private (self)->body = json_object_new ();
}

static GParamSpec *
new_property (const MvField *field)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY;

  if (is_text_like (field))
    return field->flags & MV_FIELD_MANY
               ? g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_STRV, flags)
               : g_param_spec_string (field->name, NULL, NULL, NULL, flags);
  if (field->type == MV_FIELD_INTEGER && !(field->flags & MV_FIELD_MANY))
    return g_param_spec_int64 (field->name, NULL, NULL, -MV_JSON_MAX_INTEGER, MV_JSON_MAX_INTEGER,
                               0, flags);
  if (field->type == MV_FIELD_BOOLEAN && !(field->flags & MV_FIELD_MANY))
    return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
  return g_param_spec_boxed (field->name, NULL, NULL, JSON_TYPE_NODE, flags);
}

static void
mv_record_kind_class_init (gpointer g_class, gpointer class_data)
{
  MvRecordClass *klass = g_class;
  GObjectClass *object_class = g_class;
  const MvKind *kind = class_data;

  klass->kind = kind;
  /* GObject does not inherit these two. */
  object_class->get_property = mv_record_get_property;
  object_class->set_property = mv_record_set_property;
  for (guint i = 0; kind->fields[i].name != NULL; i++)
    g_object_class_install_property (object_class, i + 1, new_property (&kind->fields[i]));
}

GType
mv_record_register_type (const MvKind *kind)
{
  GTypeInfo info = {
    .class_size = sizeof (MvRecordClass),
    .class_init = mv_record_kind_class_init,
    .class_data = kind,
    .instance_size = sizeof (MvRecord),
  };

  return g_type_register_static (MV_TYPE_RECORD, kind->type_name, &info, 0);
}

/* Making */

/**
 * mv_record_new:
 * @kind: its kind
 * @id: (nullable): its id; %NULL for a kind with a natural key, until the key is there
 *
 * Returns: (transfer full): a record without any fields
 */
MvRecord *
mv_record_new (const MvKind *kind, const char *id)
{
  MvRecord *self;

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (mv_kind_get_type (kind), NULL);
  get_private (self)->id = g_strdup (id);
  return self;
}

/**
 * mv_record_new_from_body:
 * @kind_name: name of its kind, which need not be known
 * @id: (nullable): its id
 * @body: (transfer none): its fields; a reference is taken, and the caller changes it no more
 *
 * Returns: (transfer full): a record, which may break any rule until mv_record_validate() says not
 */
MvRecord *
mv_record_new_from_body (const char *kind_name, const char *id, JsonObject *body)
{
  const MvKind *kind;
  MvRecord *self;
  MvRecordPrivate *priv;

  g_return_val_if_fail (kind_name != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  kind = mv_kind_find (kind_name);
  self = g_object_new (kind != NULL ? mv_kind_get_type (kind) : MV_TYPE_RECORD, NULL);
  priv = get_private (self);
  if (kind == NULL)
    priv->kind_name = g_strdup (kind_name);
  priv->id = g_strdup (id);
  json_object_unref (priv->body);
  priv->body = json_object_ref (body);
  return self;
}

/**
 * mv_record_new_from_text:
 * @kind_name: name of its kind, which need not be known
 * @id: (nullable): its id
 * @body: its fields as JSON
 * @error: return location for an error
 *
 * Errors: those of mv_json_parse_object(), with the kind's largest body as the limit.
 *
 * Returns: (transfer full): a record as from mv_record_new_from_body(), or %NULL with @error set
 */
MvRecord *
mv_record_new_from_text (const char *kind_name, const char *id, const char *body, GError **error)
{
  const MvKind *kind = mv_kind_find (kind_name);
  size_t max_bytes = kind != NULL && kind->max_bytes != 0 ? kind->max_bytes : MV_RECORD_MAX_BYTES;
  g_autoptr (JsonObject) object = mv_json_parse_object (body, -1, max_bytes, error);

  if (object == NULL)
    return NULL;
  return mv_record_new_from_body (kind_name, id, object);
}

/**
 * mv_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): a record like @self that shares nothing with it, to be changed and
 * saved
 */
MvRecord *
mv_record_copy (MvRecord *self)
{
  MvRecordPrivate *priv = get_private (self);
  g_autoptr (JsonObject) body = mv_json_object_copy (priv->body);
  const MvKind *kind = mv_record_get_kind (self);
  MvRecord *copy;

  copy = kind != NULL ? mv_record_new (kind, priv->id)
                      : mv_record_new_from_body (mv_record_get_kind_name (self), priv->id, body);
  if (kind != NULL)
    {
      json_object_unref (get_private (copy)->body);
      get_private (copy)->body = g_steal_pointer (&body);
    }
  mv_record_set_scope (copy, priv->scope);
  mv_record_set_by (copy, priv->by);
  mv_record_set_position (copy, priv->rev, priv->seq);
  return copy;
}

/* Envelope */

/**
 * mv_record_get_kind:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): its kind; %NULL if this version does not know it
 */
const MvKind *
mv_record_get_kind (MvRecord *self)
{
  g_return_val_if_fail (MV_IS_RECORD (self), NULL);
  return MV_RECORD_GET_CLASS (self)->kind;
}

/**
 * mv_record_get_kind_name:
 * @self: a record
 *
 * Returns: (transfer none): the name of its kind, known or not
 */
const char *
mv_record_get_kind_name (MvRecord *self)
{
  const MvKind *kind = mv_record_get_kind (self);

  return kind != NULL ? kind->name : get_private (self)->kind_name;
}

/**
 * mv_record_get_id:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
mv_record_get_id (MvRecord *self)
{
  g_return_val_if_fail (MV_IS_RECORD (self), NULL);
  return get_private (self)->id;
}

/**
 * mv_record_get_scope:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): the scope it stands in
 */
const char *
mv_record_get_scope (MvRecord *self)
{
  g_return_val_if_fail (MV_IS_RECORD (self), NULL);
  return get_private (self)->scope;
}

/**
 * mv_record_set_scope:
 * @self: a record
 * @scope: (nullable): the scope it stands in
 */
void
mv_record_set_scope (MvRecord *self, const char *scope)
{
  MvRecordPrivate *priv = get_private (self);
  char *copy = g_strdup (scope);

  g_free (priv->scope);
  priv->scope = copy;
}

/**
 * mv_record_get_by:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): uid of the person who wrote it last
 */
const char *
mv_record_get_by (MvRecord *self)
{
  g_return_val_if_fail (MV_IS_RECORD (self), NULL);
  return get_private (self)->by;
}

/**
 * mv_record_set_by:
 * @self: a record
 * @by: (nullable): uid of the person who wrote it last
 */
void
mv_record_set_by (MvRecord *self, const char *by)
{
  MvRecordPrivate *priv = get_private (self);
  char *copy = g_strdup (by);

  g_free (priv->by);
  priv->by = copy;
}

/**
 * mv_record_get_rev:
 * @self: a record
 *
 * Returns: the server's revision of it, from 1; 0 if the server has not seen it
 */
gint64
mv_record_get_rev (MvRecord *self)
{
  g_return_val_if_fail (MV_IS_RECORD (self), 0);
  return get_private (self)->rev;
}

/**
 * mv_record_get_seq:
 * @self: a record
 *
 * Returns: its place in the scope's feed, from 1; 0 if the server has not seen it
 */
gint64
mv_record_get_seq (MvRecord *self)
{
  g_return_val_if_fail (MV_IS_RECORD (self), 0);
  return get_private (self)->seq;
}

/**
 * mv_record_set_position:
 * @self: a record
 * @rev: the server's revision
 * @seq: its place in the scope's feed
 */
void
mv_record_set_position (MvRecord *self, gint64 rev, gint64 seq)
{
  MvRecordPrivate *priv = get_private (self);

  priv->rev = rev;
  priv->seq = seq;
}

/* Body */

/**
 * mv_record_get_body:
 * @self: a record
 *
 * Returns: (transfer none): its fields, and the members that this version does not know; change it
 *   by the setters alone
 */
JsonObject *
mv_record_get_body (MvRecord *self)
{
  g_return_val_if_fail (MV_IS_RECORD (self), NULL);
  return get_private (self)->body;
}

/**
 * mv_record_dup_body_text:
 * @self: a record
 *
 * Returns: (transfer full): its body as canonical JSON
 */
char *
mv_record_dup_body_text (MvRecord *self)
{
  return mv_json_object_to_text (mv_record_get_body (self));
}

/**
 * mv_record_get_text:
 * @self: a record
 * @field: name of a field of text, or of a type written as text
 *
 * Returns: (transfer none) (nullable): its value; %NULL if it has none
 */
const char *
mv_record_get_text (MvRecord *self, const char *field)
{
  return mv_json_get_text (mv_record_get_body (self), field);
}

/**
 * mv_record_get_integer:
 * @self: a record
 * @field: name of a field
 *
 * Returns: its number; 0 if it has none
 */
gint64
mv_record_get_integer (MvRecord *self, const char *field)
{
  return mv_json_get_integer (mv_record_get_body (self), field, 0);
}

/**
 * mv_record_get_boolean:
 * @self: a record
 * @field: name of a field
 *
 * Returns: its value; %FALSE if it has none
 */
gboolean
mv_record_get_boolean (MvRecord *self, const char *field)
{
  return mv_json_get_boolean (mv_record_get_body (self), field, FALSE);
}

/**
 * mv_record_dup_texts:
 * @self: a record
 * @field: name of a list of texts, or of a type written as text
 *
 * Returns: (transfer full): its texts; an empty list if it has none
 */
GStrv
mv_record_dup_texts (MvRecord *self, const char *field)
{
  JsonArray *list = mv_record_get_list (self, field);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (texts, json_node_get_string (node));
    }
  return g_strv_builder_end (texts);
}

/**
 * mv_record_get_list:
 * @self: a record
 * @field: name of a list
 *
 * Returns: (transfer none) (nullable): its value; %NULL if it has none
 */
JsonArray *
mv_record_get_list (MvRecord *self, const char *field)
{
  return mv_json_get_array (mv_record_get_body (self), field);
}

/**
 * mv_record_get_object:
 * @self: a record
 * @field: name of an object
 *
 * Returns: (transfer none) (nullable): its value; %NULL if it has none
 */
JsonObject *
mv_record_get_object (MvRecord *self, const char *field)
{
  return mv_json_get_object (mv_record_get_body (self), field);
}

/**
 * mv_record_has:
 * @self: a record
 * @field: name of a field
 *
 * Returns: whether the field says anything: it is there, not null, no blank text, no empty list
 */
gboolean
mv_record_has (MvRecord *self, const char *field)
{
  JsonNode *node = json_object_get_member (mv_record_get_body (self), field);

  return node != NULL && !mv_record_node_is_blank (node);
}

static void
notify_field (MvRecord *self, const char *field)
{
  const MvKind *kind = mv_record_get_kind (self);

  if (kind != NULL && mv_kind_find_field (kind, field) != NULL)
    g_object_notify (G_OBJECT (self), field);
}

/* Takes @value; without one the member goes. What a person pastes is made fit here, where it comes
 * in, so that a text is never refused later for what nobody can see. */
static void
set_member (MvRecord *self, const char *field, JsonNode *value)
{
  JsonObject *body = mv_record_get_body (self);

  if (value != NULL)
    {
      mv_clean_node (value);
      json_object_set_member (body, field, value);
    }
  else if (json_object_has_member (body, field))
    json_object_remove_member (body, field);
  else
    return;
  notify_field (self, field);
}

/**
 * mv_record_set_text:
 * @self: a record of one's own
 * @field: name of a field
 * @value: (nullable): its new value, made fit with mv_text_clean(); %NULL takes the field away
 */
void
mv_record_set_text (MvRecord *self, const char *field, const char *value)
{
  set_member (self, field,
              value == NULL ? NULL : json_node_init_string (json_node_alloc (), value));
}

/**
 * mv_record_set_integer:
 * @self: a record of one's own
 * @field: name of a field
 * @value: its new value
 */
void
mv_record_set_integer (MvRecord *self, const char *field, gint64 value)
{
  set_member (self, field, json_node_init_int (json_node_alloc (), value));
}

/**
 * mv_record_set_boolean:
 * @self: a record of one's own
 * @field: name of a field
 * @value: its new value
 */
void
mv_record_set_boolean (MvRecord *self, const char *field, gboolean value)
{
  set_member (self, field, json_node_init_boolean (json_node_alloc (), value));
}

/**
 * mv_record_set_texts:
 * @self: a record of one's own
 * @field: name of a field
 * @values: (nullable): its new values, made fit with mv_text_clean(); %NULL or an empty list takes
 *   the field away
 */
void
mv_record_set_texts (MvRecord *self, const char *field, const char *const *values)
{
  g_autoptr (JsonArray) list = NULL;

  if (values == NULL || values[0] == NULL)
    {
      set_member (self, field, NULL);
      return;
    }
  list = json_array_new ();
  for (guint i = 0; values[i] != NULL; i++)
    json_array_add_string_element (list, values[i]);
  set_member (self, field, json_node_init_array (json_node_alloc (), list));
}

/**
 * mv_record_set_node:
 * @self: a record of one's own
 * @field: name of a field
 * @value: (nullable): its new value, which is copied, its texts made fit with mv_text_clean();
 * %NULL takes the field away
 */
void
mv_record_set_node (MvRecord *self, const char *field, JsonNode *value)
{
  set_member (self, field, value == NULL ? NULL : mv_json_copy (value));
}
