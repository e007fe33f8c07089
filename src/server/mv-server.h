/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

#include "mv-guard.h"
#include "mv-routes.h"

G_BEGIN_DECLS

/**
 * MvServer:
 *
 * Puts the routes on a SoupServer: body and header limits, one writer with group commit, two to
 * four readers, parked pulls, Retry-After, drain. The SoupServers are given; listening belongs to
 * the program.
 */
#define MV_TYPE_SERVER (mv_server_get_type ())
G_DECLARE_FINAL_TYPE (MvServer, mv_server, MV, SERVER, GObject)

MvServer *mv_server_new (const char *database,
                         SoupServer *soup,
                         SoupServer *health,
                         MvClock *clock,
                         MvRandom *random,
                         GError **error);
MvServer *mv_server_new_with_times (const char *database,
                                    SoupServer *soup,
                                    SoupServer *health,
                                    MvClock *clock,
                                    MvRandom *random,
                                    const MvGuardTimes *times,
                                    GError **error);
void mv_server_set_trusts_proxy (MvServer *self, gboolean trusts_proxy);
guint mv_server_get_n_parked (MvServer *self);

void mv_server_drain_async (MvServer *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean mv_server_drain_finish (MvServer *self, GAsyncResult *result, GError **error);

G_END_DECLS
