/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-executor.h"

typedef struct
{
  MvExecutorFunc func;
  gpointer data; /* (unowned) */
} MvJob;

static MvJob *
mv_job_new (MvExecutorFunc func, gpointer data)
{
  MvJob *job = g_new0 (MvJob, 1);

  job->func = func;
  job->data = data;
  return job;
}

static void
mv_job_run_and_free (MvJob *job)
{
  if (job->func != NULL)
    job->func (job->data);
  g_free (job);
}

G_DEFINE_INTERFACE (MvExecutor, mv_executor, G_TYPE_OBJECT)

static void
mv_executor_default_init (MvExecutorInterface *iface)
{
}

/**
 * mv_executor_run:
 * @self: an executor
 * @func: (scope async): the job
 * @data: given to @func
 *
 * Runs @func once, after every job that came before. May be called from any thread and from a job
 * (the new one then runs after it), but not after mv_executor_worker_shut_down().
 */
void
mv_executor_run (MvExecutor *self, MvExecutorFunc func, gpointer data)
{
  g_return_if_fail (MV_IS_EXECUTOR (self));
  g_return_if_fail (func != NULL);
  MV_EXECUTOR_GET_IFACE (self)->run (self, func, data);
}

typedef struct
{
  MvExecutorFunc func;
  gpointer data; /* (unowned) */
  GMutex lock;
  GCond done;
  gboolean is_done; /* under @lock */
} MvAwaited;

static void
run_awaited (gpointer data)
{
  MvAwaited *awaited = data;

  awaited->func (awaited->data);
  g_mutex_lock (&awaited->lock);
  awaited->is_done = TRUE;
  g_cond_signal (&awaited->done);
  g_mutex_unlock (&awaited->lock);
}

/**
 * mv_executor_run_and_wait:
 * @self: an executor
 * @func: (scope call): the job
 * @data: given to @func
 *
 * Runs @func after every job that came before, and returns when it is done. Called by a job of
 * @self, it cannot wait for its turn and runs @func at once. No job of @self may wait for the
 * caller's thread.
 */
void
mv_executor_run_and_wait (MvExecutor *self, MvExecutorFunc func, gpointer data)
{
  MvAwaited awaited = { .func = func, .data = data };

  g_return_if_fail (MV_IS_EXECUTOR (self));
  g_return_if_fail (func != NULL);

  if (mv_executor_is_current (self))
    {
      func (data);
      return;
    }

  g_mutex_init (&awaited.lock);
  g_cond_init (&awaited.done);
  mv_executor_run (self, run_awaited, &awaited);
  g_mutex_lock (&awaited.lock);
  while (!awaited.is_done)
    g_cond_wait (&awaited.done, &awaited.lock);
  g_mutex_unlock (&awaited.lock);
  g_cond_clear (&awaited.done);
  g_mutex_clear (&awaited.lock);
}

/**
 * mv_executor_is_current:
 * @self: an executor
 *
 * Returns: whether the caller runs in the thread in which the jobs of @self run, and so may touch
 *   what is bound to it
 */
gboolean
mv_executor_is_current (MvExecutor *self)
{
  g_return_val_if_fail (MV_IS_EXECUTOR (self), FALSE);
  return MV_EXECUTOR_GET_IFACE (self)->is_current (self);
}

typedef struct
{
  GTask *task; /* (owned) */
  GTaskThreadFunc func;
} MvTaskJob;

static gboolean
drop_task_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* The last reference to a task may be the last one to its source object too, which may be a widget:
 * it is given up in the task's own context, never in the worker. */
static void
drop_task_in_its_context (GTask *task)
{
  /* Declared before the source, and so given up after it: the task may be gone, and its context
   * with it, before this thread has let go of the source. */
  g_autoptr (GMainContext) context = g_main_context_ref (g_task_get_context (task));
  g_autoptr (GSource) source = NULL;

  if (g_main_context_is_owner (context))
    {
      g_object_unref (task);
      return;
    }
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, drop_task_cb, task, g_object_unref);
  g_source_set_static_name (source, "[medvirk] task done");
  g_source_attach (source, context);
}

static void
run_task_job (gpointer data)
{
  g_autofree MvTaskJob *job = data;
  GTask *task = g_steal_pointer (&job->task);

  if (!g_task_return_error_if_cancelled (task))
    job->func (task, g_task_get_source_object (task), g_task_get_task_data (task),
               g_task_get_cancellable (task));
  drop_task_in_its_context (task);
}

/**
 * mv_executor_run_task:
 * @self: an executor
 * @task: a task that was not yet started
 * @func: does the work and returns through @task, as for g_task_run_in_thread()
 *
 * Runs @func as a job. The task's callback is called in the main context in which the task was
 * made, wherever the job runs, and the task is given up there too. A task that was cancelled before
 * its turn came returns %G_IO_ERROR_CANCELLED, and @func is not called.
 */
void
mv_executor_run_task (MvExecutor *self, GTask *task, GTaskThreadFunc func)
{
  MvTaskJob *job;

  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  job = g_new0 (MvTaskJob, 1);
  job->task = g_object_ref (task);
  job->func = func;
  mv_executor_run (self, run_task_job, job);
}

/* A thread of its own */

struct _MvExecutorWorker
{
  GObject parent_instance;

