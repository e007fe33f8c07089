/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"
#include "mv-quotes.h"
#include "mv-share.h"

#include <string.h>

/* Answers of the team, what the person thinks of them, and how the person may be quoted. */

/* A draft of the team, in the team's scope of this very project. */
static MvFeedItem *
read_reply_draft (
    MvFeed *feed, const MvCaller *caller, const char *pid, const char *id, GError **error)
{
  g_autofree char *team = mv_scope_project_part (pid, "team");
  g_autoptr (MvFeedItem) draft = mv_feed_read_for (feed, caller, id, "reply-draft", NULL, error);

  if (draft == NULL)
    return NULL;
  if (strcmp (draft->scope, team) == 0)
    return g_steal_pointer (&draft);

  mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "drafts", "the draft is of another project");
  return NULL;
}

/* The contribution that is answered, among others in this very project. */
static MvFeedItem *
read_answered (
    MvFeed *feed, const MvCaller *caller, const char *pid, JsonObject *draft, GError **error)
{
  const char *id = mv_json_get_text (draft, "contribution");
  g_autoptr (MvFeedItem) item = mv_feed_read_for (feed, caller, id, "contribution", NULL, error);
  MvScope scope;

  if (item == NULL)
    return NULL;
  if (mv_scope_parse (item->scope, &scope) && strcmp (scope.owner, pid) == 0 &&
      (scope.type == MV_SCOPE_PROJECT_BY || scope.type == MV_SCOPE_PROJECT_REP))
    return g_steal_pointer (&item);

  mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "contribution", "it is not shared here");
  return NULL;
}

/* Drafts do not say which answer they were written on, so a colleague's answer that stands there
 * already is kept beside the one that is sent now: the two may have been written at once. One's own
 * earlier answer is replaced. */
static gboolean
keep_answer_of_other (
    MvFeed *feed, const MvCaller *caller, const char *id, JsonObject *body, GError **error)
{
  g_autoptr (MvFeedItem) there = NULL;
  g_autofree char *text = mv_json_object_to_text (body);

  if (!mv_feed_read (feed, id, &there, error))
    return FALSE;
  if (there == NULL || there->body == NULL || strcmp (there->body, text) == 0 ||
      g_strcmp0 (there->writer, caller->uid) == 0)
    return TRUE;

  return mv_feed_keep_sibling (feed, there, error);
}

static gboolean
send_draft (MvFeed *feed, const MvCaller *caller, const char *pid, const char *id, GError **error)
{
  g_autoptr (MvFeedItem) draft = read_reply_draft (feed, caller, pid, id, error);
  g_autoptr (JsonObject) body = draft != NULL ? mv_feed_item_parse_body (draft, error) : NULL;
  g_autoptr (MvFeedItem) answered =
      body != NULL ? read_answered (feed, caller, pid, body, error) : NULL;
  g_autofree char *today = mv_command_dup_today (feed);
  g_autofree char *now = mv_command_dup_now (feed);
  MvFollowupChange seen = { .seen = now };
  g_autoptr (MvRecord) reply = NULL;
  g_autofree char *reply_id = NULL;

  if (answered == NULL)
    return FALSE;

  /* What the team notes for itself does not go out. */
  json_object_remove_member (body, "note");
  json_object_set_string_member (body, "date", today);
  reply = mv_record_new_from_body ("reply", id, body);
  reply_id = mv_record_dup_natural_id (reply, answered->scope);

  return mv_feed_check_record (feed, caller, answered->scope, "reply", reply_id, body,
                               MV_RECORD_COMPLETE, error) &&
         mv_share_check_text (body, error) &&
         keep_answer_of_other (feed, caller, reply_id, body, error) &&
         mv_feed_write_object (feed, answered->scope, "reply", reply_id, caller->uid, body, NULL,
                               NULL, error) &&
         mv_feed_remove (feed, id, "deleted", error) &&
         mv_feed_update_followup (feed, answered->id, &seen, error);
}

gboolean
mv_command_send_replies (MvFeed *feed,
                         const MvCaller *caller,
                         const MvOp *op,
                         gint64 base_rev,
                         MvResult *result,
                         GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  JsonArray *drafts = mv_json_get_array (op->args, "drafts");

  if (!mv_command_check_project (feed, caller, op, pid, NULL, error))
    return FALSE;
  if (json_array_get_length (drafts) == 0)
    return mv_command_refuse (error, MV_PROBLEM_INVALID, "drafts", "there is nothing to send");

  for (guint i = 0; i < json_array_get_length (drafts); i++)
    {
      if (!send_draft (feed, caller, pid, json_array_get_string_element (drafts, i), error))
        return FALSE;
    }

  return TRUE;
}

gboolean
mv_command_release_rating (MvFeed *feed,
                           const MvCaller *caller,
                           const MvOp *op,
                           gint64 base_rev,
                           MvResult *result,
                           GError **error)
{
  g_autofree char *home = mv_scope_user (caller->uid);
  g_autoptr (MvFeedItem) rating =
      mv_feed_read_for (feed, caller, mv_command_get_arg (op, "rating"), "rating", NULL, error);
  g_autoptr (JsonObject) body = mv_command_open (rating, base_rev, result, error);
  g_autoptr (MvFeedItem) contribution = NULL;
  MvScope scope;

  if (body == NULL)
    return mv_command_is_answered (result);
  if (strcmp (rating->scope, home) != 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "rating", "it is shown already");

  contribution = mv_feed_read_for (feed, caller, mv_json_get_text (body, "contribution"),
                                   "contribution", NULL, error);
  if (contribution == NULL)
    return FALSE;
  if (!mv_scope_parse (contribution->scope, &scope) || strcmp (scope.person, caller->uid) != 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "rating",
                              "the contribution is not one's own");

  json_object_set_boolean_member (body, "released", TRUE);
  return mv_share_check_text (body, error) &&
         mv_command_move (feed, caller, rating, contribution->scope, body, result, error);
}

static JsonObject *
describe_consent (const MvOp *op, const char *today)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "project", mv_command_get_arg (op, "project"));
  json_object_set_string_member (body, "quoted", mv_command_get_arg (op, "quoted"));
  json_object_set_member (body, "audiences", json_object_dup_member (op->args, "audiences"));
  json_object_set_string_member (body, "start", today);
  return body;
}

gboolean
mv_command_set_consent (MvFeed *feed,
                        const MvCaller *caller,
                        const MvOp *op,
                        gint64 base_rev,
                        MvResult *result,
                        GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  g_autofree char *scope = mv_scope_project_person (pid, "rep", caller->uid);
  g_autofree char *today = mv_command_dup_today (feed);
  g_autoptr (JsonObject) body = describe_consent (op, today);
  g_autoptr (MvRecord) consent = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *id = NULL;
  MvRoles roles;
  gint64 rev, seq;

  roles = mv_feed_get_caller_roles (feed, caller, scope, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (roles == MV_ROLE_NONE)
    return mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "project", "no such project");

  consent = mv_record_new_from_body ("consent", "", body);
  id = mv_record_dup_natural_id (consent, scope);
  if (!mv_command_check_roles (op, roles, error) ||
      !mv_feed_check_record (feed, caller, scope, "consent", id, body, MV_RECORD_COMPLETE, error) ||
      !mv_feed_write_object (feed, scope, "consent", id, caller->uid, body, &rev, &seq, error) ||
      !mv_quotes_drop_uncovered (feed, pid, caller->uid, error))
    return FALSE;

  mv_command_set_result (result, scope, rev, seq);
  return TRUE;
}
