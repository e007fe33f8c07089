/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-devices.h"
#include "mv-limiter.h"
#include "mv-routes.h"

G_BEGIN_DECLS

/**
 * MvRouteCall:
 *
 * One request on its way through a route's function. A function returns an answer, or %NULL with an
 * error; whatever it wrote is then rolled back.
 */
typedef struct
{
  MvRoutes *routes;   /* (unowned) */
  MvFeed *feed;       /* (unowned) */
  MvLimiter *limiter; /* (unowned) */
  MvDevices devices;
  const MvRequest *request; /* (unowned) */
  const MvCaller *caller;   /* (unowned) (nullable): NULL for routes without a token */
  const char *id;           /* (unowned) (nullable): what stands for {id} in the path */
  MvRouteResult *result;    /* (unowned) */
} MvRouteCall;

typedef MvAnswer *(*MvRouteFunc) (MvRouteCall *call, GError **error);

/* The table (mv-routes-table.c) */
const MvRoute *mv_routes_match (const char *method, const char *path, char **out_id);
MvRouteFunc mv_route_get_func (const MvRoute *self);

MvAnswer *mv_route_get_api (MvRouteCall *call, GError **error);
MvAnswer *mv_route_pull (MvRouteCall *call, GError **error);
MvAnswer *mv_route_push (MvRouteCall *call, GError **error);
MvAnswer *mv_route_is_ready (MvRouteCall *call, GError **error);

MvAnswer *mv_route_enrol (MvRouteCall *call, GError **error);
MvAnswer *mv_route_list_devices (MvRouteCall *call, GError **error);
MvAnswer *mv_route_add_device (MvRouteCall *call, GError **error);
MvAnswer *mv_route_revoke_device (MvRouteCall *call, GError **error);
MvAnswer *mv_route_wake_device (MvRouteCall *call, GError **error);
MvAnswer *mv_route_renew_token (MvRouteCall *call, GError **error);

MvAnswer *mv_route_get_overview (MvRouteCall *call, GError **error);
MvAnswer *mv_route_get_source (MvRouteCall *call, GError **error);
MvAnswer *mv_route_get_text (MvRouteCall *call, GError **error);

MvAnswer *mv_route_get_audit (MvRouteCall *call, GError **error);
MvAnswer *mv_route_export (MvRouteCall *call, GError **error);
MvAnswer *mv_route_erase (MvRouteCall *call, GError **error);

/* Help for those functions */
const char *mv_route_get_body (const MvRouteCall *call, gssize *out_length, GError **error);
JsonObject *mv_route_parse_body (const MvRouteCall *call, GError **error);
MvAnswer *mv_route_answer_object (JsonObject *object);
MvAnswer *mv_route_answer_text (const char *content_type, char *text);
MvAnswer *mv_route_answer_nothing (void);
void mv_route_touch_person (const MvRouteCall *call, const char *uid);

G_END_DECLS
