/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-routes.h"

#include "mv-feed-private.h"
#include "mv-json.h"
#include "mv-log.h"
#include "mv-routes-private.h"

#include <string.h>

#define SAVEPOINT "request"

struct _MvRoutes
{
  GObject parent_instance;

  MvFeed *feed;       /* (owned) */
  MvClock *clock;     /* (owned) */
  MvRandom *random;   /* (owned) */
  MvLimiter *limiter; /* (owned) */
  char *erasures;     /* (owned) (nullable): file with the list of erasures */
  gboolean is_reader; /* the connection is for reading only */
};

G_DEFINE_FINAL_TYPE (MvRoutes, mv_routes, G_TYPE_OBJECT)

static void
mv_routes_dispose (GObject *object)
{
  MvRoutes *self = MV_ROUTES (object);

  g_clear_object (&self->feed);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_pointer (&self->limiter, mv_limiter_free);
  g_clear_pointer (&self->erasures, g_free);

  G_OBJECT_CLASS (mv_routes_parent_class)->dispose (object);
}

static void
mv_routes_class_init (MvRoutesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_routes_dispose;
}

static void
mv_routes_init (MvRoutes *self)
{
  self->limiter = mv_limiter_new ();
}

/**
 * mv_routes_new:
 * @feed: the records, on a connection that writes
 * @clock: the time
 * @random: chance, fit for secrets
 *
 * Returns: (transfer full): the routes
 */
MvRoutes *
mv_routes_new (MvFeed *feed, MvClock *clock, MvRandom *random)
{
  MvRoutes *self = g_object_new (MV_TYPE_ROUTES, NULL);

  self->feed = g_object_ref (feed);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  return self;
}

/**
 * mv_routes_new_for_reading:
 * @feed: the records, on a connection that only reads
 * @clock: the time
 * @random: chance, fit for secrets
 *
 * Routes that write are not for these, and a request whose device must be noted comes back with
 * `needs_writer`.
 *
 * Returns: (transfer full): the routes
 */
MvRoutes *
mv_routes_new_for_reading (MvFeed *feed, MvClock *clock, MvRandom *random)
{
  MvRoutes *self = mv_routes_new (feed, clock, random);

  self->is_reader = TRUE;
  return self;
}

/**
 * mv_routes_get_feed:
 * @self: the routes
 *
 * Returns: (transfer none): the feed that they stand on
 */
MvFeed *
mv_routes_get_feed (MvRoutes *self)
{
  g_return_val_if_fail (MV_IS_ROUTES (self), NULL);

  return self->feed;
}

/**
 * mv_routes_set_erasures:
 * @self: the routes
 * @path: (nullable): file with the list of erasures, see mv_erasures_append()
 *
 * Says where it is noted that somebody was erased, so that an older backup does not bring her back.
 */
void
mv_routes_set_erasures (MvRoutes *self, const char *path)
{
  g_return_if_fail (MV_IS_ROUTES (self));

  g_free (self->erasures);
  self->erasures = g_strdup (path);
}

/**
 * mv_routes_get_erasures:
 * @self: the routes
 *
 * Returns: (transfer none) (nullable): file with the list of erasures
 */
const char *
mv_routes_get_erasures (MvRoutes *self)
{
  g_return_val_if_fail (MV_IS_ROUTES (self), NULL);

  return self->erasures;
}

/**
 * mv_route_result_free:
 * @self: (transfer full) (nullable): what came of a request
 */
void
mv_route_result_free (MvRouteResult *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->answer, mv_answer_free);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  g_free (self);
}

/**
 * mv_routes_new_refusal:
 * @problem: what is wrong
 * @message: English, for the log
 * @request_id: id of the request
 *
 * Returns: (transfer full): an answer for what is refused before it reaches a route
 */
MvAnswer *
mv_routes_new_refusal (MvProblem problem, const char *message, const char *request_id)
{
  g_autoptr (GError) error = NULL;

  mv_problem_set (&error, problem, NULL, "%s", message);
  MV_LOG_OF (G_LOG_LEVEL_DEBUG, "refused", request_id, "%s", message);
  return mv_answer_new_problem (error, request_id);
}

