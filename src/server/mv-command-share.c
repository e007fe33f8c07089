/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"
#include "mv-quotes.h"
#include "mv-share.h"

#include <string.h>

/* Sharing, taking home and withdrawing: how a contribution moves between a person's own scope and
 * the project's. Ids stay in all of it, so that what others say about it stays with it. */

/* The person's claims that belong to a contribution, in a scope. */
static GPtrArray *
list_claims (MvFeed *feed, const char *scope, const char *contribution, GError **error)
{
  g_autoptr (GPtrArray) claims = mv_feed_list (feed, scope, "claim", error);
  guint i = 0;

  while (claims != NULL && i < claims->len)
    {
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (claims->pdata[i], error);

      if (body == NULL)
        return NULL;
      if (g_strcmp0 (mv_json_get_text (body, "contribution"), contribution) == 0)
        i++;
      else
        g_ptr_array_remove_index (claims, i);
    }

  return g_steal_pointer (&claims);
}

/* Moves the claims with the contribution they belong to. To the team they go complete and checked.
 */
static gboolean
move_claims (MvFeed *feed,
             const MvCaller *caller,
             const char *contribution,
             const char *from,
             const char *to,
             gboolean is_sharing,
             GError **error)
{
  g_autoptr (GPtrArray) claims = list_claims (feed, from, contribution, error);

  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      const MvFeedItem *claim = claims->pdata[i];
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (claim, error);

      if (body == NULL)
        return FALSE;
      if (is_sharing && (!mv_feed_check_record (feed, caller, to, "claim", claim->id, body,
                                                MV_RECORD_COMPLETE, error) ||
                         !mv_share_check_text (body, error)))
        return FALSE;
      if (!mv_feed_move (feed, claim->id, to, caller->uid, NULL, NULL, NULL, error))
        return FALSE;
    }

  return claims != NULL;
}

static gboolean
check_draft (MvFeed *feed,
             const MvCaller *caller,
             const MvOp *op,
             const char *pid,
             JsonObject *body,
             GError **error)
{
  MvRoles roles;

  if (pid == NULL || !mv_uuid_is_valid (pid))
    return mv_command_refuse (error, MV_PROBLEM_INVALID, "project", "the project is missing");
  if (mv_json_get_text (body, "edits") != NULL)
    return mv_command_refuse (error, MV_PROBLEM_INVALID, "edits",
                              "an edit of what is shared is put there, not shared beside it");
  if (mv_json_get_boolean (body, "on_behalf", FALSE))
    return mv_command_refuse (error, MV_PROBLEM_INVALID, "on_behalf", "this is one's own");

  return mv_command_check_project (feed, caller, op, pid, &roles, error) &&
         mv_command_check_ongoing (feed, pid, error) && mv_share_check_text (body, error);
}

gboolean
mv_command_share (MvFeed *feed,
                  const MvCaller *caller,
                  const MvOp *op,
                  gint64 base_rev,
                  MvResult *result,
                  GError **error)
{
  const char *id = mv_command_get_arg (op, "contribution");
  const char *audience = mv_command_get_arg (op, "audience");
  g_autoptr (MvFeedItem) item = mv_command_read_at_home (feed, caller, op, "contribution",
                                                         "this is no draft of one's own", error);
  g_autoptr (JsonObject) body = mv_command_open (item, base_rev, result, error);
  g_autofree char *to = NULL;
  g_autofree char *rep = NULL;
  const char *pid;

  if (body == NULL)
    return mv_command_is_answered (result);
  pid = mv_json_get_text (body, "project");
  if (!check_draft (feed, caller, op, pid, body, error))
    return FALSE;

  rep = mv_scope_project_person (pid, "rep", caller->uid);
  to = strcmp (audience, "team") == 0 ? g_strdup (rep)
                                      : mv_scope_project_person (pid, "by", caller->uid);
  json_object_set_string_member (body, "audience", audience);

  return mv_feed_check_record (feed, caller, to, "contribution", id, body, MV_RECORD_COMPLETE,
                               error) &&
         mv_command_move (feed, caller, item, to, body, result, error) &&
         move_claims (feed, caller, id, item->scope, rep, TRUE, error) &&
         mv_feed_update_followup (feed, id, NULL, error);
}

/* The follow-up of a shared contribution, as it stands beside it. */
static gboolean
is_seen_or_answered (MvFeed *feed, const MvFeedItem *contribution, gboolean *out_is, GError **error)
{
  g_autoptr (GPtrArray) items = mv_feed_list (feed, contribution->scope, "followup", error);

  *out_is = FALSE;
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (items->pdata[i], error);

      if (body == NULL)
        return FALSE;
      if (g_strcmp0 (mv_json_get_text (body, "contribution"), contribution->id) == 0)
        *out_is = mv_json_get_text (body, "seen") != NULL ||
                  mv_json_get_integer (body, "replied", 0) > 0 ||
                  g_strcmp0 (mv_json_get_text (body, "state"), "answered") == 0;
    }

  return items != NULL;
}

