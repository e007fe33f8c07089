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

/* A person is in dozens of scopes, a coordinator in hundreds; more is no honest answer. */
#define MAX_SCOPES 10000

static const char *const line_names[] = {
  [MV_LINE_HEAD] = "head",
  [MV_LINE_PUT] = "put",
  [MV_LINE_DEL] = "del",
  [MV_LINE_END] = "end",
};

/* --- The request --------------------------------------------------------------------------- */

/**
 * mv_pull_new:
 *
 * Returns: (transfer full): a request for everything from the start
 */
MvPull *
mv_pull_new (void)
{
  MvPull *self = g_new0 (MvPull, 1);

  self->schema = MV_WIRE_SCHEMA;
  self->limit = MV_WIRE_DEFAULT_ROWS;
  self->cursors = mv_cursors_new ();
  self->since = mv_cursors_new ();

  return self;
}

void
mv_pull_free (MvPull *self)
{
  if (self == NULL)
    return;

  g_free (self->epoch);
  g_clear_pointer (&self->cursors, g_hash_table_unref);
  g_clear_pointer (&self->since, g_hash_table_unref);
  g_free (self);
}

/**
 * mv_pull_decode:
 * @text: body of a request
 * @length: its length in bytes, or -1
 * @error: %MV_PROBLEM_BAD_JSON with the member that is wrong, %MV_PROBLEM_TOO_DEEP,
 *   %MV_PROBLEM_TOO_LARGE or %MV_PROBLEM_SCHEMA_TOO_OLD
 *
 * A limit above %MV_WIRE_MAX_ROWS is taken as that. Whether the scopes exist is not looked at.
 *
 * Returns: (transfer full): the request, or %NULL
 */
MvPull *
mv_pull_decode (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonObject) object = mv_json_parse_object (text, length, MV_WIRE_MAX_BODY, error);
  g_autoptr (MvPull) self = NULL;
  MvWireReader reader;
  gint64 limit;

  if (object == NULL)
    return NULL;

  reader = (MvWireReader) MV_WIRE_READER_INIT (object, MV_PROBLEM_BAD_JSON);
  self = mv_pull_new ();
  self->schema = mv_wire_reader_need_schema (&reader);
  self->epoch = mv_wire_reader_read_text (&reader, "epoch");
  g_clear_pointer (&self->cursors, g_hash_table_unref);
  self->cursors = mv_wire_reader_read_cursors (&reader, "cursors");
  if (mv_wire_reader_has (&reader, "since"))
    {
      g_clear_pointer (&self->since, g_hash_table_unref);
      self->since = mv_wire_reader_read_cursors (&reader, "since");
    }
  limit = mv_wire_reader_read_integer (&reader, "limit", 1, MV_WIRE_DEFAULT_ROWS);
  self->limit = (guint) MIN (limit, MV_WIRE_MAX_ROWS);

  return mv_wire_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * mv_pull_encode:
 * @self: a request
 *
 * Returns: (transfer full): the body of the request
 */
char *
mv_pull_encode (const MvPull *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"schema\":%d", self->schema);
  mv_wire_append_text_member (text, "epoch", self->epoch);
  g_string_append (text, ",\"cursors\":");
  mv_wire_append_cursors (text, self->cursors);
  if (g_hash_table_size (self->since) > 0)
    {
      g_string_append (text, ",\"since\":");
      mv_wire_append_cursors (text, self->since);
    }
  g_string_append_printf (text, ",\"limit\":%u}", self->limit);

  return g_string_free (text, FALSE);
}

/* --- Lines --------------------------------------------------------------------------------- */

/**
 * mv_line_scope_new:
 * @scope: name of a scope
 * @role: what the person is in it
 * @head: sequence number of the scope's newest row
 *
 * Returns: (transfer full): an entry of a head line
 */
MvLineScope *
mv_line_scope_new (const char *scope, const char *role, gint64 head)
{
  MvLineScope *self = g_new0 (MvLineScope, 1);

  self->scope = g_strdup (scope);
  self->role = g_strdup (role);
  self->head = head;

  return self;
}

