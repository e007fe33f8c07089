/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-devices.h"
#include "mv-invitation-code.h"
#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-openapi.h"
#include "mv-test-routes.h"

#include <string.h>

#define DEVICE_1 "0193a000-0000-7000-8000-0000000000d1"
#define DEVICE_2 "0193a000-0000-7000-8000-0000000000d2"
#define PULL "{\"schema\":1,\"cursors\":{},\"limit\":500}"

static MvAnswer *
ask_from (MvTestRoutes *w,
          const char *peer,
          const char *method,
          const char *path,
          const char *token,
          const char *body)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (MvRequest) request = mv_request_new (method, path, token, bytes);

  request->peer = g_strdup (peer);
  return mv_test_openapi_handle (w->routes, request);
}

static MvAnswer *
ask (MvTestRoutes *w, const char *method, const char *path, const char *token, const char *body)
{
  return ask_from (w, "192.0.2.1", method, path, token, body);
}

/* A problem has status, media type, code and request id, and says nothing else. */
static void
assert_problem (const MvAnswer *answer, guint status, const char *code)
{
  g_autoptr (JsonObject) object = mv_test_parse_answer (answer);

  g_assert_cmpstr (mv_json_get_text (object, "code"), ==, code);
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpstr (answer->content_type, ==, MV_WIRE_TYPE_PROBLEM);
  g_assert_true (mv_uuid_is_valid (mv_json_get_text (object, "request_id")));
}

static void
assert_refused (MvTestRoutes *w,
                guint status,
                const char *code,
                const char *method,
                const char *path,
                const char *token,
                const char *body)
{
  g_autoptr (MvAnswer) answer = ask (w, method, path, token, body);

  assert_problem (answer, status, code);
}

static char *
invite (MvTestRoutes *w, MvTestPerson *person)
{
  MvDevices devices = { w->t->db, w->t->clock, w->t->random };
  g_autoptr (GError) error = NULL;
  g_autoptr (MvCode) code = NULL;

  mv_feed_begin (w->t->feed, &error);
  code = mv_devices_invite (&devices, person->caller->uid, &error);
  mv_feed_commit (w->t->feed, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&code->code);
}

static char *
enrol_body (const char *code, const char *device)
{
  return g_strdup_printf ("{\"invitation\":\"%s\",\"device\":{\"id\":\"%s\",\"name\":\"PC\"}}",
                          code, device);
}

static MvAnswer *
enrol (MvTestRoutes *w, const char *peer, const char *code, const char *device)
{
  g_autofree char *body = enrol_body (code, device);

  return ask_from (w, peer, "POST", "/v1/enrol", NULL, body);
}

static char *
enrol_token (MvTestRoutes *w, const char *code, const char *device)
{
  g_autoptr (MvAnswer) answer = enrol (w, "192.0.2.1", code, device);
  g_autoptr (JsonObject) object = NULL;

  g_assert_cmpuint (answer->status, ==, 200);
  object = mv_test_parse_answer (answer);
  g_assert_cmpstr (mv_json_get_text (object, "device"), ==, device);
  return g_strdup (mv_json_get_text (object, "token"));
}

static guint
get_status (MvTestRoutes *w, const char *token)
{
  g_autoptr (MvAnswer) answer = ask (w, "POST", "/v1/sync/pull", token, PULL);

  return answer->status;
}

static void
advance (MvTestRoutes *w, gint64 us)
{
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (w->t->clock), us);
}

/* The capabilities need no sign-in and have an ETag that does not change with the time. */
static void
test_api (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autoptr (MvAnswer) first = ask (w, "GET", "/v1", NULL, NULL);
  g_autoptr (MvRequest) again = mv_request_new ("GET", "/v1", NULL, NULL);
  g_autoptr (MvAnswer) second = NULL;
  g_autoptr (JsonObject) object = mv_test_parse_answer (first);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpint (mv_json_get_integer (object, "api", 0), ==, 1);
  g_assert_nonnull (mv_json_get_text (object, "epoch"));
  g_assert_cmpstr (mv_json_get_text (object, "now"), ==, "2026-11-20T08:00:00Z");

  advance (w, G_TIME_SPAN_DAY);
  again->etag = g_strdup (first->etag);
  second = mv_test_openapi_handle (w->routes, again);
  g_assert_cmpuint (second->status, ==, 304);
  g_assert_null (second->body);
}

/* Every row of the table of routes: it is found by its own path, and asks for a token where it says
 * so. */
