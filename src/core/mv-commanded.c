/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-commanded.h"

#include "mv-json.h"

#include <string.h>

#define SHARED MV_COMMANDED_SHARED
#define ENDS MV_COMMANDED_ENDS

/* clang-format off */
static const MvCommanded rows[] = {
  /* kind, field, command, only this code, what stands there when it is over, flags */

  /* In a draft the audience is what the person has in mind. */
  { "contribution", "audience", "contribution.share", NULL, NULL, SHARED },
  { "contribution", "on_behalf", "contribution.on_behalf", NULL, NULL, 0 },
  { "contribution", "confirmed", "contribution.confirm", NULL, NULL, 0 },
  { "contribution", "withdrawn", "contribution.withdraw", NULL, NULL, 0 },

  { "claim", "state", "claim.attest", "attested", "open", ENDS },
  { "claim", "attested", "claim.attest", NULL, NULL, ENDS },
  { "claim", "attested_by", "claim.attest", NULL, NULL, ENDS },

  { "agreement", "state", "agreement.confirm", "confirmed", "proposed", ENDS },
  { "agreement", "confirmed_by_person", "agreement.confirm", NULL, NULL, ENDS },
  { "agreement", "confirmed_by_team", "agreement.confirm", NULL, NULL, ENDS },

  { "rating", "released", "rating.release", NULL, NULL, 0 },

  { "project", "organisation", "project.create", NULL, NULL, 0 },
  { "project", "state", "project.end", "ended", NULL, 0 },

  { "request", "state", "request.propose", "proposed", NULL, 0 },
  { "request", "state", "request.accept", "accepted", NULL, 0 },
  { "request", "state", "request.decline", "declined", NULL, 0 },
  { "request", "person", "request.accept", NULL, NULL, 0 },
  { "request", "answered", "request.accept", NULL, NULL, 0 },

  { "idea", "state", "idea.decide", NULL, NULL, 0 },
  { "idea", "decided", "idea.decide", NULL, NULL, 0 },
  { "idea", "reason", "idea.decide", NULL, NULL, 0 },
  { "idea", "passed_to", "idea.decide", NULL, NULL, 0 },

  { "hearing", "state", "hearing.close", "closed", NULL, 0 },

  { "assessment", "impartial", "assessment.declare", NULL, NULL, SHARED },
  { "assessment", "declared", "assessment.declare", NULL, NULL, 0 },
  { "assessment", "submitted", "assessment.submit", NULL, NULL, 0 },

  /* Who belongs to a committee, and as what, is the server's to say. */
  { "committee-member", "uid", "", NULL, NULL, 0 },
  { "committee-member", "role", "", NULL, NULL, 0 },
  { "committee-member", "account", "", NULL, NULL, 0 },
};
/* clang-format on */

/* An agreement that has run out was agreed to all the same. */
static const char *const endings[] = { "ended", "ended_reason" };

/**
 * mv_commanded_list:
 * @out_n_rows: (out): number of rows
 *
 * Returns: (transfer none) (array length=out_n_rows): every field that is set by command
 */
const MvCommanded *
mv_commanded_list (guint *out_n_rows)
{
  g_return_val_if_fail (out_n_rows != NULL, NULL);

  *out_n_rows = G_N_ELEMENTS (rows);
  return rows;
}

/**
 * mv_commanded_concerns:
 * @kind: (nullable): name of a kind
 *
 * Returns: whether the kind has fields that commands set, or (document-version) a text that the
 * server keeps out of the feed, so that it may keep something else of a put than what was sent
 */
gboolean
mv_commanded_concerns (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_strcmp0 (rows[i].kind, kind) == 0)
        return TRUE;
    }
  return g_strcmp0 (kind, "document-version") == 0;
}

/* Members of a body */

/* Null, false and the empty text say as little as a member that is not there. */
static JsonNode *
get_said (JsonObject *body, const char *field)
{
  JsonNode *node = body != NULL ? json_object_get_member (body, field) : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node) ? node : NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return *json_node_get_string (node) != '\0' ? node : NULL;
  return node;
}

static gboolean
says (JsonObject *body, const char *field, const char *code)
{
  return body != NULL && g_strcmp0 (mv_json_get_text (body, field), code) == 0;
}

static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  g_autofree char *left = a != NULL ? mv_json_to_text (a) : NULL;
  g_autofree char *right = b != NULL ? mv_json_to_text (b) : NULL;

  return g_strcmp0 (left, right) == 0;
}

