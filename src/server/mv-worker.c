/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-worker.h"

#include "mv-feed-announce.h"
#include "mv-erasures.h"
#include "mv-feed-private.h"
#include "mv-housekeeping.h"
#include "mv-log.h"

struct _MvWorker
{
  GObject parent_instance;

  MvWorkerSort sort;
  MvRoutes *routes;      /* (owned): only used by @thread once that runs */
  GAsyncQueue *jobs;     /* (owned) (element-type MvJob) */
  MvRandom *random;      /* (owned) */
  GMainContext *home;    /* (owned): where finished jobs go */
  MvJobFunc done;        /* (nullable): NULL once stopped */
  gpointer user_data;    /* (unowned) */
  GThread *thread;       /* (owned) (nullable): NULL once stopped */
  gboolean is_asked;     /* to stop */
  gboolean is_lost;      /* the database did not take the last job; only on @thread */
  MvHousekeeping *house; /* (owned): only on @thread */
  gint is_crowded;       /* whether the last group had company; only on @thread */
  gint n_commits;        /* (atomic) */
};

G_DEFINE_FINAL_TYPE (MvWorker, mv_worker, G_TYPE_OBJECT)

/* Put into the queue to end one worker. */
static MvJob stop_job;

/**
 * mv_job_new:
 * @request: (transfer full) (nullable): what to answer; %NULL for a notice
 * @owner: (nullable): whose request it is
 *
 * Returns: (transfer full): a job
 */
MvJob *
mv_job_new (MvRequest *request, gpointer owner)
{
  MvJob *self = g_new0 (MvJob, 1);

  self->request = request;
  self->owner = owner;
  return self;
}

/**
 * mv_job_free:
 * @self: (transfer full) (nullable): a job
 */
void
mv_job_free (MvJob *self)
{
  if (self == NULL || self == &stop_job)
    return;

  g_clear_pointer (&self->request, mv_request_free);
  g_clear_pointer (&self->result, mv_route_result_free);
  g_free (self);
}

/* Finished jobs on their way home. */
typedef struct
{
  MvWorker *worker; /* (owned) */
  GPtrArray *jobs;  /* (owned) (element-type MvJob) */
} MvDelivery;

static void
mv_delivery_free (MvDelivery *self)
{
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_clear_object (&self->worker);
  g_free (self);
}

static gboolean
deliver_cb (gpointer user_data)
{
  MvDelivery *delivery = user_data;
  MvWorker *self = delivery->worker;

  for (guint i = 0; self->done != NULL && i < delivery->jobs->len; i++)
    self->done (g_steal_pointer (&delivery->jobs->pdata[i]), self->user_data);

  return G_SOURCE_REMOVE;
}

static void
send_home (MvWorker *self, GPtrArray *jobs)
{
  MvDelivery *delivery = g_new0 (MvDelivery, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  delivery->jobs = g_ptr_array_ref (jobs);
  delivery->worker = g_object_ref (self);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, delivery, (GDestroyNotify) mv_delivery_free);
  g_source_attach (source, self->home);
}

/* Told once when it goes and once when it is back, not with each request. */
static void
note_database (MvWorker *self, gboolean is_lost)
{
  const char *who = self->sort == MV_WORKER_READS ? "a reader" : "the writer";

  if (self->is_lost == is_lost)
    return;

  self->is_lost = is_lost;
  if (is_lost)
    MV_LOG (G_LOG_LEVEL_WARNING, "database-lost", "%s cannot use the database", who);
  else
    MV_LOG (G_LOG_LEVEL_MESSAGE, "database-again", "%s can use the database again", who);
}

static void
answer_busy (MvWorker *self, MvJob *job, const GError *error)
{
  MV_LOG_OF (G_LOG_LEVEL_MESSAGE, "failed", job->request->id, "%s", error->message);

  g_clear_pointer (&job->result, mv_route_result_free);
  job->result = g_new0 (MvRouteResult, 1);
  job->result->touched = g_ptr_array_new ();
  job->result->answer =
      mv_routes_new_refusal (MV_PROBLEM_BUSY, "the database is busy", job->request->id);
}

