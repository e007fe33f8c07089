/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-executor.h"

typedef struct
{
  MvExecutor *executor; /* (unowned) */
  GString *log;         /* (owned) */
  GThread *thread;      /* (unowned): where the last job ran */
  gboolean was_current;
} Fixture;

static void
log_a (gpointer data)
{
  Fixture *fixture = data;

  g_string_append_c (fixture->log, 'a');
  fixture->thread = g_thread_self ();
  fixture->was_current = mv_executor_is_current (fixture->executor);
}

static void
log_b (gpointer data)
{
  g_string_append_c (((Fixture *) data)->log, 'b');
}

/* Gives two jobs while it runs. */
static void
log_and_give_more (gpointer data)
{
  Fixture *fixture = data;

  g_string_append_c (fixture->log, '(');
  mv_executor_run (fixture->executor, log_a, fixture);
  mv_executor_run (fixture->executor, log_b, fixture);
  g_string_append_c (fixture->log, ')');
}

/* A worker runs its jobs in another thread, in order, and finishes those that wait before it ends.
 */
static void
test_worker (void)
{
  g_autoptr (MvExecutor) executor = mv_executor_worker_new ("test");
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  Fixture fixture = { .executor = executor, .log = log };

  g_assert_false (mv_executor_is_current (executor));
  for (guint i = 0; i < 500; i++)
    {
      mv_executor_run (executor, log_a, &fixture);
      mv_executor_run (executor, log_b, &fixture);
      g_string_append (expected, "ab");
    }
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (executor));
  g_assert_cmpstr (log->str, ==, expected->str);
  g_assert_true (fixture.was_current);
  g_assert_true (fixture.thread != g_thread_self ());
  /* A second time it has nothing to do. */
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (executor));
}

static void
log_and_wait (gpointer data)
{
  Fixture *fixture = data;

  g_string_append_c (fixture->log, '(');
  mv_executor_run_and_wait (fixture->executor, log_a, fixture);
  g_string_append_c (fixture->log, ')');
}

/* Who waits for a job waits for all that came before it, and goes on when it is done. A job that
 * waits for another runs it itself. */
static void
test_run_and_wait (void)
{
  g_autoptr (MvExecutor) with_thread = mv_executor_worker_new ("test");
  g_autoptr (MvExecutor) without = mv_executor_inline_new ();
  MvExecutor *executors[] = { with_thread, without };

  for (guint i = 0; i < G_N_ELEMENTS (executors); i++)
    {
      g_autoptr (GString) log = g_string_new (NULL);
      Fixture fixture = { .executor = executors[i], .log = log };

      mv_executor_run (executors[i], log_b, &fixture);
      mv_executor_run_and_wait (executors[i], log_a, &fixture);
      g_assert_cmpstr (log->str, ==, "ba");
      g_assert_true (fixture.was_current);
      mv_executor_run_and_wait (executors[i], log_and_wait, &fixture);
      g_assert_cmpstr (log->str, ==, "ba(a)");
    }
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (with_thread));
}

/* A job given by a job runs after it, with a worker and in the caller's thread alike. */
static void
test_jobs_of_jobs (void)
{
  g_autoptr (MvExecutor) with_thread = mv_executor_worker_new ("test");
  g_autoptr (MvExecutor) without = mv_executor_inline_new ();
  MvExecutor *executors[] = { with_thread, without };

  for (guint i = 0; i < G_N_ELEMENTS (executors); i++)
    {
      g_autoptr (GString) log = g_string_new (NULL);
      Fixture fixture = { .executor = executors[i], .log = log };

      mv_executor_run (executors[i], log_and_give_more, &fixture);
      if (MV_IS_EXECUTOR_WORKER (executors[i]))
        {
          /* Nothing may be given once it is shut down: the second job has been given when the first
           * runs, since its giver has ended then. */
          while (g_atomic_pointer_get (&fixture.thread) == NULL)
            g_thread_yield ();
          mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (executors[i]));
        }
      g_assert_cmpstr (log->str, ==, "()ab");
    }
}

/* Without a thread, a job is done when mv_executor_run() returns. */
static void
test_inline (void)
{
  g_autoptr (MvExecutor) executor = mv_executor_inline_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  Fixture fixture = { .executor = executor, .log = log };

  g_assert_true (mv_executor_is_current (executor));
  mv_executor_run (executor, log_a, &fixture);
  g_assert_cmpstr (log->str, ==, "a");
  g_assert_true (fixture.thread == g_thread_self ());
}

