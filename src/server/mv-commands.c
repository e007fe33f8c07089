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