static void
read_one (MvWorker *self, MvJob *job)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_job_free);

  g_ptr_array_add (jobs, job);
  job->result = mv_routes_run (self->routes, job->request);
  note_database (self, job->result->is_broken);
  send_home (self, jobs);
}

/* The next job of a group; waits for company only when there was some lately, so that a lone
 * request is not held up. */
static MvJob *
pop_company (MvWorker *self, gint64 until_us)
{
  gint64 left_us = until_us - g_get_monotonic_time ();

  if (self->is_crowded && left_us > 0)
    return g_async_queue_timeout_pop (self->jobs, (guint64) left_us);

  return g_async_queue_try_pop (self->jobs);
}

/* Tells what the worker wrote of its own accord. */
static MvJob *
new_notice (GPtrArray *touched)
{
  MvJob *notice = mv_job_new (NULL, NULL);

  notice->result = g_new0 (MvRouteResult, 1);
  notice->result->touched = touched;
  return notice;
}

/* Commits, or answers everybody that nothing was kept. */
static void
end_group (MvWorker *self, GPtrArray *jobs, gboolean is_open, GError **error)
{
  MvFeed *feed = mv_routes_get_feed (self->routes);
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_free);

  if (!is_open || !mv_feed_commit (feed, touched, error))
    {
      if (is_open)
        mv_feed_roll_back (feed);
      for (guint i = 0; i < jobs->len; i++)
        answer_busy (self, g_ptr_array_index (jobs, i), *error);
    }
  else if (jobs->len > 0)
    {
      MvJob *first = g_ptr_array_index (jobs, 0);

      /* Whoever told of them, those who wait are woken once. */
      g_ptr_array_extend_and_steal (first->result->touched, g_steal_pointer (&touched));
    }
  else if (touched->len > 0)
    {
      g_ptr_array_add (jobs, new_notice (g_steal_pointer (&touched)));
    }
}

/* Before what people write, in the same transaction. If it fails they are not to suffer from it. */
static void
keep_house (MvWorker *self, MvFeed *feed)
{
  g_autoptr (GError) error = NULL;

  if (!mv_housekeeping_step (self->house, feed, &error))
    MV_LOG (G_LOG_LEVEL_MESSAGE, "housekeeping-failed", "%s", error->message);
}

/* Takes the jobs that wait into one transaction; each is a savepoint in it. @first is %NULL if
 * nobody waits and the tables are being looked after. Returns whether the worker was asked to stop
 * meanwhile. */
static gboolean
write_group (MvWorker *self, MvJob *first)
{
  MvFeed *feed = mv_routes_get_feed (self->routes);
  gint64 until_us = g_get_monotonic_time () + MV_WORKER_MAX_DELAY_US;
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_job_free);
  g_autoptr (GError) error = NULL;
  gboolean is_open = mv_feed_begin (feed, &error);
  gboolean is_stopping = FALSE;

  if (is_open)
    keep_house (self, feed);
  else
    mv_housekeeping_give_up (self->house);
  for (MvJob *job = first; job != NULL; job = pop_company (self, until_us))
    {
      if (job == &stop_job)
        {
          is_stopping = TRUE;
          break;
        }
      g_ptr_array_add (jobs, job);
      if (is_open)
        job->result = mv_routes_run (self->routes, job->request);
      if (jobs->len == MV_WORKER_MAX_GROUP)
        break;
    }

  end_group (self, jobs, is_open, &error);
  note_database (self, error != NULL);

  self->is_crowded = jobs->len > 1;
  g_atomic_int_inc (&self->n_commits);
  send_home (self, jobs);
  return is_stopping;
}

/* %NULL if nobody waits and there is something else to go on with. */
static MvJob *
pop_first (MvWorker *self)
{
  return mv_housekeeping_is_going_on (self->house) ? g_async_queue_try_pop (self->jobs)
                                                   : g_async_queue_pop (self->jobs);
}

static gpointer
run_thread (gpointer data)
{
  MvWorker *self = data;

  for (;;)
    {
      MvJob *job = pop_first (self);

      if (job == &stop_job)
        return NULL;
      if (self->sort == MV_WORKER_READS)
        read_one (self, job);
      else if (write_group (self, job))
        return NULL;
    }
}

