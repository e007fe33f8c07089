/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-guard.h"

#include "mv-discard.h"
#include "mv-routes.h"

#include <string.h>

typedef struct
{
  MvGuardTimes times;
  MvRequestLog *log; /* (owned) */
} MvGuard;

static void
mv_guard_free (MvGuard *self)
{
  g_clear_object (&self->log);
  g_free (self);
}

/* One connection and the time it has left for what it is doing. */
typedef struct
{
  GSocket *socket; /* (unowned): owns this watch */
  GSource *timer;  /* (owned) (nullable) */
} MvWatch;

static void
stop_timer (MvWatch *self)
{
  if (self->timer == NULL)
    return;

  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
mv_watch_free (MvWatch *self)
{
  stop_timer (self);
  g_free (self);
}

static gboolean
too_slow_cb (gpointer user_data)
{
  MvWatch *self = user_data;

  g_debug ("closing a connection that is too slow");
  g_clear_pointer (&self->timer, g_source_unref);
  /* libsoup reads the end of the stream and closes the connection itself. */
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
  return G_SOURCE_REMOVE;
}

static void
start_timer (MvWatch *self, guint ms)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  stop_timer (self);
  self->timer = g_timeout_source_new (ms);
  g_source_set_callback (self->timer, too_slow_cb, self, NULL);
  g_source_attach (self->timer, context);
}

static MvWatch *
get_watch (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  MvWatch *watch;

  if (socket == NULL)
    return NULL;

  watch = g_object_get_data (G_OBJECT (socket), "mv-watch");
  if (watch == NULL)
    {
      watch = g_new0 (MvWatch, 1);
      watch->socket = socket;
      g_object_set_data_full (G_OBJECT (socket), "mv-watch", watch, (GDestroyNotify) mv_watch_free);
    }

  return watch;
}

/**
 * mv_guard_send:
 * @message: a message that has no answer yet
 * @answer: what to answer
 * @log: where the request is told of
 *
 * Puts status, headers and body of @answer on @message.
 */
void
mv_guard_send (SoupServerMessage *message, const MvAnswer *answer, MvRequestLog *log)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  mv_request_log_note_problem (log, message, answer->problem);
  soup_server_message_set_status (message, answer->status, NULL);
  soup_message_headers_replace (headers, "Cache-Control",
                                answer->etag != NULL ? "no-cache" : "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (answer->content_type != NULL)
    soup_message_headers_replace (headers, "Content-Type", answer->content_type);
  if (answer->etag != NULL)
    soup_message_headers_replace (headers, "ETag", answer->etag);
  if (answer->status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");
  if (answer->retry_after_s > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", answer->retry_after_s);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
  if (answer->body != NULL)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), answer->body);
  soup_message_body_complete (soup_server_message_get_response_body (message));
}

/* Answers before the body has been read; libsoup would read all of it first. */
static void
refuse_now (MvGuard *self, SoupServerMessage *message, MvProblem problem, const char *why)
{
  const char *id = mv_request_log_get_id (self->log, message);
  g_autoptr (MvAnswer) answer = mv_routes_new_refusal (problem, why, id);
  GSocket *borrowed = soup_server_message_get_socket (message);
  g_autoptr (GSocket) socket = borrowed != NULL ? g_object_ref (borrowed) : NULL;
  MvWatch *watch = get_watch (message);
  g_autoptr (GIOStream) stream = NULL;

  if (watch != NULL)
    stop_timer (watch);
  mv_request_log_tell_stolen (self->log, message, answer);

  stream = soup_server_message_steal_connection (message);
  mv_discard_start (stream, socket, answer, id, MV_GUARD_MAX_DISCARD, self->times.body_ms);
}

static void
add_header_size_cb (const char *name, const char *value, gpointer user_data)
{
  size_t *size = user_data;

  *size += strlen (name) + strlen (value) + strlen (": \r\n");
}

