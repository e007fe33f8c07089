/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-audit.h"
#include "mv-erase.h"
#include "mv-erasures.h"
#include "mv-export.h"
#include "mv-json.h"
#include "mv-routes-private.h"

/* What a person may ask about the own data. */

/* Enough for years of one person. */
#define MAX_NOTES 5000

static MvAnswer *
refuse (MvProblem problem, const char *field, const char *message, GError **error)
{
  mv_problem_set (error, problem, field, "%s", message);
  return NULL;
}

/* Who has used an invitation may be another than it was meant for, as long as nobody has said. */
static gboolean
check_confirmed (const MvRouteCall *call, GError **error)
{
  if (call->caller->is_confirmed)
    return TRUE;

  refuse (MV_PROBLEM_NOT_ALLOWED, NULL, "the account is not confirmed yet", error);
  return FALSE;
}

/* GET /v1/me/audit: {"entries":[…]}, newest first; what was done by the person and with the
 * person's data. */
MvAnswer *
mv_route_get_audit (MvRouteCall *call, GError **error)
{
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *entries = json_array_new ();

  json_object_set_array_member (object, "entries", entries);
  if (!check_confirmed (call, error))
    return NULL;
  notes = mv_audit_list (call->feed, call->caller->uid, NULL, MAX_NOTES, error);
  if (notes == NULL)
    return NULL;

  for (guint i = 0; i < notes->len; i++)
    json_array_add_object_element (entries, json_object_ref (notes->pdata[i]));
  return mv_route_answer_object (object);
}

/* POST /v1/me/export */
MvAnswer *
mv_route_export (MvRouteCall *call, GError **error)
{
  const char *uid = call->caller->uid;
  const MvAuditNote note = {
    .actor = uid, .action = "export", .subject = uid, .item = call->caller->device
  };
  char *text;

  if (!check_confirmed (call, error) || !mv_audit_note (call->feed, &note, error))
    return NULL;
  text = mv_export_person (call->feed, uid, error);
  return text != NULL ? mv_route_answer_text (MV_WIRE_TYPE_JSON, text) : NULL;
}

/* The list beside the database, by which erasures are done again after an older backup. */
static gboolean
keep_in_list (const MvRouteCall *call, GError **error)
{
  const char *path = mv_routes_get_erasures (call->routes);
  g_autofree char *now = mv_clock_dup_now (call->devices.clock);
  MvErasure erasure = { call->caller->uid, now, NULL };

  return path == NULL || mv_erasures_append (path, &erasure, error);
}

/* POST /v1/me/erasure. The account is named once more in the body, so that nothing that goes wrong
 * on the way erases anybody. There is no ground to keep what was shared: that is the organisation's
 * to say, with its own program. */
MvAnswer *
mv_route_erase (MvRouteCall *call, GError **error)
{
  const char *uid = call->caller->uid;
  g_autoptr (JsonObject) body = mv_route_parse_body (call, error);

  if (body == NULL || !check_confirmed (call, error))
    return NULL;
  if (g_strcmp0 (mv_json_get_text (body, "account"), uid) != 0)
    return refuse (MV_PROBLEM_BAD_JSON, "account", "the account is not named", error);
  if (!mv_erase_person (call->feed, uid, NULL, NULL, error) || !keep_in_list (call, error))
    return NULL;

  mv_route_touch_person (call, uid);
  return mv_route_answer_nothing ();
}