typedef struct
{
  GThread *ran_in;      /* (unowned) (nullable) */
  GThread *returned_in; /* (unowned) (nullable) */
  GThread *ended_in;    /* (unowned) (nullable) */
  gssize result;
  GError *error; /* (owned) (nullable) */
} TaskLog;

static void
do_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  TaskLog *log = data;

  log->ran_in = g_thread_self ();
  g_task_return_int (task, 42);
}

static void
task_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TaskLog *log = user_data;

  log->returned_in = g_thread_self ();
  log->result = g_task_propagate_int (G_TASK (result), &log->error);
}

static void
source_ended_cb (gpointer data, GObject *where_it_was)
{
  ((TaskLog *) data)->ended_in = g_thread_self ();
}

/* Runs one task whose source object lives no longer than the task, in a main context of its own. */
static void
run_one_task (MvExecutor *executor, GCancellable *cancellable, TaskLog *log)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GObject *source = g_object_new (G_TYPE_OBJECT, NULL);
  GTask *task;

  g_main_context_push_thread_default (context);
  g_object_weak_ref (source, source_ended_cb, log);
  task = g_task_new (source, cancellable, task_done_cb, log);
  g_task_set_task_data (task, log, NULL);
  g_object_unref (source);
  mv_executor_run_task (executor, task, do_task);
  g_object_unref (task);
  while (log->returned_in == NULL || log->ended_in == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
}

/* A task's work is done in the worker; its callback and the end of its source object, which may be
 * a widget, come in the main context where the task was made. Many times, since the order of the
 * two threads differs from time to time. */
static void
test_task_worker (void)
{
  g_autoptr (MvExecutor) executor = mv_executor_worker_new ("test");

  for (guint i = 0; i < 500; i++)
    {
      TaskLog log = { NULL };

      run_one_task (executor, NULL, &log);
      g_assert_no_error (log.error);
      g_assert_cmpint (log.result, ==, 42);
      g_assert_true (log.ran_in != g_thread_self ());
      g_assert_true (log.returned_in == g_thread_self ());
      g_assert_true (log.ended_in == g_thread_self ());
    }
}

/* The same without a thread. */
static void
test_task_inline (void)
{
  g_autoptr (MvExecutor) executor = mv_executor_inline_new ();
  TaskLog log = { NULL };

  run_one_task (executor, NULL, &log);
  g_assert_no_error (log.error);
  g_assert_cmpint (log.result, ==, 42);
  g_assert_true (log.ran_in == g_thread_self ());
}

/* A task that was cancelled before its turn says so, and its work is not done. */
static void
test_task_cancelled (void)
{
  g_autoptr (MvExecutor) executor = mv_executor_worker_new ("test");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  TaskLog log = { NULL };

  g_cancellable_cancel (cancellable);
  run_one_task (executor, cancellable, &log);
  g_assert_error (log.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (log.ran_in);
  g_clear_error (&log.error);
}

static void
drop_executor (gpointer data)
{
  GAsyncQueue *done = g_object_get_data (data, "done");

  g_async_queue_ref (done);
  g_object_unref (data);
  g_async_queue_push (done, done);
  g_async_queue_unref (done);
}

/* A job may drop the executor's last reference: its thread does not wait for itself. */
static void
test_dropped_by_job (void)
{
  g_autoptr (GAsyncQueue) done = g_async_queue_new ();
  MvExecutor *executor = mv_executor_worker_new ("test");

  g_object_set_data (G_OBJECT (executor), "done", done);
  mv_executor_run (executor, drop_executor, executor);
  g_assert_nonnull (g_async_queue_pop (done));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/executor/worker", test_worker);
  g_test_add_func ("/executor/jobs-of-jobs", test_jobs_of_jobs);
  g_test_add_func ("/executor/run-and-wait", test_run_and_wait);
  g_test_add_func ("/executor/inline", test_inline);
  g_test_add_func ("/executor/task-worker", test_task_worker);
  g_test_add_func ("/executor/task-inline", test_task_inline);
  g_test_add_func ("/executor/task-cancelled", test_task_cancelled);
  g_test_add_func ("/executor/dropped-by-job", test_dropped_by_job);

  return g_test_run ();
}
