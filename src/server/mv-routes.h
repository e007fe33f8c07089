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
 * The server without sockets: a request in, an answer out. The simulation calls it directly;
 * MvServer puts libsoup and threads around it. Bound to one feed and used by one thread at a time.
 */
#define MV_TYPE_ROUTES (mv_routes_get_type ())
G_DECLARE_FINAL_TYPE (MvRoutes, mv_routes, MV, ROUTES, GObject)

MvRoutes *mv_routes_new (MvFeed *feed, MvClock *clock, MvRandom *random);
MvRoutes *mv_routes_new_for_reading (MvFeed *feed, MvClock *clock, MvRandom *random);
MvFeed *mv_routes_get_feed (MvRoutes *self);
void mv_routes_set_erasures (MvRoutes *self, const char *path);
const char *mv_routes_get_erasures (MvRoutes *self);

/**
 * MvRouteFlags:
 * @MV_ROUTE_TOKEN: the caller must be signed in
 * @MV_ROUTE_WRITES: runs on the writer, in a transaction
 * @MV_ROUTE_HEALTH: on the separate listener only
 */
typedef enum
{
  MV_ROUTE_TOKEN = 1 << 0,
  MV_ROUTE_WRITES = 1 << 1,
  MV_ROUTE_HEALTH = 1 << 2,
} MvRouteFlags;

/**
 * MvRoute:
 *
 * One row of the table of routes, which the dispatcher, the rights file and the tests go through.
 */
typedef struct
{
  const char *method;
  const char *path; /* /v1/me/devices/{id}; a part in braces stands for one part of a path */
  MvRouteFlags flags;
  const char *purpose;
  const char *answers; /* statuses of its own, between blanks; mv_route_may_answer() has all */
} MvRoute;

const MvRoute *mv_routes_list (guint *out_n_routes);
const MvRoute *mv_routes_find (const char *method, const char *path);
gboolean mv_route_may_answer (const MvRoute *self, guint status);

/**
 * MvRouteResult:
 *
 * What came of a request.
 */
typedef struct
{
  MvAnswer *answer;   /* (owned) (nullable): %NULL only if @needs_writer or @needs_reader */
  gboolean is_broken; /* the database did not take it */
  gboolean
      is_waiting; /* nothing yet, and the request asked to wait: @answer is for when time is up */
  gboolean needs_writer; /* the caller's device must be noted first: run it again on the writer */
  gboolean needs_reader; /* it has been noted; run it again on a reader once that is committed */
  GPtrArray *watched;    /* (owned) (nullable) (element-type utf8): scopes to wait for */
  GPtrArray *touched;    /* (owned) (element-type utf8): scopes that changed */
} MvRouteResult;

MvRouteResult *mv_routes_run (MvRoutes *self, const MvRequest *request);
void mv_route_result_free (MvRouteResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvRouteResult, mv_route_result_free)

MvAnswer *
mv_routes_handle (MvRoutes *self, const MvRequest *request, gboolean *out_park, GPtrArray *touched);

/* An answer for what the shell refuses itself. */
MvAnswer *mv_routes_new_refusal (MvProblem problem, const char *message, const char *request_id);

G_END_DECLS
