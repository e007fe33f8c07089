/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-discard.h"

#include "mv-request-log.h"

#define BLOCK_BYTES (64 * 1024)

typedef struct
{
  GIOStream *stream;         /* (owned) */
  GSocket *socket;           /* (owned) (nullable) */
  GString *answer;           /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled when time is up */
  GSource *timer;            /* (owned) */
  size_t bytes_left;
} MvDiscard;

static void
finish (MvDiscard *self)
{
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_io_stream_close (self->stream, NULL, NULL);
  g_clear_object (&self->stream);
  g_clear_object (&self->socket);
  g_clear_object (&self->cancellable);
  g_string_free (self->answer, TRUE);
  g_free (self);
}

static void discard_more (MvDiscard *self);

static void
skipped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MvDiscard *self = user_data;
  gssize n_bytes = g_input_stream_skip_finish (G_INPUT_STREAM (object), result, NULL);

  if (n_bytes <= 0 || (size_t) n_bytes >= self->bytes_left)
    {
      finish (self);
      return;
    }

  self->bytes_left -= (size_t) n_bytes;
  discard_more (self);
}

static void
discard_more (MvDiscard *self)
{
  g_input_stream_skip_async (g_io_stream_get_input_stream (self->stream),
                             MIN (self->bytes_left, BLOCK_BYTES), G_PRIORITY_LOW, self->cancellable,
                             skipped_cb, self);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MvDiscard *self = user_data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL))
    {
      finish (self);
      return;
    }

  if (self->socket != NULL)
    g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
  discard_more (self);
}

static gboolean
time_up_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static GString *
format_answer (const MvAnswer *answer, const char *request_id)
{
  size_t length = answer->body != NULL ? g_bytes_get_size (answer->body) : 0;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "HTTP/1.1 %u %s\r\n", answer->status,
                          soup_status_get_phrase (answer->status));
  g_string_append_printf (text, MV_REQUEST_ID_HEADER ": %s\r\n", request_id);
  g_string_append_printf (text, "Content-Type: %s\r\n", answer->content_type);
  g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\n", length);
  g_string_append (text, "Cache-Control: no-store\r\nConnection: close\r\n\r\n");
  if (length > 0)
    g_string_append_len (text, g_bytes_get_data (answer->body, NULL), (gssize) length);

  return text;
}

void
mv_discard_start (GIOStream *stream,
                  GSocket *socket,
                  const MvAnswer *answer,
                  const char *request_id,
                  size_t max_bytes,
                  guint max_ms)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  MvDiscard *self = g_new0 (MvDiscard, 1);

  self->stream = g_object_ref (stream);
  self->socket = socket != NULL ? g_object_ref (socket) : NULL;
  self->answer = format_answer (answer, request_id);
  self->cancellable = g_cancellable_new ();
  self->bytes_left = max_bytes;
  self->timer = g_timeout_source_new (max_ms);
  g_source_set_callback (self->timer, time_up_cb, g_object_ref (self->cancellable), g_object_unref);
  g_source_attach (self->timer, context);

  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), self->answer->str,
                                   self->answer->len, G_PRIORITY_DEFAULT, self->cancellable,
                                   written_cb, self);
}
