/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-devices.h"
#include "mv-json.h"

#include <string.h>

/* Who belongs to a project, and how they get in. */

/* A coordinator sets a project up and does not choose who takes part in it. */
static gboolean
check_may_give (MvRoles roles, const char *role, GError **error)
{
  if ((roles & MV_ROLE_LEAD) != 0 || strcmp (role, "lead") == 0)
    return TRUE;

  return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "role", "a coordinator adds leads only");
}

static gboolean
is_last_lead (MvFeed *feed, const char *pid, const char *uid, gboolean *out_is, GError **error)
{
  g_autofree char *scope = mv_scope_project (pid);
  g_autoptr (GPtrArray) members = mv_feed_list (feed, scope, "member", error);
  gboolean is_lead = FALSE, has_other = FALSE;

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (members->pdata[i], error);

      if (body == NULL)
        return FALSE;
      if (g_strcmp0 (mv_json_get_text (body, "role"), "lead") != 0)
        continue;
      if (g_strcmp0 (mv_json_get_text (body, "uid"), uid) == 0)
        is_lead = TRUE;
      else
        has_other = TRUE;
    }

  *out_is = is_lead && !has_other;
  return members != NULL;
}

static gboolean
check_lead_stays (MvFeed *feed, const char *pid, const char *uid, GError **error)
{
  gboolean is_last = FALSE;

  if (!is_last_lead (feed, pid, uid, &is_last, error))
    return FALSE;

  return !is_last || mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "member",
                                        "a project is never without a lead");
}

/* The member's record and role; %NULL with not-found if the person is none now. */
static JsonObject *
read_member (MvFeed *feed, const char *pid, const char *uid, GError **error)
{
  g_autofree char *scope = mv_scope_project (pid);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MvFeedItem) item = mv_directory_find_member (feed, scope, "member", uid, &local_error);
  g_autoptr (JsonObject) body = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  if (item != NULL)
    {
      body = mv_feed_item_parse_body (item, error);
      if (body == NULL)
        return NULL;
    }
  if (body != NULL && g_strcmp0 (mv_json_get_text (body, "role"), "former") != 0)
    return g_steal_pointer (&body);

  mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "member", "no such member");
  return NULL;
}

/* A person without the program: a name, and an id that the client gave or that follows from the
 * operation. */
static char *
add_stranger (MvFeed *feed, const MvCaller *caller, const MvOp *op, GError **error)
{
  const char *given = mv_command_get_arg (op, "member");
  g_autofree char *name =
      g_strdup_printf ("member.add\n%s\n%" G_GINT64_FORMAT, caller->device, op->n);
  g_autofree char *uid = given != NULL ? g_strdup (given) : mv_uuid_new_v5 (name);
  MvNewPerson person = { 0 };

  person.uid = uid;
  person.name = mv_command_get_arg (op, "name");
  person.language = "nb";
  return mv_directory_add_person (feed, &person, error) ? g_steal_pointer (&uid) : NULL;
}

