/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-wire.h"

#include "mv-json.h"
#include "mv-wire-private.h"

#include <string.h>

/* What RFC 9457 calls the problem type; a name, not an address that answers. */
#define PROBLEM_TYPE "tag:medvirk.no,2026:problem/"

#define TOO_MANY_RETRY_S 60
#define BUSY_RETRY_S 5

/**
 * mv_request_new:
 * @method: GET, POST or DELETE
 * @path: path, from `/v1` on
 * @token: (nullable): the device's token
 * @body: (nullable): JSON text; its content type is set
 *
 * Returns: (transfer full): a request
 */
MvRequest *
mv_request_new (const char *method, const char *path, const char *token, GBytes *body)
{
  MvRequest *self;

  g_return_val_if_fail (method != NULL && path != NULL, NULL);

  self = g_new0 (MvRequest, 1);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->token = g_strdup (token);
  if (body != NULL)
    {
      self->body = g_bytes_ref (body);
      self->content_type = g_strdup (MV_WIRE_TYPE_JSON);
    }

  return self;
}

void
mv_request_free (MvRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->method);
  g_free (self->path);
  g_free (self->token);
  g_free (self->content_type);
  g_free (self->etag);
  g_free (self->peer);
  g_free (self->id);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * mv_answer_new:
 * @status: HTTP status
 * @content_type: (nullable): media type of @body
 * @body: (nullable): what is answered
 *
 * Returns: (transfer full): an answer
 */
MvAnswer *
mv_answer_new (guint status, const char *content_type, GBytes *body)
{
  MvAnswer *self = g_new0 (MvAnswer, 1);

  self->status = status;
  self->content_type = g_strdup (content_type);
  self->body = body != NULL ? g_bytes_ref (body) : NULL;

  return self;
}

void
mv_answer_free (MvAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->content_type);
  g_free (self->etag);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/* Appends {type, title, status, code, request_id, field?}: never the error's message, which may
 * tell of the inside, and never a word of what somebody wrote. */
void
mv_wire_append_problem (GString *to, MvProblem problem, const char *request_id, const char *field)
{
  const char *code = mv_problem_get_name (problem);

  g_string_append_printf (to, "{\"type\":\"" PROBLEM_TYPE "%s\",\"title\":", code);
  mv_json_append_string (to, mv_problem_get_title (problem));
  g_string_append_printf (to, ",\"status\":%u,\"code\":\"%s\"", mv_problem_get_status (problem),
                          code);
  mv_wire_append_text_member (to, "request_id", request_id);
  mv_wire_append_text_member (to, "field", field);
  g_string_append_c (to, '}');
}

/* A page has a thousand members and more, and printf() would take half the time of making it. */
static void
append_name (GString *to, const char *name)
{
  g_string_append_len (to, ",\"", 2);
  g_string_append (to, name);
  g_string_append_len (to, "\":", 2);
}

/* Appends a comma, the name and the text; nothing if there is no text. */
void
mv_wire_append_text_member (GString *to, const char *name, const char *text)
{
  if (text == NULL)
    return;

  append_name (to, name);
  mv_json_append_string (to, text);
}

static void
append_integer (GString *to, gint64 value)
{
  char digits[20];
  gsize n = 0;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  do
    digits[sizeof digits - ++n] = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);

  if (value < 0)
    g_string_append_c (to, '-');
  g_string_append_len (to, digits + sizeof digits - n, (gssize) n);
}

/* Appends a comma, the name and the number. */
void
mv_wire_append_integer_member (GString *to, const char *name, gint64 value)
{
  append_name (to, name);
  append_integer (to, value);
}

/**
 * mv_answer_new_problem:
 * @error: what went wrong
 * @request_id: (nullable): id of the request, which also stands in the server's log
 *
 * An error of another domain than %MV_PROBLEM is a fault of the server itself: it is answered as
 * `busy`, without telling anything of the inside. `too-many` and `busy` say when to come back; the
 * caller may change that.
 *
 * Returns: (transfer full): the answer, as application/problem+json
 */
MvAnswer *
mv_answer_new_problem (const GError *error, const char *request_id)
{
  g_autoptr (GBytes) body = NULL;
  g_autofree char *field = NULL;
  GString *text = g_string_new (NULL);
  MvProblem problem = MV_PROBLEM_BUSY;
  MvAnswer *self;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == MV_PROBLEM)
    problem = (MvProblem) error->code;
  field = mv_problem_dup_field (error);

  mv_wire_append_problem (text, problem, request_id, field);
  body = g_string_free_to_bytes (text);

  self = mv_answer_new (mv_problem_get_status (problem), MV_WIRE_TYPE_PROBLEM, body);
  self->problem = problem;
  if (problem == MV_PROBLEM_TOO_MANY)
    self->retry_after_s = TOO_MANY_RETRY_S;
  else if (problem == MV_PROBLEM_BUSY)
    self->retry_after_s = BUSY_RETRY_S;

  return self;
}

