/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-routes-private.h"

#include <string.h>

/* Which routes there are. */

/* What comes of what stands before the routes, and of a database that cannot be used. */
#define ALWAYS "413 415 503"

static const MvRoute routes[] = {
  { "GET", "/v1", 0, "versions, limits, epoch, time", "200 304" },
  { "POST", "/v1/enrol", MV_ROUTE_WRITES, "an invitation or link code for a device token",
    "200 400 403 409 429" },
  { "POST", "/v1/sync/pull", MV_ROUTE_TOKEN, "changes out", "200 400 426" },
  { "POST", "/v1/sync/push", MV_ROUTE_TOKEN | MV_ROUTE_WRITES, "operations in", "200 400 409 426" },
  { "GET", "/v1/overview/committee/{id}", MV_ROUTE_TOKEN, "a committee's figures", "200 304 404" },
  { "GET", "/v1/study/{id}/source", MV_ROUTE_TOKEN, "the register's own record of a study",
    "200 404" },
  { "GET", "/v1/document-version/{id}/text", MV_ROUTE_TOKEN, "the text of a restricted document",
    "200 404" },
  { "GET", "/v1/me/devices", MV_ROUTE_TOKEN, "one's own devices", "200" },
  { "POST", "/v1/me/devices", MV_ROUTE_TOKEN | MV_ROUTE_WRITES,
    "a link code for one's own next PC, or a new device for a copy of this one",
    "200 400 403 409" },
  { "DELETE", "/v1/me/devices/{id}", MV_ROUTE_TOKEN | MV_ROUTE_WRITES, "lock a device out",
    "204 404" },
  { "POST", "/v1/me/devices/{id}/wake", MV_ROUTE_TOKEN | MV_ROUTE_WRITES,
    "let a device in again that was not used for long", "204 404" },
  { "POST", "/v1/me/token", MV_ROUTE_TOKEN | MV_ROUTE_WRITES, "a new token for this device",
    "200" },
  { "GET", "/v1/me/audit", MV_ROUTE_TOKEN, "what was done with my data", "200 403" },
  { "POST", "/v1/me/export", MV_ROUTE_TOKEN | MV_ROUTE_WRITES, "all of my data", "200 403" },
  { "POST", "/v1/me/erasure", MV_ROUTE_TOKEN | MV_ROUTE_WRITES, "erase me", "204 400 403" },
  { "GET", "/healthz", MV_ROUTE_HEALTH, "the process is alive", "200 404" },
  { "GET", "/readyz", MV_ROUTE_HEALTH, "the database answers", "200 404" },
  { "GET", "/metrics", MV_ROUTE_HEALTH, "counters", "200 404" },
};

/* Counters are of the process, and only the shell has them. */
static MvAnswer *
refuse_here (MvRouteCall *call, GError **error)
{
  mv_problem_set (error, MV_PROBLEM_NOT_FOUND, NULL, "this is not answered here");
  return NULL;
}

static MvAnswer *
answer_alive (MvRouteCall *call, GError **error)
{
  return mv_route_answer_text ("text/plain", g_strdup ("ok\n"));
}

/* In the order of the table above. /metrics is answered by the shell, which has the counters. */
static const MvRouteFunc funcs[] = {
  mv_route_get_api,       mv_route_enrol,        mv_route_pull,
  mv_route_push,          mv_route_get_overview, mv_route_get_source,
  mv_route_get_text,      mv_route_list_devices, mv_route_add_device,
  mv_route_revoke_device, mv_route_wake_device,  mv_route_renew_token,
  mv_route_get_audit,     mv_route_export,       mv_route_erase,
  answer_alive,           mv_route_is_ready,     refuse_here,
};

G_STATIC_ASSERT (G_N_ELEMENTS (funcs) == G_N_ELEMENTS (routes));

/**
 * mv_routes_list:
 * @out_n_routes: (out): how many there are
 *
 * Returns: (transfer none) (array length=out_n_routes): the table of routes
 */
const MvRoute *
mv_routes_list (guint *out_n_routes)
{
  *out_n_routes = G_N_ELEMENTS (routes);
  return routes;
}

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) all = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *) all, word);
}

/**
 * mv_route_may_answer:
 * @self: a row of the table of routes
 * @status: HTTP status
 *
 * The table is what the description of the interface, data/server/openapi.json, is compared with.
 *
 * Returns: whether requests of that route may be answered so
 */
gboolean
mv_route_may_answer (const MvRoute *self, guint status)
{
  g_autofree char *word = g_strdup_printf ("%u", status);

  if (status == 401)
    return (self->flags & MV_ROUTE_TOKEN) != 0;

  return has_word (self->answers, word) || has_word (ALWAYS, word);
}

/* Whether @path has the shape of @pattern; @out_id gets the part that stands for the braces. */
static gboolean
match_path (const char *pattern, const char *path, char **out_id)
{
  g_auto (GStrv) wanted = g_strsplit (pattern, "/", -1);
  g_auto (GStrv) given = g_strsplit (path, "/", -1);
  const char *id = NULL;
  guint i;

  for (i = 0; wanted[i] != NULL && given[i] != NULL; i++)
    {
      if (wanted[i][0] == '{' && mv_uuid_is_valid (given[i]))
        id = given[i];
      else if (strcmp (wanted[i], given[i]) != 0)
        return FALSE;
    }
  if (wanted[i] != NULL || given[i] != NULL)
    return FALSE;

  if (out_id != NULL)
    *out_id = g_strdup (id);
  return TRUE;
}

/* As mv_routes_find(); @out_id: (nullable): gets what stands for the part in braces. */
const MvRoute *
mv_routes_match (const char *method, const char *path, char **out_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (strcmp (routes[i].method, method) == 0 && match_path (routes[i].path, path, out_id))
        return &routes[i];
    }

  return NULL;
}

/**
 * mv_routes_find:
 * @method: GET, POST or DELETE
 * @path: a request's path
 *
 * Returns: (transfer none) (nullable): the row of the table that answers it
 */
const MvRoute *
mv_routes_find (const char *method, const char *path)
{
  return mv_routes_match (method, path, NULL);
}

/* What answers requests of that row of the table. */
MvRouteFunc
mv_route_get_func (const MvRoute *self)
{
  return funcs[self - routes];
}
