/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"

#include <string.h>

/* A project asks a committee for a representative; the secretary asks persons, one or several, and
 * each says yes or no. The project hears who said yes, and never who said no or why. */

#define PROPOSED "proposed"

/* The copy that one person gets of a request. */
static char *
make_copy_id (const char *with, const char *request)
{
  g_autofree char *name = g_strdup_printf ("%s\nrequest\n%s", with, request);

  return mv_uuid_new_v5 (name);
}

static gboolean
is_open (JsonObject *request)
{
  static const char *const states[] = { "open", PROPOSED, NULL };
  const char *state = mv_json_get_text (request, "state");

  return state == NULL || *state == '\0' || g_strv_contains (states, state);
}

/* The project's request, to this very committee. */
static MvFeedItem *
read_original (
    MvFeed *feed, const MvCaller *caller, const MvOp *op, const char *cid, GError **error)
{
  g_autoptr (MvFeedItem) item =
      mv_feed_read_for (feed, caller, mv_command_get_arg (op, "request"), "request", NULL, error);
  MvScope at;

  if (item == NULL)
    return NULL;
  if (mv_scope_parse (item->scope, &at) && at.type == MV_SCOPE_COMMITTEE_PROJECT &&
      strcmp (at.owner, cid) == 0 && item->conflict_of == NULL)
    return g_steal_pointer (&item);

  mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "request", "no such request");
  return NULL;
}

static JsonObject *
describe_copy (JsonObject *original, const char *pid, const char *cid, const char *uid)
{
  static const char *const kept[] = { "title", "text",    "project_title", "phases", "areas",
                                      "role",  "minutes", "start",         "due",    "language" };
  JsonObject *body = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      if (json_object_has_member (original, kept[i]))
        json_object_set_member (body, kept[i], json_object_dup_member (original, kept[i]));
    }
  json_object_set_string_member (body, "project", pid);
  json_object_set_string_member (body, "committee", cid);
  json_object_set_string_member (body, "person", uid);
  json_object_set_string_member (body, "state", PROPOSED);
  return body;
}

gboolean
mv_command_propose_request (MvFeed *feed,
                            const MvCaller *caller,
                            const MvOp *op,
                            gint64 base_rev,
                            MvResult *result,
                            GError **error)
{
  const char *cid = mv_command_get_arg (op, "committee");
  const char *uid = mv_command_get_arg (op, "member");
  g_autofree char *with = mv_scope_committee_with (cid, uid);
  g_autofree char *copy_id = NULL;
  g_autofree char *name = NULL;
  g_autoptr (MvFeedItem) original = NULL;
  g_autoptr (MvFeedItem) before = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonObject) copy = NULL;
  MvScope at;

  if (!mv_command_check_committee (feed, caller, op, cid, error))
    return FALSE;
  original = read_original (feed, caller, op, cid, error);
  name = original != NULL ? mv_directory_dup_person_name (feed, uid, error) : NULL;
  body = name != NULL ? mv_feed_item_parse_body (original, error) : NULL;
  if (body == NULL)
    return FALSE;
  if (!is_open (body))
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "request", "it is settled");

  copy_id = make_copy_id (with, original->id);
  if (!mv_feed_read (feed, copy_id, &before, error))
    return FALSE;
  if (before != NULL && before->body != NULL && strcmp (before->kind, "request") == 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "member", "the person was asked");

  mv_scope_parse (original->scope, &at);
  copy = describe_copy (body, at.person, cid, uid);
  json_object_set_string_member (body, "state", PROPOSED);
  return mv_feed_open_scope (feed, with, error) &&
         mv_directory_put (feed, with, "request", copy_id, caller->uid, copy, error) &&
         mv_feed_write_object (feed, original->scope, "request", original->id, caller->uid, body,
                               NULL, NULL, error);
}

/* The request that a person's copy was made of: its id is not written down in the copy, so that it
 * tells nothing about a place that the person does not read. */
static MvFeedItem *
find_original (MvFeed *feed, const MvFeedItem *copy, JsonObject *body, GError **error)
{
  g_autofree char *scope = NULL;
  g_autoptr (GPtrArray) items = NULL;
  const char *pid = mv_json_get_text (body, "project");
  MvScope at;

  mv_scope_parse (copy->scope, &at);
  if (pid == NULL)
    pid = "";
  scope = g_strdup_printf ("committee/%s/project/%s", at.owner, pid);
  items = mv_feed_list (feed, scope, "request", error);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const MvFeedItem *item = items->pdata[i];
      g_autofree char *id = make_copy_id (copy->scope, item->id);

      if (strcmp (id, copy->id) == 0)
        return g_ptr_array_steal_index (items, i);
    }
  return NULL;
}

