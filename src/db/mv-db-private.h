/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-db-listener.h"
#include "mv-db.h"

G_BEGIN_DECLS

/* What the back ends share. Nobody outside src/db includes this. */

MvDb *mv_db_sqlite_open (const char *path, const char *vfs, MvDbFlags flags, GError **error);
MvDb *mv_db_postgresql_open (const char *connection, MvDbFlags flags, GError **error);
char *mv_db_postgresql_dup_connection (const char *url);
gboolean mv_db_postgresql_listen (const char *connection,
                                  const char *channel,
                                  MvDbNotifiedFunc heard,
                                  gpointer user_data,
                                  gboolean *out_was_connected,
                                  GCancellable *cancellable,
                                  GError **error);

/* The text for the back end: tokens filled in, parameters marked its way. */
char *mv_db_fill (MvDb *self, const char *sql, GError **error);
gboolean mv_db_execute_script (MvDb *self, const char *sql, GError **error);
gboolean mv_db_check_open (MvDb *self, GError **error);
gboolean mv_db_check_transaction (MvDb *self, GError **error);

/* A back end calls this for each new statement, so that the statement keeps its connection alive.
 */
void mv_statement_set_db (MvStatement *self, MvDb *db);
MvDb *mv_statement_get_db (MvStatement *self);

G_END_DECLS
