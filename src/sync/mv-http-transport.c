/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-http-transport.h"

#include "mv-invitation-code.h"

#include <libsoup/soup.h>

#define CHUNK_BYTES (16 * 1024)
/* A parked pull, a push beside it, and room for what a page of the program asks for. */
#define MAX_CONNECTIONS 4

struct _MvHttpTransport
{
  GObject parent_instance;

  char *server;         /* (owned): without a slash at its end */
  SoupSession *session; /* (owned) */
  guint max_silence_ms;
};

static void mv_http_transport_iface_init (MvTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MvHttpTransport,
                               mv_http_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MV_TYPE_TRANSPORT,
                                                      mv_http_transport_iface_init))

/* One round trip under way. */
typedef struct
{
  SoupMessage *message;      /* (owned) */
  GInputStream *stream;      /* (owned) (nullable): once the head of the answer is there */
  GByteArray *body;          /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled by the caller or by silence */
  GCancellable *outer;       /* (owned) (nullable): the caller's */
  gulong outer_id;           /* 0 when not connected */
  GSource *silence;          /* (owned) (nullable) */
  guint silence_ms;
  gboolean is_silent;
} RoundTrip;

static void
stop_silence (RoundTrip *self)
{
  if (self->silence != NULL)
    g_source_destroy (self->silence);
  g_clear_pointer (&self->silence, g_source_unref);
}

static void
round_trip_free (RoundTrip *self)
{
  stop_silence (self);
  if (self->outer_id != 0)
    g_cancellable_disconnect (self->outer, self->outer_id);
  g_clear_object (&self->outer);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_object (&self->stream);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_free (self);
}

static gboolean
silence_cb (gpointer user_data)
{
  RoundTrip *self = user_data;

  self->is_silent = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

/* Counts the silence from now on: a slow line may take its time, a dead one may not. */
static void
restart_silence (RoundTrip *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  stop_silence (self);
  self->silence = g_timeout_source_new (self->silence_ms);
  g_source_set_callback (self->silence, silence_cb, self, NULL);
  g_source_attach (self->silence, context);
}

static void
wrote_body_data_cb (SoupMessage *message, guint size, gpointer user_data)
{
  restart_silence (user_data);
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static MvTransportError
map_io_error (const GError *error)
{
  switch (error->code)
    {
    case G_IO_ERROR_PARTIAL_INPUT:
    case G_IO_ERROR_CONNECTION_CLOSED:
      return MV_TRANSPORT_ERROR_CUT;

    case G_IO_ERROR_INVALID_DATA:
      return MV_TRANSPORT_ERROR_NOT_MEDVIRK;

    default:
      return MV_TRANSPORT_ERROR_OFFLINE;
    }
}

static MvTransportError
map_tls_error (const GError *error)
{
  switch (error->code)
    {
    case G_TLS_ERROR_EOF:
      return MV_TRANSPORT_ERROR_CUT;

    case G_TLS_ERROR_NOT_TLS:
      return MV_TRANSPORT_ERROR_NOT_MEDVIRK;

    default:
      return MV_TRANSPORT_ERROR_CERTIFICATE;
    }
}

/* The one place where errors of GIO and libsoup become our own. */
static GError *
map_error (const RoundTrip *self, const GError *error)
{
  MvTransportError code = MV_TRANSPORT_ERROR_OFFLINE;

  if (self->is_silent)
    return g_error_new_literal (MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_OFFLINE,
                                "the server fell silent");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      error->domain == MV_TRANSPORT_ERROR)
    return g_error_copy (error);

  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    code = MV_TRANSPORT_ERROR_UNKNOWN_SERVER;
  else if (error->domain == G_TLS_ERROR)
    code = map_tls_error (error);
  else if (error->domain == G_IO_ERROR)
    code = map_io_error (error);
  else if (g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
           g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    code = MV_TRANSPORT_ERROR_NOT_MEDVIRK;

  return g_error_new_literal (MV_TRANSPORT_ERROR, (int) code, error->message);
}

static void
return_failure (GTask *task, const GError *error)
{
  RoundTrip *self = g_task_get_task_data (task);

  stop_silence (self);
  g_task_return_error (task, map_error (self, error));
}

static gboolean
is_our_type (const char *type)
{
  static const char *const ours[] = { "application/json", "application/x-ndjson",
                                      "application/problem+json", NULL };

  return type != NULL && g_strv_contains (ours, type);
}

/* What stands in front of the server may say "later" in its own words. */
static gboolean
is_later (guint status)
{
  return status == 429 || status == SOUP_STATUS_BAD_GATEWAY ||
         status == SOUP_STATUS_SERVICE_UNAVAILABLE || status == SOUP_STATUS_GATEWAY_TIMEOUT;
}

static guint
get_retry_after (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  guint64 seconds;

  if (text == NULL)
    return 0;
  /* The other form is a date, which would need two clocks that agree: a minute it is. */
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &seconds, NULL))
    return 60;

  return (guint) seconds;
}