static gboolean
has_type (const MvAnswer *self, const char *type)
{
  size_t length = strlen (type);

  return self->content_type != NULL &&
         g_ascii_strncasecmp (self->content_type, type, length) == 0 &&
         strchr ("; ", self->content_type[length]) != NULL;
}

/* A problem that our server put into words itself. */
static gboolean
read_own_problem (const MvAnswer *self, MvProblem *out_problem, char **out_field)
{
  g_autoptr (JsonObject) object = NULL;
  const char *text;
  size_t length;

  if (self->body == NULL || !has_type (self, MV_WIRE_TYPE_PROBLEM))
    return FALSE;

  text = g_bytes_get_data (self->body, &length);
  object = mv_json_parse_object (text != NULL ? text : "", length, MV_WIRE_MAX_BODY, NULL);
  if (object == NULL || !mv_problem_from_name (mv_json_get_text (object, "code"), out_problem))
    return FALSE;

  *out_field = g_strdup (mv_json_get_text (object, "field"));
  return TRUE;
}

/* What a status means that nginx, or something else on the way, answered in the server's place.
 * Only what leads to "try again later" or "send less" is believed: a captive portal's 401 must not
 * look like a device that was removed. */
static MvProblem
guess_problem (guint status)
{
  if (status == 413)
    return MV_PROBLEM_TOO_LARGE;
  if (status == 429)
    return MV_PROBLEM_TOO_MANY;
  if (status >= 500)
    return MV_PROBLEM_BUSY;

  return MV_PROBLEM_BAD_JSON;
}

/**
 * mv_answer_get_problem:
 * @self: an answer
 * @error: what the server refused, of the domain %MV_PROBLEM, with the field if one is named;
 *   %MV_PROBLEM_BAD_JSON if it was not a Medvirk server that refused
 *
 * Asks whether the request went well. That says nothing of the contents: a captive portal may give
 * status 200 and a page of its own.
 *
 * Returns: %TRUE if it did (2xx and 304); %FALSE, with @error set, if not
 */
gboolean
mv_answer_get_problem (const MvAnswer *self, GError **error)
{
  g_autofree char *field = NULL;
  MvProblem problem;

  g_return_val_if_fail (self != NULL, FALSE);

  if ((self->status >= 200 && self->status < 300) || self->status == 304)
    return TRUE;

  if (!read_own_problem (self, &problem, &field))
    problem = guess_problem (self->status);

  mv_problem_set (error, problem, field, "The server answered %u: %s", self->status,
                  mv_problem_get_title (problem));
  return FALSE;
}

/**
 * mv_cursors_new:
 *
 * Returns: (transfer full) (element-type utf8 gint64*): an empty table from scope to sequence
 * number
 */
GHashTable *
mv_cursors_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * mv_cursors_set:
 * @cursors: a table from mv_cursors_new()
 * @scope: name of a scope
 * @seq: sequence number up to which the scope is known
 */
void
mv_cursors_set (GHashTable *cursors, const char *scope, gint64 seq)
{
  g_return_if_fail (cursors != NULL && scope != NULL);
  g_hash_table_insert (cursors, g_strdup (scope), g_memdup2 (&seq, sizeof seq));
}

/**
 * mv_cursors_get:
 * @cursors: a table from mv_cursors_new()
 * @scope: name of a scope
 *
 * Returns: sequence number up to which the scope is known; 0 if it is not in the table
 */
gint64
mv_cursors_get (GHashTable *cursors, const char *scope)
{
  const gint64 *seq;

  g_return_val_if_fail (cursors != NULL && scope != NULL, 0);

  seq = g_hash_table_lookup (cursors, scope);
  return seq != NULL ? *seq : 0;
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorted, so that the same cursors are always the same text. */
void
mv_wire_append_cursors (GString *to, GHashTable *cursors)
{
  guint n_scopes;
  g_autofree const char **scopes =
      (const char **) g_hash_table_get_keys_as_array (cursors, &n_scopes);

  qsort (scopes, n_scopes, sizeof *scopes, compare_names);

  g_string_append_c (to, '{');
  for (guint i = 0; i < n_scopes; i++)
    {
      if (i > 0)
        g_string_append_c (to, ',');
      mv_json_append_string (to, scopes[i]);
      g_string_append_c (to, ':');
      append_integer (to, mv_cursors_get (cursors, scopes[i]));
    }
  g_string_append_c (to, '}');
}
