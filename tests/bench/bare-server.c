/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The peer of the pull benchmark: a SoupServer that answers every request with the same body, as
 * many bytes as the page has. Usage: bare-server BYTES PORT-FILE. Ends when its input ends. */

#include <libsoup/soup.h>
#include <stdlib.h>

static GBytes *body;

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "application/x-ndjson", NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

static gboolean
input_ended_cb (GIOChannel *channel, GIOCondition condition, gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *port = NULL;
  GSList *uris;
  size_t n_bytes;

  if (argc != 3)
    {
      g_printerr ("Usage: bare-server BYTES PORT-FILE\n");
      return 2;
    }

  n_bytes = (size_t) atoi (argv[1]);
  bytes = g_strnfill (n_bytes, 'x');
  body = g_bytes_new_take (g_steal_pointer (&bytes), n_bytes);
  soup_server_add_handler (server, NULL, request_cb, NULL, NULL);
  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  uris = soup_server_get_uris (server);
  port = g_strdup_printf ("%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  if (!g_file_set_contents (argv[2], port, -1, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  g_io_add_watch (input, G_IO_HUP, input_ended_cb, loop);
  g_main_loop_run (loop);
  g_bytes_unref (body);
  return 0;
}
