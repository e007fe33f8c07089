/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"
#include "mv-release.h"

#include <string.h>

/* What a project or a committee sees of a person's profile. */

/* A membership that has ended shows nothing new. */
static gboolean
check_membership (
    MvFeed *feed, const MvCaller *caller, const char *pid, const char *cid, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  MvRoles roles =
      mv_feed_get_membership (feed, pid != NULL ? MV_MEMBERSHIP_PROJECT : MV_MEMBERSHIP_COMMITTEE,
                              pid != NULL ? pid : cid, caller->uid, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return roles != MV_ROLE_NONE ||
         mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, pid != NULL ? "project" : "committee",
                            "one is no member there");
}

gboolean
mv_command_release_profile (MvFeed *feed,
                            const MvCaller *caller,
                            const MvOp *op,
                            gint64 base_rev,
                            MvResult *result,
                            GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  const char *cid = mv_command_get_arg (op, "committee");
  g_autofree char *home = mv_scope_user (caller->uid);
  g_autofree char *name = g_strdup_printf ("%s\nprofile", home);
  g_autofree char *id = mv_uuid_new_v5 (name);
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (JsonObject) body = NULL;
  const MvFeedItem *old;

  if ((pid == NULL) == (cid == NULL))
    return mv_command_refuse (error, MV_PROBLEM_INVALID, "project", "one project or one committee");
  if (!check_membership (feed, caller, pid, cid, error))
    return FALSE;
  profiles = mv_feed_list (feed, home, "profile", error);
  if (profiles == NULL)
    return FALSE;

  old = profiles->len > 0 ? profiles->pdata[0] : NULL;
  body = old != NULL ? mv_feed_item_parse_body (old, error) : json_object_new ();
  if (body == NULL)
    return FALSE;
  mv_release_set (body, op->args);

  return mv_feed_check_record (feed, caller, home, "profile", old != NULL ? old->id : id, body,
                               MV_RECORD_DRAFT, error) &&
         mv_feed_write_object (feed, home, "profile", old != NULL ? old->id : id, caller->uid, body,
                               NULL, NULL, error) &&
         mv_directory_refresh_released (feed, caller->uid, error);
}
