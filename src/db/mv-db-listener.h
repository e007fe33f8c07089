/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MvDbListener:
 *
 * Hears what mv_db_notify() says on other connections to the same PostgreSQL, in other processes
 * and on other machines. It has a thread and a connection of its own, and gets itself a new
 * connection when that is lost.
 */
#define MV_TYPE_DB_LISTENER (mv_db_listener_get_type ())
G_DECLARE_FINAL_TYPE (MvDbListener, mv_db_listener, MV, DB_LISTENER, GObject)

/* @payload: (nullable): what was said; %NULL when something may have been missed: right after each
 * connection was made. */
typedef void (*MvDbNotifiedFunc) (const char *payload, gpointer user_data);

gboolean mv_db_listener_is_supported (const char *url);
MvDbListener *mv_db_listener_new (const char *url,
                                  const char *channel,
                                  MvDbNotifiedFunc notified,
                                  gpointer user_data);
void mv_db_listener_stop (MvDbListener *self);

G_END_DECLS
