/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-directory.h"

#include "mv-json.h"

#include <string.h>

/* What others see of a person's profile: in each project and committee what was released there. The
 * profile says it, and the member's record there shows it. */

static const char *const shown[] = { "organisation", "phone", "email", "contact" };

static gboolean
is_released (JsonObject *release, const char *field)
{
  JsonArray *fields = mv_json_get_array (release, "fields");

  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++)
    {
      if (g_strcmp0 (json_array_get_string_element (fields, i), field) == 0)
        return TRUE;
    }
  return FALSE;
}

static const char *
get_said (JsonObject *profile, const char *field)
{
  const char *text = mv_json_get_text (profile, field);

  return text != NULL && *text != '\0' ? text : NULL;
}

static void
show (JsonObject *profile, JsonObject *release, const char *given_name, JsonObject *member)
{
  const char *own_name = is_released (release, "name") ? get_said (profile, "name") : NULL;

  /* Without a name nobody can be spoken to: then it is the one that the inviter gave. */
  json_object_set_string_member (member, "name", own_name != NULL ? own_name : given_name);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      const char *text = is_released (release, shown[i]) ? get_said (profile, shown[i]) : NULL;

      if (text != NULL)
        json_object_set_string_member (member, shown[i], text);
      else
        json_object_remove_member (member, shown[i]);
    }
}

/* Where the person is no member there is nothing to show. */
static gboolean
refresh_one (
    MvFeed *feed, const char *uid, JsonObject *profile, JsonObject *release, GError **error)
{
  const char *pid = mv_json_get_text (release, "project");
  const char *cid = mv_json_get_text (release, "committee");
  g_autofree char *scope = pid != NULL ? mv_scope_project (pid) : mv_scope_committee (cid);
  const char *kind = pid != NULL ? "member" : "committee-member";
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) member = NULL;
  g_autofree char *name = NULL;

  if (pid == NULL && cid == NULL)
    return TRUE;
  item = mv_directory_find_member (feed, scope, kind, uid, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (item == NULL)
    return TRUE;

  member = mv_feed_item_parse_body (item, error);
  name = member != NULL ? mv_directory_dup_person_name (feed, uid, error) : NULL;
  if (name == NULL)
    return FALSE;
  show (profile, release, name, member);
  return mv_directory_put (feed, scope, kind, item->id, NULL, member, error);
}

/**
 * mv_directory_refresh_released:
 * @feed: the feed, inside a transaction
 * @uid: whose profile was written
 * @error: return location for an error
 *
 * Writes the person's records as a member anew, in the projects and committees for which the
 * profile says what may be seen there. Elsewhere they stay as they were made.
 *
 * Returns: whether they were written
 */
gboolean
mv_directory_refresh_released (MvFeed *feed, const char *uid, GError **error)
{
  g_autofree char *scope = mv_scope_user (uid);
  g_autoptr (GPtrArray) profiles = mv_feed_list (feed, scope, "profile", error);
  g_autoptr (JsonObject) profile = NULL;
  JsonArray *released;

  if (profiles == NULL)
    return FALSE;
  if (profiles->len == 0)
    return TRUE;

  profile = mv_feed_item_parse_body (profiles->pdata[0], error);
  if (profile == NULL)
    return FALSE;
  released = mv_json_get_array (profile, "released");
  for (guint i = 0; released != NULL && i < json_array_get_length (released); i++)
    {
      if (!refresh_one (feed, uid, profile, json_array_get_object_element (released, i), error))
        return FALSE;
    }
  return TRUE;
}