static char *
find_or_add_person (MvFeed *feed, const MvCaller *caller, const MvOp *op, GError **error)
{
  const char *uid = mv_command_get_arg (op, "member");
  g_autofree char *known = NULL;

  if (uid == NULL && mv_command_get_arg (op, "name") == NULL)
    {
      mv_command_refuse (error, MV_PROBLEM_INVALID, "member", "neither a person nor a name");
      return NULL;
    }

  if (uid != NULL)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (MvFeedItem) taken = NULL;

      known = mv_directory_dup_person_name (feed, uid, &local_error);
      if (known != NULL)
        return g_strdup (uid);
      if (mv_command_get_arg (op, "name") == NULL ||
          !g_error_matches (local_error, MV_PROBLEM, MV_PROBLEM_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (!mv_feed_read (feed, uid, &taken, error))
        return NULL;
      if (taken != NULL)
        {
          mv_command_refuse (error, MV_PROBLEM_INVALID, "member", "the id is taken");
          return NULL;
        }
    }

  return add_stranger (feed, caller, op, error);
}

gboolean
mv_command_add_member (MvFeed *feed,
                       const MvCaller *caller,
                       const MvOp *op,
                       gint64 base_rev,
                       MvResult *result,
                       GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  const char *role = mv_command_get_arg (op, "role");
  g_autofree char *today = mv_command_dup_today (feed);
  g_autoptr (JsonObject) extra = json_object_new ();
  g_autofree char *uid = NULL;
  MvNewMember member = { 0 };
  gboolean has_account = FALSE;
  MvRoles roles;

  if (!mv_command_check_project (feed, caller, op, pid, &roles, error) ||
      !check_may_give (roles, role, error))
    return FALSE;
  uid = find_or_add_person (feed, caller, op, error);
  if (uid == NULL || !check_lead_stays (feed, pid, strcmp (role, "lead") == 0 ? "" : uid, error) ||
      !mv_directory_has_account (feed, uid, &has_account, error))
    return FALSE;

  json_object_set_boolean_member (extra, "account", has_account);
  member.owner = pid;
  member.uid = uid;
  member.role = role;
  member.since = today;
  member.extra = extra;
  return mv_directory_set_member (feed, &member, error);
}

gboolean
mv_command_end_member (MvFeed *feed,
                       const MvCaller *caller,
                       const MvOp *op,
                       gint64 base_rev,
                       MvResult *result,
                       GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  const char *uid = mv_command_get_arg (op, "member");
  const char *date = mv_command_get_arg (op, "date");
  g_autofree char *today = mv_command_dup_today (feed);
  g_autoptr (JsonObject) member = NULL;
  MvRoles roles;

  if (!mv_command_check_project (feed, caller, op, pid, &roles, error))
    return FALSE;
  member = read_member (feed, pid, uid, error);
  if (member == NULL || !check_may_give (roles, mv_json_get_text (member, "role"), error) ||
      !check_lead_stays (feed, pid, uid, error))
    return FALSE;

  return mv_directory_end_member (feed, pid, uid, date != NULL ? date : today, error);
}

gboolean
mv_command_change_role (MvFeed *feed,
                        const MvCaller *caller,
                        const MvOp *op,
                        gint64 base_rev,
                        MvResult *result,
                        GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  const char *uid = mv_command_get_arg (op, "member");
  const char *role = mv_command_get_arg (op, "role");
  g_autoptr (JsonObject) old = NULL;
  MvNewMember member = { 0 };
  MvRoles roles;

  if (!mv_command_check_project (feed, caller, op, pid, &roles, error) ||
      !check_may_give (roles, role, error))
    return FALSE;
  old = read_member (feed, pid, uid, error);
  if (old == NULL || (strcmp (role, "lead") != 0 && !check_lead_stays (feed, pid, uid, error)))
    return FALSE;

  member.owner = pid;
  member.uid = uid;
  member.role = role;
  return mv_directory_set_member (feed, &member, error);
}

/* Invitations */

static JsonObject *
describe_invitation (MvFeed *feed, const MvCaller *caller, JsonObject *member, const char *expires)
{
  JsonObject *body = json_object_new ();
  g_autofree char *now = mv_command_dup_now (feed);

  json_object_set_string_member (body, "uid", mv_json_get_text (member, "uid"));
  json_object_set_string_member (body, "name", mv_json_get_text (member, "name"));
  json_object_set_string_member (body, "role", mv_json_get_text (member, "role"));
  json_object_set_string_member (body, "made_by", caller->uid);
  json_object_set_string_member (body, "made", now);
  json_object_set_string_member (body, "expires", expires);
  json_object_set_string_member (body, "state", "open");
  return body;
}

/* The inviter's program makes the code and sends only its hash: so the code is in no answer, no
 * table and no log of the server. */
gboolean
mv_command_create_invitation (MvFeed *feed,
                              const MvCaller *caller,
                              const MvOp *op,
                              gint64 base_rev,
                              MvResult *result,
                              GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  const char *uid = mv_command_get_arg (op, "member");
  const char *hash = mv_command_get_arg (op, "hash");
  MvDevices devices = { mv_feed_get_db (feed), mv_feed_get_clock (feed),
                        mv_feed_get_random (feed) };
  g_autofree char *scope = mv_scope_project (pid);
  g_autofree char *name = g_strdup_printf ("%s\ninvitation\n%s", scope, hash);
  g_autofree char *id = mv_uuid_new_v5 (name);
  g_autofree char *expires = NULL;
  g_autoptr (JsonObject) member = NULL;
  g_autoptr (JsonObject) body = NULL;
  gboolean has_account = FALSE;
  MvRoles roles;

  if (!mv_command_check_project (feed, caller, op, pid, &roles, error))
    return FALSE;
  member = read_member (feed, pid, uid, error);
  if (member == NULL || !check_may_give (roles, mv_json_get_text (member, "role"), error) ||
      !mv_directory_has_account (feed, uid, &has_account, error))
    return FALSE;
  if (has_account)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "member", "the person has an account");

  expires = mv_devices_invite_by_hash (&devices, uid, caller->uid, hash, error);
  if (expires == NULL)
    return FALSE;

  body = describe_invitation (feed, caller, member, expires);
  return mv_directory_put (feed, scope, "invitation", id, NULL, body, error);
}

gboolean
mv_command_confirm_invitation (MvFeed *feed,
                               const MvCaller *caller,
                               const MvOp *op,
                               gint64 base_rev,
                               MvResult *result,
                               GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  g_autofree char *scope = mv_scope_project (pid);
  g_autofree char *now = mv_command_dup_now (feed);
  g_autofree char *person_scope = NULL;
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) body = NULL;
  const char *uid;

  if (!mv_command_check_project (feed, caller, op, pid, NULL, error) ||
      !mv_feed_read (feed, mv_command_get_arg (op, "invitation"), &item, error))
    return FALSE;
  if (item == NULL || item->body == NULL || strcmp (item->kind, "invitation") != 0 ||
      strcmp (item->scope, scope) != 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "invitation", "no such invitation");

  body = mv_feed_item_parse_body (item, error);
  if (body == NULL)
    return FALSE;
  if (g_strcmp0 (mv_json_get_text (body, "state"), "used") != 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "invitation", "nobody has used it");

  uid = mv_json_get_text (body, "uid");
  person_scope = mv_scope_user (uid);
  json_object_set_string_member (body, "state", "confirmed");
  json_object_set_string_member (body, "confirmed", now);
  mv_feed_touch (feed, person_scope);
  return mv_directory_confirm_person (feed, uid, now, error) &&
         mv_directory_refresh_account (feed, uid, error) &&
         mv_directory_put (feed, scope, "invitation", item->id, NULL, body, error);
}
