/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-http-transport.h"
#include "mv-test-resolver.h"

#include <libsoup/soup.h>
#include <string.h>

/* The HTTP transport against a SoupServer, and against servers that speak no HTTP at all. A server
 * that cannot prove who it is stands in test-invitations.c. */

/* A server whose answers each test gives, in the same thread and main context as the transport. */
typedef struct
{
  SoupServer *server;
  MvTransport *transport;
  GPtrArray *held; /* (element-type SoupServerMessage): requests that are not answered yet */
  SoupMessageHeaders *seen; /* headers of the latest request */
  char *seen_method;
  char *seen_path;
  char *seen_body;
  guint n_seen;
} Fixture;

typedef struct
{
  MvAnswer *answer;
  GError *error;
  gboolean is_done;
} Outcome;

static void
outcome_clear (Outcome *self)
{
  g_clear_pointer (&self->answer, mv_answer_free);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static char *
make_address (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  char *address = g_uri_to_string (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return address;
}

/* Answers that are always the same. */
typedef struct
{
  const char *path;
  guint status;
  const char *header; /* (nullable) */
  const char *value;
  const char *content_type; /* (nullable) */
  const char *body;         /* (nullable) */
} FixedAnswer;

static const FixedAnswer fixed_answers[] = {
  { "/v1/ok", 200, "ETag", "\"e1\"", "application/json", "{}" },
  { "/v1/problem", 429, "Retry-After", "7", "application/problem+json; charset=utf-8", "{}" },
  { "/v1/proxy", 503, "Retry-After", "Fri, 27 Nov 2026 08:00:00 GMT", "text/html", "<p>" },
  { "/v1/not-modified", 304, NULL, NULL, NULL, NULL },
  { "/v1/portal", 200, "Set-Cookie", "guest=1", "text/html", "<html>" },
  { "/v1/untyped", 200, NULL, NULL, NULL, "{}" },
};

static gboolean
answer_fixed (SoupServerMessage *message, const char *path)
{
  const FixedAnswer *row = NULL;

  for (guint i = 0; row == NULL && i < G_N_ELEMENTS (fixed_answers); i++)
    if (g_str_equal (path, fixed_answers[i].path))
      row = &fixed_answers[i];
  if (row == NULL)
    return FALSE;

  soup_server_message_set_status (message, row->status, NULL);
  if (row->header != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message), row->header,
                                 row->value);
  if (row->content_type != NULL)
    soup_server_message_set_response (message, row->content_type, SOUP_MEMORY_STATIC, row->body,
                                      strlen (row->body));
  else if (row->body != NULL)
    soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                              row->body, strlen (row->body));
  return TRUE;
}

static void
answer_large (SoupServerMessage *message)
{
  size_t length = MV_HTTP_MAX_ANSWER + 1;

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE,
                                    g_malloc0 (length), length);
}

static void
see_request (Fixture *fixture, SoupServerMessage *message, const char *path)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) sent = soup_message_body_flatten (body);

  g_clear_pointer (&fixture->seen, soup_message_headers_unref);
  fixture->seen = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  g_free (fixture->seen_method);
  fixture->seen_method = g_strdup (soup_server_message_get_method (message));
  g_free (fixture->seen_path);
  fixture->seen_path = g_strdup (path);
  g_free (fixture->seen_body);
  fixture->seen_body = g_strndup (g_bytes_get_data (sent, NULL), g_bytes_get_size (sent));
  fixture->n_seen++;
}