static void
test_table (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  guint n_routes;
  const MvRoute *routes = mv_routes_list (&n_routes);

  g_assert_cmpuint (n_routes, >, 0);
  for (guint i = 0; i < n_routes; i++)
    {
      g_auto (GStrv) parts = g_strsplit (routes[i].path, "{id}", -1);
      g_autofree char *path = g_strjoinv (DEVICE_1, parts);

      g_assert_true (mv_routes_find (routes[i].method, path) == &routes[i]);
      if (routes[i].flags & MV_ROUTE_TOKEN)
        assert_refused (w, 401, "not-authenticated", routes[i].method, path, NULL, "{}");
    }
}

typedef struct
{
  const char *method;
  const char *path;
  const char *body;
  guint status;
  const char *code;
} BadRow;

static const BadRow bad_rows[] = {
  /* no such path, and a known one with another method */
  { "GET", "/", NULL, 404, "not-found" },
  { "GET", "/v1/sync/pull", NULL, 404, "not-found" },
  { "POST", "/v1/sync/pull/", PULL, 404, "not-found" },
  /* an id that is none */
  { "DELETE", "/v1/me/devices/1", NULL, 404, "not-found" },
  { "DELETE", "/v1/me/devices/../../v1", NULL, 404, "not-found" },
  /* a device that is not one's own */
  { "DELETE", "/v1/me/devices/" DEVICE_1, NULL, 404, "not-found" },
  { "POST", "/v1/me/devices/" DEVICE_1 "/wake", "{}", 404, "not-found" },
  /* not JSON, not an object, two documents, too deep */
  { "POST", "/v1/sync/pull", "{", 400, "bad-json" },
  { "POST", "/v1/sync/pull", "[]", 400, "bad-json" },
  { "POST", "/v1/sync/push", "{}{}", 400, "bad-json" },
  { "POST", "/v1/sync/push", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 400, "too-deep" },
  /* a program from the future or the past */
  { "POST", "/v1/sync/pull", "{\"schema\":0,\"cursors\":{}}", 426, "schema-too-old" },
  /* nothing at all */
  { "POST", "/v1/sync/pull", NULL, 415, "wrong-type" },
};

/* Bad requests get a problem with the right status and code. */
static void
test_bad (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);

  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_test_message ("%s %s %s", bad_rows[i].method, bad_rows[i].path, bad_rows[i].body);
      assert_refused (w, bad_rows[i].status, bad_rows[i].code, bad_rows[i].method, bad_rows[i].path,
                      w->t->lead.token, bad_rows[i].body);
    }
}

/* Another type than JSON is not looked at. */
static void
test_wrong_type (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autoptr (GBytes) bytes = g_bytes_new_static (PULL, strlen (PULL));
  g_autoptr (MvRequest) request = mv_request_new ("POST", "/v1/sync/pull", w->t->lead.token, bytes);
  g_autoptr (MvAnswer) answer = NULL;

  g_free (request->content_type);
  request->content_type = g_strdup ("text/plain");
  answer = mv_test_openapi_handle (w->routes, request);
  assert_problem (answer, 415, "wrong-type");
}

/* A code lets one device in; after a lost answer the same device gets in again for ten minutes. */
static void
test_enrol (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *code = invite (w, &w->t->stranger);
  g_autofree char *lower = g_ascii_strdown (code, -1);
  g_autofree char *lost = enrol_token (w, lower, DEVICE_1);
  g_autofree char *token = NULL;
  g_autoptr (MvAnswer) other = NULL;
  g_autoptr (MvAnswer) late = NULL;

  g_assert_true (g_str_has_prefix (lost, "mvd_"));
  advance (w, 9 * G_TIME_SPAN_MINUTE);
  token = enrol_token (w, code, DEVICE_1);
  g_assert_cmpstr (token, !=, lost);
  g_assert_cmpuint (get_status (w, token), ==, 200);
  g_assert_cmpuint (get_status (w, lost), ==, 401);

  other = enrol (w, "192.0.2.1", code, DEVICE_2);
  assert_problem (other, 403, "invitation-invalid");
  advance (w, 2 * G_TIME_SPAN_MINUTE);
  late = enrol (w, "192.0.2.1", code, DEVICE_1);
  assert_problem (late, 403, "invitation-invalid");
}

/* Fourteen days and not longer; a new invitation ends the one before. */
static void
test_invitation_ends (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *old = invite (w, &w->t->stranger);
  g_autofree char *late = invite (w, &w->t->stranger);
  g_autoptr (MvAnswer) by_old = enrol (w, "192.0.2.1", old, DEVICE_1);
  g_autoptr (MvAnswer) by_late = NULL;

  assert_problem (by_old, 403, "invitation-invalid");
  advance (w, 14 * G_TIME_SPAN_DAY);
  by_late = enrol (w, "192.0.2.1", late, DEVICE_1);
  assert_problem (by_late, 403, "invitation-invalid");
}

