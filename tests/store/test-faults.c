/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

#include "mv-db.h"
#include "mv-fault-vfs.h"
#include "mv-test-loop.h"

#include <glib/gstdio.h>
#include <string.h>

/* Disks that are full, damaged or from the future, and threads. */

static MvStore *
open_on (World *world, const char *vfs)
{
  g_autoptr (GError) error = NULL;
  MvStore *store = mv_store_open (world->path, vfs, world->executor, world->executor, world->clock,
                                  world->random, &error);

  g_assert_no_error (error);
  return store;
}

/* The disk is full at every possible moment of a saving: it is an error that says so, nothing is
 * half written, and when there is room again the same text is saved. */
static void
test_full (void)
{
  for (int n_writes = 0; n_writes < 40; n_writes++)
    {
      g_autoptr (World) world = world_new ();
      g_autoptr (MvFaultVfs) vfs = mv_fault_vfs_new (NULL);
      g_autofree char *before = world_id (1);
      g_autofree char *during = world_id (2);
      g_autoptr (MvRecord) record = world_contribution (during, "Written on a full disk.");
      g_autoptr (GError) error = NULL;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      gboolean is_saved;

      world_draft (world, before, "Written before.");
      world_close (world);
      world->store = open_on (world, mv_fault_vfs_get_name (vfs));

      mv_fault_vfs_set_full_after (vfs, n_writes);
      is_saved = mv_store_save (world->store, "a", record, MV_SAVE_DRAFT, &error);
      mv_fault_vfs_heal (vfs);
      if (!is_saved)
        {
          g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_FULL);
          g_assert_null (world_text (world, "a", during));
          g_assert_cmpuint (world_n_unsent (world, "a"), ==, 1);
        }

      world_save (world, "a", record, MV_SAVE_DRAFT);
      first = world_text (world, "a", before);
      g_assert_cmpstr (first, ==, "Written before.");
      second = world_text (world, "a", during);
      g_assert_cmpstr (second, ==, "Written on a full disk.");
      g_assert_cmpuint (world_n_unsent (world, "a"), ==, 2);

      world_close (world);
      if (is_saved)
        return;
    }
  g_assert_not_reached (); /* a saving that needs forty writes */
}

/* The disk fails at every possible call of taking in a page: either all of it is here afterwards,
 * with the cursor, or nothing. */
static void
test_page_is_whole (void)
{
  gboolean is_taken = FALSE;

  for (int call = 1; call < 200 && !is_taken; call++)
    {
      g_autoptr (World) world = world_new ();
      g_autoptr (MvFaultVfs) vfs = mv_fault_vfs_new (NULL);
      g_autofree char *id = world_id (1);
      g_autofree char *line =
          world_put ("user/me", 3, id, 1, "contribution", PERSON_A, "{\"text\":\"Text\"}");
      g_autofree char *text = world_page_text (HEAD_PROJECT, "", "", line, "\"user/me\":3", "e-1");
      g_autoptr (GError) error = NULL;
      g_autoptr (MvPull) pull = NULL;
      g_autofree char *shown = NULL;
      MvPulled pulled;

      world_close (world);
      world->store = open_on (world, mv_fault_vfs_get_name (vfs));
      mv_fault_vfs_set_fail_at (vfs, call);
      is_taken = world_take_answer (world, "a", text, &pulled, &error);
      mv_fault_vfs_heal (vfs);

      world_close (world);
      world->store = open_on (world, NULL);
      g_assert_true (mv_store_prepare_pull (world->store, "a", &pull, NULL));
      shown = world_text (world, "a", id);
      g_assert_cmpint (mv_cursors_get (pull->cursors, "user/me"), ==, shown != NULL ? 3 : 0);
      if (is_taken)
        g_assert_cmpstr (shown, ==, "Text");

      world_close (world);
    }
  g_assert_true (is_taken);
}

/* The disk is full when the program starts, and not even the list of the write-ahead log can be
 * made: that is what is said, and with room again everything is there. */
