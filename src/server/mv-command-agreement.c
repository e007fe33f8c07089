/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"

#include <string.h>

/* What both sides, or the team, say yes to. */

gboolean
mv_command_confirm_agreement (MvFeed *feed,
                              const MvCaller *caller,
                              const MvOp *op,
                              gint64 base_rev,
                              MvResult *result,
                              GError **error)
{
  g_autoptr (MvFeedItem) item = mv_command_read (feed, caller, op, "agreement", "agreement", error);
  /* One agrees to what one has read, not to what somebody made of it meanwhile. */
  g_autoptr (JsonObject) body = mv_command_open (item, base_rev, result, error);
  g_autofree char *now = mv_command_dup_now (feed);
  gboolean is_person;

  if (body == NULL)
    return mv_command_is_answered (result);
  if (g_strcmp0 (mv_json_get_text (body, "state"), "ended") == 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "agreement", "it has ended");

  is_person = g_strcmp0 (mv_json_get_text (body, "uid"), caller->uid) == 0;
  json_object_set_string_member (body, is_person ? "confirmed_by_person" : "confirmed_by_team",
                                 now);
  json_object_set_string_member (body, "state",
                                 mv_json_get_text (body, "confirmed_by_person") != NULL &&
                                         mv_json_get_text (body, "confirmed_by_team") != NULL
                                     ? "confirmed"
                                     : "proposed");
  return mv_command_rewrite (feed, caller, item, body, result, error);
}

gboolean
mv_command_attest_claim (MvFeed *feed,
                         const MvCaller *caller,
                         const MvOp *op,
                         gint64 base_rev,
                         MvResult *result,
                         GError **error)
{
  g_autoptr (MvFeedItem) item = mv_command_read (feed, caller, op, "claim", "claim", error);
  g_autoptr (JsonObject) body = mv_command_open (item, base_rev, result, error);
  g_autofree char *now = mv_command_dup_now (feed);
  g_autofree char *name = NULL;

  if (body == NULL)
    return mv_command_is_answered (result);
  name = mv_directory_dup_person_name (feed, caller->uid, error);
  if (name == NULL)
    return FALSE;
  if (g_strcmp0 (mv_json_get_text (body, "state"), "attested") == 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "claim", "it was attested before");

  json_object_set_string_member (body, "state", "attested");
  json_object_set_string_member (body, "attested", now);
  json_object_set_string_member (body, "attested_by", name);
  return mv_command_rewrite (feed, caller, item, body, result, error);
}