static void
handler_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *fixture = user_data;

  see_request (fixture, message, path);
  if (answer_fixed (message, path))
    return;

  if (g_str_equal (path, "/v1/redirect"))
    {
      soup_server_message_set_redirect (message, 302, "/v1/ok");
    }
  else if (g_str_equal (path, "/v1/large"))
    {
      answer_large (message);
    }
  else if (g_str_equal (path, "/v1/held"))
    {
      soup_server_message_pause (message);
      g_ptr_array_add (fixture->held, g_object_ref (message));
    }
  else
    {
      g_assert_not_reached ();
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  fixture->server = soup_server_new (NULL, NULL);
  fixture->held = g_ptr_array_new_with_free_func (g_object_unref);
  soup_server_add_handler (fixture->server, NULL, handler_cb, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  address = make_address (fixture->server);
  fixture->transport = mv_http_transport_new (address, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->transport);
  g_clear_pointer (&fixture->held, g_ptr_array_unref);
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_clear_pointer (&fixture->seen, soup_message_headers_unref);
  g_free (fixture->seen_method);
  g_free (fixture->seen_path);
  g_free (fixture->seen_body);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->answer = mv_transport_send_finish (MV_TRANSPORT (object), result, &outcome->error);
  outcome->is_done = TRUE;
  g_assert_true ((outcome->answer == NULL) == (outcome->error != NULL));
}

static void
wait_for (Outcome *outcome)
{
  while (!outcome->is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
get (MvTransport *transport, const char *path, Outcome *outcome)
{
  g_autoptr (MvRequest) request = mv_request_new ("GET", path, NULL, NULL);

  mv_transport_send_async (transport, request, NULL, done_cb, outcome);
  wait_for (outcome);
}

static const char *
seen_header (Fixture *fixture, const char *name)
{
  return soup_message_headers_get_one (fixture->seen, name);
}

/* Everything of a request arrives, and everything of an answer comes back. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\":1}", 7);
  g_autoptr (MvRequest) request = mv_request_new ("POST", "/v1/ok", "mvd_x", body);
  g_auto (Outcome) outcome = { 0 };

  request->wait_s = 50;
  request->etag = g_strdup ("\"e0\"");
  mv_transport_send_async (fixture->transport, request, NULL, done_cb, &outcome);
  wait_for (&outcome);

  g_assert_no_error (outcome.error);
  g_assert_cmpstr (fixture->seen_method, ==, "POST");
  g_assert_cmpstr (fixture->seen_path, ==, "/v1/ok");
  g_assert_cmpstr (fixture->seen_body, ==, "{\"a\":1}");
  g_assert_cmpstr (seen_header (fixture, "Authorization"), ==, "Bearer mvd_x");
  g_assert_cmpstr (seen_header (fixture, "Prefer"), ==, "wait=50");
  g_assert_cmpstr (seen_header (fixture, "If-None-Match"), ==, "\"e0\"");
  g_assert_cmpstr (seen_header (fixture, "Content-Type"), ==, "application/json");
  g_assert_cmpuint (outcome.answer->status, ==, 200);
  g_assert_cmpstr (outcome.answer->content_type, ==, "application/json");
  g_assert_cmpstr (outcome.answer->etag, ==, "\"e1\"");
  g_assert_cmpuint (outcome.answer->retry_after_s, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (outcome.answer->body), ==, 2);
}

/* A problem is an answer, with the pause that the server asks for. */
static void
test_problem (Fixture *fixture, gconstpointer data)
{
  g_auto (Outcome) outcome = { 0 };

  get (fixture->transport, "/v1/problem", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.answer->status, ==, 429);
  g_assert_cmpstr (outcome.answer->content_type, ==, "application/problem+json");
  g_assert_cmpuint (outcome.answer->retry_after_s, ==, 7);
}

/* "Later" from a proxy in front of the server is believed without its page. */
static void
test_proxy (Fixture *fixture, gconstpointer data)
{
  g_auto (Outcome) outcome = { 0 };

  get (fixture->transport, "/v1/proxy", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.answer->status, ==, 503);
  g_assert_cmpuint (outcome.answer->retry_after_s, ==, 60);
  g_assert_null (outcome.answer->body);
}

/* "Not modified" has neither type nor body. */
static void
test_not_modified (Fixture *fixture, gconstpointer data)
{
  g_auto (Outcome) outcome = { 0 };

  get (fixture->transport, "/v1/not-modified", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.answer->status, ==, 304);
}

/* What is not ours is not believed: a page of a guest network, an answer without a type, a way
 * elsewhere. */
static void
test_not_medvirk (Fixture *fixture, gconstpointer data)
{
  const char *const paths[] = { "/v1/portal", "/v1/untyped", "/v1/redirect" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto (Outcome) outcome = { 0 };

      get (fixture->transport, paths[i], &outcome);
      g_assert_error (outcome.error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_NOT_MEDVIRK);
      /* In particular no redirect was followed. */
      g_assert_cmpstr (fixture->seen_path, ==, paths[i]);
    }
}

/* A cookie that a server sets does not come back. */
static void
test_no_cookies (Fixture *fixture, gconstpointer data)
{
  g_auto (Outcome) first = { 0 };
  g_auto (Outcome) second = { 0 };

  get (fixture->transport, "/v1/portal", &first);
  get (fixture->transport, "/v1/ok", &second);
  g_assert_null (seen_header (fixture, "Cookie"));
}

/* An answer without end is given up at the limit. */
static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_auto (Outcome) outcome = { 0 };

  get (fixture->transport, "/v1/large", &outcome);
  g_assert_error (outcome.error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_TOO_LARGE);
}

/* A request can be given up while the server holds it. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvRequest) request = mv_request_new ("GET", "/v1/held", NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Outcome) outcome = { 0 };

  mv_transport_send_async (fixture->transport, request, cancellable, done_cb, &outcome);
  while (fixture->held->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (outcome.is_done);

  g_cancellable_cancel (cancellable);
  wait_for (&outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Cancelled before it began. */
static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvRequest) request = mv_request_new ("GET", "/v1/ok", NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Outcome) outcome = { 0 };

  g_cancellable_cancel (cancellable);
  mv_transport_send_async (fixture->transport, request, cancellable, done_cb, &outcome);
  wait_for (&outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A push is not held up by a parked pull: four requests are under way at once. */
static void
test_four_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvRequest) request = mv_request_new ("GET", "/v1/held", NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome held[3] = { 0 };
  g_auto (Outcome) outcome = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    mv_transport_send_async (fixture->transport, request, cancellable, done_cb, &held[i]);
  while (fixture->held->len < G_N_ELEMENTS (held))
    g_main_context_iteration (NULL, TRUE);

  get (fixture->transport, "/v1/ok", &outcome);
  g_assert_no_error (outcome.error);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    {
      wait_for (&held[i]);
      outcome_clear (&held[i]);
    }
}

/* A server that falls silent is given up; a wait that was promised is not silence. */
static void
test_silence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvRequest) request = mv_request_new ("GET", "/v1/held", NULL, NULL);
  g_auto (Outcome) silent = { 0 };
  g_auto (Outcome) promised = { 0 };

  mv_http_transport_set_max_silence (MV_HTTP_TRANSPORT (fixture->transport), 20);
  request->wait_s = MV_WIRE_MAX_WAIT_S;
  mv_transport_send_async (fixture->transport, request, NULL, done_cb, &promised);
  request->wait_s = 0;
  mv_transport_send_async (fixture->transport, request, NULL, done_cb, &silent);

  wait_for (&silent);
  g_assert_error (silent.error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_OFFLINE);
  g_assert_false (promised.is_done);
  for (guint i = 0; i < fixture->held->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (fixture->held, i);

      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{}", 2);
      soup_server_message_unpause (message);
    }
  wait_for (&promised);
  g_assert_no_error (promised.error);
}

