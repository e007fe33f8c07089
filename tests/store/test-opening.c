/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

#include "mv-db.h"
#include "mv-fault-vfs.h"
#include "mv-test-loop.h"

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

/* A job is given back to the main thread when it is done, and with it the store. */
static void
close_with_threads (Fixture *fixture)
{
  mv_store_close (fixture->world->store);
  mv_test_settle ();
  world_close (fixture->world);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->world->store != NULL)
    close_with_threads (fixture);
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
  mv_store_save_async (held, "a", record, MV_SAVE_DRAFT, NULL, mv_test_keep_result, &saved);
  mv_store_read_async (held, list_contributions, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                       NULL, mv_test_keep_result, &listed);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  mv_store_close (held);
  assert_no_log (world);
  mv_store_close (held);

  mv_test_wait_for_result (&saved);
  g_assert_true (mv_store_save_finish (held, saved, &error));
  mv_test_wait_for_result (&listed);
  list = mv_store_run_finish (held, listed, &error);
  g_assert_no_error (error);
  g_assert_nonnull (list);
  assert_no_log (world);

  g_clear_object (&saved);
  g_clear_object (&listed);
  g_clear_object (&held);
  close_with_threads (fixture);
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

  mv_store_save_async (world->store, "a", record, MV_SAVE_DRAFT, NULL, mv_test_keep_result, &saved);
  mv_test_wait_for_result (&saved);
  g_assert_false (mv_store_save_finish (world->store, saved, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_CLOSED);
  g_clear_error (&error);

  mv_store_read_async (world->store, list_contributions, NULL, NULL, NULL, NULL,
                       mv_test_keep_result, &listed);
  mv_test_wait_for_result (&listed);
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

/* Begins to open; the caller's thread goes on. */
static void
begin_opening (Fixture *fixture, const char *vfs, GCancellable *cancellable, GAsyncResult **result)
{
  World *world = fixture->world;

  g_clear_object (result);
  mv_store_open_async (world->path, vfs, fixture->writer, fixture->reader, world->clock,
                       world->random, cancellable, mv_test_keep_result, result);
  g_assert_null (*result);
}

/* Opens in the writing thread and waits; the world's store is %NULL on error. */
static void
open_in_thread (Fixture *fixture, const char *vfs, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  begin_opening (fixture, vfs, cancellable, &result);
  mv_test_wait_for_result (&result);
  fixture->world->store = mv_store_open_finish (result, error);
}

static void
changed_cb (MvStore *store, char **kinds, gpointer user_data)
{
  GThread **out_thread = user_data;

  *out_thread = g_thread_self ();
}

/* A replica of an older version is brought up to date in the writing thread, with all that is in
 * it, and then tells of changes where it was asked for. */
static void
test_open_async (Fixture *fixture, gconstpointer data)
{
  World *world = fixture->world;
  g_autofree char *id = world_id (1);
  g_autoptr (MvRecord) record = world_contribution (id, "Changed in the newer version");
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  GThread *told_in = NULL;

  world_open (world);
  world_draft (world, id, "Written in the older version");
  world_close (world);
  world_make_older (world);

  open_in_thread (fixture, NULL, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (world->store, "changed", G_CALLBACK (changed_cb), &told_in);
  mv_store_read_async (world->store, list_contributions, NULL, NULL,
                       (GDestroyNotify) g_ptr_array_unref, NULL, mv_test_keep_result, &listed);
  mv_test_wait_for_result (&listed);
  list = mv_store_run_finish (world->store, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (mv_record_get_text (g_ptr_array_index (list, 0), "text"), ==,
                   "Written in the older version");

  mv_store_save_async (world->store, "a", record, MV_SAVE_DRAFT, NULL, mv_test_keep_result, &saved);
  mv_test_wait_for_result (&saved);
  g_assert_true (mv_store_save_finish (world->store, saved, &error));
  while (told_in == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (told_in == g_thread_self ());
}

/* A disk that is too full for the newer tables says so; with room again the older file opens with
 * all that is in it. */
static void
test_open_async_full (Fixture *fixture, gconstpointer data)
{
  World *world = fixture->world;
  g_autoptr (MvFaultVfs) vfs = mv_fault_vfs_new (NULL);
  g_autofree char *id = world_id (1);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  world_open (world);
  world_draft (world, id, "Written in the older version");
  world_close (world);
  world_make_older (world);

  mv_fault_vfs_set_full_after (vfs, 0);
  open_in_thread (fixture, mv_fault_vfs_get_name (vfs), NULL, &error);
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_FULL);
  g_assert_null (world->store);
  mv_fault_vfs_heal (vfs);

  world_open (world);
  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Written in the older version");
}

/* Files that no store opens from, with the errors of mv_store_open(), and each is left as it was.
 */
static void
test_open_async_errors (Fixture *fixture, gconstpointer data)
{
  World *world = fixture->world;
  g_autofree char *url = g_strconcat ("sqlite:", world->path, NULL);
  g_autofree char *letter = g_strnfill (10000, 'x');
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (MvDb) db = mv_db_open (url, NULL, MV_DB_DEFAULT, &error);

    mv_db_run (db, &error, "INSERT INTO migration (version, name) VALUES (9999, 'later')", "");
    g_assert_no_error (error);
  }
  open_in_thread (fixture, NULL, NULL, &error);
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NEWER);
  g_assert_null (world->store);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (world->path, letter, -1, NULL));
  open_in_thread (fixture, NULL, NULL, &error);
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED);
  g_assert_null (world->store);
  g_assert_true (g_file_get_contents (world->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, letter);
}

/* Who does not want the store any more gets none, and nobody has the file open. */
static void
test_open_async_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin_opening (fixture, NULL, cancellable, &result);
  g_cancellable_cancel (cancellable);
  mv_test_wait_for_result (&result);
  g_assert_null (mv_store_open_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  /* The thread gives the task back to this one, in which it goes. */
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (fixture->writer));
  mv_test_settle ();
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
  ADD ("/store/opening/async", test_open_async);
  ADD ("/store/opening/async-full", test_open_async_full);
  ADD ("/store/opening/async-errors", test_open_async_errors);
  ADD ("/store/opening/async-cancelled", test_open_async_cancelled);

  return g_test_run ();
}
