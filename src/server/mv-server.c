/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-server.h"

#include "mv-db-listener.h"
#include "mv-feed-announce.h"
#include "mv-parking.h"
#include "mv-soup-request.h"
#include "mv-watch.h"
#include "mv-worker.h"

#include <string.h>

#define MIN_READERS 2
#define MAX_READERS 4
#define MAX_QUEUED 2000
#define DRAIN_LIMIT_MS 10000

struct _MvServer
{
  GObject parent_instance;

  SoupServer *soup;      /* (owned) */
  SoupServer *health;    /* (owned) (nullable) */
  MvRandom *random;      /* (owned) */
  MvRequestLog *log;     /* (owned) */
  MvParking *parking;    /* (owned) */
  MvWatch *watch;        /* (owned): of what other programs write */
  GAsyncQueue *to_read;  /* (owned) (element-type MvJob) */
  GAsyncQueue *to_write; /* (owned) (element-type MvJob) */
  GPtrArray *workers;    /* (owned) (element-type MvWorker): the writer first */
  GHashTable *calls;     /* (owned) set of MvCall */
  MvDbListener *others;  /* (owned) (nullable): processes on the same database */
  char *name;            /* (owned): among them */
  gboolean trusts_proxy;
  GTask *draining;      /* (owned) (nullable) */
  GSource *drain_limit; /* (owned) (nullable) */
  guint n_queued;
  guint64 n_answered[6]; /* by the first digit of the status */
};

G_DEFINE_FINAL_TYPE (MvServer, mv_server, G_TYPE_OBJECT)

/* One request of one client, from its headers to the last byte of its answer. */
typedef struct
{
  MvServer *server;           /* (unowned) */
  SoupServerMessage *message; /* (owned) */
  MvJob *job;                 /* (owned) (nullable): NULL while a worker has it */
  gint64 wait_until_us;       /* monotonic */
  gulong finished_id;
  gulong disconnected_id;
  gboolean is_gone; /* the message has been answered or its client has left */
} MvCall;

static void
mv_call_free (MvCall *self)
{
  g_clear_signal_handler (&self->finished_id, self->message);
  g_clear_signal_handler (&self->disconnected_id, self->message);
  g_clear_object (&self->message);
  g_clear_pointer (&self->job, mv_job_free);
  g_free (self);
}

static void
finish_drain (MvServer *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->draining);

  g_source_destroy (self->drain_limit);
  g_clear_pointer (&self->drain_limit, g_source_unref);
  soup_server_disconnect (self->soup);
  if (self->health != NULL)
    soup_server_disconnect (self->health);
  g_task_return_boolean (task, TRUE);
}

static void
forget_call (MvServer *self, MvCall *call)
{
  g_hash_table_remove (self->calls, call);
  /* Not at once: this may be in the middle of a message's last signal. */
  if (self->draining != NULL && g_hash_table_size (self->calls) == 0)
    g_source_set_ready_time (self->drain_limit, 0);
}

static void
gone_cb (SoupServerMessage *message, gpointer user_data)
{
  MvCall *call = user_data;
  MvServer *self = call->server;

  if (call->is_gone)
    return;

  call->is_gone = TRUE;
  mv_parking_remove (self->parking, call);
  /* A job that a worker has comes back first. */
  if (call->job != NULL)
    forget_call (self, call);
}

static void
count_answer (MvServer *self, guint status)
{
  self->n_answered[MIN (status / 100, G_N_ELEMENTS (self->n_answered) - 1)]++;
}

static void
answer_call (MvServer *self, MvCall *call)
{
  const MvAnswer *answer = call->job->result->answer;

  count_answer (self, answer->status);
  mv_guard_send (call->message, answer, self->log);
  soup_server_message_unpause (call->message);
}

static void
refuse (MvServer *self, SoupServerMessage *message, MvProblem problem, const char *why)
{
  const char *id = mv_request_log_get_id (self->log, message);
  g_autoptr (MvAnswer) answer = mv_routes_new_refusal (problem, why, id);

  count_answer (self, answer->status);
  mv_guard_send (message, answer, self->log);
}

static void
queue_job (MvServer *self, MvCall *call, GAsyncQueue *queue)
{
  MvJob *job = g_steal_pointer (&call->job);

  g_clear_pointer (&job->result, mv_route_result_free);
  job->serial = mv_parking_get_serial (self->parking);
  self->n_queued++;
  g_async_queue_push (queue, job);
}

