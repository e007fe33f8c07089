/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-db"

#include "config.h"

#include "mv-db-private.h"

/* Stands in for mv-db-postgresql.c where libpq was not there at build time. */
MvDb *
mv_db_postgresql_open (const char *connection, MvDbFlags flags, GError **error)
{
  g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_UNSUPPORTED, "Built without PostgreSQL");
  return NULL;
}

gboolean
mv_db_postgresql_listen (const char *connection,
                         const char *channel,
                         MvDbNotifiedFunc heard,
                         gpointer user_data,
                         gboolean *out_was_connected,
                         GCancellable *cancellable,
                         GError **error)
{
  g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_UNSUPPORTED, "Built without PostgreSQL");
  return FALSE;
}
