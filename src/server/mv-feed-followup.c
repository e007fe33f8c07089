/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include "mv-json.h"

/* Follow-up of a shared contribution: what became of it, computed from the replies. */

#define DEFAULT_REPLY_DAYS 28

/* What the replies to a contribution amount to. */
typedef struct
{
  guint n_suggestions;
  guint n_answered; /* suggestions with an outcome other than waiting */
  gboolean is_whole_answered;
} Tally;

static char *
dup_followup_id (const char *scope, const char *contribution)
{
  g_autofree char *name = g_strdup_printf ("%s\nfollowup\n%s", scope, contribution);

  return mv_uuid_new_v5 (name);
}

/* Whether the reply to a suggestion (the empty text: to the whole) says more than "waiting". Its id
 * follows from what it replies to. */
static gboolean
check_reply (MvFeed *self,
             const MvFeedItem *contribution,
             const char *suggestion,
             gboolean *out_is_answered,
             GError **error)
{
  g_autofree char *name =
      g_strdup_printf ("%s\nreply\n%s\n%s", contribution->scope, contribution->id, suggestion);
  g_autofree char *id = mv_uuid_new_v5 (name);
  g_autoptr (MvFeedItem) reply = NULL;
  g_autoptr (JsonObject) body = NULL;

  *out_is_answered = FALSE;
  if (!mv_feed_read (self, id, &reply, error))
    return FALSE;
  if (reply == NULL || reply->body == NULL)
    return TRUE;

  body = mv_feed_item_parse_body (reply, error);
  if (body == NULL)
    return FALSE;

  *out_is_answered = g_strcmp0 (mv_json_get_text (body, "outcome"), "waiting") != 0;
  return TRUE;
}

static gboolean
count_replies (MvFeed *self, const MvFeedItem *contribution, Tally *tally, GError **error)
{
  g_autoptr (JsonObject) body = mv_feed_item_parse_body (contribution, error);
  JsonArray *suggestions;

  if (body == NULL || !check_reply (self, contribution, "", &tally->is_whole_answered, error))
    return FALSE;

  suggestions = mv_json_get_array (body, "suggestions");
  tally->n_suggestions = suggestions != NULL ? json_array_get_length (suggestions) : 0;
  for (guint i = 0; i < tally->n_suggestions; i++)
    {
      JsonObject *suggestion = json_array_get_object_element (suggestions, i);
      gboolean is_answered = FALSE;

      if (!check_reply (self, contribution, mv_json_get_text (suggestion, "id"), &is_answered,
                        error))
        return FALSE;
      tally->n_answered += is_answered;
    }
  return TRUE;
}

static const char *
get_state (const Tally *tally, JsonObject *body)
{
  if (mv_json_get_text (body, "closed") != NULL)
    return "closed";
  if (tally->is_whole_answered ||
      (tally->n_suggestions > 0 && tally->n_answered == tally->n_suggestions))
    return "answered";
  if (tally->n_answered > 0)
    return "partly";
  return mv_json_get_text (body, "reopened") != NULL ? "reopened" : "awaiting";
}

/* Days that the project gives itself to answer. */
static gboolean
get_reply_days (MvFeed *self, const char *scope, int *out_days, GError **error)
{
  g_autoptr (MvFeedItem) project = NULL;
  g_autoptr (JsonObject) body = NULL;
  MvScope parts;

  *out_days = DEFAULT_REPLY_DAYS;
  if (!mv_scope_parse (scope, &parts))
    return TRUE;
  if (!mv_feed_read (self, parts.owner, &project, error))
    return FALSE;
  if (project == NULL || project->body == NULL)
    return TRUE;

  body = mv_feed_item_parse_body (project, error);
  if (body == NULL)
    return FALSE;

  *out_days = (int) mv_json_get_integer (body, "reply_days", DEFAULT_REPLY_DAYS);
  return TRUE;
}

static JsonObject *
new_followup (MvFeed *self, const MvFeedItem *contribution, GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = mv_clock_dup_now (self->clock);
  g_autoptr (GDateTime) shared =
      g_date_time_new_from_unix_utc (mv_clock_now_us (self->clock) / G_TIME_SPAN_SECOND);
  g_autoptr (GDateTime) due = NULL;
  g_autofree char *day = NULL;
  int days;

  if (!get_reply_days (self, contribution->scope, &days, error))
    return NULL;

  due = g_date_time_add_days (shared, days);
  day = g_date_time_format (due, "%Y-%m-%d");
  json_object_set_string_member (body, "contribution", contribution->id);
  json_object_set_string_member (body, "shared", now);
  json_object_set_string_member (body, "due", day);

  return g_steal_pointer (&body);
}