/* Parks a call whose pull found nothing; if something came meanwhile it is read again at once. */
static void
park (MvServer *self, MvCall *call)
{
  gint64 left_us = call->wait_until_us - g_get_monotonic_time ();

  if (self->draining != NULL || left_us <= 0)
    answer_call (self, call);
  else if (!mv_parking_add (self->parking, call, call->job->result->watched, call->job->serial,
                            (guint) (left_us / 1000)))
    queue_job (self, call, self->to_read);
}

static void
job_done_cb (MvJob *job, gpointer user_data)
{
  MvServer *self = user_data;
  MvCall *call = job->owner;
  MvRouteResult *result = job->result;

  if (result->touched->len > 0)
    mv_parking_touch (self->parking, result->touched);
  if (call == NULL)
    {
      mv_job_free (job);
      return;
    }

  call->job = job;
  self->n_queued--;
  if (call->is_gone)
    forget_call (self, call);
  else if (result->needs_writer)
    queue_job (self, call, self->to_write);
  else if (result->needs_reader)
    queue_job (self, call, self->to_read);
  else if (result->is_waiting)
    park (self, call);
  else
    answer_call (self, call);
}

static void
wake_cb (gpointer parked, gboolean is_time_up, gpointer user_data)
{
  MvServer *self = user_data;
  MvCall *call = parked;

  if (is_time_up)
    answer_call (self, call);
  else
    queue_job (self, call, self->to_read);
}

static void
start_call (MvServer *self, SoupServerMessage *message, const char *path)
{
  MvCall *call = g_new0 (MvCall, 1);
  const char *id = mv_request_log_get_id (self->log, message);
  MvRequest *request = mv_soup_request_new (message, path, id, self->trusts_proxy);
  const MvRoute *route = mv_routes_find (request->method, request->path);
  gboolean writes = route != NULL && (route->flags & MV_ROUTE_WRITES) != 0;

  call->server = self;
  call->message = g_object_ref (message);
  call->job = mv_job_new (request, call);
  call->wait_until_us = g_get_monotonic_time () + request->wait_s * G_USEC_PER_SEC;
  call->finished_id = g_signal_connect (message, "finished", G_CALLBACK (gone_cb), call);
  call->disconnected_id = g_signal_connect (message, "disconnected", G_CALLBACK (gone_cb), call);
  g_hash_table_add (self->calls, call);

  soup_server_message_pause (message);
  queue_job (self, call, writes ? self->to_write : self->to_read);
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  MvServer *self = user_data;
  const MvRoute *route = mv_routes_find (soup_server_message_get_method (message), path);

  if (self->draining != NULL)
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Connection", "close");
      refuse (self, message, MV_PROBLEM_BUSY, "the server is stopping");
    }
  else if (self->n_queued >= MAX_QUEUED)
    refuse (self, message, MV_PROBLEM_BUSY, "too many requests wait");
  else if (route != NULL && (route->flags & MV_ROUTE_HEALTH) != 0 && soup != self->health)
    refuse (self, message, MV_PROBLEM_NOT_FOUND, "no such path");
  else
    start_call (self, message, path);
}

/* OpenMetrics: the name of a counter in its description is without `_total`, and the text has an
 * end mark. */
static void
append_metric (GString *text, const char *name, const char *help, const char *type)
{
  g_string_append_printf (text, "# TYPE %s %s\n# HELP %s %s.\n", name, type, name, help);
}

static char *
format_metrics (MvServer *self)
{
  GString *text = g_string_new (NULL);
  MvWorker *writer = g_ptr_array_index (self->workers, 0);

  append_metric (text, "medvirk_answers", "Answers by class of status", "counter");
  for (guint i = 2; i < G_N_ELEMENTS (self->n_answered); i++)
    g_string_append_printf (text, "medvirk_answers_total{class=\"%uxx\"} %" G_GUINT64_FORMAT "\n",
                            i, self->n_answered[i]);
  append_metric (text, "medvirk_commits", "Transactions that the writer has ended", "counter");
  g_string_append_printf (text, "medvirk_commits_total %" G_GUINT64_FORMAT "\n",
                          mv_worker_get_n_commits (writer));
  append_metric (text, "medvirk_parked_pulls", "Pulls that wait for a change", "gauge");
  g_string_append_printf (text, "medvirk_parked_pulls %u\n",
                          mv_parking_get_n_parked (self->parking));
  append_metric (text, "medvirk_queued_requests", "Requests that wait for the database", "gauge");
  g_string_append_printf (text, "medvirk_queued_requests %u\n", self->n_queued);
  g_string_append (text, "# EOF\n");

  return g_string_free (text, FALSE);
}