static MvAnswer *
make_answer (RoundTrip *self, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  guint status = soup_message_get_status (self->message);
  g_autoptr (GBytes) body = NULL;
  MvAnswer *answer;

  if (!is_our_type (type) && status != SOUP_STATUS_NOT_MODIFIED && !is_later (status))
    {
      g_set_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_NOT_MEDVIRK,
                   "status %u with the type %s", status, type != NULL ? type : "(none)");
      return NULL;
    }

  if (is_our_type (type))
    body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  answer = mv_answer_new (status, is_our_type (type) ? type : NULL, body);
  answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  answer->retry_after_s = get_retry_after (headers);

  return answer;
}

static void read_next (GTask *task);

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RoundTrip *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = NULL;
  MvAnswer *answer;
  size_t length;

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  if (chunk == NULL)
    {
      return_failure (task, error);
      return;
    }

  length = g_bytes_get_size (chunk);
  if (length > 0)
    {
      if (self->body->len + length > MV_HTTP_MAX_ANSWER)
        {
          g_set_error_literal (&error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_TOO_LARGE,
                               "the answer is too large");
          return_failure (task, error);
          return;
        }
      g_byte_array_append (self->body, g_bytes_get_data (chunk, NULL), (guint) length);
      read_next (g_steal_pointer (&task));
      return;
    }

  stop_silence (self);
  answer = make_answer (self, &error);
  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) mv_answer_free);
}

/* @task: (transfer full) */
static void
read_next (GTask *task)
{
  RoundTrip *self = g_task_get_task_data (task);

  restart_silence (self);
  g_input_stream_read_bytes_async (self->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, task);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MvHttpTransport *transport = g_task_get_source_object (task);
  RoundTrip *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (self->stream == NULL)
    {
      return_failure (task, error);
      return;
    }

  /* From here on nothing is promised but bytes. */
  self->silence_ms = transport->max_silence_ms;
  read_next (g_steal_pointer (&task));
}

static void
add_headers (SoupMessage *message, const MvRequest *request)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_append (headers, "Accept", "application/json, application/x-ndjson");
  if (request->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", request->token, NULL);

      soup_message_headers_append (headers, "Authorization", value);
    }
  if (request->etag != NULL)
    soup_message_headers_append (headers, "If-None-Match", request->etag);
  if (request->wait_s > 0)
    {
      g_autofree char *value = g_strdup_printf ("wait=%u", request->wait_s);

      soup_message_headers_append (headers, "Prefer", value);
    }
}

static SoupMessage *
make_message (MvHttpTransport *self, const MvRequest *request)
{
  g_autofree char *address = g_strconcat (self->server, request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, address);

  if (message == NULL)
    return NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  add_headers (message, request);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (
        message, request->content_type != NULL ? request->content_type : "application/json",
        request->body);

  return message;
}