/* The fifth wrong code in an hour closes the door for that address, also for a right one; other
 * addresses and the next hour are not concerned. */
static void
test_wrong_codes (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *code = invite (w, &w->t->stranger);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (MvAnswer) wrong = enrol (w, "192.0.2.1", "00001-00002-00003", DEVICE_1);

      assert_problem (wrong, 403, "invitation-invalid");
    }

  {
    g_autoptr (MvAnswer) closed = enrol (w, "192.0.2.1", code, DEVICE_1);

    assert_problem (closed, 429, "too-many");
    g_assert_cmpuint (closed->retry_after_s, >, 3500);
    g_assert_cmpuint (closed->retry_after_s, <=, 3601);
  }

  {
    g_autoptr (MvAnswer) other = enrol (w, "192.0.2.2", "00001-00002-00003", DEVICE_1);

    assert_problem (other, 403, "invitation-invalid");
  }

  advance (w, G_TIME_SPAN_HOUR);
  {
    g_autoptr (MvAnswer) open = enrol (w, "192.0.2.1", code, DEVICE_1);

    g_assert_cmpuint (open->status, ==, 200);
  }
}

/* Neighbours on one IPv6 line count as one address. */
static void
test_wrong_codes_ipv6 (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autoptr (MvAnswer) closed = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *peer = g_strdup_printf ("2001:db8::%u", i + 1);
      g_autoptr (MvAnswer) wrong = enrol (w, peer, "00001-00002-00003", DEVICE_1);

      assert_problem (wrong, 403, "invitation-invalid");
    }

  closed = enrol (w, "2001:db8::ffff", "00001-00002-00003", DEVICE_1);
  assert_problem (closed, 429, "too-many");
}

/* A device that is somebody else's is not taken over: the program draws a new id. */
static void
test_device_of_another (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *code = invite (w, &w->t->stranger);
  g_autoptr (MvAnswer) answer = enrol (w, "192.0.2.1", code, w->t->lead.caller->device);

  assert_problem (answer, 409, "device-forked");
  g_assert_cmpuint (get_status (w, w->t->lead.token), ==, 200);
}

static char *
make_link_code (MvTestRoutes *w, const char *token)
{
  g_autoptr (MvAnswer) answer = ask (w, "POST", "/v1/me/devices", token, "{}");
  g_autoptr (JsonObject) object = NULL;

  g_assert_cmpuint (answer->status, ==, 200);
  object = mv_test_parse_answer (answer);
  return g_strdup (mv_json_get_text (object, "code"));
}

/* A second PC comes with a link code, for ten minutes; it is listed, and can be locked out. */
static void
test_second_device (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  const char *token = w->t->stranger.token;
  g_autofree char *code = make_link_code (w, token);
  g_autofree char *second = enrol_token (w, code, DEVICE_2);
  g_autofree char *late_code = make_link_code (w, token);
  g_autoptr (MvAnswer) late = NULL;
  g_autoptr (MvAnswer) list = ask (w, "GET", "/v1/me/devices", token, NULL);
  g_autoptr (MvAnswer) gone = NULL;
  g_autoptr (JsonObject) object = mv_test_parse_answer (list);

  g_assert_cmpuint (json_array_get_length (mv_json_get_array (object, "devices")), ==, 2);
  g_assert_cmpstr (mv_json_get_text (object, "this"), ==, w->t->stranger.caller->device);

  gone = ask (w, "DELETE", "/v1/me/devices/" DEVICE_2, token, NULL);
  g_assert_cmpuint (gone->status, ==, 204);
  assert_refused (w, 401, "device-revoked", "POST", "/v1/sync/pull", second, PULL);
  assert_refused (w, 404, "not-found", "DELETE", "/v1/me/devices/" DEVICE_2, token, NULL);

  advance (w, 10 * G_TIME_SPAN_MINUTE);
  late = enrol (w, "192.0.2.1", late_code, DEVICE_1);
  assert_problem (late, 403, "invitation-invalid");
}

/* A copied profile goes on as a device of its own. */
static void
test_forked_copy (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autoptr (MvAnswer) answer = ask (w, "POST", "/v1/me/devices", w->t->stranger.token,
                                     "{\"device\":{\"id\":\"" DEVICE_2 "\",\"name\":\"Kopi\"}}");
  g_autoptr (JsonObject) object = mv_test_parse_answer (answer);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (get_status (w, mv_json_get_text (object, "token")), ==, 200);
  g_assert_cmpuint (get_status (w, w->t->stranger.token), ==, 200);
}

