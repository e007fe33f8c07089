/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-commands.h"

#include "mv-command.h"
#include "mv-json.h"

#include <string.h>

typedef struct
{
  const char *name;
  MvCommandFunc func;
} MvCommandRow;

/* Every command that is built. */
static const MvCommandRow rows[] = {
  { "member.add", mv_command_add_member },
  { "member.end", mv_command_end_member },
  { "member.role", mv_command_change_role },
  { "project.create", mv_command_create_project },
  { "project.end", mv_command_end_project },
  { "role.give", mv_command_give_role },
  { "role.end", mv_command_end_role },
  { "invite.create", mv_command_create_invitation },
  { "invite.confirm", mv_command_confirm_invitation },
  { "contribution.share", mv_command_share },
  { "contribution.unshare", mv_command_unshare },
  { "contribution.withdraw", mv_command_withdraw },
  { "contribution.seen", mv_command_seen },
  { "contribution.remind", mv_command_remind },
  { "contribution.reopen", mv_command_reopen },
  { "contribution.close", mv_command_close },
  { "contribution.on_behalf", mv_command_on_behalf },
  { "contribution.confirm", mv_command_confirm },
  { "reply.send", mv_command_send_replies },
  { "rating.release", mv_command_release_rating },
  { "consent.set", mv_command_set_consent },
  { "study.publish", mv_command_publish_study },
  { "study.unpublish", mv_command_unpublish_study },
  { "agreement.confirm", mv_command_confirm_agreement },
  { "claim.attest", mv_command_attest_claim },
  { "quote.propose", mv_command_propose_quote },
  { "quote.publish", mv_command_publish_quote },
  { "overdue.nudge", mv_command_nudge },
  { "request.propose", mv_command_propose_request },
  { "request.accept", mv_command_accept_request },
  { "request.decline", mv_command_decline_request },
  { "idea.send", mv_command_send_idea },
  { "idea.decide", mv_command_decide_idea },
  { "hearing.answer", mv_command_answer_hearing },
  { "hearing.close", mv_command_close_hearing },
  { "assessment.declare", mv_command_declare_assessment },
  { "assessment.submit", mv_command_submit_assessment },
  { "profile.release", mv_command_release_profile },
};

static MvCommandFunc
find_func (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_strcmp0 (rows[i].name, name) == 0)
        return rows[i].func;
    }

  return NULL;
}

/**
 * mv_commands_is_built:
 * @name: name of a command
 *
 * Returns: whether this server does it
 */
gboolean
mv_commands_is_built (const char *name)
{
  return find_func (name) != NULL;
}

/**
 * mv_commands_run:
 * @feed: the feed, inside a savepoint
 * @caller: who asks
 * @op: an operation of the type command
 * @base_rev: the revision that it builds on; -1 if it states none
 * @result: (inout): what came of it
 * @error: return location for an error
 *
 * Does a command. One that stands in the table of commands and is not built is refused as
 * %MV_PROBLEM_NOT_ALLOWED, one that does not stand there as %MV_PROBLEM_INVALID with the field
 * `name`; see also #MvCommandFunc.
 *
 * Returns: whether it was done or answered with a conflict
 */
gboolean
mv_commands_run (MvFeed *feed,
                 const MvCaller *caller,
                 const MvOp *op,
                 gint64 base_rev,
                 MvResult *result,
                 GError **error)
{
  const MvCommand *command = mv_commands_find (op->name);
  MvCommandFunc func = find_func (op->name);

  if (command == NULL)
    return mv_command_refuse (error, MV_PROBLEM_INVALID, "name", "there is no such command");
  if (func == NULL)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "name",
                              "the command is not built yet");
  if (!mv_command_check_args (command, op->args, error))
    return FALSE;

  return func (feed, caller, op, base_rev, result, error) &&
         (result->status != MV_RESULT_OK || mv_command_note (feed, caller, op, result, error));
}

/* Help for the commands */

gboolean
mv_command_refuse (GError **error, MvProblem problem, const char *field, const char *why)
{
  mv_problem_set (error, problem, field, "%s", why);
  return FALSE;
}

const char *
mv_command_get_arg (const MvOp *op, const char *name)
{
  return mv_json_get_text (op->args, name);
}

char *
mv_command_dup_now (MvFeed *feed)
{
  return mv_clock_dup_now (mv_feed_get_clock (feed));
}

char *
mv_command_dup_today (MvFeed *feed)
{
  return mv_clock_dup_today (mv_feed_get_clock (feed), NULL);
}

void
mv_command_set_result (MvResult *result, const char *scope, gint64 rev, gint64 seq)
{
  result->rev = rev;
  result->seq = seq;
  g_free (result->scope);
  result->scope = g_strdup (scope);
}

/* Whether one of the roles may give the command; who may not knows by now that the thing is there.
 */