void
mv_line_scope_free (MvLineScope *self)
{
  if (self == NULL)
    return;

  g_free (self->scope);
  g_free (self->role);
  g_free (self);
}

void
mv_line_free (MvLine *self)
{
  if (self == NULL)
    return;

  g_free (self->epoch);
  g_free (self->now);
  g_clear_pointer (&self->scopes, g_ptr_array_unref);
  g_strfreev (self->drop);
  g_strfreev (self->reset);
  g_free (self->scope);
  g_free (self->id);
  g_free (self->kind);
  g_free (self->by);
  g_free (self->why);
  g_free (self->conflict_of);
  g_free (self->body);
  g_clear_pointer (&self->cursors, g_hash_table_unref);
  g_free (self);
}

static MvLineScope *
read_scope (JsonArray *array, guint i, GError **error)
{
  JsonNode *node = json_array_get_element (array, i);
  g_autoptr (MvLineScope) self = mv_line_scope_new (NULL, NULL, 0);
  MvWireReader reader;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      mv_problem_set (error, MV_PROBLEM_BAD_JSON, "scopes", "A scope is not an object");
      return NULL;
    }

  reader = (MvWireReader) MV_WIRE_READER_INIT (json_node_get_object (node), MV_PROBLEM_BAD_JSON);
  self->scope = mv_wire_reader_need_text (&reader, "s");
  self->role = mv_wire_reader_read_text (&reader, "role");
  self->head = mv_wire_reader_need_integer (&reader, "head", 0);

  return mv_wire_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

static void
read_scopes (MvLine *self, MvWireReader *reader)
{
  JsonArray *array = mv_wire_reader_need_array (reader, "scopes");

  self->scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_line_scope_free);
  if (array != NULL && json_array_get_length (array) > MAX_SCOPES)
    mv_wire_reader_fail (reader, "scopes", "has too many items");

  for (guint i = 0; reader->error == NULL && i < json_array_get_length (array); i++)
    {
      MvLineScope *scope = read_scope (array, i, &reader->error);

      if (scope != NULL)
        g_ptr_array_add (self->scopes, scope);
    }
}

static void
read_head (MvLine *self, MvWireReader *reader)
{
  self->epoch = mv_wire_reader_need_text (reader, "epoch");
  self->now = mv_wire_reader_need_text (reader, "now");
  read_scopes (self, reader);
  self->drop = mv_wire_reader_read_texts (reader, "drop", MAX_SCOPES);
  self->reset = mv_wire_reader_read_texts (reader, "reset", MAX_SCOPES);
}

static void
read_row (MvLine *self, MvWireReader *reader)
{
  self->scope = mv_wire_reader_need_text (reader, "s");
  self->seq = mv_wire_reader_need_integer (reader, "seq", 1);
  self->id = mv_wire_reader_need_id (reader, "id");
  self->rev = mv_wire_reader_need_integer (reader, "rev", 1);
}

static void
read_put (MvLine *self, MvWireReader *reader)
{
  JsonObject *body;

  read_row (self, reader);
  self->kind = mv_wire_reader_need_text (reader, "kind");
  self->by = mv_wire_reader_read_text (reader, "by");
  self->conflict_of = mv_wire_reader_read_id (reader, "conflict_of");
  body = mv_wire_reader_need_object (reader, "body");
  self->body = body != NULL ? mv_json_object_to_text (body) : NULL;
}

static void
read_del (MvLine *self, MvWireReader *reader)
{
  read_row (self, reader);
  self->why = mv_wire_reader_need_text (reader, "why");
}

static void
read_end (MvLine *self, MvWireReader *reader)
{
  self->cursors = mv_wire_reader_read_cursors (reader, "cursors");
  self->more = mv_wire_reader_read_boolean (reader, "more");
  self->rows = mv_wire_reader_need_integer (reader, "rows", 0);
}

/**
 * mv_line_decode:
 * @text: one line of a pull answer, without its newline
 * @length: its length in bytes, or -1
 * @error: an error of the domain %MV_PROBLEM, with the member that is wrong
 *
 * Unknown members are passed over; kinds, scopes and reasons are taken as they come, since a newer
 * server may know more of them.
 *
 * Returns: (transfer full): the line, or %NULL
 */
