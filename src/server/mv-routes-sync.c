/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-json.h"
#include "mv-routes-private.h"

#include <string.h>

static void
add_limits (JsonObject *object)
{
  JsonObject *limits = json_object_new ();

  json_object_set_int_member (limits, "body", MV_WIRE_MAX_BODY);
  json_object_set_int_member (limits, "ops", MV_WIRE_MAX_OPS);
  json_object_set_int_member (limits, "rows", MV_WIRE_MAX_ROWS);
  json_object_set_int_member (limits, "record", MV_RECORD_MAX_BYTES);
  json_object_set_int_member (limits, "wait", MV_WIRE_MAX_WAIT_S);
  json_object_set_object_member (object, "limits", limits);
}

static JsonObject *
describe_api (const char *epoch)
{
  JsonObject *object = json_object_new ();
  JsonObject *schema = json_object_new ();

  json_object_set_int_member (object, "api", 1);
  json_object_set_int_member (schema, "min", MV_WIRE_SCHEMA_MIN);
  json_object_set_int_member (schema, "max", MV_WIRE_SCHEMA);
  json_object_set_object_member (object, "schema", schema);
  json_object_set_string_member (object, "server", MV_VERSION);
  json_object_set_string_member (object, "epoch", epoch);
  add_limits (object);
  return object;
}

/* GET /v1. The time is not part of the ETag: it is there to see how far off a device's clock is. */
MvAnswer *
mv_route_get_api (MvRouteCall *call, GError **error)
{
  const char *epoch = mv_feed_get_epoch (call->feed, error);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *lasting = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *now = NULL;
  MvAnswer *answer;

  if (epoch == NULL)
    return NULL;

  object = describe_api (epoch);
  lasting = mv_json_object_to_text (object);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, lasting, -1);
  etag = g_strdup_printf ("\"%.16s\"", sum);
  now = mv_clock_dup_now (call->devices.clock);
  json_object_set_string_member (object, "now", now);

  answer = g_strcmp0 (call->request->etag, etag) == 0 ? mv_answer_new (304, NULL, NULL)
                                                      : mv_route_answer_object (object);
  answer->etag = g_steal_pointer (&etag);
  return answer;
}

/* The scopes that a waiting pull is to hear of: those of its head, and the person's own, through
 * which changes of grants and devices are told. */
static GPtrArray *
list_watched (const MvCaller *caller, GBytes *page_text)
{
  GPtrArray *watched = g_ptr_array_new_with_free_func (g_free);
  size_t length;
  const char *text = g_bytes_get_data (page_text, &length);
  g_autoptr (MvPage) page = mv_page_decode (text, length);

  g_ptr_array_add (watched, mv_scope_user (caller->uid));
  for (guint i = 0; page->head != NULL && i < page->head->scopes->len; i++)
    {
      const MvLineScope *scope = g_ptr_array_index (page->head->scopes, i);

      if (strcmp (scope->scope, MV_SCOPE_ME) != 0)
        g_ptr_array_add (watched, g_strdup (scope->scope));
    }

  return watched;
}

/* POST /v1/sync/pull */
MvAnswer *
mv_route_pull (MvRouteCall *call, GError **error)
{
  gssize length;
  const char *text = mv_route_get_body (call, &length, error);
  g_autoptr (MvPull) pull = NULL;
  g_autoptr (GBytes) page = NULL;
  gboolean is_nothing = FALSE;

  if (text == NULL)
    return NULL;
  pull = mv_pull_decode (text, length, error);
  if (pull == NULL)
    return NULL;
  page = mv_feed_pull (call->feed, call->caller, pull, &is_nothing, error);
  if (page == NULL)
    return NULL;

  if (is_nothing && call->request->wait_s > 0)
    {
      call->result->is_waiting = TRUE;
      call->result->watched = list_watched (call->caller, page);
    }

  return mv_answer_new (200, MV_WIRE_TYPE_NDJSON, page);
}

/* POST /v1/sync/push */
MvAnswer *
mv_route_push (MvRouteCall *call, GError **error)
{
  gssize length;
  const char *text = mv_route_get_body (call, &length, error);
  g_autoptr (MvPush) push = NULL;
  g_autoptr (MvPushAnswer) answer = NULL;

  if (text == NULL)
    return NULL;
  push = mv_push_decode (text, length, error);
  if (push == NULL)
    return NULL;
  answer = mv_feed_push (call->feed, call->caller, push, call->result->touched, error);
  if (answer == NULL)
    return NULL;

  return mv_route_answer_text (MV_WIRE_TYPE_JSON, mv_push_answer_encode (answer));
}

/* GET /readyz: whether the database answers and is ours. */
MvAnswer *
mv_route_is_ready (MvRouteCall *call, GError **error)
{
  if (mv_feed_get_epoch (call->feed, error) == NULL)
    return NULL;

  return mv_route_answer_text ("text/plain", g_strdup ("ready\n"));
}
