/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"
#include "mv-share.h"

#include <string.h>

/* Between a person and a committee: ideas for research, and answers in a hearing. */

gboolean
mv_command_send_idea (MvFeed *feed,
                      const MvCaller *caller,
                      const MvOp *op,
                      gint64 base_rev,
                      MvResult *result,
                      GError **error)
{
  const char *cid = mv_command_get_arg (op, "committee");
  g_autofree char *with = mv_scope_committee_with (cid, caller->uid);
  g_autofree char *today = mv_command_dup_today (feed);
  g_autoptr (MvFeedItem) item =
      mv_command_read_at_home (feed, caller, op, "idea", "it was sent before", error);
  g_autoptr (JsonObject) body = NULL;

  if (item == NULL || !mv_command_need_committee (feed, cid, error))
    return FALSE;
  body = mv_command_open (item, base_rev, result, error);
  if (body == NULL)
    return mv_command_is_answered (result);

  json_object_set_string_member (body, "committee", cid);
  json_object_set_string_member (body, "state", "sent");
  json_object_set_string_member (body, "date", today);
  return mv_feed_check_record (feed, caller, with, "idea", item->id, body, MV_RECORD_COMPLETE,
                               error) &&
         mv_share_check_text (body, error) && mv_feed_open_scope (feed, with, error) &&
         mv_command_move (feed, caller, item, with, body, result, error);
}

gboolean
mv_command_decide_idea (MvFeed *feed,
                        const MvCaller *caller,
                        const MvOp *op,
                        gint64 base_rev,
                        MvResult *result,
                        GError **error)
{
  static const char *const said[] = { "state", "reason", "passed_to" };
  g_autoptr (MvFeedItem) item = mv_command_read (feed, caller, op, "idea", "idea", error);
  g_autoptr (JsonObject) body = mv_command_open (item, base_rev, result, error);
  g_autofree char *today = mv_command_dup_today (feed);

  if (body == NULL)
    return mv_command_is_answered (result);

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    mv_command_set_text (body, said[i], mv_command_get_arg (op, said[i]));
  json_object_set_string_member (body, "decided", today);
  return mv_feed_check_record (feed, NULL, item->scope, "idea", item->id, body, MV_RECORD_COMPLETE,
                               error) &&
         mv_command_rewrite (feed, caller, item, body, result, error);
}

/* Hearings */

/* Who was asked: the committee's members, and whom it shares a scope with. */
static gboolean
check_asked (
    MvFeed *feed, const MvCaller *caller, const char *cid, const char *with, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  MvRoles roles =
      mv_feed_get_membership (feed, MV_MEMBERSHIP_COMMITTEE, cid, caller->uid, &local_error);

  if (local_error == NULL)
    roles |= mv_feed_get_caller_roles (feed, caller, with, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return roles != MV_ROLE_NONE ||
         mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "committee", "no such committee");
}

static gboolean
check_open (MvFeed *feed, const char *cid, const char *id, GError **error)
{
  g_autofree char *scope = mv_scope_committee (cid);
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (!mv_feed_read (feed, id, &item, error))
    return FALSE;
  if (item == NULL || item->body == NULL || strcmp (item->kind, "hearing") != 0 ||
      strcmp (item->scope, scope) != 0 || item->conflict_of != NULL)
    return mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "hearing", "no such hearing");

  body = mv_feed_item_parse_body (item, error);
  if (body == NULL)
    return FALSE;
  return g_strcmp0 (mv_json_get_text (body, "state"), "closed") != 0 ||
         mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "hearing", "the hearing is over");
}

/* One answer a person; another one takes its place as long as the hearing is open. */
gboolean
mv_command_answer_hearing (MvFeed *feed,
                           const MvCaller *caller,
                           const MvOp *op,
                           gint64 base_rev,
                           MvResult *result,
                           GError **error)
{
  const char *cid = mv_command_get_arg (op, "committee");
  const char *hearing = mv_command_get_arg (op, "hearing");
  g_autofree char *with = mv_scope_committee_with (cid, caller->uid);
  g_autofree char *name = g_strdup_printf ("%s\nhearing-answer\n%s", with, hearing);
  g_autofree char *id = mv_uuid_new_v5 (name);
  g_autofree char *today = mv_command_dup_today (feed);
  g_autoptr (JsonObject) body = json_object_new ();

  json_object_set_string_member (body, "hearing", hearing);
  json_object_set_string_member (body, "text", mv_command_get_arg (op, "text"));
  json_object_set_string_member (body, "date", today);
  return check_asked (feed, caller, cid, with, error) && check_open (feed, cid, hearing, error) &&
         mv_share_check_text (body, error) && mv_feed_open_scope (feed, with, error) &&
         mv_directory_put (feed, with, "hearing-answer", id, caller->uid, body, error);
}

gboolean
mv_command_close_hearing (MvFeed *feed,
                          const MvCaller *caller,
                          const MvOp *op,
                          gint64 base_rev,
                          MvResult *result,
                          GError **error)
{
  g_autoptr (MvFeedItem) item = mv_command_read (feed, caller, op, "hearing", "hearing", error);
  g_autoptr (JsonObject) body = mv_command_open (item, base_rev, result, error);

  if (body == NULL)
    return mv_command_is_answered (result);
  if (g_strcmp0 (mv_json_get_text (body, "state"), "closed") == 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "hearing", "the hearing is over");

  json_object_set_string_member (body, "state", "closed");
  return mv_command_rewrite (feed, caller, item, body, result, error);
}