  GAsyncQueue *jobs; /* (owned) (element-type MvJob): a job without a function ends the thread */
  GThread *thread;   /* (owned) (nullable): NULL once it has ended */
  int is_shut_down;  /* atomic */
};

/* Holds the queue alone, not the executor, whose last reference may be dropped by a job. */
static gpointer
mv_executor_worker_thread (gpointer data)
{
  g_autoptr (GAsyncQueue) jobs = data;
  gboolean is_last = FALSE;

  while (!is_last)
    {
      MvJob *job = g_async_queue_pop (jobs);

      is_last = job->func == NULL;
      mv_job_run_and_free (job);
    }
  return NULL;
}

static void
mv_executor_worker_run (MvExecutor *executor, MvExecutorFunc func, gpointer data)
{
  MvExecutorWorker *self = MV_EXECUTOR_WORKER (executor);

  g_return_if_fail (!g_atomic_int_get (&self->is_shut_down));
  g_async_queue_push (self->jobs, mv_job_new (func, data));
}

static gboolean
mv_executor_worker_is_current (MvExecutor *executor)
{
  return MV_EXECUTOR_WORKER (executor)->thread == g_thread_self ();
}

static void
mv_executor_worker_executor_init (MvExecutorInterface *iface)
{
  iface->run = mv_executor_worker_run;
  iface->is_current = mv_executor_worker_is_current;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MvExecutorWorker,
                               mv_executor_worker,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MV_TYPE_EXECUTOR,
                                                      mv_executor_worker_executor_init))

static void
mv_executor_worker_finalize (GObject *object)
{
  MvExecutorWorker *self = MV_EXECUTOR_WORKER (object);

  mv_executor_worker_shut_down (self);
  g_clear_pointer (&self->thread, g_thread_unref);
  g_async_queue_unref (self->jobs);

  G_OBJECT_CLASS (mv_executor_worker_parent_class)->finalize (object);
}

static void
mv_executor_worker_class_init (MvExecutorWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mv_executor_worker_finalize;
}

static void
mv_executor_worker_init (MvExecutorWorker *self)
{
  self->jobs = g_async_queue_new ();
}

/**
 * mv_executor_worker_new:
 * @name: of the thread, at most 15 bytes, for debuggers
 *
 * Returns: (transfer full): an executor with a thread of its own
 */
MvExecutor *
mv_executor_worker_new (const char *name)
{
  MvExecutorWorker *self = g_object_new (MV_TYPE_EXECUTOR_WORKER, NULL);

  self->thread = g_thread_new (name, mv_executor_worker_thread, g_async_queue_ref (self->jobs));
  return MV_EXECUTOR (self);
}

/**
 * mv_executor_worker_shut_down:
 * @self: an executor
 *
 * Finishes the jobs that wait, then ends the thread, and waits for both. Callbacks of tasks that
 * finished meanwhile come when their main context next runs. Nothing may be given to @self any
 * more. Called again, it does nothing. Called by a job of @self, it cannot wait: the thread ends by
 * itself after the jobs that wait.
 */
void
mv_executor_worker_shut_down (MvExecutorWorker *self)
{
  g_return_if_fail (MV_IS_EXECUTOR_WORKER (self));

  if (g_atomic_int_compare_and_exchange (&self->is_shut_down, FALSE, TRUE))
    g_async_queue_push (self->jobs, mv_job_new (NULL, NULL));
  /* Until the thread has ended its jobs still ask whether they run in it. */
  if (self->thread != NULL && self->thread != g_thread_self ())
    {
      g_thread_join (self->thread);
      self->thread = NULL;
    }
}

/* The caller's thread */

struct _MvExecutorInline
{
  GObject parent_instance;

  GQueue jobs; /* (element-type MvJob): given by jobs while one runs */
  gboolean is_running;
};

/* A job given by a job waits its turn, as it does with a worker: what holds in a test with the one
 * holds in the program with the other. */
static void
mv_executor_inline_run (MvExecutor *executor, MvExecutorFunc func, gpointer data)
{
  g_autoptr (MvExecutorInline) self = MV_EXECUTOR_INLINE (g_object_ref (executor));
  MvJob *job;

  g_queue_push_tail (&self->jobs, mv_job_new (func, data));
  if (self->is_running)
    return;
  self->is_running = TRUE;
  while ((job = g_queue_pop_head (&self->jobs)) != NULL)
    mv_job_run_and_free (job);
  self->is_running = FALSE;
}

static gboolean
mv_executor_inline_is_current (MvExecutor *executor)
{
  return TRUE;
}

static void
mv_executor_inline_executor_init (MvExecutorInterface *iface)
{
  iface->run = mv_executor_inline_run;
  iface->is_current = mv_executor_inline_is_current;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MvExecutorInline,
                               mv_executor_inline,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MV_TYPE_EXECUTOR,
                                                      mv_executor_inline_executor_init))

static void
mv_executor_inline_class_init (MvExecutorInlineClass *klass)
{
}

static void
mv_executor_inline_init (MvExecutorInline *self)
{
  g_queue_init (&self->jobs);
}

/**
 * mv_executor_inline_new:
 *
 * Returns: (transfer full): an executor that runs each job before mv_executor_run() returns, in the
 *   caller's thread, which must always be the same one
 */
MvExecutor *
mv_executor_inline_new (void)
{
  return g_object_new (MV_TYPE_EXECUTOR_INLINE, NULL);
}