/* A service that sends @data and closes. */
typedef struct
{
  const char *name;
  const char *data;
  MvTransportError error;
} RawAnswer;

static const RawAnswer raw_answers[] = {
  /* Closed without a word. */
  { "nothing", "", MV_TRANSPORT_ERROR_CUT },
  /* Closed within the body that was announced. */
  { "half-a-body",
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{\"a\"",
    MV_TRANSPORT_ERROR_CUT },
  /* Closed within the head: what there is of it says nothing of us. */
  { "half-a-head", "HTTP/1.1 200 OK\r\nContent-Type: applica", MV_TRANSPORT_ERROR_NOT_MEDVIRK },
  /* Another protocol. */
  { "not-http", "SSH-2.0-OpenSSH_9.2\r\n\r\n", MV_TRANSPORT_ERROR_NOT_MEDVIRK },
};

typedef struct
{
  GSocketConnection *connection; /* (owned) */
  const RawAnswer *raw;
} RawCall;

static void
raw_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  RawCall *call = user_data;
  g_autoptr (GBytes) request =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, NULL);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (call->connection));

  g_assert_nonnull (request);
  g_output_stream_write_all (out, call->raw->data, strlen (call->raw->data), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (call->connection), NULL, NULL);
  g_object_unref (call->connection);
  g_free (call);
}

