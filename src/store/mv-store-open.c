/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-object.h"
#include "mv-store-resources.h"

#include <string.h>

/* Opening the replica, in the caller's thread or on the writing executor. */

MvStorePlace *
mv_store_place_new (const char *path,
                    const char *vfs,
                    MvExecutor *writer,
                    MvExecutor *reader,
                    MvClock *clock,
                    MvRandom *random)
{
  MvStorePlace *self = g_new0 (MvStorePlace, 1);

  self->path = g_strdup (path);
  self->vfs = g_strdup (vfs);
  self->writer = g_object_ref (writer);
  self->reader = g_object_ref (reader);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->context = g_main_context_ref_thread_default ();
  return self;
}

void
mv_store_place_free (MvStorePlace *self)
{
  g_free (self->path);
  g_free (self->vfs);
  g_clear_object (&self->writer);
  g_clear_object (&self->reader);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self);
}

static gboolean
open_connections (MvStore *self, const MvStorePlace *place, GError **error)
{
  g_autofree char *url = g_strconcat ("sqlite:", place->path, NULL);

  self->writer_db = mv_db_open (url, place->vfs, MV_DB_DEFAULT, error);
  if (self->writer_db == NULL ||
      !mv_db_migrate (self->writer_db, mv_store_get_resource (), "/no/medvirk/sql/replica", error))
    return FALSE;

  /* What stands in memory alone cannot be seen by a second connection. */
  if (strcmp (place->path, ":memory:") == 0)
    {
      g_set_object (&self->reader, self->writer);
      self->reader_db = g_object_ref (self->writer_db);
      return TRUE;
    }

  self->reader_db = mv_db_open (url, place->vfs, MV_DB_READ_ONLY | MV_DB_MUST_EXIST, error);
  return self->reader_db != NULL;
}

MvStore *
mv_store_open_with (const MvStorePlace *place,
                    MvStoreOpening opening,
                    gpointer data,
                    GError **error)
{
  g_autoptr (MvStore) self = g_object_new (MV_TYPE_STORE, NULL);

  self->writer = g_object_ref (place->writer);
  self->reader = g_object_ref (place->reader);
  self->clock = g_object_ref (place->clock);
  self->random = g_object_ref (place->random);
  self->context = g_main_context_ref (place->context);
  self->suspect_path = mv_store_dup_suspect_path (place->path);

  if (!open_connections (self, place, error))
    {
      mv_store_translate_error (error);
      return NULL;
    }

  self->is_opening = TRUE;
  if (!opening (self, data, error))
    return NULL;
  self->is_opening = FALSE;
  mv_store_mark_open (self, place->path);
  mv_store_plan_words (self);

  return g_steal_pointer (&self);
}

/* A full disk must not keep anybody from reading, so only damage stops here. */
static gboolean
clean_up (MvStore *self, gpointer data, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (mv_store_clean_up (self, &local) ||
      !g_error_matches (local, MV_STORE_ERROR, MV_STORE_ERROR_DAMAGED))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static MvStore *
open_at (const MvStorePlace *place, GError **error)
{
  if (!mv_store_check_suspect (place->path, error))
    return NULL;
  return mv_store_open_with (place, clean_up, NULL, error);
}

/**
 * mv_store_open:
 * @path: file of the replica, made if it is not there, or `:memory:`
 * @vfs: (nullable): SQLite's named VFS
 * @writer: where writes run
 * @reader: where reads run; with `:memory:` they run on @writer
 * @clock: the time
 * @random: chance, for ids
 *
 * Opens the replica and takes away what the bin and the outbox have kept long enough. Damage in the
 * middle of the file is found by who reads there, or soon after an opening that follows an end out
 * of order; the opening after that fails.
 * `changed` will be emitted in the caller's thread-default main context. A replica of an older
 * version is brought up to date first, which takes a while if it is large: for the main thread
 * there is mv_store_open_async().
 *
 * Fails with %MV_STORE_ERROR_DAMAGED, %MV_STORE_ERROR_NEWER, %MV_STORE_ERROR_FULL or
 * %MV_STORE_ERROR_FAILED; the file is then as it was.
 *
 * Returns: (transfer full): the store, or %NULL on error
 */
MvStore *
mv_store_open (const char *path,
               const char *vfs,
               MvExecutor *writer,
               MvExecutor *reader,
               MvClock *clock,
               MvRandom *random,
               GError **error)
{
  g_autoptr (MvStorePlace) place = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (MV_IS_EXECUTOR (writer) && MV_IS_EXECUTOR (reader), NULL);
  g_return_val_if_fail (MV_IS_CLOCK (clock) && MV_IS_RANDOM (random), NULL);

  place = mv_store_place_new (path, vfs, writer, reader, clock, random);
  return open_at (place, error);
}

static void
open_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  MvStore *self = open_at (task_data, &error);

  if (self == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, self, g_object_unref);
}

/**
 * mv_store_open_async:
 * @path: file of the replica, as for mv_store_open()
 * @vfs: (nullable): SQLite's named VFS
 * @writer: where writes run, and the opening too
 * @reader: where reads run
 * @clock: the time
 * @random: chance, for ids
 * @cancellable: (nullable): what stops it, as long as it has not begun; a store that is open when
 * it is cancelled is closed again
 * @callback: called in the caller's main context; it calls mv_store_open_finish()
 * @user_data: given to @callback
 *
 * Does what mv_store_open() does without keeping the caller waiting.
 */
void
mv_store_open_async (const char *path,
                     const char *vfs,
                     MvExecutor *writer,
                     MvExecutor *reader,
                     MvClock *clock,
                     MvRandom *random,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (path != NULL);
  g_return_if_fail (MV_IS_EXECUTOR (writer) && MV_IS_EXECUTOR (reader));
  g_return_if_fail (MV_IS_CLOCK (clock) && MV_IS_RANDOM (random));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, mv_store_open_async);
  g_task_set_task_data (task, mv_store_place_new (path, vfs, writer, reader, clock, random),
                        (GDestroyNotify) mv_store_place_free);
  mv_executor_run_task (writer, task, open_cb);
}

/**
 * mv_store_open_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Fails as mv_store_open() does, and with %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the store, or %NULL on error
 */
MvStore *
mv_store_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_store_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
