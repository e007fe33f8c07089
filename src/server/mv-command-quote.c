/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"
#include "mv-quotes.h"

#include <string.h>

/* Passages of a contribution for a committee or the catalogue, where the person's consent covers
 * it. A team offers nothing that the person did not write, nor what was for the team alone. */

/* The contribution, as far as it stands among the members of a project. */
static MvFeedItem *
read_source (MvFeed *feed, const MvCaller *caller, const MvOp *op, MvScope *out_at, GError **error)
{
  g_autoptr (MvFeedItem) item =
      mv_command_read (feed, caller, op, "contribution", "contribution", error);

  if (item == NULL)
    return NULL;
  if (mv_scope_parse (item->scope, out_at) && out_at->type == MV_SCOPE_PROJECT_BY &&
      item->conflict_of == NULL)
    return g_steal_pointer (&item);

  mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "contribution",
                     "it was not shared with the project");
  return NULL;
}

static JsonObject *
find_suggestion (JsonObject *contribution, const char *id)
{
  JsonArray *suggestions = mv_json_get_array (contribution, "suggestions");

  for (guint i = 0; suggestions != NULL && i < json_array_get_length (suggestions); i++)
    {
      JsonObject *suggestion = json_array_get_object_element (suggestions, i);

      if (g_strcmp0 (mv_json_get_text (suggestion, "id"), id) == 0)
        return suggestion;
    }
  return NULL;
}

/* What is quoted: the whole, a suggestion, or a passage of either, word by word. */
static const char *
choose_text (const MvOp *op, JsonObject *contribution, GError **error)
{
  const char *suggestion_id = mv_command_get_arg (op, "suggestion");
  const char *passage = mv_command_get_arg (op, "text");
  JsonObject *from = contribution;
  const char *whole;

  if (suggestion_id != NULL)
    from = find_suggestion (contribution, suggestion_id);
  if (from == NULL)
    {
      mv_command_refuse (error, MV_PROBLEM_INVALID, "suggestion", "there is no such suggestion");
      return NULL;
    }

  whole = mv_json_get_text (from, "text");
  if (whole == NULL || *whole == '\0' || (passage != NULL && strstr (whole, passage) == NULL))
    {
      mv_command_refuse (error, MV_PROBLEM_INVALID, "text", "the person did not write this");
      return NULL;
    }
  return passage != NULL ? passage : whole;
}

static char *
make_initials (const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name, " -", -1);
  g_autoptr (GString) initials = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gunichar first = g_utf8_get_char (words[i]);

      if (words[i][0] == '\0')
        continue;
      g_string_append_unichar (initials, g_unichar_toupper (first));
      g_string_append_c (initials, '.');
    }
  return g_string_free (g_steal_pointer (&initials), FALSE);
}

/* The person as the consent has it. A role is put into words where it is shown. */
static gboolean
describe_person (
    MvFeed *feed, const char *uid, const char *quoted, JsonObject *body, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *initials = NULL;

  json_object_set_string_member (body, "quoted", quoted);
  if (strcmp (quoted, "role") == 0)
    return TRUE;

  name = mv_directory_dup_person_name (feed, uid, error);
  if (name == NULL)
    return FALSE;
  initials = make_initials (name);
  json_object_set_string_member (body, "shown_as",
                                 strcmp (quoted, "initials") == 0 ? initials : name);
  return TRUE;
}

/* What came of it, if the team has said so. */
static gboolean
describe_outcome (MvFeed *feed,
                  const MvFeedItem *contribution,
                  const char *suggestion,
                  JsonObject *body,
                  GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s\nreply\n%s\n%s", contribution->scope,
                                           contribution->id, suggestion != NULL ? suggestion : "");
  g_autofree char *id = mv_uuid_new_v5 (name);
  g_autoptr (MvFeedItem) reply = NULL;
  g_autoptr (JsonObject) from = NULL;

  if (!mv_feed_read (feed, id, &reply, error))
    return FALSE;
  if (reply == NULL || reply->body == NULL)
    return TRUE;
  from = mv_feed_item_parse_body (reply, error);
  if (from == NULL)
    return FALSE;

  if (mv_json_get_text (from, "outcome") != NULL)
    json_object_set_string_member (body, "outcome", mv_json_get_text (from, "outcome"));
  return TRUE;
}

static gboolean
describe_project (MvFeed *feed, const char *pid, JsonObject *body, GError **error)
{
  g_autoptr (MvFeedItem) project = NULL;
  g_autoptr (JsonObject) from = NULL;

  json_object_set_string_member (body, "project", pid);
  if (!mv_feed_read (feed, pid, &project, error))
    return FALSE;
  if (project == NULL || project->body == NULL)
    return TRUE;
  from = mv_feed_item_parse_body (project, error);
  if (from == NULL)
    return FALSE;

  json_object_set_string_member (body, "project_title", mv_json_get_text (from, "title"));
  return TRUE;
}

