/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-devices.h"
#include "mv-json.h"
#include "mv-server.h"
#include "mv-test-database.h"
#include "mv-test-members.h"
#include "mv-test-openapi.h"

#include <string.h>

#define PULL "{\"schema\":1,\"cursors\":{},\"limit\":500}"

/* A whole server on free ports of this machine, in this thread; clients are bare sockets in
 * threads, so that they can say what no client library would. */
typedef struct
{
  MvTestFeed *t; /* another connection to the same database */
  char *folder;
  SoupServer *soup;
  SoupServer *health;
  MvServer *server;
  guint16 port, health_port;
  gboolean is_drained;
} Fixture;

static guint16
listen_on (SoupServer *soup)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;
  int port;

  soup_server_listen_local (soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (soup);
  port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return (guint16) port;
}

static void
set_up_with_times (Fixture *f, const MvGuardTimes *times)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  g_autoptr (MvRandom) random = mv_random_system_new ();

  f->folder = mv_test_folder_new ();
  url = g_strdup_printf ("sqlite:%s/server.sqlite", f->folder);
  f->t = mv_test_members_new (url);
  f->soup = soup_server_new (NULL, NULL);
  f->health = soup_server_new (NULL, NULL);
  /* The virtual clock stands still, so nobody is asleep and nothing is noted. */
  f->server =
      mv_server_new_with_times (url, f->soup, f->health, f->t->clock, random, times, &error);
  g_assert_no_error (error);
  f->port = listen_on (f->soup);
  f->health_port = listen_on (f->health);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  set_up_with_times (f, &MV_GUARD_TIMES_DEFAULT);
}

/* Less patience, for the tests of slow clients. */
static void
set_up_impatient (Fixture *f, gconstpointer data)
{
  set_up_with_times (f, &(MvGuardTimes){ 50, 50, 50 });
}

static void
drained_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_done = user_data;

  mv_server_drain_finish (MV_SERVER (object), result, NULL);
  *is_done = TRUE;
}

static void
drain (Fixture *f)
{
  if (f->is_drained)
    return;

  mv_server_drain_async (f->server, drained_cb, &f->is_drained);
  while (!f->is_drained)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  drain (f);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->server);
  g_object_unref (f->soup);
  g_object_unref (f->health);
  mv_test_feed_free (f->t);
  mv_test_folder_free (f->folder);
}

/* A client */

typedef struct
{
  guint16 port;
  const char *head; /* what is sent first */
  size_t n_filler;  /* bytes sent after it */
  GString *answer;
  gint is_done; /* (atomic) */
} Client;

static void
send_all (GOutputStream *out, const Client *client)
{
  g_autofree char *filler = g_strnfill (MIN (client->n_filler, 65536), 'x');
  size_t left = client->n_filler;

  g_output_stream_write_all (out, client->head, strlen (client->head), NULL, NULL, NULL);
  while (left > 0)
    {
      size_t n = MIN (left, 65536);

      /* The server may have hung up by now; what it answered is still there to be read. */
      if (!g_output_stream_write_all (out, filler, n, NULL, NULL, NULL))
        return;
      left -= n;
    }
}