MvLine *
mv_line_decode (const char *text, gssize length, GError **error)
{
  static void (*const readers[]) (MvLine *, MvWireReader *) = {
    [MV_LINE_HEAD] = read_head,
    [MV_LINE_PUT] = read_put,
    [MV_LINE_DEL] = read_del,
    [MV_LINE_END] = read_end,
  };
  gsize n_bytes = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (MvLine) self = mv_line_read_plain_put (text, n_bytes);
  g_autoptr (JsonObject) object = NULL;
  MvWireReader reader;
  const char *type;

  if (self != NULL)
    return g_steal_pointer (&self);
  object = mv_json_parse_object (text, (gssize) n_bytes, MV_WIRE_MAX_PAGE, error);
  if (object == NULL)
    return NULL;

  reader = (MvWireReader) MV_WIRE_READER_INIT (object, MV_PROBLEM_BAD_JSON);
  self = g_new0 (MvLine, 1);
  type = mv_json_get_text (object, "t");

  for (guint i = 0; i < G_N_ELEMENTS (line_names); i++)
    {
      if (g_strcmp0 (type, line_names[i]) != 0)
        continue;

      self->type = (MvLineType) i;
      readers[i](self, &reader);
      return mv_wire_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
    }

  mv_wire_reader_fail (&reader, "t", "is not head, put, del or end");
  mv_wire_reader_finish (&reader, error);
  return NULL;
}

static void
append_names (GString *to, const char *name, const char *const *names)
{
  g_string_append_printf (to, ",\"%s\":[", name);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (to, ',');
      mv_json_append_string (to, names[i]);
    }
  g_string_append_c (to, ']');
}

/**
 * mv_line_append_head:
 * @to: the answer
 * @epoch: which life of the database this is
 * @now: the server's time, RFC 3339
 * @scopes: (element-type MvLineScope): every scope that the account is granted
 * @drop: (nullable): scopes that the client listed and is no longer granted
 * @reset: (nullable): scopes to be fetched again from the start
 *
 * Appends the first line of an answer, with its newline.
 */
void
mv_line_append_head (GString *to,
                     const char *epoch,
                     const char *now,
                     GPtrArray *scopes,
                     const char *const *drop,
                     const char *const *reset)
{
  g_string_append (to, "{\"t\":\"head\"");
  mv_wire_append_text_member (to, "epoch", epoch);
  mv_wire_append_text_member (to, "now", now);
  g_string_append (to, ",\"scopes\":[");
  for (guint i = 0; i < scopes->len; i++)
    {
      const MvLineScope *scope = g_ptr_array_index (scopes, i);

      g_string_append (to, i > 0 ? ",{\"s\":" : "{\"s\":");
      mv_json_append_string (to, scope->scope);
      mv_wire_append_text_member (to, "role", scope->role);
      mv_wire_append_integer_member (to, "head", scope->head);
      g_string_append_c (to, '}');
    }
  g_string_append_c (to, ']');
  append_names (to, "drop", drop);
  append_names (to, "reset", reset);
  g_string_append (to, "}\n");
}

static void
append_row (GString *to, MvLineType type, const char *scope, gint64 seq, const char *id, gint64 rev)
{
  g_string_append (to, "{\"t\":\"");
  g_string_append (to, line_names[type]);
  g_string_append_c (to, '"');
  mv_wire_append_text_member (to, "s", scope);
  mv_wire_append_integer_member (to, "seq", seq);
  mv_wire_append_text_member (to, "id", id);
  mv_wire_append_integer_member (to, "rev", rev);
}

/**
 * mv_line_append_put:
 * @to: the answer
 * @scope: scope that the item stands in
 * @seq: its place in the scope's feed
 * @id: id of the item
 * @rev: its revision
 * @kind: its kind
 * @by: (nullable): account that wrote it
 * @conflict_of: (nullable): id of the item that it is a sibling of
 * @body_text: body as it is kept, JSON text on one line; it is copied as it stands
 *
 * Appends a line for an item that is there, with its newline.
 */
