/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"

#include "mv-json.h"

#include <string.h>

/* What the commands have in common. */

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

/* Reads a record that the caller has at home, on the way to others: it was not sent before, and is
 * no sibling of anything. @arg names both the argument and the kind. */
MvFeedItem *
mv_command_read_at_home (MvFeed *feed,
                         const MvCaller *caller,
                         const MvOp *op,
                         const char *arg,
                         const char *why_not,
                         GError **error)
{
  g_autofree char *home = mv_scope_user (caller->uid);
  g_autoptr (MvFeedItem) item =
      mv_feed_read_for (feed, caller, mv_command_get_arg (op, arg), arg, NULL, error);

  if (item == NULL)
    return NULL;
  if (strcmp (item->scope, home) == 0 && item->conflict_of == NULL)
    return g_steal_pointer (&item);

  mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, arg, why_not);
  return NULL;
}

/* What most commands begin with: what the item says, on the revision that the caller knows. @item
 * is %NULL if it could not be read. Without a body the command returns mv_command_is_answered(): an
 * item that has moved on is an answer, told in @result; everything else is an error. */
JsonObject *
mv_command_open (const MvFeedItem *item, gint64 base_rev, MvResult *result, GError **error)
{
  if (item == NULL)
    return NULL;
  if (base_rev < 0 || base_rev == item->rev)
    return mv_feed_item_parse_body (item, error);

  result->status = MV_RESULT_CONFLICT;
  mv_command_set_result (result, NULL, item->rev, item->seq);
  return NULL;
}

gboolean
mv_command_is_answered (const MvResult *result)
{
  return result->status == MV_RESULT_CONFLICT;
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

/* Writes an item anew where others find it. */
gboolean
mv_command_move (MvFeed *feed,
                 const MvCaller *caller,
                 const MvFeedItem *item,
                 const char *to,
                 JsonObject *body,
                 MvResult *result,
                 GError **error)
{
  gint64 rev, seq;

  if (!mv_feed_move (feed, item->id, to, caller->uid, body, &rev, &seq, error))
    return FALSE;

  mv_command_set_result (result, to, rev, seq);
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