static void
test_full_at_start (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (MvFaultVfs) vfs = mv_fault_vfs_new (NULL);
  g_autofree char *id = world_id (1);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  world_draft (world, id, "Written before.");
  world_close (world);
  mv_fault_vfs_set_full_after (vfs, 0);
  g_assert_null (mv_store_open (world->path, mv_fault_vfs_get_name (vfs), world->executor,
                                world->executor, world->clock, world->random, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_FULL);
  mv_fault_vfs_heal (vfs);
  world->store = open_on (world, mv_fault_vfs_get_name (vfs));
  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Written before.");
  world_close (world);
}

/* A file made by a newer version is left alone, byte for byte. */
static void
test_newer (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *url = g_strconcat ("sqlite:", world->path, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;
  g_autoptr (GError) error = NULL;

  world_close (world);
  {
    g_autoptr (MvDb) db = mv_db_open (url, NULL, MV_DB_DEFAULT, &error);

    g_assert_no_error (error);
    mv_db_run (db, &error, "INSERT INTO migration (version, name) VALUES (9999, 'later')", "");
    g_assert_no_error (error);
  }

  g_assert_true (g_file_get_contents (world->path, &before, &n_before, NULL));
  g_assert_null (mv_store_open (world->path, NULL, world->executor, world->executor, world->clock,
                                world->random, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NEWER);
  g_assert_true (g_file_get_contents (world->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static MvStore *
rescue (World *world, char **out_kept, guint *out_n)
{
  g_autoptr (GError) error = NULL;
  MvStore *store = mv_store_rescue (world->path, NULL, world->executor, world->executor,
                                    world->clock, world->random, out_kept, out_n, &error);

  g_assert_no_error (error);
  return store;
}

/* A file that is no database any more: it is set aside with the day in its name, and a new one
 * opens. */
static void
test_not_a_database (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autofree char *letter = g_strnfill (10000, 'x');
  g_autofree char *kept = NULL;
  guint n_rescued = 99;

  world_close (world);
  g_assert_true (g_file_set_contents (world->path, letter, -1, NULL));
  g_assert_null (mv_store_open (world->path, NULL, world->executor, world->executor, world->clock,
                                world->random, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED);
  g_clear_error (&error);

  world->store = rescue (world, &kept, &n_rescued);
  g_assert_cmpuint (n_rescued, ==, 0);
  g_assert_true (g_str_has_suffix (kept, ".damaged-2026-11-22"));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  accounts = mv_store_list_accounts (world->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (accounts->len, ==, 0);
}

/* Overwrites a part of the file, as a bad disk does. */
static void
damage (const char *path, double from, double to)
{
  g_autofree char *contents = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  memset (contents + (gsize) (length * from), 0x5a, (gsize) (length * (to - from)));
  g_file_set_contents (path, contents, (gssize) length, &error);
  g_assert_no_error (error);
}

/* From a file that can be read nothing is lost: accounts with their numbers, what waits, what was
 * refused, drafts, rows of this device and the bin. */
static void
test_rescue_all (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *sent = world_id (1);
  g_autofree char *waiting = world_id (2);
  g_autofree char *binned = world_id (3);
  g_autoptr (MvRecord) mark = mv_record_new (mv_kind_find ("mark"), "");
  g_autoptr (MvPush) before = NULL;
  g_autoptr (MvPush) after = NULL;
  g_autoptr (GPtrArray) marks = NULL;
  g_autoptr (GPtrArray) bin = NULL;
  g_autofree char *before_hash = NULL;
  g_autofree char *after_hash = NULL;
  g_autofree char *text = NULL;
  g_autofree char *kept = NULL;
  guint n_rescued = 0;
  g_autoptr (GError) error = NULL;

  mv_record_set_text (mark, "target", STUDY);
  mv_record_set_text (mark, "sort", "favourite");
  world_save (world, "a", mark, MV_SAVE_DEVICE_ONLY);
  world_draft (world, binned, "In the bin");
  mv_store_remove (world->store, "a", binned, &error);
  world_draft (world, sent, "Sent");
  world_wait_s (world, 5);
  before = world_push (world, "a");
  before_hash = mv_op_dup_hash (world_op (before, 0));
  world_draft (world, waiting, "Waiting");
  world_close (world);

  world->store = rescue (world, &kept, &n_rescued);
  g_assert_cmpuint (n_rescued, ==, 4);
  text = world_text (world, "a", waiting);
  g_assert_cmpstr (text, ==, "Waiting");
  marks = mv_store_list (world->store, "a", "mark", NULL, &error);
  g_assert_cmpuint (marks->len, ==, 1);
  bin = mv_store_list_bin (world->store, "a", &error);
  g_assert_cmpuint (bin->len, ==, 1);

  world_wait_s (world, 5);
  after = world_push (world, "a");
  g_assert_cmpuint (after->ops->len, ==, 2);
  after_hash = mv_op_dup_hash (world_op (after, 0));
  g_assert_cmpstr (before_hash, ==, after_hash);
  g_assert_cmpint (world_op (after, 1)->n, ==, 2);
}

/* Wherever the damage is, the new file opens and works, and nothing that it holds is broken. */
static void
test_rescue_damaged (void)
{
  guint n_rescued_in_all = 0;

  for (int tenth = 0; tenth < 10; tenth++)
    {
      g_autoptr (World) world = world_new ();
      g_autofree char *kept = NULL;
      g_autofree char *id = world_id (1000);
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) all = NULL;
      g_autoptr (GError) error = NULL;
      guint n_rescued = 0;

      for (int i = 0; i < 300; i++)
        {
          g_autofree char *one = world_id (i);

          world_draft (world, one, "A sentence of some length, so that the file has many pages.");
        }
      world_close (world);
      damage (world->path, tenth / 10.0, (tenth + 1) / 10.0);

      world->store = rescue (world, &kept, &n_rescued);
      world_add_account (world, "a", PERSON_A);
      world_draft (world, id, "After");
      text = world_text (world, "a", id);
      g_assert_cmpstr (text, ==, "After");
      all = mv_store_list (world->store, "a", "contribution", NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (all->len, >, n_rescued / 2);
      g_test_message ("damage in tenth %d: %u of 300 rescued", tenth, n_rescued);
      n_rescued_in_all += n_rescued;
    }

  /* A tenth of the pages costs more than a tenth where it holds the roots of tables, and yet. */
  g_assert_cmpuint (n_rescued_in_all, >, 10 * 300 / 2);
}

static gpointer
list_contributions (MvStore *store, gpointer data, GError **error)
{
  return mv_store_list (store, "a", "contribution", NULL, error);
}

static gboolean
can_list (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  mv_store_read_async (world->store, list_contributions, NULL, NULL, NULL, NULL,
                       mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  list = mv_store_run_finish (world->store, result, &error);
  if (list == NULL)
    g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED);
  return list != NULL;
}

/* Looks for a place where damage does not hinder opening, and is met by who reads. @whole: the file
 * without damage */
static gboolean
open_on_hidden_damage (World *world, const char *whole, gsize length)
{
  gsize n_pages = length / 4096;

  for (gsize page = n_pages - 1; page > 0; page--)
    {
      g_assert_true (g_file_set_contents (world->path, whole, (gssize) length, NULL));
      damage (world->path, (double) page / n_pages, (page + 1.0) / n_pages);
      world->store = mv_store_open (world->path, NULL, world->executor, world->executor,
                                    world->clock, world->random, NULL);
      if (world->store != NULL && !can_list (world))
        return TRUE;
      if (world->store != NULL)
        world_close (world);
    }
  return FALSE;
}

/* As if nobody had read there. */
static void
remove_suspicion (World *world)
{
  g_autofree char *suspect = g_strconcat (world->path, ".suspect", NULL);

  g_assert_cmpint (g_remove (suspect), ==, 0);
}

/* Damage that only a reader of the middle meets: that reading fails, the next opening says that the
 * file is damaged, and what is rescued is then sent. After that all is well again. */
static void
test_damage_found_later (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *kept = NULL;
  g_autofree char *whole = NULL;
  g_autoptr (MvPush) push = NULL;
  g_autoptr (GError) error = NULL;
  guint n_rescued = 0;
  gsize length;

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *one = world_id (i);
      g_autofree char *text = g_strnfill (2000, 'a');

      world_draft (world, one, text);
    }
  world_close (world);
  g_assert_true (g_file_get_contents (world->path, &whole, &length, NULL));
  g_assert_true (open_on_hidden_damage (world, whole, length));
  world_close (world);

  g_assert_null (mv_store_open (world->path, NULL, world->executor, world->executor, world->clock,
                                world->random, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED);
  world->store = rescue (world, &kept, &n_rescued);
  g_assert_cmpuint (n_rescued, >, 0);
  world_wait_s (world, 5);
  push = world_push (world, "a");
  g_assert_nonnull (push);
  g_assert_cmpuint (push->ops->len, >, 0);
  world_restart (world);
}

/* The machine went out while the file was open: soon after the next opening the whole file is
 * looked at, and what would else have been met much later is found. After an end in order it is
 * not. */
static void
test_unclean_end (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *mark = g_strconcat (world->path, ".open", NULL);
  g_autofree char *kept = NULL;
  g_autofree char *whole = NULL;
  g_autoptr (GError) error = NULL;
  guint n_rescued = 0;
  gsize length;

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *one = world_id (i);
      g_autofree char *text = g_strnfill (2000, 'a');

      world_draft (world, one, text);
    }
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
  world_close (world);
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));

  /* an end out of order alone is no damage */
  g_assert_true (g_file_set_contents (mark, "", 0, NULL));
  world_open (world);
  mv_test_settle ();
  world_close (world);
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));

  g_assert_true (g_file_get_contents (world->path, &whole, &length, NULL));
  g_assert_true (open_on_hidden_damage (world, whole, length));
  mv_test_settle ();
  world_close (world);
  remove_suspicion (world);

  /* closed before anybody had looked: left to the next */
  g_assert_true (g_file_set_contents (mark, "", 0, NULL));
  world_open (world);
  world_close (world);
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));

  world_open (world);
  mv_test_settle ();
  world_close (world);
  g_assert_null (mv_store_open (world->path, NULL, world->executor, world->executor, world->clock,
                                world->random, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED);
  world->store = rescue (world, &kept, &n_rescued);
  g_assert_cmpuint (n_rescued, >, 0);
  world_restart (world);
}

/* With threads: saved from the main thread, which never waits, read on another connection, told of
 * in the main context. */
typedef struct
{
  GMainLoop *loop;
  gboolean is_saved;
  char *text;
} Threads;

static gpointer
read_text (MvStore *store, gpointer data, GError **error)
{
  g_autoptr (MvRecord) record = mv_store_get (store, "a", data, error);

  return record != NULL ? g_strdup (mv_record_get_text (record, "text")) : NULL;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Threads *threads = user_data;
  g_autoptr (GError) error = NULL;

  threads->text = mv_store_run_finish (MV_STORE (object), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (threads->loop);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Threads *threads = user_data;
  g_autoptr (GError) error = NULL;

  threads->is_saved = mv_store_save_finish (MV_STORE (object), result, &error);
  g_assert_no_error (error);
  mv_store_read_async (MV_STORE (object), read_text, world_id (1), g_free, g_free, NULL, read_cb,
                       threads);
}

static void
test_threads (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (MvExecutor) writer = mv_executor_worker_new ("writer");
  g_autoptr (MvExecutor) reader = mv_executor_worker_new ("reader");
  g_autofree char *id = world_id (1);
  g_autoptr (MvRecord) record = world_contribution (id, "From the main thread");
  Threads threads = { g_main_loop_new (NULL, FALSE), FALSE, NULL };
  g_autoptr (GError) error = NULL;

  world_close (world);
  world->store =
      mv_store_open (world->path, NULL, writer, reader, world->clock, world->random, &error);
  g_assert_no_error (error);
  mv_store_save_async (world->store, "a", record, MV_SAVE_DRAFT, NULL, saved_cb, &threads);
  g_assert_false (threads.is_saved);
  g_main_loop_run (threads.loop);
  g_assert_true (threads.is_saved);
  g_assert_cmpstr (threads.text, ==, "From the main thread");

  mv_store_close (world->store);
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (writer));
  mv_executor_worker_shut_down (MV_EXECUTOR_WORKER (reader));
  mv_test_settle ();
  g_free (threads.text);
  g_main_loop_unref (threads.loop);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/faults/full", test_full);
  g_test_add_func ("/store/faults/full-at-start", test_full_at_start);
  g_test_add_func ("/store/faults/page-is-whole", test_page_is_whole);
  g_test_add_func ("/store/faults/newer", test_newer);
  g_test_add_func ("/store/faults/not-a-database", test_not_a_database);
  g_test_add_func ("/store/faults/rescue-all", test_rescue_all);
  g_test_add_func ("/store/faults/rescue-damaged", test_rescue_damaged);
  g_test_add_func ("/store/faults/damage-found-later", test_damage_found_later);
  g_test_add_func ("/store/faults/unclean-end", test_unclean_end);
  g_test_add_func ("/store/faults/threads", test_threads);

  return g_test_run ();
}
