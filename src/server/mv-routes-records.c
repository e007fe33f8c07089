/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-json.h"
#include "mv-overview.h"
#include "mv-routes-private.h"

#include <string.h>

/* What is read outside the feed. */

static MvAnswer *
refuse (MvProblem problem, const char *field, const char *message, GError **error)
{
  mv_problem_set (error, problem, field, "%s", message);
  return NULL;
}

/* GET /v1/overview/committee/{id}. The answer is the same until a figure changes. */
MvAnswer *
mv_route_get_overview (MvRouteCall *call, GError **error)
{
  g_autofree char *scope = mv_scope_committee (call->id);
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *etag = NULL;
  JsonArray *figures;
  MvAnswer *answer;
  MvRoles roles = mv_feed_get_caller_roles (call->feed, call->caller, scope, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!mv_rights_may_read (MV_SCOPE_COMMITTEE, roles))
    return refuse (MV_PROBLEM_NOT_FOUND, NULL, "no such committee", error);
  figures = mv_overview_of_committee (call->feed, call->id, error);
  if (figures == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "committee", call->id);
  json_object_set_array_member (object, "figures", figures);
  text = mv_json_object_to_text (object);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  etag = g_strdup_printf ("\"%.32s\"", sum);

  answer = g_strcmp0 (call->request->etag, etag) == 0 ? mv_answer_new (304, NULL, NULL)
                                                      : mv_route_answer_object (object);
  answer->etag = g_steal_pointer (&etag);
  return answer;
}

/* GET /v1/study/{id}/source */
MvAnswer *
mv_route_get_source (MvRouteCall *call, GError **error)
{
  g_autoptr (MvFeedItem) study =
      mv_feed_read_for (call->feed, call->caller, call->id, "study", NULL, error);
  g_autoptr (MvStatement) row = NULL;
  g_autoptr (JsonObject) object = NULL;
  JsonNode *record;
  gboolean has_row = FALSE;

  if (study == NULL)
    return NULL;
  row = mv_db_query (mv_feed_get_db (call->feed), error,
                     "SELECT format, fetched, body FROM study_source WHERE study = $1", "t",
                     call->id);
  if (row == NULL || !mv_statement_step (row, &has_row, error))
    return NULL;
  if (!has_row)
    return refuse (MV_PROBLEM_NOT_FOUND, NULL, "the study comes from no register", error);

  record = mv_json_parse (mv_statement_get_text (row, 2), -1, MV_WIRE_MAX_BODY, error);
  if (record == NULL)
    return NULL;
  object = json_object_new ();
  json_object_set_string_member (object, "study", call->id);
  json_object_set_string_member (object, "format", mv_statement_get_text (row, 0));
  json_object_set_string_member (object, "fetched", mv_statement_get_text (row, 1));
  json_object_set_member (object, "record", record);
  return mv_route_answer_object (object);
}

/* GET /v1/document-version/{id}/text. Who may read it is asked anew each time. */
MvAnswer *
mv_route_get_text (MvRouteCall *call, GError **error)
{
  g_autoptr (MvFeedItem) version =
      mv_feed_read_for (call->feed, call->caller, call->id, "document-version", NULL, error);
  g_autoptr (JsonObject) object = NULL;
  JsonArray *paragraphs =
      version != NULL ? mv_feed_read_paragraphs (call->feed, version, error) : NULL;

  if (paragraphs == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "id", version->id);
  json_object_set_int_member (object, "rev", version->rev);
  json_object_set_array_member (object, "paragraphs", paragraphs);
  return mv_route_answer_object (object);
}
