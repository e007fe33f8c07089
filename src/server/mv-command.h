/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-commands.h"
#include "mv-directory.h"

G_BEGIN_DECLS

/*
 * The commands by subject, and what they have in common. Each function does one command of the
 * table mv_commands_list(); arguments have been checked for shape before it is called.
 */

#define MV_COMMAND(name)                                                                           \
  gboolean mv_command_##name (MvFeed *feed, const MvCaller *caller, const MvOp *op,                \
                              gint64 base_rev, MvResult *result, GError **error)

/* mv-command-share.c */
MV_COMMAND (share);
MV_COMMAND (unshare);
MV_COMMAND (withdraw);
/* mv-command-contribution.c */
MV_COMMAND (seen);
MV_COMMAND (remind);
MV_COMMAND (reopen);
MV_COMMAND (close);
MV_COMMAND (on_behalf);
MV_COMMAND (confirm);
/* mv-command-reply.c */
MV_COMMAND (send_replies);
MV_COMMAND (release_rating);
MV_COMMAND (set_consent);
/* mv-command-member.c */
MV_COMMAND (add_member);
MV_COMMAND (end_member);
MV_COMMAND (change_role);
MV_COMMAND (create_invitation);
MV_COMMAND (confirm_invitation);
/* mv-command-project.c */
MV_COMMAND (create_project);
MV_COMMAND (end_project);
MV_COMMAND (give_role);
MV_COMMAND (end_role);
/* mv-command-agreement.c */
MV_COMMAND (confirm_agreement);
MV_COMMAND (attest_claim);
/* mv-command-study.c */
MV_COMMAND (publish_study);
MV_COMMAND (unpublish_study);

/* mv-command-quote.c */
MV_COMMAND (propose_quote);
MV_COMMAND (publish_quote);
/* mv-command-request.c */
MV_COMMAND (propose_request);
MV_COMMAND (accept_request);
MV_COMMAND (decline_request);
/* mv-command-committee.c */
MV_COMMAND (send_idea);
MV_COMMAND (decide_idea);
MV_COMMAND (answer_hearing);
MV_COMMAND (close_hearing);
/* mv-command-assessment.c */
MV_COMMAND (declare_assessment);
MV_COMMAND (submit_assessment);
/* mv-command-overdue.c */
MV_COMMAND (nudge);
/* mv-command-profile.c */
MV_COMMAND (release_profile);

/* Help (mv-command.c) */
/* Writes down that the command was done, and whom it concerns (mv-command-audit.c). */
gboolean mv_command_note (
    MvFeed *feed, const MvCaller *caller, const MvOp *op, const MvResult *result, GError **error);
const char *mv_command_get_arg (const MvOp *op, const char *name);
MvFeedItem *mv_command_read (MvFeed *feed,
                             const MvCaller *caller,
                             const MvOp *op,
                             const char *arg,
                             const char *kind,
                             GError **error);
gboolean mv_command_check_roles (const MvOp *op, MvRoles roles, GError **error);
MvFeedItem *mv_command_read_at_home (MvFeed *feed,
                                     const MvCaller *caller,
                                     const MvOp *op,
                                     const char *arg,
                                     const char *why_not,
                                     GError **error);
JsonObject *
mv_command_open (const MvFeedItem *item, gint64 base_rev, MvResult *result, GError **error);
gboolean mv_command_is_answered (const MvResult *result);
gboolean mv_command_get_project_roles (
    MvFeed *feed, const MvCaller *caller, const char *pid, MvRoles *out_roles, GError **error);
gboolean mv_command_check_project (MvFeed *feed,
                                   const MvCaller *caller,
                                   const MvOp *op,
                                   const char *pid,
                                   MvRoles *out_roles,
                                   GError **error);
gboolean mv_command_check_committee (
    MvFeed *feed, const MvCaller *caller, const MvOp *op, const char *cid, GError **error);
gboolean mv_command_need_committee (MvFeed *feed, const char *cid, GError **error);
gboolean mv_command_rewrite (MvFeed *feed,
                             const MvCaller *caller,
                             const MvFeedItem *item,
                             JsonObject *body,
                             MvResult *result,
                             GError **error);
gboolean mv_command_move (MvFeed *feed,
                          const MvCaller *caller,
                          const MvFeedItem *item,
                          const char *to,
                          JsonObject *body,
                          MvResult *result,
                          GError **error);
void mv_command_set_text (JsonObject *body, const char *field, const char *value);
gboolean mv_command_check_ongoing (MvFeed *feed, const char *pid, GError **error);
gboolean mv_command_refuse (GError **error, MvProblem problem, const char *field, const char *why);
char *mv_command_dup_now (MvFeed *feed);
char *mv_command_dup_today (MvFeed *feed);
void mv_command_set_result (MvResult *result, const char *scope, gint64 rev, gint64 seq);

G_END_DECLS
