/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-directory.h"
#include "mv-json.h"
#include "mv-routes-private.h"
#include "mv-wire-reader.h"

/* The `device` member: {"id","name"}. */
static gboolean
read_device (JsonObject *body, char **out_id, char **out_name, GError **error)
{
  MvWireReader outer = MV_WIRE_READER_INIT (body, MV_PROBLEM_BAD_JSON);
  JsonObject *device = mv_wire_reader_need_object (&outer, "device");
  MvWireReader inner = MV_WIRE_READER_INIT (device, MV_PROBLEM_BAD_JSON);
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  if (!mv_wire_reader_finish (&outer, error))
    return FALSE;

  id = mv_wire_reader_need_id (&inner, "id");
  name = mv_wire_reader_need_text (&inner, "name");
  if (name != NULL && g_utf8_strlen (name, -1) > MV_DEVICE_NAME_MAX)
    mv_wire_reader_fail (&inner, "name", "is too long");
  if (!mv_wire_reader_finish (&inner, error))
    return FALSE;

  *out_id = g_steal_pointer (&id);
  *out_name = g_steal_pointer (&name);
  return TRUE;
}

static MvAnswer *
answer_enrolled (MvRouteCall *call, const MvEnrolled *enrolled, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const char *epoch = mv_feed_get_epoch (call->feed, error);

  if (epoch == NULL)
    return NULL;

  json_object_set_string_member (object, "token", enrolled->token);
  json_object_set_string_member (object, "account", enrolled->uid);
  json_object_set_string_member (object, "device", enrolled->device);
  json_object_set_string_member (object, "name", enrolled->name);
  json_object_set_string_member (object, "epoch", epoch);
  return mv_route_answer_object (object);
}

/* POST /v1/enrol. A wrong code counts against the address; the fifth in an hour was the last answer
 * that said anything, also to a right one. */
MvAnswer *
mv_route_enrol (MvRouteCall *call, GError **error)
{
  const char *peer = call->request->peer;
  gint64 now_us = mv_clock_now_us (call->devices.clock);
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autoptr (MvEnrolled) enrolled = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *code;

  if (mv_limiter_get_wait_s (call->limiter, peer, now_us) > 0)
    {
      mv_problem_set (error, MV_PROBLEM_TOO_MANY, NULL, "too many wrong codes from this address");
      return NULL;
    }

  body = mv_route_parse_body (call, error);
  if (body == NULL || !read_device (body, &id, &name, error))
    return NULL;
  code = mv_json_get_text (body, "invitation");
  if (code == NULL)
    {
      mv_problem_set (error, MV_PROBLEM_BAD_JSON, "invitation", "the code is missing");
      return NULL;
    }

  enrolled = mv_devices_enrol (&call->devices, code, id, name, &local_error);
  if (enrolled == NULL)
    {
      if (g_error_matches (local_error, MV_PROBLEM, MV_PROBLEM_INVITATION_INVALID))
        mv_limiter_count (call->limiter, peer, now_us);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  mv_route_touch_person (call, enrolled->uid);
  if (enrolled->is_first && !mv_directory_note_joined (call->feed, enrolled->uid, error))
    return NULL;

  return answer_enrolled (call, enrolled, error);
}

/* GET /v1/me/devices */
MvAnswer *
mv_route_list_devices (MvRouteCall *call, GError **error)
{
  g_autoptr (JsonObject) object = NULL;
  JsonArray *devices = mv_devices_list (&call->devices, call->caller->uid, error);

  if (devices == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_array_member (object, "devices", devices);
  json_object_set_string_member (object, "this", call->caller->device);
  return mv_route_answer_object (object);
}

/* POST /v1/me/devices. With `device` it lets that one in: a copied profile draws a new id and goes
 * on as a device of its own. Without, it makes a link code for the next PC. */
MvAnswer *
mv_route_add_device (MvRouteCall *call, GError **error)
{
  g_autoptr (JsonObject) body = mv_route_parse_body (call, error);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (MvCode) code = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  if (body == NULL)
    return NULL;
  if (!call->caller->is_confirmed)
    {
      mv_problem_set (error, MV_PROBLEM_NOT_ALLOWED, NULL, "the account is not confirmed yet");
      return NULL;
    }

  if (json_object_has_member (body, "device"))
    {
      g_autoptr (MvEnrolled) enrolled = NULL;

      if (!read_device (body, &id, &name, error))
        return NULL;
      enrolled = mv_devices_add (&call->devices, call->caller->uid, id, name, error);
      return enrolled != NULL ? answer_enrolled (call, enrolled, error) : NULL;
    }

  code = mv_devices_link (&call->devices, call->caller->uid, error);
  if (code == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "code", code->code);
  json_object_set_string_member (object, "expires", code->expires);
  return mv_route_answer_object (object);
}

/* DELETE /v1/me/devices/{id} */
MvAnswer *
mv_route_revoke_device (MvRouteCall *call, GError **error)
{
  if (!mv_devices_revoke (&call->devices, call->caller->uid, call->id, error))
    return NULL;

  /* A pull of that device may be parked: it must hear at once that it is over. */
  mv_route_touch_person (call, call->caller->uid);
  return mv_route_answer_nothing ();
}

/* POST /v1/me/devices/{id}/wake */
MvAnswer *
mv_route_wake_device (MvRouteCall *call, GError **error)
{
  if (!mv_devices_wake (&call->devices, call->caller->uid, call->id, error))
    return NULL;

  return mv_route_answer_nothing ();
}

/* POST /v1/me/token */
MvAnswer *
mv_route_renew_token (MvRouteCall *call, GError **error)
{
  g_autofree char *token = mv_devices_renew_token (&call->devices, call->caller->device, error);
  g_autoptr (JsonObject) object = NULL;

  if (token == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "token", token);
  return mv_route_answer_object (object);
}