static gpointer
run_client (gpointer data)
{
  Client *client = data;
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  GInputStream *in;
  char buffer[4096];
  gssize n;

  g_socket_client_set_enable_proxy (connector, FALSE);
  connection = g_socket_client_connect_to_host (connector, "127.0.0.1", client->port, NULL, NULL);
  g_assert_nonnull (connection);
  in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  send_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), client);
  while ((n = g_input_stream_read (in, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (client->answer, buffer, n);

  g_atomic_int_set (&client->is_done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static GThread *
start_client (Client *client)
{
  client->answer = g_string_new (NULL);
  return g_thread_new ("client", run_client, client);
}

static void
wait_for_client (Client *client, GThread *thread)
{
  while (!g_atomic_int_get (&client->is_done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
}

/* Sends and reads until the server closes; the request should say `Connection: close`. What is
 * answered must be as the interface is described. */
static char *
talk (guint16 port, const char *head, size_t n_filler)
{
  Client client = { .port = port, .head = head, .n_filler = n_filler };
  GThread *thread = start_client (&client);
  g_autofree char *fault = NULL;

  wait_for_client (&client, thread);
  fault = mv_test_openapi_find_fault_in_http (head, client.answer->str);
  if (fault != NULL)
    g_error ("%s: %s", fault, client.answer->str);
  return g_string_free (client.answer, FALSE);
}

static char *
format_post (Fixture *f, const char *path, const char *token, const char *more, const char *body)
{
  return g_strdup_printf ("POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                          "Authorization: Bearer %s\r\nContent-Type: application/json\r\n%s"
                          "Content-Length: %zu\r\n\r\n%s",
                          path, token, more, strlen (body), body);
}

static void
assert_status (const char *answer, guint status)
{
  g_autofree char *start = g_strdup_printf ("HTTP/1.1 %u ", status);

  if (!g_str_has_prefix (answer, start))
    g_error ("not %u: %s", status, answer);
}

/* A pull over HTTP: a whole page, never to be stored on the way. */
static void
test_pull (Fixture *f, gconstpointer data)
{
  g_autofree char *request = format_post (f, "/v1/sync/pull", f->t->person_a.token, "", PULL);
  g_autofree char *answer = talk (f->port, request, 0);

  assert_status (answer, 200);
  g_assert_nonnull (strstr (answer, "Content-Type: application/x-ndjson"));
  g_assert_nonnull (strstr (answer, "Cache-Control: no-store"));
  g_assert_nonnull (strstr (answer, "{\"t\":\"head\""));
  g_assert_nonnull (strstr (answer, "{\"t\":\"end\""));
}

/* Without a token: 401, and what to bring. */
static void
test_not_signed_in (Fixture *f, gconstpointer data)
{
  g_autofree char *request = format_post (f, "/v1/sync/pull", "", "", PULL);
  g_autofree char *answer = talk (f->port, request, 0);

  assert_status (answer, 401);
  g_assert_nonnull (strstr (answer, "WWW-Authenticate: Bearer"));
  g_assert_nonnull (strstr (answer, "application/problem+json"));
}

/* A body that says it is larger than 1 MiB is answered before it has come, though its client goes
 * on sending; so is one in chunks that turns out to be. */
static void
test_body_too_large (Fixture *f, gconstpointer data)
{
  g_autofree char *declared = talk (f->port,
                                    "POST /v1/sync/push HTTP/1.1\r\nHost: localhost\r\n"
                                    "Content-Type: application/json\r\n"
                                    "Content-Length: 1048577\r\n\r\n",
                                    1048577);
  g_autofree char *chunked = talk (f->port,
                                   "POST /v1/sync/push HTTP/1.1\r\nHost: localhost\r\n"
                                   "Content-Type: application/json\r\n"
                                   "Transfer-Encoding: chunked\r\n\r\n200000\r\n",
                                   2 * 1024 * 1024);
  g_autofree char *promised = talk (f->port,
                                    "POST /v1/sync/push HTTP/1.1\r\nHost: localhost\r\n"
                                    "Content-Type: application/json\r\n"
                                    "Content-Length: 4000000000\r\n\r\n",
                                    8 * 1024 * 1024);

  assert_status (declared, 413);
  g_assert_nonnull (strstr (declared, "\"too-large\""));
  g_assert_nonnull (strstr (declared, "Connection: close"));
  assert_status (chunked, 413);
  /* More than 4 MiB are not even thrown away: the line is cut, and the answer may be lost. */
  g_assert_true (*promised == '\0' || g_str_has_prefix (promised, "HTTP/1.1 413"));
}

/* A body of exactly 1 MiB is read. */
static void
test_body_at_limit (Fixture *f, gconstpointer data)
{
  g_autofree char *head = g_strdup_printf ("POST /v1/sync/pull HTTP/1.1\r\nHost: localhost\r\n"
                                           "Connection: close\r\nAuthorization: Bearer %s\r\n"
                                           "Content-Type: application/json\r\n"
                                           "Content-Length: 1048576\r\n\r\n",
                                           f->t->person_a.token);
  g_autofree char *answer = talk (f->port, head, 1048576);

  assert_status (answer, 400);
  g_assert_nonnull (strstr (answer, "\"bad-json\""));
}

/* Headers beyond 8 KiB, and compressed bodies. */
static void
test_headers (Fixture *f, gconstpointer data)
{
  g_autofree char *long_value = g_strnfill (8200, 'x');
  g_autofree char *long_header = g_strdup_printf ("X-Long: %s\r\n", long_value);
  g_autofree char *too_long =
      format_post (f, "/v1/sync/pull", f->t->person_a.token, long_header, PULL);
  g_autofree char *packed =
      format_post (f, "/v1/sync/pull", f->t->person_a.token, "Content-Encoding: gzip\r\n", PULL);
  g_autofree char *answer = talk (f->port, too_long, 0);
  g_autofree char *packed_answer = talk (f->port, packed, 0);

  assert_status (answer, 413);
  assert_status (packed_answer, 415);
}

/* A part of an answer is never given. */
static void
test_range (Fixture *f, gconstpointer data)
{
  g_autofree char *answer = talk (f->port,
                                  "GET /v1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                  "Range: bytes=0-1\r\n\r\n",
                                  0);

  assert_status (answer, 200);
  g_assert_nonnull (strstr (answer, "\"api\":1"));
}

/* Half a header, or half a body, holds no connection for long. */
static void
test_slow (Fixture *f, gconstpointer data)
{
  g_autofree char *nothing = talk (f->port, "", 0);
  g_autofree char *half_header = talk (f->port, "GET /v1 HTTP/1.1\r\nHo", 0);
  g_autofree char *half_body = talk (f->port,
                                     "POST /v1/sync/pull HTTP/1.1\r\nHost: localhost\r\n"
                                     "Content-Length: 100\r\n\r\n{",
                                     0);

  g_assert_null (strstr (nothing, " 200 "));
  g_assert_null (strstr (half_header, " 200 "));
  g_assert_null (strstr (half_body, " 200 "));
}

static char *
format_waiting_pull (Fixture *f, MvTestPerson *person)
{
  g_autofree char *cursors = NULL;

  g_ptr_array_unref (mv_test_feed_pull_all (f->t, person));
  cursors = mv_pull_encode (person->pull);
  return format_post (f, "/v1/sync/pull", person->token, "Prefer: wait=50\r\n", cursors);
}

static void
wait_until_parked (Fixture *f, guint n)
{
  while (mv_server_get_n_parked (f->server) != n)
    g_main_context_iteration (NULL, TRUE);
}

/* What another program writes beside the server, as an administrator's command does, wakes who
 * waits for it just as well. */
static void
test_written_beside (Fixture *f, gconstpointer data)
{
  g_autofree char *id = mv_test_feed_new_id (f->t);
  g_autofree char *scope = mv_scope_project (f->t->project);
  g_autofree char *pull = format_waiting_pull (f, &f->t->person_a);
  g_autoptr (GError) error = NULL;
  Client client = { .port = f->port, .head = pull };
  GThread *thread = start_client (&client);

  wait_until_parked (f, 1);
  mv_feed_begin (f->t->feed, &error);
  mv_feed_write (f->t->feed, scope, "notice", id, NULL,
                 "{\"title\":\"Nytt\",\"text\":\"Hei\",\"date\":\"2026-11-20\"}", NULL, NULL,
                 &error);
  mv_feed_commit (f->t->feed, NULL, &error);
  g_assert_no_error (error);
  wait_for_client (&client, thread);

  assert_status (client.answer->str, 200);
  g_assert_nonnull (strstr (client.answer->str, id));
  g_string_free (client.answer, TRUE);
}

/* A pull with nothing new waits; what somebody else pushes wakes it and is in its answer. */
static void
test_parked_pull (Fixture *f, gconstpointer data)
{
  g_autofree char *id = mv_test_feed_new_id (f->t);
  g_autofree char *body =
      g_strdup_printf ("{\"schema\":1,\"device\":\"%s\",\"ack\":0,\"ops\":[{\"n\":1,\"op\":\"put\","
                       "\"scope\":\"project/%s\",\"id\":\"%s\",\"kind\":\"notice\",\"base\":0,"
                       "\"body\":{\"title\":\"Nytt\",\"text\":\"Hei\",\"date\":\"2026-11-20\"}}]}",
                       f->t->lead.caller->device, f->t->project, id);
  g_autofree char *push = format_post (f, "/v1/sync/push", f->t->lead.token, "", body);
  g_autofree char *pull = format_waiting_pull (f, &f->t->person_a);
  g_autofree char *pushed = NULL;
  Client client = { .port = f->port, .head = pull };
  GThread *thread = start_client (&client);

  wait_until_parked (f, 1);
  pushed = talk (f->port, push, 0);
  assert_status (pushed, 200);
  g_assert_nonnull (strstr (pushed, "\"st\":\"ok\""));
  wait_for_client (&client, thread);

  assert_status (client.answer->str, 200);
  g_assert_nonnull (strstr (client.answer->str, id));
  g_string_free (client.answer, TRUE);
  g_assert_cmpuint (mv_server_get_n_parked (f->server), ==, 0);
}

/* A device that is locked out hears of it at once, also while it waits. */
static void
test_parked_and_revoked (Fixture *f, gconstpointer data)
{
  g_autofree char *pull = format_waiting_pull (f, &f->t->person_a);
  g_autofree char *revoke = g_strdup_printf (
      "DELETE /v1/me/devices/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
      "Authorization: Bearer %s\r\n\r\n",
      f->t->person_a.caller->device, f->t->person_a.token);
  g_autofree char *revoked = NULL;
  Client client = { .port = f->port, .head = pull };
  GThread *thread = start_client (&client);

  wait_until_parked (f, 1);
  revoked = talk (f->port, revoke, 0);
  assert_status (revoked, 204);
  wait_for_client (&client, thread);

  assert_status (client.answer->str, 401);
  g_assert_nonnull (strstr (client.answer->str, "device-revoked"));
  g_string_free (client.answer, TRUE);
}

/* Draining answers those who wait, and then nobody any more. */
static void
test_drain (Fixture *f, gconstpointer data)
{
  g_autofree char *pull = format_waiting_pull (f, &f->t->person_a);
  Client client = { .port = f->port, .head = pull };
  GThread *thread = start_client (&client);
  wait_until_parked (f, 1);
  drain (f);
  wait_for_client (&client, thread);

  assert_status (client.answer->str, 200);
  g_assert_nonnull (strstr (client.answer->str, "{\"t\":\"end\""));
  g_string_free (client.answer, TRUE);
}

/* Pushes that come together are all kept, each with its own answer. */
static void
test_many_pushes (Fixture *f, gconstpointer data)
{
  MvTestPerson *people[] = { &f->t->lead, &f->t->researcher, &f->t->person_a, &f->t->person_b };
  Client clients[G_N_ELEMENTS (people)] = { 0 };
  GThread *threads[G_N_ELEMENTS (people)];
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *id = mv_test_feed_new_id (f->t);
      g_autofree char *body = g_strdup_printf (
          "{\"schema\":1,\"device\":\"%s\",\"ack\":0,\"ops\":[{\"n\":1,\"op\":\"put\","
          "\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"note\",\"base\":0,"
          "\"body\":{\"text\":\"Hei\"}}]}",
          people[i]->caller->device, id);

      clients[i].port = f->port;
      clients[i].head = format_post (f, "/v1/sync/push", people[i]->token, "", body);
      g_ptr_array_add (requests, (char *) clients[i].head);
      threads[i] = start_client (&clients[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      wait_for_client (&clients[i], threads[i]);
      assert_status (clients[i].answer->str, 200);
      g_assert_nonnull (strstr (clients[i].answer->str, "\"st\":\"ok\""));
      g_string_free (clients[i].answer, TRUE);
    }
}

/* Health is told on its own port only. */
static void
test_health (Fixture *f, gconstpointer data)
{
  const char *const paths[] = { "/healthz", "/readyz", "/metrics" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *request = g_strdup_printf (
          "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", paths[i]);
      g_autofree char *there = talk (f->health_port, request, 0);
      g_autofree char *here = talk (f->port, request, 0);

      assert_status (there, 200);
      assert_status (here, 404);
    }
}

/* The figures are OpenMetrics: every family is described once before its samples, counters end with
 * _total and are described without it, the end is marked; and they hold nobody's id. */
static void
test_metrics (Fixture *f, gconstpointer data)
{
  g_autofree char *answer = talk (
      f->health_port, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 0);
  const char *body = strstr (answer, "\r\n\r\n");
  g_auto (GStrv) lines = NULL;
  g_autofree char *family = NULL;

  g_assert_nonnull (strstr (answer, "application/openmetrics-text; version=1.0.0"));
  g_assert_nonnull (body);
  g_assert_true (g_str_has_suffix (body, "\n# EOF\n"));
  g_assert_null (strstr (body, f->t->project));

  lines = g_strsplit (body + 4, "\n", -1);
  for (guint i = 0; !g_str_equal (lines[i], "# EOF"); i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 4);

      if (g_str_equal (words[0], "#") && g_str_equal (words[1], "TYPE"))
        {
          g_assert_false (g_str_has_suffix (words[2], "_total"));
          g_free (family);
          family = g_strdup (words[2]);
        }
      else if (g_str_equal (words[0], "#"))
        g_assert_cmpstr (words[2], ==, family);
      else
        g_assert_true (g_str_has_prefix (words[0], family));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/server/metrics", test_metrics);
  ADD ("/server/pull", test_pull);
  ADD ("/server/not-signed-in", test_not_signed_in);
  ADD ("/server/body-too-large", test_body_too_large);
  ADD ("/server/body-at-limit", test_body_at_limit);
  ADD ("/server/headers", test_headers);
  ADD ("/server/range", test_range);
  ADD ("/server/parked-pull", test_parked_pull);
  ADD ("/server/written-beside", test_written_beside);
  ADD ("/server/parked-and-revoked", test_parked_and_revoked);
  ADD ("/server/drain", test_drain);
  ADD ("/server/many-pushes", test_many_pushes);
  ADD ("/server/health", test_health);
  g_test_add ("/server/slow", Fixture, NULL, set_up_impatient, test_slow, tear_down);

  return g_test_run ();
}
