/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-untrusted-server.h"

#include <gio/gio.h>

/* No SoupServer: that of libsoup 3.6 goes down with a client that turns away in the handshake. */

struct _MvTestUntrustedServer
{
  GSocketService *service;      /* (owned) */
  GTlsCertificate *certificate; /* (owned) */
  char *address;                /* (owned) */
};

static void
handshake_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error))
    g_test_message ("The client turned away: %s", error->message);
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  MvTestUntrustedServer *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) tls =
      g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, &error);

  g_assert_no_error (error);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, NULL, handshake_cb,
                                    NULL);
  return TRUE;
}

MvTestUntrustedServer *
mv_test_untrusted_server_new (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("MV_SOURCE_ROOT"), "tests", "support", "self-signed.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) loopback = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  MvTestUntrustedServer *self;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("GLib has no TLS here: glib-networking is not installed");
      return NULL;
    }

  self = g_new0 (MvTestUntrustedServer, 1);
  self->certificate = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), loopback, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("https://127.0.0.1:%u",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  return self;
}

void
mv_test_untrusted_server_free (MvTestUntrustedServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_object_unref (self->certificate);
  g_free (self->address);
  g_free (self);
}

const char *
mv_test_untrusted_server_get_address (MvTestUntrustedServer *self)
{
  return self->address;
}
