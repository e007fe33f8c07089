/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"

#include <string.h>

/* Projects, and roles in an organisation. */

#define DEFAULT_VOCABULARY "national"

static gboolean
check_organisation (MvFeed *feed, const MvCaller *caller, const MvOp *op, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  MvRoles roles =
      mv_feed_get_membership (feed, MV_MEMBERSHIP_ORGANISATION,
                              mv_command_get_arg (op, "organisation"), caller->uid, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (roles == MV_ROLE_NONE)
    return mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "organisation", "no such organisation");

  return mv_command_check_roles (op, roles, error);
}

static char *
choose_vocabulary (MvFeed *feed, const MvOp *op, GError **error)
{
  const char *given = mv_command_get_arg (op, "vocabulary");
  g_autoptr (MvFeedItem) organisation = NULL;
  g_autoptr (JsonObject) body = NULL;
  const char *own;

  if (given != NULL)
    return g_strdup (given);
  if (!mv_feed_read (feed, mv_command_get_arg (op, "organisation"), &organisation, error))
    return NULL;

  body = organisation != NULL ? mv_feed_item_parse_body (organisation, error) : NULL;
  if (organisation != NULL && body == NULL)
    return NULL;
  own = body != NULL ? mv_json_get_text (body, "vocabulary") : NULL;
  return g_strdup (own != NULL ? own : DEFAULT_VOCABULARY);
}

static gboolean
describe_lead (MvFeed *feed, JsonObject *body, const char *uid, GError **error)
{
  g_autofree char *name = NULL;

  if (uid == NULL)
    return TRUE;

  name = mv_directory_dup_person_name (feed, uid, error);
  if (name == NULL)
    return FALSE;

  json_object_set_string_member (body, "lead", name);
  json_object_set_string_member (body, "lead_uid", uid);
  return TRUE;
}

static JsonObject *
describe_project (MvFeed *feed, const MvOp *op, GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *vocabulary = choose_vocabulary (feed, op, error);
  g_autofree char *today = mv_command_dup_today (feed);
  const char *form = mv_command_get_arg (op, "form");

  if (vocabulary == NULL || !describe_lead (feed, body, mv_command_get_arg (op, "lead"), error))
    return NULL;

  json_object_set_string_member (body, "title", mv_command_get_arg (op, "title"));
  json_object_set_string_member (body, "organisation", mv_command_get_arg (op, "organisation"));
  json_object_set_string_member (body, "vocabulary", vocabulary);
  json_object_set_string_member (body, "form", form != NULL ? form : "study");
  json_object_set_string_member (body, "start", today);
  json_object_set_string_member (body, "state", "ongoing");
  return g_steal_pointer (&body);
}

gboolean
mv_command_create_project (MvFeed *feed,
                           const MvCaller *caller,
                           const MvOp *op,
                           gint64 base_rev,
                           MvResult *result,
                           GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  g_autofree char *today = mv_command_dup_today (feed);
  g_autoptr (MvFeedItem) taken = NULL;
  g_autoptr (JsonObject) body = NULL;
  MvNewMember lead = { 0 };

  if (!check_organisation (feed, caller, op, error) || !mv_feed_read (feed, pid, &taken, error))
    return FALSE;
  if (taken != NULL)
    return mv_command_refuse (error, MV_PROBLEM_INVALID, "project", "the id is taken");

  body = describe_project (feed, op, error);
  if (body == NULL || !mv_directory_put_project (feed, pid, caller->uid, body, error))
    return FALSE;

  lead.owner = pid;
  lead.uid = mv_command_get_arg (op, "lead");
  lead.role = "lead";
  lead.since = today;
  return lead.uid == NULL || mv_directory_set_member (feed, &lead, error);
}

gboolean
mv_command_end_project (MvFeed *feed,
                        const MvCaller *caller,
                        const MvOp *op,
                        gint64 base_rev,
                        MvResult *result,
                        GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  const char *date = mv_command_get_arg (op, "date");
  g_autofree char *today = mv_command_dup_today (feed);
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (!mv_command_check_project (feed, caller, op, pid, NULL, error) ||
      !mv_command_check_ongoing (feed, pid, error) || !mv_feed_read (feed, pid, &item, error))
    return FALSE;

  body = mv_feed_item_parse_body (item, error);
  if (body == NULL)
    return FALSE;

  json_object_set_string_member (body, "state", "ended");
  json_object_set_string_member (body, "end", date != NULL ? date : today);
  return mv_directory_put_project (feed, pid, caller->uid, body, error);
}

gboolean
mv_command_give_role (MvFeed *feed,
                      const MvCaller *caller,
                      const MvOp *op,
                      gint64 base_rev,
                      MvResult *result,
                      GError **error)
{
  g_autofree char *today = mv_command_dup_today (feed);
  MvNewMember member = { 0 };

  member.owner = mv_command_get_arg (op, "organisation");
  member.uid = mv_command_get_arg (op, "account");
  member.role = mv_command_get_arg (op, "role");
  member.since = today;
  return check_organisation (feed, caller, op, error) &&
         mv_directory_give_role (feed, &member, error);
}

/* An organisation is never left without somebody who can give roles. */
static gboolean
check_administrator_stays (MvFeed *feed, const MvCaller *caller, const MvOp *op, GError **error)
{
  if (strcmp (mv_command_get_arg (op, "role"), "administrator") != 0 ||
      strcmp (mv_command_get_arg (op, "account"), caller->uid) != 0)
    return TRUE;

  return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "account",
                            "an administrator's role is ended by another administrator");
}

gboolean
mv_command_end_role (MvFeed *feed,
                     const MvCaller *caller,
                     const MvOp *op,
                     gint64 base_rev,
                     MvResult *result,
                     GError **error)
{
  return check_organisation (feed, caller, op, error) &&
         check_administrator_stays (feed, caller, op, error) &&
         mv_directory_end_role (feed, mv_command_get_arg (op, "organisation"),
                                mv_command_get_arg (op, "account"), mv_command_get_arg (op, "role"),
                                error);
}
