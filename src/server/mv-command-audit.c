/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"

#include "mv-json.h"

#include <string.h>

/* The person that a scope is about. */
static const char *
get_person (const MvScope *scope)
{
  switch (scope->type)
    {
    case MV_SCOPE_USER:
      return scope->owner;
    case MV_SCOPE_PROJECT_BY:
    case MV_SCOPE_PROJECT_REP:
    case MV_SCOPE_COMMITTEE_WITH:
      return scope->person;
    default:
      return NULL;
    }
}

/**
 * mv_command_note:
 * @feed: the feed, inside a transaction
 * @caller: who gave the command
 * @op: the command, which has been done
 * @result: what came of it
 * @error: return location for an error
 *
 * Notes a command: for the member or account that it names, else for the person whose place the
 * item stands in.
 *
 * Returns: whether it was noted
 */
gboolean
mv_command_note (
    MvFeed *feed, const MvCaller *caller, const MvOp *op, const MvResult *result, GError **error)
{
  const MvCommand *command = mv_commands_find (op->name);
  g_autofree char *first = g_strndup (command->args, strcspn (command->args, ":?"));
  const char *item = mv_json_get_text (op->args, first);
  const char *subject = mv_json_get_text (op->args, "member");
  g_autoptr (MvFeedItem) stands = NULL;
  MvScope scope;
  g_autofree char *now = mv_command_dup_now (feed);
  const char *scope_name;

  if (subject == NULL)
    subject = mv_json_get_text (op->args, "account");
  if (item != NULL && !mv_feed_read (feed, item, &stands, error))
    return FALSE;
  if (subject == NULL && stands != NULL && mv_scope_parse (stands->scope, &scope))
    subject = get_person (&scope);

  scope_name = result->scope;
  if (scope_name == NULL && stands != NULL)
    scope_name = stands->scope;
  return mv_db_run (mv_feed_get_db (feed), error,
                    "INSERT INTO audit (at, actor, device, action, subject, scope, item)"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    "ttttttt", now, caller->uid, caller->device, op->name, subject, scope_name,
                    item);
}