static JsonObject *
describe_quote (MvFeed *feed,
                const MvOp *op,
                const MvFeedItem *contribution,
                JsonObject *from,
                const MvScope *at,
                const char *quoted,
                GError **error)
{
  static const char *const kept[] = { "phases", "language", "date" };
  const char *suggestion = mv_command_get_arg (op, "suggestion");
  g_autoptr (JsonObject) body = json_object_new ();
  const char *text = choose_text (op, from, error);

  if (text == NULL || !describe_person (feed, at->person, quoted, body, error) ||
      !describe_project (feed, at->owner, body, error) ||
      !describe_outcome (feed, contribution, suggestion, body, error))
    return NULL;

  json_object_set_string_member (body, "text", text);
  json_object_set_string_member (body, "contribution", contribution->id);
  if (suggestion != NULL)
    json_object_set_string_member (body, "suggestion", suggestion);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      if (json_object_has_member (from, kept[i]))
        json_object_set_member (body, kept[i], json_object_dup_member (from, kept[i]));
    }
  return g_steal_pointer (&body);
}

/* One quote for a passage and an audience: to offer it again changes nothing. */
static gboolean
write_quote (
    MvFeed *feed, const char *scope, const char *audience, JsonObject *body, GError **error)
{
  const char *suggestion = mv_json_get_text (body, "suggestion");
  g_autofree char *name =
      g_strdup_printf ("%s\nquote\n%s\n%s\n%s", scope, mv_json_get_text (body, "contribution"),
                       suggestion != NULL ? suggestion : "", mv_json_get_text (body, "text"));
  g_autofree char *id = mv_uuid_new_v5 (name);

  json_object_set_string_member (body, "audience", audience);
  return mv_directory_put (feed, scope, "quote", id, NULL, body, error);
}

static gboolean
need_consent (
    MvFeed *feed, const MvScope *at, const char *audience, JsonObject **out_consent, GError **error)
{
  if (!mv_quotes_read_consent (feed, at->owner, at->person, out_consent, error))
    return FALSE;

  return mv_quotes_is_covered (feed, *out_consent, audience) ||
         mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "contribution",
                            "the person's consent does not cover it");
}

gboolean
mv_command_propose_quote (MvFeed *feed,
                          const MvCaller *caller,
                          const MvOp *op,
                          gint64 base_rev,
                          MvResult *result,
                          GError **error)
{
  const char *cid = mv_command_get_arg (op, "committee");
  const char *audience = cid != NULL ? "committee" : "catalogue";
  g_autofree char *scope = cid != NULL ? mv_scope_committee (cid) : g_strdup ("catalogue");
  g_autoptr (JsonObject) consent = NULL;
  g_autoptr (JsonObject) from = NULL;
  g_autoptr (JsonObject) body = NULL;
  MvScope at;
  g_autoptr (MvFeedItem) item = read_source (feed, caller, op, &at, error);

  if (item == NULL || (cid != NULL && !mv_command_need_committee (feed, cid, error)))
    return FALSE;
  from = mv_command_open (item, base_rev, result, error);
  if (from == NULL)
    return mv_command_is_answered (result);
  if (!need_consent (feed, &at, audience, &consent, error))
    return FALSE;

  body = describe_quote (feed, op, item, from, &at, mv_json_get_text (consent, "quoted"), error);
  return body != NULL && write_quote (feed, scope, audience, body, error);
}

/* The contribution that a quote was taken from tells whose consent it needs. */
static gboolean
find_source (MvFeed *feed, JsonObject *quote, MvScope *out_at, GError **error)
{
  const char *id = mv_json_get_text (quote, "contribution");
  g_autoptr (MvFeedItem) item = NULL;

  if (id != NULL && !mv_feed_read (feed, id, &item, error))
    return FALSE;

  return (item != NULL && item->body != NULL && mv_scope_parse (item->scope, out_at)) ||
         mv_command_refuse (error, MV_PROBLEM_NOT_FOUND, "quote", "its source is gone");
}

gboolean
mv_command_publish_quote (MvFeed *feed,
                          const MvCaller *caller,
                          const MvOp *op,
                          gint64 base_rev,
                          MvResult *result,
                          GError **error)
{
  g_autoptr (MvFeedItem) item = mv_command_read (feed, caller, op, "quote", "quote", error);
  g_autoptr (JsonObject) body = mv_command_open (item, base_rev, result, error);
  g_autoptr (JsonObject) consent = NULL;
  MvScope at;

  if (body == NULL)
    return mv_command_is_answered (result);
  if (!find_source (feed, body, &at, error) ||
      !need_consent (feed, &at, "catalogue", &consent, error))
    return FALSE;

  return write_quote (feed, "catalogue", "catalogue", body, error);
}
