/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"
#include "mv-share.h"

#include <string.h>

/* What happens to a contribution while it is shared. */

#define REMIND_EVERY_US (7 * G_TIME_SPAN_DAY)

/* Only what stands among others has a follow-up. */
static MvFeedItem *
read_shared (MvFeed *feed, const MvCaller *caller, const MvOp *op, GError **error)
{
  g_autoptr (MvFeedItem) item =
      mv_command_read (feed, caller, op, "contribution", "contribution", error);
  MvScope scope;

  if (item == NULL)
    return NULL;
  if (mv_scope_parse (item->scope, &scope) &&
      (scope.type == MV_SCOPE_PROJECT_BY || scope.type == MV_SCOPE_PROJECT_REP))
    return g_steal_pointer (&item);

  mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "contribution", "it is not shared");
  return NULL;
}

static JsonObject *
read_followup (MvFeed *feed, const MvFeedItem *contribution, GError **error)
{
  g_autoptr (GPtrArray) items = mv_feed_list (feed, contribution->scope, "followup", error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (items->pdata[i], error);

      if (body == NULL)
        return NULL;
      if (g_strcmp0 (mv_json_get_text (body, "contribution"), contribution->id) == 0)
        return g_steal_pointer (&body);
    }

  if (items != NULL)
    mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "contribution", "it has no follow-up");
  return NULL;
}

static gboolean
has_state (JsonObject *followup, const char *const *states)
{
  const char *state = mv_json_get_text (followup, "state");

  return state != NULL && g_strv_contains (states, state);
}

gboolean
mv_command_seen (MvFeed *feed,
                 const MvCaller *caller,
                 const MvOp *op,
                 gint64 base_rev,
                 MvResult *result,
                 GError **error)
{
  g_autoptr (MvFeedItem) item = read_shared (feed, caller, op, error);
  g_autoptr (JsonObject) followup = item != NULL ? read_followup (feed, item, error) : NULL;
  g_autofree char *now = mv_command_dup_now (feed);
  MvFollowupChange seen = { .seen = now };

  if (followup == NULL)
    return FALSE;
  /* Said once; a colleague who opens it later is no news to anybody's device. */
  if (mv_json_get_text (followup, "seen") != NULL)
    return TRUE;

  return mv_feed_update_followup (feed, item->id, &seen, error);
}

gboolean
mv_command_remind (MvFeed *feed,
                   const MvCaller *caller,
                   const MvOp *op,
                   gint64 base_rev,
                   MvResult *result,
                   GError **error)
{
  static const char *const waiting[] = { "awaiting", "partly", "reopened", NULL };
  g_autoptr (MvFeedItem) item = read_shared (feed, caller, op, error);
  g_autoptr (JsonObject) followup = item != NULL ? read_followup (feed, item, error) : NULL;
  g_autofree char *now = mv_command_dup_now (feed);
  MvFollowupChange reminded = { .reminded = now };
  gint64 last_us = 0;

  if (followup == NULL)
    return FALSE;
  if (!has_state (followup, waiting))
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "contribution", "nothing is awaited");
  if (mv_json_get_text (followup, "reminded") != NULL &&
      mv_time_from_text (mv_json_get_text (followup, "reminded"), &last_us) &&
      mv_clock_now_us (mv_feed_get_clock (feed)) - last_us < REMIND_EVERY_US)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "contribution",
                              "the team was reminded less than a week ago");

  return mv_feed_update_followup (feed, item->id, &reminded, error);
}

gboolean
mv_command_reopen (MvFeed *feed,
                   const MvCaller *caller,
                   const MvOp *op,
                   gint64 base_rev,
                   MvResult *result,
                   GError **error)
{
  static const char *const over[] = { "answered", "closed", NULL };
  g_autoptr (MvFeedItem) item = read_shared (feed, caller, op, error);
  g_autoptr (JsonObject) followup = item != NULL ? read_followup (feed, item, error) : NULL;
  g_autoptr (JsonObject) body = followup != NULL ? mv_feed_item_parse_body (item, error) : NULL;
  MvFollowupChange reopened = { .closed = "" };

  if (body == NULL)
    return FALSE;
  if (!has_state (followup, over) || mv_json_get_boolean (body, "withdrawn", FALSE))
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "contribution", "it is not over");

  return mv_feed_update_followup (feed, item->id, &reopened, error);
}