/* Makes the member of @body what it is in @from. */
static void
take_over (JsonObject *body, const char *field, JsonObject *from)
{
  JsonNode *node = get_said (from, field);

  if (is_same (node, get_said (body, field)))
    return;

  if (node != NULL)
    json_object_set_member (body, field, mv_json_copy (node));
  else
    json_object_remove_member (body, field);
}

/* What a put changes */

static gboolean
applies (const MvCommanded *row, const char *kind, gboolean is_in_own_scope)
{
  return strcmp (row->kind, kind) == 0 && !(is_in_own_scope && (row->flags & SHARED) != 0);
}

static JsonObject *
copy_without_commanded (const char *kind, JsonObject *body)
{
  JsonObject *copy = mv_json_object_copy (body);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].kind, kind) == 0)
        json_object_remove_member (copy, rows[i].field);
    }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    json_object_remove_member (copy, endings[i]);
  return copy;
}

/* Whether the writer has taken the word back that a command had set. */
static gboolean
takes_back (const char *kind, JsonObject *before, JsonObject *body)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const MvCommanded *row = &rows[i];

      if (strcmp (row->kind, kind) == 0 && row->otherwise != NULL &&
          says (before, row->field, row->code) &&
          (get_said (body, row->field) == NULL || says (body, row->field, row->otherwise)))
        return TRUE;
    }
  return FALSE;
}

/* Whether anything else than what commands set is another. */
static gboolean
is_changed (const char *kind, JsonObject *before, JsonObject *body)
{
  g_autoptr (JsonObject) old = NULL;
  g_autoptr (JsonObject) new = NULL;
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;

  if (before == NULL || takes_back (kind, before, body))
    return TRUE;

  old = copy_without_commanded (kind, before);
  new = copy_without_commanded (kind, body);
  old_text = mv_json_object_to_text (old);
  new_text = mv_json_object_to_text (new);
  return strcmp (old_text, new_text) != 0;
}

/**
 * mv_commanded_find_forged:
 * @kind: name of a kind
 * @is_in_own_scope: whether the record stands in `user/me`
 * @before: (nullable): the body that stands there; %NULL if there is none
 * @body: the body that somebody puts
 *
 * Looks for what a put sets without having the right to: a field that is not set there yet, or a
 * code that does not stand there.
 *
 * Returns: (transfer none) (nullable): the field, or %NULL if the put sets nothing of the kind
 */
const char *
mv_commanded_find_forged (const char *kind,
                          gboolean is_in_own_scope,
                          JsonObject *before,
                          JsonObject *body)
{
  g_return_val_if_fail (kind != NULL && body != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const MvCommanded *row = &rows[i];

      if (!applies (row, kind, is_in_own_scope))
        continue;
      if (row->code != NULL
              ? says (body, row->field, row->code) && !says (before, row->field, row->code)
              : get_said (body, row->field) != NULL && get_said (before, row->field) == NULL)
        return row->field;
    }
  return NULL;
}

static void
keep_field (const MvCommanded *row, JsonObject *before, JsonObject *body, gboolean is_over)
{
  if (row->code == NULL)
    {
      take_over (body, row->field, is_over ? NULL : before);
      return;
    }

  if (!says (body, row->field, row->code))
    return;
  if (!is_over && says (before, row->field, row->code))
    return;
  if (row->otherwise != NULL)
    json_object_set_string_member (body, row->field, row->otherwise);
  else
    take_over (body, row->field, before);
}

/**
 * mv_commanded_keep:
 * @kind: name of a kind
 * @is_in_own_scope: whether the record stands in `user/me`
 * @before: (nullable): the body that stands there; %NULL if there is none
 * @body: the body that somebody puts
 *
 * Makes of a body what a put of it leaves: the fields that commands set are as they were, or are
 * gone where they end with a change. A code that a command has set may be left for another.
 *
 * Returns: (transfer full): the body to write
 */
JsonObject *
mv_commanded_keep (const char *kind, gboolean is_in_own_scope, JsonObject *before, JsonObject *body)
{
  JsonObject *kept;
  gboolean changes;

  g_return_val_if_fail (kind != NULL && body != NULL, NULL);

  kept = mv_json_object_copy (body);
  changes = is_changed (kind, before, body);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const MvCommanded *row = &rows[i];

      if (applies (row, kind, is_in_own_scope))
        keep_field (row, before, kept, changes && (row->flags & ENDS) != 0);
    }
  return kept;
}
