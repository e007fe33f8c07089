/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"
#include "mv-share.h"

#include <string.h>

/* A study in plain words: from the team's draft to everybody, and back out. */

#define NATIONAL "national"

static char *
dup_field (MvFeed *feed, const char *id, const char *field, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (id == NULL || !mv_feed_read (feed, id, &item, error) || item == NULL || item->body == NULL)
    return NULL;

  body = mv_feed_item_parse_body (item, error);
  return body != NULL ? g_strdup (mv_json_get_text (body, field)) : NULL;
}

/* Where the study's texts stand: in the region of the study, else of the project's organisation. */
static char *
make_scope (MvFeed *feed, const char *pid, const char *study, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *region = dup_field (feed, study, "region", &local_error);
  g_autofree char *oid = NULL;

  if (region == NULL && local_error == NULL)
    oid = dup_field (feed, pid, "organisation", &local_error);
  if (oid != NULL && local_error == NULL)
    region = dup_field (feed, oid, "region", &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_strconcat ("studies/", region != NULL ? region : NATIONAL, NULL);
}

/* A team publishes the study of its own project and no other. */
static gboolean
check_own_study (MvFeed *feed, const char *pid, const char *study, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *own = dup_field (feed, pid, "study", &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return (own != NULL && g_strcmp0 (own, study) == 0) ||
         mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "study",
                            "the study is not this project's");
}

gboolean
mv_command_publish_study (MvFeed *feed,
                          const MvCaller *caller,
                          const MvOp *op,
                          gint64 base_rev,
                          MvResult *result,
                          GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  g_autofree char *team = mv_scope_project_part (pid, "team");
  g_autofree char *today = mv_command_dup_today (feed);
  g_autoptr (MvFeedItem) draft = mv_command_read (feed, caller, op, "draft", "study-draft", error);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (MvRecord) text = NULL;
  g_autofree char *scope = NULL;
  g_autofree char *id = NULL;

  if (draft == NULL)
    return FALSE;
  if (strcmp (draft->scope, team) != 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "draft", "it is of another project");
  body = mv_command_open (draft, base_rev, result, error);
  if (body == NULL)
    return mv_command_is_answered (result);
  if (!check_own_study (feed, pid, mv_json_get_text (body, "study"), error))
    return FALSE;
  scope = make_scope (feed, pid, mv_json_get_text (body, "study"), error);
  if (scope == NULL)
    return FALSE;

  json_object_remove_member (body, "note");
  json_object_set_string_member (body, "state", "published");
  json_object_set_string_member (body, "published", today);
  text = mv_record_new_from_body ("study-text", draft->id, body);
  id = mv_record_dup_natural_id (text, scope);
  return mv_feed_check_record (feed, caller, scope, "study-text", id, body, MV_RECORD_COMPLETE,
                               error) &&
         mv_share_check_text (body, error) &&
         mv_feed_write_object (feed, scope, "study-text", id, caller->uid, body, NULL, NULL, error);
}

gboolean
mv_command_unpublish_study (MvFeed *feed,
                            const MvCaller *caller,
                            const MvOp *op,
                            gint64 base_rev,
                            MvResult *result,
                            GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  g_autoptr (MvFeedItem) text = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (!mv_command_check_project (feed, caller, op, pid, NULL, error))
    return FALSE;
  text =
      mv_feed_read_for (feed, caller, mv_command_get_arg (op, "text"), "study-text", NULL, error);
  body = mv_command_open (text, base_rev, result, error);
  if (body == NULL)
    return mv_command_is_answered (result);

  return check_own_study (feed, pid, mv_json_get_text (body, "study"), error) &&
         mv_feed_remove (feed, text->id, "unpublished", error);
}