/* Of a problem only the name is told: its message may hold what somebody wrote. */
static MvAnswer *
answer_error (MvRoutes *self, const MvRequest *request, const GError *error)
{
  g_autofree char *made = request->id == NULL ? mv_uuid_new_v7 (self->clock, self->random) : NULL;
  const char *id = made != NULL ? made : request->id;

  if (error->domain != MV_PROBLEM)
    MV_LOG_OF (G_LOG_LEVEL_MESSAGE, "failed", id, "%s", error->message);
  else
    MV_LOG_OF (G_LOG_LEVEL_DEBUG, "refused", id, "%s",
               mv_problem_get_name ((MvProblem) error->code));

  return mv_answer_new_problem (error, id);
}

/* A request's own transaction, or a savepoint in the one that a group of requests shares. */
static gboolean
begin (MvRoutes *self, gboolean *out_is_shared, GError **error)
{
  MvDb *db = mv_feed_get_db (self->feed);

  *out_is_shared = mv_db_is_in_transaction (db);
  return *out_is_shared ? mv_db_savepoint (db, SAVEPOINT, error)
                        : mv_feed_begin (self->feed, error);
}

static gboolean
commit (MvRoutes *self, gboolean is_shared, GPtrArray *touched, GError **error)
{
  return is_shared ? mv_db_release (mv_feed_get_db (self->feed), SAVEPOINT, error)
                   : mv_feed_commit (self->feed, touched, error);
}

static void
roll_back (MvRoutes *self, gboolean is_shared)
{
  MvDb *db = mv_feed_get_db (self->feed);
  g_autoptr (GError) error = NULL;

  if (!is_shared)
    mv_feed_roll_back (self->feed);
  else if (!mv_db_roll_back_to (db, SAVEPOINT, &error) || !mv_db_release (db, SAVEPOINT, &error))
    MV_LOG (G_LOG_LEVEL_MESSAGE, "savepoint-lost", "%s", error->message);
}

static MvAnswer *
run_writing (MvRoutes *self, MvRouteFunc func, MvRouteCall *call, GError **error)
{
  g_autoptr (MvAnswer) answer = NULL;
  gboolean is_shared;

  if (!begin (self, &is_shared, error))
    return NULL;

  if (call->caller == NULL || mv_feed_note_use (call->feed, call->request->token, error))
    answer = func (call, error);

  if (answer != NULL && commit (self, is_shared, call->result->touched, error))
    return g_steal_pointer (&answer);

  roll_back (self, is_shared);
  return NULL;
}

static MvAnswer *
answer_noted (MvRouteCall *call, GError **error)
{
  return mv_route_answer_nothing ();
}

/* The use of a device is noted now and then, which only a writer can do, and before a route that
 * reads begins its own transaction. Returns whether the route can go on here. */
static gboolean
note_use (MvRoutes *self, MvRouteCall *call, GError **error)
{
  g_autoptr (MvAnswer) noted = NULL;

  if (self->is_reader)
    {
      call->result->needs_writer = TRUE;
      return FALSE;
    }

  noted = run_writing (self, answer_noted, call, error);
  if (noted == NULL)
    return FALSE;

  call->result->needs_reader = mv_db_is_in_transaction (mv_feed_get_db (self->feed));
  return !call->result->needs_reader;
}

static MvAnswer *
run_route (MvRoutes *self, const MvRoute *route, MvRouteCall *call, GError **error)
{
  if ((route->flags & MV_ROUTE_WRITES) != 0)
    return run_writing (self, mv_route_get_func (route), call, error);

  if (call->caller != NULL && call->caller->needs_note && !note_use (self, call, error))
    return NULL;

  return mv_route_get_func (route) (call, error);
}

/**
 * mv_routes_run:
 * @self: the routes
 * @request: a request
 *
 * Answers a request. What it writes is one transaction, or a savepoint if the connection is in a
 * transaction already; an answer of 400 and above has written nothing. Problems carry a request id
 * that stands in the log, and never what somebody wrote.
 *
 * Returns: (transfer full): what came of it
 */
