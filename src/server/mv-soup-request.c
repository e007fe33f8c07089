/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-soup-request.h"

#include <string.h>

#define BEARER "Bearer "

static char *
dup_token (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  if (value == NULL || g_ascii_strncasecmp (value, BEARER, strlen (BEARER)) != 0)
    return NULL;

  return g_strstrip (g_strdup (value + strlen (BEARER)));
}

/* RFC 7240: what is not understood is as if it were not there. */
static guint
parse_wait (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_list (headers, "Prefer");
  g_auto (GStrv) parts = NULL;

  if (value == NULL)
    return 0;

  parts = g_strsplit (value, ",", -1);
  for (char **part = parts; *part != NULL; part++)
    {
      guint64 seconds;

      g_strstrip (*part);
      if (g_ascii_strncasecmp (*part, "wait=", 5) == 0 &&
          g_ascii_string_to_unsigned (*part + 5, 10, 0, G_MAXUINT, &seconds, NULL))
        return (guint) MIN (seconds, MV_WIRE_MAX_WAIT_S);
    }

  return 0;
}

static char *
dup_peer (SoupServerMessage *message, gboolean trusts_proxy)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  const char *forwarded = NULL;

  if (trusts_proxy)
    forwarded = soup_message_headers_get_list (soup_server_message_get_request_headers (message),
                                               "X-Forwarded-For");
  if (forwarded != NULL)
    {
      const char *last = strrchr (forwarded, ',');

      return g_strstrip (g_strdup (last != NULL ? last + 1 : forwarded));
    }

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("local");

  return g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/* Without parameters, since `application/json; charset=utf-8` is the same type. */
static char *
dup_content_type (SoupMessageHeaders *headers)
{
  return g_strdup (soup_message_headers_get_content_type (headers, NULL));
}

MvRequest *
mv_soup_request_new (SoupServerMessage *message,
                     const char *path,
                     const char *id,
                     gboolean trusts_proxy)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *token = dup_token (headers);
  MvRequest *request = mv_request_new (soup_server_message_get_method (message), path, token,
                                       g_bytes_get_size (body) > 0 ? body : NULL);

  request->id = g_strdup (id);
  request->wait_s = parse_wait (headers);
  g_free (request->content_type);
  request->content_type = dup_content_type (headers);
  request->etag = g_strdup (soup_message_headers_get_one (headers, "If-None-Match"));
  request->peer = dup_peer (message, trusts_proxy);
  return request;
}