gboolean
mv_command_close (MvFeed *feed,
                  const MvCaller *caller,
                  const MvOp *op,
                  gint64 base_rev,
                  MvResult *result,
                  GError **error)
{
  g_autoptr (MvFeedItem) item = read_shared (feed, caller, op, error);
  g_autofree char *now = mv_command_dup_now (feed);
  MvFollowupChange closed = { .closed = now };

  return item != NULL && mv_feed_update_followup (feed, item->id, &closed, error);
}

/* Somebody who belongs or belonged to the project and has no account to write with. */
static gboolean
check_represented (MvFeed *feed, const char *pid, const char *uid, GError **error)
{
  g_autofree char *scope = mv_scope_project (pid);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MvFeedItem) member =
      mv_directory_find_member (feed, scope, "member", uid, &local_error);
  gboolean has_account = FALSE;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (member == NULL)
    return mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "member", "no such member");
  if (!mv_directory_has_account (feed, uid, &has_account, error))
    return FALSE;

  return !has_account || mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "member",
                                            "the person has an account to write with");
}

static JsonObject *
describe_on_behalf (const MvOp *op, const char *pid, const char *audience)
{
  JsonObject *body = mv_json_object_copy (mv_json_get_object (op->args, "body"));

  json_object_set_string_member (body, "project", pid);
  json_object_set_string_member (body, "audience", audience);
  json_object_set_boolean_member (body, "on_behalf", TRUE);
  json_object_remove_member (body, "confirmed");
  json_object_remove_member (body, "withdrawn");
  return body;
}

gboolean
mv_command_on_behalf (MvFeed *feed,
                      const MvCaller *caller,
                      const MvOp *op,
                      gint64 base_rev,
                      MvResult *result,
                      GError **error)
{
  const char *id = mv_command_get_arg (op, "contribution");
  const char *pid = mv_command_get_arg (op, "project");
  const char *uid = mv_command_get_arg (op, "member");
  const char *audience = mv_command_get_arg (op, "audience");
  g_autofree char *scope = NULL;
  g_autoptr (MvFeedItem) taken = NULL;
  g_autoptr (JsonObject) body = NULL;
  gint64 rev, seq;

  if (!mv_command_check_project (feed, caller, op, pid, NULL, error) ||
      !mv_command_check_ongoing (feed, pid, error) || !check_represented (feed, pid, uid, error) ||
      !mv_feed_read (feed, id, &taken, error))
    return FALSE;
  if (taken != NULL)
    return mv_command_refuse (error, MV_PROBLEM_INVALID, "contribution", "the id is taken");

  audience = audience != NULL ? audience : "project";
  body = describe_on_behalf (op, pid, audience);
  scope = mv_scope_project_person (pid, strcmp (audience, "team") == 0 ? "rep" : "by", uid);
  if (!mv_feed_check_record (feed, caller, scope, "contribution", id, body, MV_RECORD_COMPLETE,
                             error) ||
      !mv_share_check_text (body, error) ||
      !mv_feed_write_object (feed, scope, "contribution", id, caller->uid, body, &rev, &seq,
                             error) ||
      !mv_feed_update_followup (feed, id, NULL, error))
    return FALSE;

  mv_command_set_result (result, scope, rev, seq);
  return TRUE;
}

gboolean
mv_command_confirm (MvFeed *feed,
                    const MvCaller *caller,
                    const MvOp *op,
                    gint64 base_rev,
                    MvResult *result,
                    GError **error)
{
  g_autoptr (MvFeedItem) item = read_shared (feed, caller, op, error);
  g_autoptr (JsonObject) body = mv_command_open (item, base_rev, result, error);
  g_autofree char *now = mv_command_dup_now (feed);

  if (body == NULL)
    return mv_command_is_answered (result);
  if (!mv_json_get_boolean (body, "on_behalf", FALSE))
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "contribution",
                              "it was not written on one's behalf");

  json_object_set_string_member (body, "confirmed", now);
  return mv_command_rewrite (feed, caller, item, body, result, error);
}