static void
health_cb (SoupServer *soup,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  MvServer *self = user_data;
  const char *type = "text/plain; charset=utf-8";
  g_autofree char *text = NULL;

  if (g_strcmp0 (path, "/readyz") == 0)
    {
      request_cb (soup, message, path, query, self);
      return;
    }

  if (g_strcmp0 (path, "/healthz") == 0)
    text = g_strdup ("ok\n");
  else if (g_strcmp0 (path, "/metrics") == 0)
    {
      type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
      text = format_metrics (self);
    }

  if (text == NULL || soup_server_message_get_method (message) != SOUP_METHOD_GET)
    {
      refuse (self, message, MV_PROBLEM_NOT_FOUND, "no such path");
      return;
    }

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

/* What other processes wrote, the administrator's commands among them. */
static void
heard_cb (const char *payload, gpointer user_data)
{
  MvServer *self = user_data;
  g_autoptr (GPtrArray) scopes = NULL;
  gboolean is_everything = TRUE;

  if (payload != NULL)
    scopes = mv_feed_read_announcement (payload, self->name, &is_everything);

  if (is_everything)
    mv_parking_touch_all (self->parking);
  else
    mv_parking_touch (self->parking, scopes);
}

/* The same where the database tells nobody. */
static void
found_cb (GPtrArray *touched, gpointer user_data)
{
  MvServer *self = user_data;

  mv_parking_touch (self->parking, touched);
}

static gboolean
listen_to_others (MvServer *self, const char *database, GError **error)
{
  if (mv_db_listener_is_supported (database))
    self->others = mv_db_listener_new (database, MV_FEED_CHANNEL, heard_cb, self);
  else
    self->watch = mv_watch_new (database, found_cb, self, error);
  return self->others != NULL || self->watch != NULL;
}

static gboolean
start_workers (MvServer *self, const char *database, MvClock *clock, GError **error)
{
  guint n_readers = CLAMP (g_get_num_processors (), MIN_READERS, MAX_READERS);

  for (guint i = 0; i <= n_readers; i++)
    {
      MvWorkerSort sort = i == 0 ? MV_WORKER_WRITES : MV_WORKER_READS;
      MvWorker *worker =
          mv_worker_new (sort, database, self->name, i == 0 ? self->to_write : self->to_read, clock,
                         self->random, job_done_cb, self, error);

      if (worker == NULL)
        return FALSE;
      g_ptr_array_add (self->workers, worker);
    }

  return TRUE;
}

static void
stop_workers (MvServer *self)
{
  for (guint i = 0; i < self->workers->len; i++)
    mv_worker_ask_to_stop (g_ptr_array_index (self->workers, i));
  for (guint i = 0; i < self->workers->len; i++)
    mv_worker_stop (g_ptr_array_index (self->workers, i));
  g_ptr_array_set_size (self->workers, 0);
}

static void
mv_server_dispose (GObject *object)
{
  MvServer *self = MV_SERVER (object);

  if (self->others != NULL)
    mv_db_listener_stop (self->others);
  if (self->watch != NULL)
    mv_watch_stop (self->watch);
  if (self->workers != NULL)
    stop_workers (self);
  if (self->soup != NULL)
    soup_server_remove_handler (self->soup, NULL);
  if (self->health != NULL)
    soup_server_remove_handler (self->health, NULL);

  g_clear_pointer (&self->workers, g_ptr_array_unref);
  g_clear_pointer (&self->calls, g_hash_table_unref);
  g_clear_object (&self->others);
  g_clear_object (&self->watch);
  g_clear_object (&self->parking);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->to_read, g_async_queue_unref);
  g_clear_pointer (&self->to_write, g_async_queue_unref);
  g_clear_object (&self->random);
  g_clear_object (&self->log);
  g_clear_object (&self->soup);
  g_clear_object (&self->health);

  G_OBJECT_CLASS (mv_server_parent_class)->dispose (object);
}

static void
mv_server_class_init (MvServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_server_dispose;
}

static void
mv_server_init (MvServer *self)
{
  self->to_read = g_async_queue_new ();
  self->to_write = g_async_queue_new ();
  self->workers = g_ptr_array_new_with_free_func (g_object_unref);
  self->calls = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) mv_call_free, NULL);
}

