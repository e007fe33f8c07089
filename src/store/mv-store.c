/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"
#include "mv-store-object.h"

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST
} MvStoreSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_QUARK (mv - store - error - quark, mv_store_error)
G_DEFINE_FINAL_TYPE (MvStore, mv_store, G_TYPE_OBJECT)

static void
close_db (gpointer data)
{
  mv_db_close (data);
}

/* @is_idle: whether no job can be under way. Else each connection is closed in its turn, after the
 * jobs that wait for it, where it may be used. */
static void
close_connection (MvExecutor *executor, MvDb *db, gboolean is_idle)
{
  if (db == NULL)
    return;
  if (is_idle)
    close_db (db);
  else
    mv_executor_run_and_wait (executor, close_db, db);
}

static void
close_connections (MvStore *self, gboolean is_idle)
{
  if (!g_atomic_int_compare_and_exchange (&self->is_closed, FALSE, TRUE))
    return;

  /* The last connection that goes tidies up behind it, which one that only reads cannot. */
  close_connection (self->reader, self->reader_db, is_idle);
  close_connection (self->writer, self->writer_db, is_idle);
  mv_store_mark_closed (self);
}

/* Each job holds a reference, so none is left. The executors may have ended. */
static void
mv_store_dispose (GObject *object)
{
  close_connections (MV_STORE (object), TRUE);
  G_OBJECT_CLASS (mv_store_parent_class)->dispose (object);
}

static void
mv_store_finalize (GObject *object)
{
  MvStore *self = MV_STORE (object);

  g_clear_object (&self->writer);
  g_clear_object (&self->reader);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_object (&self->reader_db);
  g_clear_object (&self->writer_db);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->suspect_path, g_free);
  g_clear_pointer (&self->open_path, g_free);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->kinds, g_hash_table_unref);
  g_clear_pointer (&self->contributions, g_hash_table_unref);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (mv_store_parent_class)->finalize (object);
}

static void
mv_store_class_init (MvStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mv_store_dispose;
  object_class->finalize = mv_store_finalize;

  /**
   * MvStore::changed:
   * @self: the store
   * @kinds: kinds of the records that changed, and `outbox` when what waits to be sent changed
   *
   * Something was committed. Emitted in the main context that opened the store; what changed before
   * the context came round is told of in one signal.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MV_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
mv_store_init (MvStore *self)
{
  g_mutex_init (&self->lock);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->contributions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Telling of changes */

/* For sources of the main context, which must not keep the store. */
GWeakRef *
mv_store_new_weak_ref (MvStore *self)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, self);
  return ref;
}

void
mv_store_free_weak_ref (gpointer data)
{
  GWeakRef *ref = data;

  g_weak_ref_clear (ref);
  g_free (ref);
}

static gboolean
emit_changed_cb (gpointer data)
{
  g_autoptr (MvStore) self = g_weak_ref_get (data);
  g_autoptr (GHashTable) told = NULL;
  g_auto (GStrv) kinds = NULL;

  if (self == NULL || mv_store_is_closed (self))
    return G_SOURCE_REMOVE;

  g_mutex_lock (&self->lock);
  told = g_steal_pointer (&self->told);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->is_telling = FALSE;
  g_mutex_unlock (&self->lock);

  kinds = (GStrv) g_hash_table_get_keys_as_array (told, NULL);
  g_hash_table_steal_all (told);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, kinds);

  return G_SOURCE_REMOVE;
}

/* Called on the writing executor after a commit. */
void
mv_store_tell (MvStore *self, GHashTable *kinds)
{
  g_autoptr (GSource) source = NULL;
  GHashTableIter iter;
  gpointer kind;

  if (g_hash_table_size (kinds) == 0)
    return;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, kinds);
  while (g_hash_table_iter_next (&iter, &kind, NULL))
    g_hash_table_add (self->told, g_strdup (kind));

  if (!self->is_telling)
    {
      self->is_telling = TRUE;
      source = g_idle_source_new ();
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, emit_changed_cb, mv_store_new_weak_ref (self),
                             mv_store_free_weak_ref);
      g_source_set_static_name (source, "[medvirk] store changed");
      g_source_attach (source, self->context);
    }
  g_mutex_unlock (&self->lock);
}

/* Closing */

/**
 * mv_store_close:
 * @self: a store
 *
 * Finishes what was begun and what waits its turn, and closes the file, whoever still holds a
 * reference; the file then stands alone, without the log that SQLite keeps beside it. Waits for
 * that. No `changed` comes after this. Everything that is asked for afterwards fails with
 * %MV_STORE_ERROR_CLOSED. Called again, it does nothing.
 *
 * Called in the context that opened the store, while its executors still run.
 */
void
mv_store_close (MvStore *self)
{
  g_return_if_fail (MV_IS_STORE (self));

  close_connections (self, FALSE);
}

/* Who may use which connection */

gboolean
mv_store_is_writer (MvStore *self)
{
  return self->is_opening || mv_executor_is_current (self->writer);
}

gboolean
mv_store_is_closed (MvStore *self)
{
  return g_atomic_int_get (&self->is_closed);
}

/* The writing executor reads through its own connection, so that it sees what it has just written.
 */
MvDb *
mv_store_get_db (MvStore *self)
{
  if (mv_store_is_writer (self))
    return self->writer_db;

  g_return_val_if_fail (mv_executor_is_current (self->reader), NULL);
  return self->reader_db;
}

MvExecutor *
mv_store_get_executor (MvStore *self, gboolean for_writing)
{
  return for_writing ? self->writer : self->reader;
}

MvClock *
mv_store_get_clock (MvStore *self)
{
  return self->clock;
}

gint64
mv_store_now (MvStore *self)
{
  return mv_clock_now_us (self->clock);
}

/**
 * mv_store_new_id:
 * @self: a store
 *
 * May be called from any thread.
 *
 * Returns: (transfer full): a new time-ordered id
 */
char *
mv_store_new_id (MvStore *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MV_IS_STORE (self), NULL);

  locker = g_mutex_locker_new (&self->lock);
  return mv_uuid_new_v7 (self->clock, self->random);
}