gboolean
mv_command_unshare (MvFeed *feed,
                    const MvCaller *caller,
                    const MvOp *op,
                    gint64 base_rev,
                    MvResult *result,
                    GError **error)
{
  g_autoptr (MvFeedItem) item =
      mv_command_read (feed, caller, op, "contribution", "contribution", error);
  g_autoptr (JsonObject) body = mv_command_open (item, base_rev, result, error);
  g_autofree char *home = mv_scope_user (caller->uid);
  g_autofree char *rep = NULL;
  gboolean is_known = FALSE;
  MvScope scope;

  if (body == NULL)
    return mv_command_is_answered (result);
  if (!is_seen_or_answered (feed, item, &is_known, error))
    return FALSE;
  if (is_known)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "contribution",
                              "the team has seen it; it can be withdrawn");
  if (!mv_scope_parse (item->scope, &scope) || strcmp (scope.person, caller->uid) != 0 ||
      mv_json_get_boolean (body, "on_behalf", FALSE) ||
      mv_json_get_boolean (body, "withdrawn", FALSE))
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "contribution",
                              "this cannot go home again");

  rep = mv_scope_project_person (scope.owner, "rep", caller->uid);
  json_object_remove_member (body, "audience");
  return mv_feed_remove_followup (feed, item->id, error) &&
         mv_quotes_drop (feed, item->id, error) &&
         mv_command_move (feed, caller, item, home, body, result, error) &&
         move_claims (feed, caller, item->id, rep, home, FALSE, error);
}

/* What stays where it was shared: when and about what, and the numbers of the suggestions, so that
 * the answers still have something to stand by. */
static JsonObject *
make_stub (JsonObject *body)
{
  static const char *const kept[] = { "project", "date", "phases", "audience", "on_behalf" };
  JsonObject *stub = json_object_new ();
  JsonArray *suggestions = mv_json_get_array (body, "suggestions");

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      if (json_object_has_member (body, kept[i]))
        json_object_set_member (stub, kept[i], json_object_dup_member (body, kept[i]));
    }
  json_object_set_boolean_member (stub, "withdrawn", TRUE);

  if (suggestions != NULL)
    {
      JsonArray *numbers = json_array_new ();

      for (guint i = 0; i < json_array_get_length (suggestions); i++)
        {
          JsonObject *number = json_object_new ();
          const char *id = mv_json_get_text (json_array_get_object_element (suggestions, i), "id");

          json_object_set_string_member (number, "id", id);
          json_array_add_object_element (numbers, number);
        }
      json_object_set_array_member (stub, "suggestions", numbers);
    }

  return stub;
}

static gboolean
take_text_home (MvFeed *feed,
                const MvCaller *caller,
                const MvFeedItem *item,
                JsonObject *body,
                const char *home_id,
                GError **error)
{
  g_autofree char *home = mv_scope_user (caller->uid);
  g_autoptr (JsonObject) text = mv_json_object_copy (body);
  g_autoptr (MvFeedItem) taken = NULL;

  if (!mv_feed_read (feed, home_id, &taken, error))
    return FALSE;
  if (taken != NULL)
    return mv_command_refuse (error, MV_PROBLEM_INVALID, "home", "the id is taken");

  json_object_remove_member (text, "audience");
  json_object_remove_member (text, "on_behalf");
  json_object_remove_member (text, "confirmed");
  json_object_set_string_member (text, "was", item->id);
  return mv_feed_write_object (feed, home, "contribution", home_id, caller->uid, text, NULL, NULL,
                               error);
}

gboolean
mv_command_withdraw (MvFeed *feed,
                     const MvCaller *caller,
                     const MvOp *op,
                     gint64 base_rev,
                     MvResult *result,
                     GError **error)
{
  g_autoptr (MvFeedItem) item =
      mv_command_read (feed, caller, op, "contribution", "contribution", error);
  g_autoptr (JsonObject) body = mv_command_open (item, base_rev, result, error);
  g_autofree char *now = mv_command_dup_now (feed);
  MvFollowupChange closed = { .closed = now };
  g_autoptr (JsonObject) stub = NULL;
  MvScope scope;
  gint64 rev, seq;

  if (body == NULL)
    return mv_command_is_answered (result);
  if (!mv_scope_parse (item->scope, &scope) || strcmp (scope.person, caller->uid) != 0)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "contribution", "it is not one's own");
  if (mv_json_get_boolean (body, "withdrawn", FALSE))
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "contribution",
                              "it was withdrawn before");

  stub = make_stub (body);
  if (!take_text_home (feed, caller, item, body, mv_command_get_arg (op, "home"), error) ||
      !mv_feed_write_object (feed, item->scope, "contribution", item->id, caller->uid, stub, &rev,
                             &seq, error) ||
      !mv_feed_update_followup (feed, item->id, &closed, error) ||
      !mv_quotes_drop (feed, item->id, error))
    return FALSE;

  mv_command_set_result (result, item->scope, rev, seq);
  return TRUE;
}