gboolean
mv_command_check_roles (const MvOp *op, MvRoles roles, GError **error)
{
  const MvCommand *command = mv_commands_find (op->name);

  return (mv_rights_get_effective (command->scope, roles) & command->who) != 0 ||
         mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, NULL, "the role does not allow it");
}

/* Reads the item that the command is about, if the caller's roles in its scope allow the command.
 * What the caller may not read does not exist. */
MvFeedItem *
mv_command_read (MvFeed *feed,
                 const MvCaller *caller,
                 const MvOp *op,
                 const char *arg,
                 const char *kind,
                 GError **error)
{
  MvRoles roles = MV_ROLE_NONE;
  g_autoptr (MvFeedItem) item =
      mv_feed_read_for (feed, caller, mv_command_get_arg (op, arg), kind, &roles, error);

  if (item == NULL || !mv_command_check_roles (op, roles, error))
    return NULL;

  return g_steal_pointer (&item);
}

/* Says in @result that the item has moved on, if it has. */
gboolean
mv_command_is_stale (const MvFeedItem *item, gint64 base_rev, MvResult *result)
{
  if (base_rev < 0 || base_rev == item->rev)
    return FALSE;

  result->status = MV_RESULT_CONFLICT;
  mv_command_set_result (result, NULL, item->rev, item->seq);
  return TRUE;
}

/* What the caller is towards a project: in it, or as a coordinator of its organisation, who does
 * not read it. */
gboolean
mv_command_get_project_roles (
    MvFeed *feed, const MvCaller *caller, const char *pid, MvRoles *out_roles, GError **error)
{
  g_autoptr (MvFeedItem) project = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *oid;

  *out_roles = MV_ROLE_NONE;
  if (!mv_feed_read (feed, pid, &project, error))
    return FALSE;
  if (project == NULL || project->body == NULL || strcmp (project->kind, "project") != 0)
    return TRUE;

  body = mv_feed_item_parse_body (project, error);
  if (body == NULL)
    return FALSE;

  *out_roles = mv_feed_get_membership (feed, MV_MEMBERSHIP_PROJECT, pid, caller->uid, &local_error);
  oid = mv_json_get_text (body, "organisation");
  if (local_error == NULL && oid != NULL)
    *out_roles |=
        mv_feed_get_membership (feed, MV_MEMBERSHIP_ORGANISATION, oid, caller->uid, &local_error) &
        MV_ROLE_COORDINATOR;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
mv_command_check_project (MvFeed *feed,
                          const MvCaller *caller,
                          const MvOp *op,
                          const char *pid,
                          MvRoles *out_roles,
                          GError **error)
{
  MvRoles roles;

  if (!mv_command_get_project_roles (feed, caller, pid, &roles, error))
    return FALSE;
  if (roles == MV_ROLE_NONE)
    return mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "project", "no such project");
  if (out_roles != NULL)
    *out_roles = roles;

  return mv_command_check_roles (op, roles, error);
}

/* What the caller is in a committee; to others it does not exist. */
gboolean
mv_command_check_committee (
    MvFeed *feed, const MvCaller *caller, const MvOp *op, const char *cid, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  MvRoles roles =
      mv_feed_get_membership (feed, MV_MEMBERSHIP_COMMITTEE, cid, caller->uid, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (roles == MV_ROLE_NONE)
    return mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "committee", "no such committee");

  return mv_command_check_roles (op, roles, error);
}

/* Whether the catalogue has the committee, which everybody may see. */
gboolean
mv_command_need_committee (MvFeed *feed, const char *cid, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;

  if (!mv_feed_read (feed, cid, &item, error))
    return FALSE;

  return (item != NULL && item->body != NULL && strcmp (item->kind, "committee") == 0) ||
         mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "committee", "no such committee");
}

/* Writes an item anew where it stands. */
gboolean
mv_command_rewrite (MvFeed *feed,
                    const MvCaller *caller,
                    const MvFeedItem *item,
                    JsonObject *body,
                    MvResult *result,
                    GError **error)
{
  gint64 rev, seq;

  if (!mv_feed_write_object (feed, item->scope, item->kind, item->id, caller->uid, body, &rev, &seq,
                             error))
    return FALSE;

  mv_command_set_result (result, item->scope, rev, seq);
  return TRUE;
}

/* @value: (nullable): %NULL takes the member away */
void
mv_command_set_text (JsonObject *body, const char *field, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (body, field, value);
  else
    json_object_remove_member (body, field);
}

/* Nothing new is written in a project that has ended. */
gboolean
mv_command_check_ongoing (MvFeed *feed, const char *pid, GError **error)
{
  g_autoptr (MvFeedItem) project = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (!mv_feed_read (feed, pid, &project, error))
    return FALSE;
  if (project == NULL || project->body == NULL)
    return mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "project", "no such project");

  body = mv_feed_item_parse_body (project, error);
  if (body == NULL)
    return FALSE;

  return g_strcmp0 (mv_json_get_text (body, "state"), "ended") != 0 ||
         mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "project", "the project has ended");
}