static void
apply_change (JsonObject *body, const MvFollowupChange *change, const char *now)
{
  if (change == NULL)
    return;

  if (change->seen != NULL && mv_json_get_text (body, "seen") == NULL)
    json_object_set_string_member (body, "seen", change->seen);
  if (change->reminded != NULL)
    {
      json_object_set_string_member (body, "reminded", change->reminded);
      json_object_set_int_member (body, "reminders",
                                  mv_json_get_integer (body, "reminders", 0) + 1);
    }
  if (change->closed != NULL && *change->closed != '\0')
    {
      json_object_set_string_member (body, "closed", change->closed);
    }
  else if (change->closed != NULL)
    {
      json_object_remove_member (body, "closed");
      json_object_set_string_member (body, "reopened", now);
    }
}

/* `answered` is the moment at which nothing more was open; it goes when something is again. */
static void
apply_tally (JsonObject *body, const Tally *tally, const char *now)
{
  const char *state = get_state (tally, body);
  gboolean was_answered = mv_json_get_text (body, "answered") != NULL;
  gboolean is_answered = g_str_equal (state, "answered") || g_str_equal (state, "closed");

  json_object_set_string_member (body, "state", state);
  json_object_set_int_member (body, "suggestions", tally->n_suggestions);
  json_object_set_int_member (body, "replied", tally->n_answered);
  if (g_str_equal (state, "answered") && !was_answered)
    json_object_set_string_member (body, "answered", now);
  else if (!is_answered && was_answered)
    json_object_remove_member (body, "answered");
}

/**
 * mv_feed_update_followup:
 * @self: a feed in a transaction
 * @contribution: id of a shared contribution
 * @change: (nullable): what happened to it beyond replies
 *
 * Makes the follow-up of a contribution, or computes it anew. Due is the day of sharing and as many
 * days as the project gives itself, 28 if it says nothing.
 *
 * Returns: whether it was written; %MV_PROBLEM_NOT_FOUND if there is no such contribution
 */
gboolean
mv_feed_update_followup (MvFeed *self,
                         const char *contribution,
                         const MvFollowupChange *change,
                         GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (MvFeedItem) followup = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *id = NULL;
  g_autofree char *now = mv_clock_dup_now (self->clock);
  Tally tally = { 0 };

  if (!mv_feed_read (self, contribution, &item, error))
    return FALSE;
  if (item == NULL || item->body == NULL)
    {
      mv_problem_set (error, MV_PROBLEM_NOT_FOUND, NULL, "There is no such contribution");
      return FALSE;
    }

  id = dup_followup_id (item->scope, contribution);
  if (!mv_feed_read (self, id, &followup, error) || !count_replies (self, item, &tally, error))
    return FALSE;

  body = followup != NULL && followup->body != NULL ? mv_feed_item_parse_body (followup, error)
                                                    : new_followup (self, item, error);
  if (body == NULL)
    return FALSE;

  apply_change (body, change, now);
  apply_tally (body, &tally, now);
  return mv_feed_write_object (self, item->scope, "followup", id, NULL, body, NULL, NULL, error);
}

/**
 * mv_feed_remove_followup:
 * @self: a feed in a transaction
 * @contribution: id of a contribution that still stands where it was shared
 *
 * For a contribution that is no longer shared. Does nothing if there is no follow-up.
 *
 * Returns: whether it is gone
 */
gboolean
mv_feed_remove_followup (MvFeed *self, const char *contribution, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (MvFeedItem) followup = NULL;
  g_autofree char *id = NULL;

  if (!mv_feed_read (self, contribution, &item, error))
    return FALSE;
  if (item == NULL)
    return TRUE;

  id = dup_followup_id (item->scope, contribution);
  if (!mv_feed_read (self, id, &followup, error))
    return FALSE;
  return followup == NULL || followup->why != NULL || mv_feed_remove (self, id, "deleted", error);
}
