/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-db"

#include "config.h"

#include "mv-db-private.h"

#include <libpq-fe.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGconn, PQfinish)

static gboolean
fail (PGconn *connection, GError **error)
{
  g_autofree char *message = g_strchomp (g_strdup (PQerrorMessage (connection)));

  g_set_error_literal (error, MV_DB_ERROR, MV_DB_ERROR_CONNECTION, message);
  return FALSE;
}

static gboolean
begin_to_listen (PGconn *connection, const char *channel, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("LISTEN %s", channel);
  PGresult *result;
  gboolean is_done;

  if (PQstatus (connection) != CONNECTION_OK)
    return fail (connection, error);

  result = PQexec (connection, sql);
  is_done = PQresultStatus (result) == PGRES_COMMAND_OK;
  PQclear (result);
  return is_done || fail (connection, error);
}

/* Waits until there is something to read, or the listener is stopped. */
static void
wait_for_input (PGconn *connection, GCancellable *cancellable)
{
  GPollFD fds[2] = { { .fd = PQsocket (connection), .events = G_IO_IN | G_IO_ERR | G_IO_HUP } };

  if (!g_cancellable_make_pollfd (cancellable, &fds[1]))
    return;
  g_poll (fds, 2, -1);
  g_cancellable_release_fd (cancellable);
}

/*
 * mv_db_postgresql_listen:
 * @connection: libpq's words for the database
 * @channel: an identifier
 * @heard: called in this thread with each payload, and with %NULL once it listens
 * @out_was_connected: whether it listened at all
 * @cancellable: ends it
 *
 * Listens until the connection is lost or @cancellable is cancelled.
 *
 * Returns: %FALSE, with an error unless it was cancelled
 */
gboolean
mv_db_postgresql_listen (const char *connection,
                         const char *channel,
                         MvDbNotifiedFunc heard,
                         gpointer user_data,
                         gboolean *out_was_connected,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (PGconn) link = PQconnectdb (connection);

  if (!begin_to_listen (link, channel, error))
    return FALSE;

  *out_was_connected = TRUE;
  heard (NULL, user_data);
  while (!g_cancellable_is_cancelled (cancellable))
    {
      PGnotify *notify;

      wait_for_input (link, cancellable);
      if (!PQconsumeInput (link))
        return fail (link, error);
      while ((notify = PQnotifies (link)) != NULL)
        {
          heard (notify->extra, user_data);
          PQfreemem (notify);
        }
    }

  return FALSE;
}