/* Whether somebody else was asked and has not answered. */
static gboolean
is_asked_of_others (
    MvFeed *feed, const MvFeedItem *copy, const char *request, gboolean *out_is, GError **error)
{
  g_autoptr (MvStatement) row = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *pattern = NULL;
  gboolean has_row = TRUE;
  MvScope at;

  *out_is = FALSE;
  mv_scope_parse (copy->scope, &at);
  pattern = g_strdup_printf ("committee/%s/with/%%", at.owner);
  row = mv_db_query (mv_feed_get_db (feed), error, "SELECT name FROM scope WHERE name LIKE $1", "t",
                     pattern);
  if (row == NULL)
    return FALSE;
  while (has_row)
    {
      const char *scope;

      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      scope = has_row ? mv_statement_get_text (row, 0) : copy->scope;
      if (strcmp (scope, copy->scope) != 0)
        g_ptr_array_add (ids, make_copy_id (scope, request));
    }

  for (guint i = 0; i < ids->len && !*out_is; i++)
    {
      g_autoptr (MvFeedItem) other = NULL;
      g_autoptr (JsonObject) body = NULL;

      if (!mv_feed_read (feed, ids->pdata[i], &other, error))
        return FALSE;
      if (other == NULL || other->body == NULL)
        continue;
      body = mv_feed_item_parse_body (other, error);
      if (body == NULL)
        return FALSE;
      *out_is = g_strcmp0 (mv_json_get_text (body, "state"), PROPOSED) == 0;
    }
  return TRUE;
}

/* What the project sees of an answer. A no leaves the request as it was before this person. */
static gboolean
tell_project (MvFeed *feed,
              const MvCaller *caller,
              const MvFeedItem *copy,
              JsonObject *answer,
              gboolean is_accepted,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MvFeedItem) original = find_original (feed, copy, answer, &local_error);
  g_autoptr (JsonObject) body = NULL;
  gboolean is_asked = FALSE;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  body = original != NULL ? mv_feed_item_parse_body (original, error) : NULL;
  if (original == NULL || (body != NULL && !is_open (body)))
    return TRUE;
  if (body == NULL || !is_asked_of_others (feed, copy, original->id, &is_asked, error))
    return FALSE;

  if (is_accepted)
    {
      json_object_set_string_member (body, "person", caller->uid);
      json_object_set_string_member (body, "answered", mv_json_get_text (answer, "answered"));
    }
  json_object_set_string_member (body, "state",
                                 is_accepted ? "accepted"
                                 : is_asked  ? PROPOSED
                                             : "open");
  return mv_feed_write_object (feed, original->scope, "request", original->id, "", body, NULL, NULL,
                               error);
}

static gboolean
answer (MvFeed *feed,
        const MvCaller *caller,
        const MvOp *op,
        gint64 base_rev,
        gboolean is_accepted,
        MvResult *result,
        GError **error)
{
  g_autoptr (MvFeedItem) copy = mv_command_read (feed, caller, op, "request", "request", error);
  g_autoptr (JsonObject) body = mv_command_open (copy, base_rev, result, error);
  g_autofree char *today = mv_command_dup_today (feed);
  MvScope at;

  if (body == NULL)
    return mv_command_is_answered (result);
  /* A member of the committee reads everybody's scope there, and answers in the own one only. */
  if (!mv_scope_parse (copy->scope, &at) || strcmp (at.person, caller->uid) != 0 ||
      g_strcmp0 (mv_json_get_text (body, "state"), PROPOSED) != 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "request", "nobody asks one this");

  json_object_set_string_member (body, "state", is_accepted ? "accepted" : "declined");
  json_object_set_string_member (body, "answered", today);
  mv_command_set_text (body, "reason", is_accepted ? NULL : mv_command_get_arg (op, "reason"));
  return mv_command_rewrite (feed, caller, copy, body, result, error) &&
         tell_project (feed, caller, copy, body, is_accepted, error);
}

gboolean
mv_command_accept_request (MvFeed *feed,
                           const MvCaller *caller,
                           const MvOp *op,
                           gint64 base_rev,
                           MvResult *result,
                           GError **error)
{
  return answer (feed, caller, op, base_rev, TRUE, result, error);
}

gboolean
mv_command_decline_request (MvFeed *feed,
                            const MvCaller *caller,
                            const MvOp *op,
                            gint64 base_rev,
                            MvResult *result,
                            GError **error)
{
  return answer (feed, caller, op, base_rev, FALSE, result, error);
}
