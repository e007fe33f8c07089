/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Many clients of a server on this machine: each has one connection and asks again as soon as it is
 * answered. Usage: clients PORT PATH BODY-FILE TOKENS-FILE N-CLIENTS SECONDS
 *
 * In the body @N@ becomes the number of the client's request, from 1, @ID@ a new id, and @DEVICE@
 * the client's device. The tokens stand one a line, each with a blank and its device, one for each
 * client; too few go round. Prints requests a second, the median and
 * the 99th percentile of the times in milliseconds, bytes of an answer, and answers that were not
 * 200. */

#include <gio/gio.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define ANSWER_MAX (4 * 1024 * 1024)

typedef struct
{
  GSocket *socket;    /* (owned) */
  char *token;        /* (owned) */
  const char *device; /* (unowned): in @token, behind its end */
  GString *request;   /* (owned) */
  GString *answer;    /* (owned): what has come of it */
  size_t answer_size; /* header and body; 0 while the header is not whole */
  guint64 n;          /* requests so far */
  gint64 sent_us;
} Client;

typedef struct
{
  const char *path;
  const char *body;
  GArray *times_us; /* (owned) (element-type gint64) */
  guint64 n_bad;
  size_t last_size;
} Run;

static void
fail (const char *what)
{
  g_printerr ("clients: %s\n", what);
  exit (1);
}

static char *
make_body (const Run *run, const Client *client)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, client->n);
  g_autoptr (GString) body = g_string_new (run->body);

  g_string_replace (body, "@N@", number, 0);
  g_string_replace (body, "@ID@", id, 0);
  g_string_replace (body, "@DEVICE@", client->device, 0);
  return g_string_free (g_steal_pointer (&body), FALSE);
}

static void
ask (Run *run, Client *client)
{
  g_autofree char *body = NULL;

  client->n++;
  body = make_body (run, client);
  g_string_printf (client->request,
                   "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
                   "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                   run->path, client->token, strlen (body), body);
  g_string_truncate (client->answer, 0);
  client->answer_size = 0;
  client->sent_us = g_get_monotonic_time ();
  if (g_socket_send (client->socket, client->request->str, client->request->len, NULL, NULL) !=
      (gssize) client->request->len)
    fail ("the request could not be sent in one piece");
}

/* Requests are small and answers have a length, so this is all the HTTP there is to read. */
static void
read_header (Client *client)
{
  const char *end = strstr (client->answer->str, "\r\n\r\n");
  g_autofree char *header = NULL;
  const char *length;

  if (end == NULL)
    return;
  header = g_ascii_strdown (client->answer->str, end - client->answer->str);
  length = strstr (header, "\r\ncontent-length:");
  if (length == NULL)
    fail ("an answer without a length");
  client->answer_size = (size_t) (end - client->answer->str) + 4 +
                        strtoul (length + strlen ("\r\ncontent-length:"), NULL, 10);
}

static void
take_answer (Run *run, Client *client)
{
  gint64 time_us = g_get_monotonic_time () - client->sent_us;

  g_array_append_val (run->times_us, time_us);
  run->last_size = client->answer_size;
  if (!g_str_has_prefix (client->answer->str, "HTTP/1.1 200"))
    {
      if (run->n_bad++ == 0)
        g_printerr ("%s\n", client->answer->str);
    }
  ask (run, client);
}

static void
receive (Run *run, Client *client)
{
  static char buffer[256 * 1024];
  gssize n = g_socket_receive (client->socket, buffer, sizeof buffer, NULL, NULL);

  if (n <= 0 || client->answer->len > ANSWER_MAX)
    fail ("the connection was closed");
  g_string_append_len (client->answer, buffer, n);
  if (client->answer_size == 0)
    read_header (client);
  if (client->answer_size > 0 && client->answer->len >= client->answer_size)
    take_answer (run, client);
}

static void
connect_client (Client *client, guint16 port, const char *token)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) server = g_inet_socket_address_new (address, port);
  char *blank;

  client->socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  if (client->socket == NULL || !g_socket_connect (client->socket, server, NULL, NULL))
    fail ("no connection");
  client->token = g_strdup (token);
  blank = strchr (client->token, ' ');
  if (blank == NULL)
    fail ("a token without a device");
  *blank = '\0';
  client->device = blank + 1;
  client->request = g_string_new (NULL);
  client->answer = g_string_sized_new (64 * 1024);
}

static void
run_until (Run *run, Client *clients, guint n_clients, gint64 end_us)
{
  g_autofree struct pollfd *waiting = g_new0 (struct pollfd, n_clients);

  for (guint i = 0; i < n_clients; i++)
    {
      waiting[i] = (struct pollfd){ .fd = g_socket_get_fd (clients[i].socket), .events = POLLIN };
      ask (run, &clients[i]);
    }
  while (g_get_monotonic_time () < end_us)
    {
      poll (waiting, n_clients, 100);
      for (guint i = 0; i < n_clients; i++)
        {
          if (waiting[i].revents != 0)
            receive (run, &clients[i]);
        }
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static double
get_percentile (const GArray *sorted, guint percent)
{
  guint place = MIN (sorted->len * percent / 100, sorted->len - 1);

  return (double) g_array_index (sorted, gint64, place) / 1000;
}

int
main (int argc, char *argv[])
{
  g_autofree char *body = NULL, *text = NULL;
  g_auto (GStrv) tokens = NULL;
  g_autofree Client *clients = NULL;
  Run run = { 0 };
  guint n_clients, n_tokens;
  double seconds;

  if (argc != 7)
    fail ("PORT PATH BODY-FILE TOKENS-FILE N-CLIENTS SECONDS");
  if (!g_file_get_contents (argv[3], &body, NULL, NULL) ||
      !g_file_get_contents (argv[4], &text, NULL, NULL))
    fail ("a file could not be read");

  tokens = g_strsplit (g_strstrip (text), "\n", -1);
  n_tokens = g_strv_length (tokens);
  n_clients = (guint) strtoul (argv[5], NULL, 10);
  seconds = g_ascii_strtod (argv[6], NULL);
  if (n_tokens == 0 || n_clients == 0)
    fail ("no tokens or no clients");

  run = (Run){ .path = argv[2],
               .body = body,
               .times_us = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  clients = g_new0 (Client, n_clients);
  for (guint i = 0; i < n_clients; i++)
    connect_client (&clients[i], (guint16) strtoul (argv[1], NULL, 10), tokens[i % n_tokens]);
  run_until (&run, clients, n_clients,
             g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC));
  if (run.times_us->len == 0)
    fail ("no answer");

  g_array_sort (run.times_us, compare_times);
  g_print ("{\"per_second\":%.1f,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"bytes\":%zu,\"bad\":"
           "%" G_GUINT64_FORMAT "}\n",
           run.times_us->len / seconds, get_percentile (run.times_us, 50),
           get_percentile (run.times_us, 99), run.last_size, run.n_bad);

  g_array_unref (run.times_us);
  return run.n_bad == 0 ? 0 : 1;
}
