/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-command.h"
#include "mv-json.h"
#include "mv-overdue.h"

#include <string.h>

/* A coordinator reminds a project's leads that answers are late, without saying which: the
 * coordinator does not know. */

#define NUDGE_EVERY_US (7 * G_TIME_SPAN_DAY)

/* What the team finds among its own notes, in the lead's language. */
typedef struct
{
  const char *language;
  const char *title;
  const char *text;
} NoteRow;

static const NoteRow notes[] = {
  { "nb", "Svar på overtid", "Koordinatoren minner om at noen i prosjektet venter på svar." },
  { "nn", "Svar på overtid", "Koordinatoren minner om at nokon i prosjektet ventar på svar." },
  { "en", "Answers are overdue",
    "The coordinator reminds you that somebody in the project waits for an answer." },
};

static const NoteRow *
choose_note (const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      if (g_strcmp0 (notes[i].language, language) == 0)
        return &notes[i];
    }
  return &notes[0];
}

static char *
dup_lead_language (MvFeed *feed, const char *pid, GError **error)
{
  return mv_db_get_one_text (
      mv_feed_get_db (feed), error,
      "SELECT person.language FROM membership JOIN person ON person.uid = membership.uid"
      " WHERE membership.type = 'project' AND membership.owner = $1 AND membership.roles = $2"
      " ORDER BY membership.since, person.uid LIMIT 1",
      "ti", pid, (gint64) MV_ROLE_LEAD);
}

/* One note, which is new again with every reminder. */
static gboolean
write_note (MvFeed *feed, const char *pid, GError **error)
{
  g_autofree char *scope = mv_scope_project_part (pid, "team");
  g_autofree char *name = g_strdup_printf ("%s\nnote\nnudge", scope);
  g_autofree char *id = mv_uuid_new_v5 (name);
  g_autofree char *today = mv_command_dup_today (feed);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *language = dup_lead_language (feed, pid, &local_error);
  const NoteRow *row = choose_note (language);
  g_autoptr (JsonObject) body = json_object_new ();

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  json_object_set_string_member (body, "title", row->title);
  json_object_set_string_member (body, "text", row->text);
  json_object_set_string_member (body, "language", row->language);
  json_object_set_string_member (body, "date", today);
  return mv_directory_put (feed, scope, "note", id, NULL, body, error);
}

static gboolean
was_nudged_lately (MvFeed *feed, JsonObject *overdue)
{
  const char *nudged = mv_json_get_text (overdue, "nudged");
  gint64 last_us = 0;

  return nudged != NULL && mv_time_from_text (nudged, &last_us) &&
         mv_clock_now_us (mv_feed_get_clock (feed)) - last_us < NUDGE_EVERY_US;
}

/* Id of the record that tells what is late; %NULL if there is no such project. */
static char *
find_overdue_id (MvFeed *feed, const char *pid, GError **error)
{
  g_autoptr (MvFeedItem) project = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (!mv_feed_read (feed, pid, &project, error))
    return NULL;
  body = mv_feed_item_parse_body (project, error);
  return body != NULL ? mv_overdue_make_id (mv_json_get_text (body, "organisation"), pid) : NULL;
}

gboolean
mv_command_nudge (MvFeed *feed,
                  const MvCaller *caller,
                  const MvOp *op,
                  gint64 base_rev,
                  MvResult *result,
                  GError **error)
{
  const char *pid = mv_command_get_arg (op, "project");
  g_autofree char *now = mv_command_dup_now (feed);
  g_autofree char *id = NULL;
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (!mv_command_check_project (feed, caller, op, pid, NULL, error) ||
      !mv_overdue_refresh (feed, pid, error))
    return FALSE;
  id = find_overdue_id (feed, pid, error);
  if (id == NULL || !mv_feed_read (feed, id, &item, error))
    return FALSE;
  if (item == NULL || item->body == NULL)
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "project", "nothing is overdue");

  body = mv_feed_item_parse_body (item, error);
  if (body == NULL)
    return FALSE;
  if (was_nudged_lately (feed, body))
    return mv_command_refuse (error, MV_PROBLEM_NOT_ALLOWED, "project",
                              "the project was reminded less than a week ago");

  json_object_set_string_member (body, "nudged", now);
  return mv_feed_write_object (feed, item->scope, "overdue", id, "", body, NULL, NULL, error) &&
         write_note (feed, pid, error);
}