static size_t
measure_headers (SoupServerMessage *message)
{
  g_autofree char *uri = g_uri_to_string (soup_server_message_get_uri (message));
  size_t size = strlen (soup_server_message_get_method (message)) + strlen (uri);

  soup_message_headers_foreach (soup_server_message_get_request_headers (message),
                                add_header_size_cb, &size);
  return size;
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  MvGuard *self = user_data;
  size_t *n_read = g_object_get_data (G_OBJECT (message), "mv-n-read");

  *n_read += g_bytes_get_size (chunk);
  if (*n_read > MV_WIRE_MAX_BODY)
    refuse_now (self, message, MV_PROBLEM_TOO_LARGE, "the body is larger than 1 MiB");
}

static void
early_cb (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  MvGuard *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *encoding = soup_message_headers_get_one (headers, "Content-Encoding");

  /* Parts of an answer are never given: libsoup would cut them out by itself. */
  soup_message_headers_remove (headers, "Range");

  if (measure_headers (message) > MV_GUARD_MAX_HEADERS)
    refuse_now (self, message, MV_PROBLEM_TOO_LARGE, "the headers are larger than 8 KiB");
  else if (encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0)
    refuse_now (self, message, MV_PROBLEM_WRONG_TYPE, "compressed requests are not accepted");
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
           soup_message_headers_get_content_length (headers) > MV_WIRE_MAX_BODY)
    refuse_now (self, message, MV_PROBLEM_TOO_LARGE, "the body is larger than 1 MiB");
  else
    {
      /* Without a length, or with a false one, what counts is what comes. */
      g_object_set_data_full (G_OBJECT (message), "mv-n-read", g_new0 (size_t, 1), g_free);
      g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
    }
}

static void
got_headers_cb (SoupServerMessage *message, gpointer user_data)
{
  MvGuard *self = user_data;
  MvWatch *watch = get_watch (message);

  if (watch != NULL)
    start_timer (watch, self->times.body_ms);
}

static void
got_body_cb (SoupServerMessage *message, gpointer user_data)
{
  MvWatch *watch = get_watch (message);

  if (watch != NULL)
    stop_timer (watch);
}

static void
finished_cb (SoupServerMessage *message, gpointer user_data)
{
  MvGuard *self = user_data;
  MvWatch *watch = get_watch (message);

  if (watch != NULL)
    start_timer (watch, self->times.idle_ms);
}

static void
request_started_cb (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  MvGuard *self = user_data;
  MvWatch *watch = get_watch (message);

  if (watch == NULL)
    return;

  start_timer (watch, self->times.headers_ms);
  /* The first request of a connection is announced twice: when it connects and when it speaks. */
  if (g_object_get_data (G_OBJECT (message), "mv-is-watched") != NULL)
    return;

  g_object_set_data (G_OBJECT (message), "mv-is-watched", GINT_TO_POINTER (TRUE));
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), self);
  g_signal_connect (message, "got-body", G_CALLBACK (got_body_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
}

/**
 * mv_guard_attach:
 * @soup: a server that does not listen yet, or has no connections yet
 * @times: how long to wait
 * @log: where requests are told of
 *
 * Puts the guard before every path of @soup: bodies beyond 1 MiB are answered 413 at once, the rest
 * is read up to 4 MiB, thrown away and the connection closed; so are headers beyond 8 KiB (libsoup
 * itself gives up at 100 KiB) and compressed bodies (415). Ranges are ignored. What is slower than
 * @times is cut off. It lives as long as @soup.
 */
void
mv_guard_attach (SoupServer *soup, const MvGuardTimes *times, MvRequestLog *log)
{
  MvGuard *self = g_new0 (MvGuard, 1);

  self->times = *times;
  self->log = g_object_ref (log);
  g_signal_connect (soup, "request-started", G_CALLBACK (request_started_cb), self);
  soup_server_add_early_handler (soup, NULL, early_cb, self, NULL);
  g_object_set_data_full (G_OBJECT (soup), "mv-guard", self, (GDestroyNotify) mv_guard_free);
}