MvRouteResult *
mv_routes_run (MvRoutes *self, const MvRequest *request)
{
  MvRouteResult *result = g_new0 (MvRouteResult, 1);
  g_autofree char *id = NULL;
  g_autoptr (MvCaller) caller = NULL;
  g_autoptr (GError) error = NULL;
  MvRouteCall call = { 0 };
  const MvRoute *route;

  g_return_val_if_fail (MV_IS_ROUTES (self), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  result->touched = g_ptr_array_new_with_free_func (g_free);
  route = mv_routes_match (request->method, request->path, &id);
  if (route == NULL)
    mv_problem_set (&error, MV_PROBLEM_NOT_FOUND, NULL, "no such path");
  else if ((route->flags & MV_ROUTE_TOKEN) != 0)
    caller = mv_feed_authenticate (self->feed, request->token, &error);

  if (error == NULL)
    {
      call.routes = self;
      call.feed = self->feed;
      call.limiter = self->limiter;
      call.devices = (MvDevices){ mv_feed_get_db (self->feed), self->clock, self->random };
      call.request = request;
      call.caller = caller;
      call.id = id;
      call.result = result;
      result->answer = run_route (self, route, &call, &error);
    }

  if (error != NULL)
    {
      g_ptr_array_set_size (result->touched, 0);
      g_clear_pointer (&result->answer, mv_answer_free);
      result->answer = answer_error (self, request, error);
      result->is_broken = error->domain != MV_PROBLEM;
    }
  g_warn_if_fail (route == NULL || result->answer == NULL ||
                  mv_route_may_answer (route, result->answer->status));
  if (result->answer != NULL && result->answer->status == 429)
    result->answer->retry_after_s =
        mv_limiter_get_wait_s (self->limiter, request->peer, mv_clock_now_us (self->clock));

  return result;
}

/**
 * mv_routes_handle:
 * @self: the routes, on a connection that writes
 * @request: a request
 * @out_park: (out) (nullable): the request asked to wait and there is nothing yet: the answer is
 * what to send when time is up
 * @touched: (nullable) (element-type utf8): gets the scopes that changed
 *
 * mv_routes_run() for those who need no more of it.
 *
 * Returns: (transfer full): the answer
 */
MvAnswer *
mv_routes_handle (MvRoutes *self, const MvRequest *request, gboolean *out_park, GPtrArray *touched)
{
  g_autoptr (MvRouteResult) result = NULL;

  g_return_val_if_fail (MV_IS_ROUTES (self) && !self->is_reader, NULL);

  result = mv_routes_run (self, request);
  if (out_park != NULL)
    *out_park = result->is_waiting;
  for (guint i = 0; touched != NULL && i < result->touched->len; i++)
    g_ptr_array_add (touched, g_strdup (g_ptr_array_index (result->touched, i)));

  return g_steal_pointer (&result->answer);
}

/* Help for the functions of routes */

/* The body's text, if there is one of the right type. */
const char *
mv_route_get_body (const MvRouteCall *call, gssize *out_length, GError **error)
{
  const MvRequest *request = call->request;
  size_t length = 0;
  const char *text = NULL;

  if (g_strcmp0 (request->content_type, MV_WIRE_TYPE_JSON) != 0)
    {
      mv_problem_set (error, MV_PROBLEM_WRONG_TYPE, NULL, "not application/json");
      return NULL;
    }
  if (request->body != NULL)
    text = g_bytes_get_data (request->body, &length);
  if (length > MV_WIRE_MAX_BODY)
    {
      mv_problem_set (error, MV_PROBLEM_TOO_LARGE, NULL, "the body is larger than 1 MiB");
      return NULL;
    }

  *out_length = (gssize) length;
  return text != NULL ? text : "";
}

JsonObject *
mv_route_parse_body (const MvRouteCall *call, GError **error)
{
  gssize length;
  const char *text = mv_route_get_body (call, &length, error);

  return text != NULL ? mv_json_parse_object (text, length, MV_WIRE_MAX_BODY, error) : NULL;
}

/* @text: (transfer full) */
MvAnswer *
mv_route_answer_text (const char *content_type, char *text)
{
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  return mv_answer_new (200, content_type, body);
}

MvAnswer *
mv_route_answer_object (JsonObject *object)
{
  return mv_route_answer_text (MV_WIRE_TYPE_JSON, mv_json_object_to_text (object));
}

MvAnswer *
mv_route_answer_nothing (void)
{
  return mv_answer_new (204, NULL, NULL);
}

/* A person's devices or grants changed: those who wait are to look again. */
void
mv_route_touch_person (const MvRouteCall *call, const char *uid)
{
  g_autofree char *scope = mv_scope_user (uid);

  mv_feed_touch (call->feed, scope);
}