static void
mv_http_transport_send_async (MvTransport *transport,
                              const MvRequest *request,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  MvHttpTransport *self = MV_HTTP_TRANSPORT (transport);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  RoundTrip *trip = g_new0 (RoundTrip, 1);

  g_task_set_source_tag (task, mv_http_transport_send_async);
  trip->cancellable = g_cancellable_new ();
  trip->body = g_byte_array_new ();
  trip->silence_ms = self->max_silence_ms + request->wait_s * 1000;
  g_task_set_task_data (task, trip, (GDestroyNotify) round_trip_free);

  trip->message = make_message (self, request);
  if (trip->message == NULL)
    {
      g_task_return_new_error (task, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_ADDRESS,
                               "%s is not an address", request->path);
      return;
    }
  g_signal_connect (trip->message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), trip);

  if (cancellable != NULL)
    {
      trip->outer = g_object_ref (cancellable);
      trip->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                              g_object_ref (trip->cancellable), g_object_unref);
    }

  restart_silence (trip);
  soup_session_send_async (self->session, trip->message, G_PRIORITY_DEFAULT, trip->cancellable,
                           sent_cb, g_steal_pointer (&task));
}

static MvAnswer *
mv_http_transport_send_finish (MvTransport *transport, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_http_transport_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
mv_http_transport_iface_init (MvTransportInterface *iface)
{
  iface->send_async = mv_http_transport_send_async;
  iface->send_finish = mv_http_transport_send_finish;
}

static void
mv_http_transport_dispose (GObject *object)
{
  MvHttpTransport *self = MV_HTTP_TRANSPORT (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mv_http_transport_parent_class)->dispose (object);
}

static void
mv_http_transport_finalize (GObject *object)
{
  MvHttpTransport *self = MV_HTTP_TRANSPORT (object);

  g_free (self->server);

  G_OBJECT_CLASS (mv_http_transport_parent_class)->finalize (object);
}

static void
mv_http_transport_class_init (MvHttpTransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mv_http_transport_dispose;
  object_class->finalize = mv_http_transport_finalize;
}

static void
mv_http_transport_init (MvHttpTransport *self)
{
  self->max_silence_ms = MV_HTTP_MAX_SILENCE_S * 1000;
  self->session = soup_session_new_with_options ("max-conns-per-host", MAX_CONNECTIONS, "max-conns",
                                                 2 * MAX_CONNECTIONS, "user-agent",
                                                 "Medvirk/" MV_VERSION, "timeout", 0u, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
}

/**
 * mv_http_transport_new:
 * @server: the server's address, with https, or with http for this machine
 * @error: return location for an error
 *
 * Makes a transport for one server. Connects to nothing yet.
 *
 * Fails with %MV_TRANSPORT_ERROR_ADDRESS.
 *
 * Returns: (transfer full): the transport, or %NULL with @error set
 */
MvTransport *
mv_http_transport_new (const char *server, GError **error)
{
  g_autoptr (GError) address_error = NULL;
  g_autofree char *address = NULL;
  MvHttpTransport *self;

  g_return_val_if_fail (server != NULL, NULL);

  address = mv_server_address_normalise (server, &address_error);
  if (address == NULL)
    {
      g_set_error_literal (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_ADDRESS,
                           address_error->message);
      return NULL;
    }

  self = g_object_new (MV_TYPE_HTTP_TRANSPORT, NULL);
  self->server = g_steal_pointer (&address);

  return MV_TRANSPORT (self);
}

/**
 * mv_http_transport_get_server:
 * @self: a transport
 *
 * Returns: (transfer none): the server's address in its stored form
 */
const char *
mv_http_transport_get_server (MvHttpTransport *self)
{
  g_return_val_if_fail (MV_IS_HTTP_TRANSPORT (self), NULL);

  return self->server;
}

/**
 * mv_http_transport_set_max_silence:
 * @self: a transport
 * @milliseconds: longest time without a byte
 *
 * Changes what %MV_HTTP_MAX_SILENCE_S sets, for requests that are sent from now on.
 */
void
mv_http_transport_set_max_silence (MvHttpTransport *self, guint milliseconds)
{
  g_return_if_fail (MV_IS_HTTP_TRANSPORT (self));

  self->max_silence_ms = milliseconds;
}
