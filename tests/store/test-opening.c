/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

/* The beginning and the end of the program, with threads as it has them. */

typedef struct
{
  World *world;       /* (owned) */
  MvExecutor *writer; /* (owned) */
  MvExecutor *reader; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->world = world_new ();
  fixture->writer = mv_executor_worker_new ("writer");
  fixture->reader = mv_executor_worker_new ("reader");
  world_close (fixture->world);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  world_free (fixture->world);
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (fixture->writer));
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (fixture->reader));
  g_object_unref (fixture->writer);
  g_object_unref (fixture->reader);
}

static void
open_with_threads (Fixture *fixture)
{
  World *world = fixture->world;
  g_autoptr (GError) error = NULL;

  world->store = mv_store_open (world->path, NULL, fixture->writer, fixture->reader, world->clock,
                                world->random, &error);
  g_assert_no_error (error);
}

static gpointer
list_contributions (MvStore *store, gpointer data, GError **error)
{
  return mv_store_list (store, "a", "contribution", NULL, error);
}

static void
assert_no_log (World *world)
{
  g_autofree char *log = g_strconcat (world->path, "-wal", NULL);
  g_autofree char *mark = g_strconcat (world->path, ".open", NULL);

  g_assert_true (g_file_test (world->path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
}

/* Closing waits for what was begun, even if nobody has heard yet how it went, and leaves the file
 * alone, though somebody still holds the store. */
static void
test_close (Fixture *fixture, gconstpointer data)
{
  World *world = fixture->world;
  g_autofree char *log = g_strconcat (world->path, "-wal", NULL);
  g_autofree char *id = world_id (1);
  g_autofree char *text = NULL;
  g_autoptr (MvRecord) record = world_contribution (id, "Just before the end");
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (MvStore) held = NULL;
  g_autoptr (GError) error = NULL;

  open_with_threads (fixture);
  held = g_object_ref (world->store);
  mv_store_save_async (held, "a", record, MV_SAVE_DRAFT, NULL, world_done_cb, &saved);
  mv_store_read_async (held, list_contributions, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                       NULL, world_done_cb, &listed);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  mv_store_close (held);
  assert_no_log (world);
  mv_store_close (held);

  world_wait_for (&saved);
  g_assert_true (mv_store_save_finish (held, saved, &error));
  world_wait_for (&listed);
  list = mv_store_run_finish (held, listed, &error);
  g_assert_no_error (error);
  g_assert_nonnull (list);
  assert_no_log (world);

  g_clear_object (&saved);
  g_clear_object (&listed);
  g_clear_object (&held);
  world_close (world);
  world_open (world);
  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Just before the end");
}

/* What comes after the end is told so at once, also when the threads are gone. */
static void
test_after_close (Fixture *fixture, gconstpointer data)
{
  World *world = fixture->world;
  g_autofree char *id = world_id (1);
  g_autoptr (MvRecord) record = world_contribution (id, "Too late");
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GError) error = NULL;

  open_with_threads (fixture);
  mv_store_close (world->store);
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (fixture->writer));
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (fixture->reader));

  mv_store_save_async (world->store, "a", record, MV_SAVE_DRAFT, NULL, world_done_cb, &saved);
  world_wait_for (&saved);
  g_assert_false (mv_store_save_finish (world->store, saved, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_CLOSED);
  g_clear_error (&error);

  mv_store_read_async (world->store, list_contributions, NULL, NULL, NULL, NULL, world_done_cb,
                       &listed);
  world_wait_for (&listed);
  g_assert_null (mv_store_run_finish (world->store, listed, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_CLOSED);
}

/* The same for functions that wait, where one thread does everything. */
static void
test_after_close_inline (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *id = world_id (1);
  g_autoptr (MvRecord) record = world_contribution (id, "Too late");
  g_autoptr (GError) error = NULL;

  mv_store_close (world->store);
  assert_no_log (world);
  g_assert_false (mv_store_save (world->store, "a", record, MV_SAVE_DRAFT, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_null (mv_store_list (world->store, "a", "contribution", NULL, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_CLOSED);
}

/* A store that nobody closed and nobody holds is closed all the same. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  open_with_threads (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->world->store));
  assert_no_log (fixture->world);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/opening/close", test_close);
  ADD ("/store/opening/after-close", test_after_close);
  g_test_add_func ("/store/opening/after-close-inline", test_after_close_inline);
  ADD ("/store/opening/dropped", test_dropped);

  return g_test_run ();
}