/* In the test's own thread, since the leak sanitizer stumbles over idle ones at the end. */
static gboolean
raw_incoming_cb (GSocketService *service,
                 GSocketConnection *connection,
                 GObject *source,
                 gpointer user_data)
{
  RawCall *call = g_new0 (RawCall, 1);

  call->connection = g_object_ref (connection);
  call->raw = user_data;
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), 4096,
                                   G_PRIORITY_DEFAULT, NULL, raw_read_cb, call);
  return TRUE;
}

/* Answers that break off, and answers of another kind of server. */
static void
test_raw (gconstpointer data)
{
  const RawAnswer *raw = data;
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (MvTransport) transport = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  g_auto (Outcome) outcome = { 0 };
  guint16 port;

  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (service, "incoming", G_CALLBACK (raw_incoming_cb), (gpointer) raw);
  address = g_strdup_printf ("http://127.0.0.1:%u", port);
  transport = mv_http_transport_new (address, &error);
  g_assert_no_error (error);

  get (transport, "/v1", &outcome);
  g_assert_error (outcome.error, MV_TRANSPORT_ERROR, (int) raw->error);

  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

/* Nobody listens at the address. */
static void
test_nobody (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (MvTransport) transport = mv_http_transport_new (address, NULL);
  g_auto (Outcome) outcome = { 0 };

  g_socket_listener_close (listener);
  get (transport, "/v1", &outcome);
  g_assert_error (outcome.error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_OFFLINE);
}

/* No such address. */
static void
test_unknown_server (void)
{
  g_autoptr (GResolver) before = g_resolver_get_default ();
  g_autoptr (GResolver) resolver = mv_test_resolver_new_empty ();
  g_autoptr (MvTransport) transport = mv_http_transport_new ("https://medvirk.invalid", NULL);
  g_auto (Outcome) outcome = { 0 };

  g_resolver_set_default (resolver);
  get (transport, "/v1", &outcome);
  g_assert_error (outcome.error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_UNKNOWN_SERVER);
  g_resolver_set_default (before);
}

/* Addresses that are refused before anything is sent. */
static void
test_addresses (void)
{
  static const char *const wrong[] = {
    "http://medvirk.example.no", /* not encrypted, and not this machine */
    "ftp://medvirk.example.no",  /* another protocol */
    "https://",                  /* no host */
    "https://a:b@example.no",    /* a password */
    "",                          /* nothing */
  };
  static const char *const right[] = { "https://medvirk.example.no", "http://127.0.0.1:8080",
                                       "http://localhost:1", "http://[::1]:8080" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mv_http_transport_new (wrong[i], &error));
      g_assert_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_ADDRESS);
    }

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MvTransport) transport = mv_http_transport_new (right[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (mv_http_transport_get_server (MV_HTTP_TRANSPORT (transport)), ==, right[i]);
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sync/http/round-trip", test_round_trip);
  ADD ("/sync/http/problem", test_problem);
  ADD ("/sync/http/proxy", test_proxy);
  ADD ("/sync/http/not-modified", test_not_modified);
  ADD ("/sync/http/not-medvirk", test_not_medvirk);
  ADD ("/sync/http/no-cookies", test_no_cookies);
  ADD ("/sync/http/too-large", test_too_large);
  ADD ("/sync/http/cancel", test_cancel);
  ADD ("/sync/http/cancelled-before", test_cancelled_before);
  ADD ("/sync/http/four-at-once", test_four_at_once);
  ADD ("/sync/http/silence", test_silence);
  for (guint i = 0; i < G_N_ELEMENTS (raw_answers); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/http/raw/", raw_answers[i].name, NULL);

      g_test_add_data_func (path, &raw_answers[i], test_raw);
    }
  g_test_add_func ("/sync/http/nobody", test_nobody);
  g_test_add_func ("/sync/http/unknown-server", test_unknown_server);
  g_test_add_func ("/sync/http/addresses", test_addresses);

  return g_test_run ();
}