/* A device that slept for 90 days is woken from another one. */
static void
test_wake (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *first_code = make_link_code (w, w->t->stranger.token);
  g_autofree char *second = enrol_token (w, first_code, DEVICE_2);
  g_autofree char *path = g_strdup_printf ("/v1/me/devices/%s/wake", w->t->stranger.caller->device);
  g_autoptr (MvAnswer) woken = NULL;

  advance (w, 60 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (get_status (w, second), ==, 200);
  advance (w, 31 * G_TIME_SPAN_DAY);
  assert_refused (w, 401, "device-asleep", "POST", "/v1/sync/pull", w->t->stranger.token, PULL);

  woken = ask (w, "POST", path, second, NULL);
  g_assert_cmpuint (woken->status, ==, 204);
  g_assert_cmpuint (get_status (w, w->t->stranger.token), ==, 200);
}

/* The old token works until the new one is first used, so that a lost answer locks nobody out. */
static void
test_renew_token (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  const char *old = w->t->stranger.token;
  g_autoptr (MvAnswer) answer = ask (w, "POST", "/v1/me/token", old, NULL);
  g_autoptr (JsonObject) object = mv_test_parse_answer (answer);
  const char *new = mv_json_get_text (object, "token");

  g_assert_cmpuint (get_status (w, old), ==, 200);
  g_assert_cmpuint (get_status (w, new), ==, 200);
  g_assert_cmpuint (get_status (w, old), ==, 401);
  g_assert_cmpuint (get_status (w, new), ==, 200);
}

/* Who was invited in the program and not confirmed can neither let further devices in nor write. */
static void
test_unconfirmed (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autoptr (GError) error = NULL;

  mv_db_run (w->t->db, &error, "UPDATE person SET confirmed = NULL WHERE uid = $1", "t",
             w->t->stranger.caller->uid);
  g_assert_no_error (error);
  assert_refused (w, 403, "not-allowed", "POST", "/v1/me/devices", w->t->stranger.token, "{}");
}

/* A pull that asks to wait and finds nothing says so, with what to watch; one that finds something
 * is answered at once. */
static void
test_wait (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *cursors = NULL;
  g_autofree char *scope = mv_scope_user (w->t->stranger.caller->uid);
  g_autoptr (MvAnswer) first = ask (w, "POST", "/v1/sync/pull", w->t->stranger.token, PULL);
  g_autoptr (MvPage) page = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MvRequest) request = NULL;
  g_autoptr (MvRouteResult) result = NULL;
  size_t length;
  const char *text = g_bytes_get_data (first->body, &length);

  page = mv_page_decode (text, length);
  g_assert_true (page->is_whole);
  mv_pull_free (w->t->stranger.pull);
  w->t->stranger.pull = mv_pull_new ();
  g_hash_table_unref (w->t->stranger.pull->cursors);
  w->t->stranger.pull->cursors = g_hash_table_ref (page->end->cursors);
  w->t->stranger.pull->epoch = g_strdup (page->head->epoch);
  cursors = mv_pull_encode (w->t->stranger.pull);
  bytes = g_bytes_new (cursors, strlen (cursors));

  request = mv_request_new ("POST", "/v1/sync/pull", w->t->stranger.token, bytes);
  request->wait_s = 50;
  result = mv_routes_run (w->routes, request);
  g_assert_cmpuint (result->answer->status, ==, 200);
  g_assert_true (result->is_waiting);
  g_assert_true (g_ptr_array_find_with_equal_func (result->watched, scope, g_str_equal, NULL));
  g_assert_true (
      g_ptr_array_find_with_equal_func (result->watched, "catalogue", g_str_equal, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/routes/api", test_api);
  mv_test_add_on_databases ("/routes/table", test_table);
  mv_test_add_on_databases ("/routes/bad", test_bad);
  mv_test_add_on_databases ("/routes/wrong-type", test_wrong_type);
  mv_test_add_on_databases ("/routes/enrol", test_enrol);
  mv_test_add_on_databases ("/routes/invitation-ends", test_invitation_ends);
  mv_test_add_on_databases ("/routes/wrong-codes", test_wrong_codes);
  mv_test_add_on_databases ("/routes/wrong-codes-ipv6", test_wrong_codes_ipv6);
  mv_test_add_on_databases ("/routes/device-of-another", test_device_of_another);
  mv_test_add_on_databases ("/routes/second-device", test_second_device);
  mv_test_add_on_databases ("/routes/forked-copy", test_forked_copy);
  mv_test_add_on_databases ("/routes/wake", test_wake);
  mv_test_add_on_databases ("/routes/renew-token", test_renew_token);
  mv_test_add_on_databases ("/routes/unconfirmed", test_unconfirmed);
  mv_test_add_on_databases ("/routes/wait", test_wait);

  return g_test_run ();
}