/**
 * mv_server_new:
 * @database: address of a database that has been set up
 * @soup: where the requests come from
 * @health: (nullable): listener for /healthz, /readyz and /metrics
 * @clock: the time
 * @random: chance, fit for secrets and safe to use from several threads
 * @error: return location for an error
 *
 * Starts the writer and the readers and puts the routes on @soup. Fails with %MV_DB_ERROR; then
 * @soup is as it was.
 *
 * Returns: (transfer full): the server
 */
MvServer *
mv_server_new (const char *database,
               SoupServer *soup,
               SoupServer *health,
               MvClock *clock,
               MvRandom *random,
               GError **error)
{
  return mv_server_new_with_times (database, soup, health, clock, random, &MV_GUARD_TIMES_DEFAULT,
                                   error);
}

/**
 * mv_server_new_with_times:
 * @database: address of a database that has been set up
 * @soup: where the requests come from
 * @health: (nullable): listener for /healthz, /readyz and /metrics
 * @clock: the time
 * @random: chance
 * @times: how long to wait for slow clients
 * @error: return location for an error
 *
 * As mv_server_new(), for those who have less patience.
 *
 * Returns: (transfer full): the server
 */
MvServer *
mv_server_new_with_times (const char *database,
                          SoupServer *soup,
                          SoupServer *health,
                          MvClock *clock,
                          MvRandom *random,
                          const MvGuardTimes *times,
                          GError **error)
{
  g_autoptr (MvServer) self = NULL;

  g_return_val_if_fail (database != NULL && SOUP_IS_SERVER (soup), NULL);
  g_return_val_if_fail (health == NULL || SOUP_IS_SERVER (health), NULL);

  self = g_object_new (MV_TYPE_SERVER, NULL);
  self->random = g_object_ref (random);
  self->log = mv_request_log_new (clock, random);
  self->parking = mv_parking_new (random, wake_cb, self);
  self->name = mv_uuid_new_v7 (clock, random);
  if (!start_workers (self, database, clock, error) || !listen_to_others (self, database, error))
    return NULL;

  self->soup = g_object_ref (soup);
  mv_request_log_attach (self->log, soup);
  mv_guard_attach (soup, times, self->log);
  soup_server_add_handler (soup, NULL, request_cb, self, NULL);
  if (health != NULL)
    {
      self->health = g_object_ref (health);
      mv_request_log_attach (self->log, health);
      mv_guard_attach (health, times, self->log);
      soup_server_add_handler (health, NULL, health_cb, self, NULL);
    }

  return g_steal_pointer (&self);
}

/**
 * mv_server_set_trusts_proxy:
 * @self: a server
 * @trusts_proxy: whether a proxy stands in front that overwrites X-Forwarded-For and X-Request-Id
 *
 * Says whose word counts for the address of a client, which the limit on wrong codes goes by, and
 * for the id of a request.
 */
void
mv_server_set_trusts_proxy (MvServer *self, gboolean trusts_proxy)
{
  g_return_if_fail (MV_IS_SERVER (self));

  self->trusts_proxy = trusts_proxy;
  mv_request_log_set_trusts_proxy (self->log, trusts_proxy);
}

/**
 * mv_server_get_n_parked:
 * @self: a server
 *
 * Returns: how many pulls wait for a change
 */
guint
mv_server_get_n_parked (MvServer *self)
{
  g_return_val_if_fail (MV_IS_SERVER (self), 0);

  return mv_parking_get_n_parked (self->parking);
}

static gboolean
drain_limit_cb (gpointer user_data)
{
  finish_drain (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * mv_server_drain_async:
 * @self: a server
 * @callback: called when nothing is under way any more, or after ten seconds
 * @user_data: for @callback
 *
 * Lets what is under way finish: new requests are answered 503, parked pulls what they would have
 * got when time was up. Then the listeners are closed.
 */
void
mv_server_drain_async (MvServer *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_return_if_fail (MV_IS_SERVER (self));
  g_return_if_fail (self->draining == NULL);

  self->draining = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->draining, mv_server_drain_async);
  self->drain_limit = g_timeout_source_new (DRAIN_LIMIT_MS);
  g_source_set_callback (self->drain_limit, drain_limit_cb, self, NULL);
  g_source_attach (self->drain_limit, context);

  mv_parking_end (self->parking);
  if (g_hash_table_size (self->calls) == 0)
    g_source_set_ready_time (self->drain_limit, 0);
}

/**
 * mv_server_drain_finish:
 * @self: a server
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: %TRUE
 */
gboolean
mv_server_drain_finish (MvServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_server_drain_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
