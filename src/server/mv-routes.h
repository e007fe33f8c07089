/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed.h"
#include "mv-wire.h"

G_BEGIN_DECLS

/**
 * MvRoutes:
 *
 * The server without sockets: a request in, an answer out. The simulation calls it directly; MvServer
 * puts libsoup around it.
 */
#define MV_TYPE_ROUTES (mv_routes_get_type ())
G_DECLARE_FINAL_TYPE (MvRoutes, mv_routes, MV, ROUTES, GObject)

MvRoutes *mv_routes_new (MvFeed *feed, MvClock *clock, MvRandom *random);

/* One route: the table that the rights file and the tests go through. */
typedef struct
{
  const char *method;
  const char *path;      /* /v1/me/devices/{id} */
  gboolean needs_token;
  gboolean writes;       /* runs on the writer */
  const char *purpose;
} MvRoute;

const MvRoute *mv_routes_list (guint *out_n_routes);
const MvRoute *mv_routes_find (const char *method, const char *path);

/* @out_park: (out): the request asked to wait and there is nothing yet: the answer is what to send
 * when time is up. @touched: (nullable): gets the scopes that changed. */
MvAnswer *mv_routes_handle (MvRoutes *self, const MvRequest *request, gboolean *out_park,
                            GPtrArray *touched);

G_END_DECLS
