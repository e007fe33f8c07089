/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"
#include "mv-share.h"

#include <string.h>

/* Grades that user representatives give to applications. Whether one is impartial is said to the
 * committee before the grade, and a grade comes from nobody who is not. */

/* What the caller has in the committee about a case: a declaration, or a submitted assessment. */
static MvFeedItem *
find_own (
    MvFeed *feed, const MvCaller *caller, const char *scope, const char *case_id, GError **error)
{
  g_autoptr (GPtrArray) items = mv_feed_list (feed, scope, "assessment", error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const MvFeedItem *item = items->pdata[i];
      g_autoptr (JsonObject) body = NULL;

      if (strcmp (item->author, caller->uid) != 0)
        continue;
      body = mv_feed_item_parse_body (item, error);
      if (body == NULL)
        return NULL;
      if (g_strcmp0 (mv_json_get_text (body, "case"), case_id) == 0)
        return g_ptr_array_steal_index (items, i);
    }
  return NULL;
}

static gboolean
find_own_or_none (MvFeed *feed,
                  const MvCaller *caller,
                  const char *scope,
                  const char *case_id,
                  MvFeedItem **out_item,
                  GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *out_item = case_id != NULL ? find_own (feed, caller, scope, case_id, &local_error) : NULL;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The case, on the agenda of this very committee. */
static JsonObject *
read_case (MvFeed *feed, const char *scope, const char *id, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;

  if (!mv_feed_read (feed, id, &item, error))
    return NULL;
  if (item != NULL && item->body != NULL && strcmp (item->kind, "case") == 0 &&
      strcmp (item->scope, scope) == 0 && item->conflict_of == NULL)
    return mv_feed_item_parse_body (item, error);

  mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "case", "no such case");
  return NULL;
}

static char *
make_declaration_id (const char *scope, const char *case_id, const char *uid)
{
  g_autofree char *name = g_strdup_printf ("%s\nassessment\n%s\n%s", scope, case_id, uid);

  return mv_uuid_new_v5 (name);
}

gboolean
mv_command_declare_assessment (MvFeed *feed,
                               const MvCaller *caller,
                               const MvOp *op,
                               gint64 base_rev,
                               MvResult *result,
                               GError **error)
{
  const char *cid = mv_command_get_arg (op, "committee");
  const char *case_id = mv_command_get_arg (op, "case");
  gboolean has_conflict = mv_json_get_boolean (op->args, "conflict", FALSE);
  g_autofree char *scope = mv_scope_committee (cid);
  g_autofree char *now = mv_command_dup_now (feed);
  g_autofree char *id = make_declaration_id (scope, case_id, caller->uid);
  g_autoptr (JsonObject) about = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (MvFeedItem) own = NULL;

  if (!mv_command_check_committee (feed, caller, op, cid, error))
    return FALSE;
  about = read_case (feed, scope, case_id, error);
  if (about == NULL || !find_own_or_none (feed, caller, scope, case_id, &own, error))
    return FALSE;
  body = own != NULL ? mv_feed_item_parse_body (own, error) : json_object_new ();
  if (body == NULL)
    return FALSE;

  if (own == NULL)
    {
      json_object_set_string_member (body, "committee", cid);
      json_object_set_string_member (body, "case", case_id);
      json_object_set_string_member (body, "application", mv_json_get_text (about, "title"));
    }
  json_object_set_string_member (body, "impartial", has_conflict ? "no" : "yes");
  mv_command_set_text (body, "impartial_reason", mv_command_get_arg (op, "reason"));
  json_object_set_string_member (body, "declared", now);
  if (has_conflict)
    json_object_remove_member (body, "grade");
  return mv_directory_put (feed, scope, "assessment", own != NULL ? own->id : id, caller->uid, body,
                           error);
}

/* What was declared goes with the assessment, and stands there once. */
static gboolean
take_declaration (MvFeed *feed, const MvFeedItem *declaration, JsonObject *body, GError **error)
{
  static const char *const declared[] = { "impartial", "impartial_reason", "declared" };
  g_autoptr (JsonObject) from = NULL;

  if (declaration == NULL)
    return TRUE;
  from = mv_feed_item_parse_body (declaration, error);
  if (from == NULL)
    return FALSE;
  if (mv_json_get_text (from, "submitted") != NULL)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "assessment",
                              "the case has one's assessment");

  for (guint i = 0; i < G_N_ELEMENTS (declared); i++)
    mv_command_set_text (body, declared[i], mv_json_get_text (from, declared[i]));
  return mv_feed_remove (feed, declaration->id, "deleted", error);
}

gboolean
mv_command_submit_assessment (MvFeed *feed,
                              const MvCaller *caller,
                              const MvOp *op,
                              gint64 base_rev,
                              MvResult *result,
                              GError **error)
{
  const char *cid = mv_command_get_arg (op, "committee");
  g_autofree char *scope = mv_scope_committee (cid);
  g_autofree char *home = mv_scope_user (caller->uid);
  g_autofree char *now = mv_command_dup_now (feed);
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (MvFeedItem) declaration = NULL;
  g_autoptr (JsonObject) about = NULL;
  g_autoptr (JsonObject) body = NULL;
  const char *case_id;

  if (!mv_command_check_committee (feed, caller, op, cid, error))
    return FALSE;
  item = mv_feed_read_for (feed, caller, mv_command_get_arg (op, "assessment"), "assessment", NULL,
                           error);
  body = mv_command_open (item, base_rev, result, error);
  if (body == NULL)
    return mv_command_is_answered (result);
  if (strcmp (item->scope, home) != 0 || item->conflict_of != NULL)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "assessment", "it was submitted");

  case_id = mv_json_get_text (body, "case");
  about = case_id != NULL ? read_case (feed, scope, case_id, error) : json_object_new ();
  if (about == NULL || !find_own_or_none (feed, caller, scope, case_id, &declaration, error) ||
      !take_declaration (feed, declaration, body, error))
    return FALSE;
  if (g_strcmp0 (mv_json_get_text (body, "impartial"), "no") == 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "impartial",
                              "one is not impartial in this case");

  json_object_set_string_member (body, "committee", cid);
  json_object_set_string_member (body, "submitted", now);
  return mv_feed_check_record (feed, caller, scope, "assessment", item->id, body,
                               MV_RECORD_COMPLETE, error) &&
         mv_share_check_text (body, error) &&
         mv_command_move (feed, caller, item, scope, body, result, error);
}
