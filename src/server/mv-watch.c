/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-watch.h"

/* How often it looks. It costs one lookup by key. */
#define LOOK_EVERY_US (G_TIME_SPAN_SECOND / 2)

/* Numbers are given out before a transaction commits, so a smaller one may come after a greater. So
 * many are looked at again. */
#define LOOK_BACK 64

struct _MvWatch
{
  GObject parent_instance;

  MvDb *db;           /* (owned): only used by @thread once that runs */
  GMainContext *home; /* (owned): where @heard is called */
  MvWatchFunc heard;  /* (nullable): %NULL once stopped */
  gpointer user_data; /* (unowned) */
  gint64 last;        /* greatest number that was seen; only on @thread */
  gboolean is_deaf;   /* and it has been told; only on @thread */
  GHashTable *seen;   /* (owned) (element-type gint64): of the last LOOK_BACK; only on @thread */
  GThread *thread;    /* (owned) (nullable): %NULL once stopped */
  GMutex lock;
  GCond stop;
  gboolean is_stopping; /* under @lock */
};

G_DEFINE_FINAL_TYPE (MvWatch, mv_watch, G_TYPE_OBJECT)

/* What was heard, on its way home. */
typedef struct
{
  MvWatch *watch;     /* (owned) */
  GPtrArray *touched; /* (owned) (element-type utf8) */
} Word;

static void
word_free (Word *self)
{
  g_clear_object (&self->watch);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  g_free (self);
}

static gboolean
tell_cb (gpointer user_data)
{
  Word *word = user_data;

  if (word->watch->heard != NULL)
    word->watch->heard (word->touched, word->watch->user_data);
  return G_SOURCE_REMOVE;
}

static void
send_home (MvWatch *self, GPtrArray *touched)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Word *word = g_new0 (Word, 1);

  word->watch = g_object_ref (self);
  word->touched = g_ptr_array_ref (touched);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, word, (GDestroyNotify) word_free);
  g_source_attach (source, self->home);
}

static gboolean
is_long_past (gpointer number, gpointer value, gpointer user_data)
{
  return *(gint64 *) number <= *(gint64 *) user_data - LOOK_BACK;
}

/* Reads what is new; @touched: (nullable): gets the names. */
static gboolean
look (MvWatch *self, GPtrArray *touched, GError **error)
{
  g_autoptr (MvStatement) row =
      mv_db_query (self->db, error, "SELECT id, scope FROM wake WHERE id > $1 ORDER BY id", "i",
                   self->last - LOOK_BACK);
  gboolean has_row = TRUE;

  if (row == NULL)
    return FALSE;
  while (has_row)
    {
      gint64 number;

      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      number = mv_statement_get_integer (row, 0);
      self->last = MAX (self->last, number);
      if (g_hash_table_add (self->seen, g_memdup2 (&number, sizeof number)) && touched != NULL)
        g_ptr_array_add (touched, g_strdup (mv_statement_get_text (row, 1)));
    }

  g_hash_table_foreach_remove (self->seen, is_long_past, &self->last);
  return TRUE;
}

static void
look_and_tell (MvWatch *self)
{
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (!look (self, touched, &error))
    {
      if (!self->is_deaf)
        g_message ("what was written beside the server is not heard of: %s", error->message);
      self->is_deaf = TRUE;
      return;
    }

  self->is_deaf = FALSE;
  if (touched->len > 0)
    send_home (self, touched);
}

/* Waits a while. Returns whether to go on. */
static gboolean
wait (MvWatch *self)
{
  gint64 until = g_get_monotonic_time () + LOOK_EVERY_US;
  gboolean goes_on;

  g_mutex_lock (&self->lock);
  while (!self->is_stopping && g_cond_wait_until (&self->stop, &self->lock, until))
    ;
  goes_on = !self->is_stopping;
  g_mutex_unlock (&self->lock);
  return goes_on;
}

static gpointer
run_thread (gpointer data)
{
  MvWatch *self = data;

  while (wait (self))
    look_and_tell (self);
  return NULL;
}

static void
mv_watch_dispose (GObject *object)
{
  MvWatch *self = MV_WATCH (object);

  mv_watch_stop (self);
  g_clear_object (&self->db);
  g_clear_pointer (&self->home, g_main_context_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);

  G_OBJECT_CLASS (mv_watch_parent_class)->dispose (object);
}

static void
mv_watch_finalize (GObject *object)
{
  MvWatch *self = MV_WATCH (object);

  g_mutex_clear (&self->lock);
  g_cond_clear (&self->stop);

  G_OBJECT_CLASS (mv_watch_parent_class)->finalize (object);
}

static void
mv_watch_class_init (MvWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = mv_watch_finalize;
}

static void
mv_watch_init (MvWatch *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->stop);
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * mv_watch_new:
 * @database: address of a database that has been set up
 * @heard: called in the thread-default main context of the caller
 * @user_data: for @heard; must live until the watch is stopped
 * @error: return location for an error
 *
 * Begins to listen, on a connection and a thread of its own. What was written before is not told.
 *
 * Returns: (transfer full): the watch, or %NULL with %MV_DB_ERROR
 */
MvWatch *
mv_watch_new (const char *database, MvWatchFunc heard, gpointer user_data, GError **error)
{
  g_autoptr (MvWatch) self = NULL;

  g_return_val_if_fail (database != NULL && heard != NULL, NULL);

  self = g_object_new (MV_TYPE_WATCH, NULL);
  self->db = mv_db_open (database, NULL, MV_DB_MUST_EXIST | MV_DB_READ_ONLY, error);
  if (self->db == NULL ||
      !mv_db_get_one_integer (self->db, &self->last, NULL, error,
                              "SELECT coalesce(max(id), 0) FROM wake", "") ||
      !look (self, NULL, error))
    return NULL;

  self->home = g_main_context_ref_thread_default ();
  self->heard = heard;
  self->user_data = user_data;
  self->thread = g_thread_new ("mv-watch", run_thread, self);
  return g_steal_pointer (&self);
}

/**
 * mv_watch_stop:
 * @self: a watch
 *
 * Listens no longer. @heard is not called any more.
 */
void
mv_watch_stop (MvWatch *self)
{
  g_return_if_fail (MV_IS_WATCH (self));

  if (self->thread == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->is_stopping = TRUE;
  g_cond_signal (&self->stop);
  g_mutex_unlock (&self->lock);
  g_thread_join (g_steal_pointer (&self->thread));
  self->heard = NULL;
}