static void
mv_worker_dispose (GObject *object)
{
  MvWorker *self = MV_WORKER (object);

  mv_worker_stop (self);
  g_clear_object (&self->routes);
  g_clear_object (&self->random);
  g_clear_pointer (&self->house, mv_housekeeping_free);
  g_clear_pointer (&self->jobs, g_async_queue_unref);
  g_clear_pointer (&self->home, g_main_context_unref);

  G_OBJECT_CLASS (mv_worker_parent_class)->dispose (object);
}

static void
mv_worker_class_init (MvWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_worker_dispose;
}

static void
mv_worker_init (MvWorker *self)
{
  self->house = mv_housekeeping_new ();
}

/**
 * mv_worker_new:
 * @sort: whether it reads or writes
 * @database: address of the database, which has been set up before
 * @sender: name of this process among those that share the database
 * @jobs: (element-type MvJob): where its work comes from
 * @clock: the time
 * @random: chance, safe to use from several threads
 * @done: called with each finished job, which then belongs to the callee
 * @user_data: for @done; must live until the worker is stopped
 * @error: return location for an error
 *
 * Opens a connection and starts a thread on it. @done is called in the thread-default main context
 * of the caller. Fails with %MV_DB_ERROR.
 *
 * Returns: (transfer full): the worker
 */
MvWorker *
mv_worker_new (MvWorkerSort sort,
               const char *database,
               const char *sender,
               GAsyncQueue *jobs,
               MvClock *clock,
               MvRandom *random,
               MvJobFunc done,
               gpointer user_data,
               GError **error)
{
  g_autoptr (MvWorker) self = NULL;
  g_autoptr (MvDb) db = NULL;
  g_autoptr (MvFeed) feed = NULL;
  g_autofree char *erasures = NULL;
  gboolean reads = sort == MV_WORKER_READS;

  g_return_val_if_fail (database != NULL && jobs != NULL && done != NULL, NULL);

  db = mv_db_open (database, NULL, MV_DB_MUST_EXIST | (reads ? MV_DB_READ_ONLY : 0), error);
  if (db == NULL)
    return NULL;

  self = g_object_new (MV_TYPE_WORKER, NULL);
  feed = mv_feed_new (db, clock, random);
  mv_feed_set_sender (feed, sender);
  self->sort = sort;
  self->routes =
      reads ? mv_routes_new_for_reading (feed, clock, random) : mv_routes_new (feed, clock, random);
  erasures = mv_erasures_get_default_path (database);
  mv_routes_set_erasures (self->routes, erasures);
  self->jobs = g_async_queue_ref (jobs);
  self->random = g_object_ref (random);
  self->home = g_main_context_ref_thread_default ();
  self->done = done;
  self->user_data = user_data;
  self->thread = g_thread_new (reads ? "mv-reader" : "mv-writer", run_thread, self);
  return g_steal_pointer (&self);
}

/**
 * mv_worker_ask_to_stop:
 * @self: a worker
 *
 * Lets the worker end when it has done what waits before it. Where several share a queue, all are
 * asked before the first is stopped, since it does not matter which of them takes which end mark.
 */
void
mv_worker_ask_to_stop (MvWorker *self)
{
  g_return_if_fail (MV_IS_WORKER (self));

  if (self->is_asked)
    return;

  self->is_asked = TRUE;
  g_async_queue_push (self->jobs, &stop_job);
}

/**
 * mv_worker_stop:
 * @self: a worker
 *
 * Waits for the thread to end. Jobs that were finished and not yet delivered are dropped.
 */
void
mv_worker_stop (MvWorker *self)
{
  g_return_if_fail (MV_IS_WORKER (self));

  if (self->thread == NULL)
    return;

  mv_worker_ask_to_stop (self);
  g_thread_join (g_steal_pointer (&self->thread));
  self->done = NULL;
}

/**
 * mv_worker_get_n_commits:
 * @self: a worker that writes
 *
 * Returns: how many transactions it has ended
 */
guint64
mv_worker_get_n_commits (MvWorker *self)
{
  g_return_val_if_fail (MV_IS_WORKER (self), 0);

  return (guint64) g_atomic_int_get (&self->n_commits);
}