void
mv_line_append_put (GString *to,
                    const char *scope,
                    gint64 seq,
                    const char *id,
                    gint64 rev,
                    const char *kind,
                    const char *by,
                    const char *conflict_of,
                    const char *body_text)
{
  append_row (to, MV_LINE_PUT, scope, seq, id, rev);
  mv_wire_append_text_member (to, "conflict_of", conflict_of);
  mv_wire_append_text_member (to, "kind", kind);
  mv_wire_append_text_member (to, "by", by);
  g_string_append_len (to, ",\"body\":", 8);
  g_string_append (to, body_text);
  g_string_append_len (to, "}\n", 2);
}

/**
 * mv_line_append_del:
 * @to: the answer
 * @scope: scope that the item stood in
 * @seq: place of its end in the scope's feed
 * @id: id of the item
 * @rev: its last revision
 * @why: deleted, moved, unpublished or erased
 *
 * Appends a line for an item that is gone from the scope, with its newline.
 */
void
mv_line_append_del (
    GString *to, const char *scope, gint64 seq, const char *id, gint64 rev, const char *why)
{
  append_row (to, MV_LINE_DEL, scope, seq, id, rev);
  mv_wire_append_text_member (to, "why", why);
  g_string_append (to, "}\n");
}

/**
 * mv_line_append_end:
 * @to: the answer
 * @cursors: (element-type utf8 gint64*): how far each scope has been answered
 * @more: whether there is more to fetch at once
 * @rows: how many put and del lines stand between head and end
 *
 * Appends the last line of an answer, with its newline.
 */
void
mv_line_append_end (GString *to, GHashTable *cursors, gboolean more, gint64 rows)
{
  g_string_append (to, "{\"t\":\"end\",\"cursors\":");
  mv_wire_append_cursors (to, cursors);
  g_string_append_printf (to, ",\"more\":%s,\"rows\":%" G_GINT64_FORMAT "}\n",
                          more ? "true" : "false", rows);
}

/* --- Pages --------------------------------------------------------------------------------- */

/* Takes one line; returns whether lines may follow. */
static gboolean
take_line (MvPage *self, MvLine *line)
{
  g_autoptr (MvLine) owned = line;

  if (owned == NULL || (self->head == NULL) != (owned->type == MV_LINE_HEAD))
    return FALSE;

  switch (owned->type)
    {
    case MV_LINE_HEAD:
      self->head = g_steal_pointer (&owned);
      return TRUE;

    case MV_LINE_END:
      self->end = g_steal_pointer (&owned);
      return FALSE;

    case MV_LINE_PUT:
    case MV_LINE_DEL:
    default:
      g_ptr_array_add (self->rows, g_steal_pointer (&owned));
      return TRUE;
    }
}

/**
 * mv_page_decode:
 * @text: a pull answer, or what arrived of it, or something else altogether
 * @length: its length in bytes
 *
 * Takes an answer apart. Lines are taken up to the first that is broken or out of place; a last
 * line without a newline counts if it is a line. The HTTP client takes a cut answer for a whole
 * one, so that only @is_whole of the page tells: there is a head, an end, nothing after it, and the
 * end counts as many rows as there are.
 *
 * Returns: (transfer full): the page, never %NULL
 */
MvPage *
mv_page_decode (const char *text, size_t length)
{
  MvPage *self = g_new0 (MvPage, 1);
  const char *at = text;
  const char *stop = text + length;
  gboolean goes_on = TRUE;

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_line_free);

  while (goes_on && at < stop)
    {
      const char *newline = memchr (at, '\n', (size_t) (stop - at));
      const char *line_stop = newline != NULL ? newline : stop;

      goes_on = take_line (self, mv_line_decode (at, line_stop - at, NULL));
      at = newline != NULL ? newline + 1 : stop;
    }

  self->is_whole = self->end != NULL && at == stop && self->end->rows == (gint64) self->rows->len;
  return self;
}

void
mv_page_free (MvPage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->head, mv_line_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->end, mv_line_free);
  g_free (self);
}
