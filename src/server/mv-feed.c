/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed.h"

#include "mv-feed-state.h"

G_DEFINE_FINAL_TYPE (MvFeed, mv_feed, G_TYPE_OBJECT)

static void
mv_feed_finalize (GObject *object)
{
  MvFeed *self = MV_FEED (object);

  g_clear_object (&self->db);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_pointer (&self->epoch, g_free);
  g_clear_pointer (&self->pending, g_array_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->unsaid, g_hash_table_unref);
  g_clear_pointer (&self->sender, g_free);

  G_OBJECT_CLASS (mv_feed_parent_class)->finalize (object);
}

static void
mv_feed_class_init (MvFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mv_feed_finalize;
}

static void
mv_feed_init (MvFeed *self)
{
  self->pending = g_array_new (FALSE, TRUE, sizeof (MvFeedPending));
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unsaid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * mv_feed_new:
 * @db: a connection to a database with the server's tables, see mv_feed_schema_migrate()
 * @clock: the server's clock
 * @random: fit for ids
 *
 * Returns: (transfer full): a feed on that connection
 */
MvFeed *
mv_feed_new (MvDb *db, MvClock *clock, MvRandom *random)
{
  MvFeed *self;

  g_return_val_if_fail (MV_IS_DB (db), NULL);
  g_return_val_if_fail (MV_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (MV_IS_RANDOM (random), NULL);

  self = g_object_new (MV_TYPE_FEED, NULL);
  self->db = g_object_ref (db);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);

  return self;
}

/**
 * mv_feed_get_db:
 * @self: a feed
 *
 * Returns: (transfer none): its connection
 */
MvDb *
mv_feed_get_db (MvFeed *self)
{
  g_return_val_if_fail (MV_IS_FEED (self), NULL);

  return self->db;
}

/**
 * mv_feed_get_clock:
 * @self: a feed
 *
 * Returns: (transfer none): its clock
 */
MvClock *
mv_feed_get_clock (MvFeed *self)
{
  g_return_val_if_fail (MV_IS_FEED (self), NULL);

  return self->clock;
}

/**
 * mv_feed_get_random:
 * @self: a feed
 *
 * Returns: (transfer none): its source of chance
 */
MvRandom *
mv_feed_get_random (MvFeed *self)
{
  g_return_val_if_fail (MV_IS_FEED (self), NULL);

  return self->random;
}

/**
 * mv_feed_get_epoch:
 * @self: a feed
 *
 * The epoch changes only while no server runs, so it is read once.
 *
 * Returns: (transfer none): the server's epoch, or %NULL on error
 */
const char *
mv_feed_get_epoch (MvFeed *self, GError **error)
{
  g_return_val_if_fail (MV_IS_FEED (self), NULL);

  if (self->epoch == NULL)
    {
      g_autoptr (GError) local = NULL;

      self->epoch =
          mv_db_get_one_text (self->db, &local, "SELECT value FROM meta WHERE key = 'epoch'", "");
      if (self->epoch == NULL && local == NULL)
        g_set_error (&local, MV_DB_ERROR, MV_DB_ERROR_FAILED, "The database has no epoch");
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
    }

  return self->epoch;
}

/* Transactions */

/**
 * mv_feed_begin:
 * @self: a feed whose connection is outside a transaction
 *
 * Begins to write: for the administration, and for a server that commits several pushes at once.
 *
 * Returns: whether it began
 */
gboolean
mv_feed_begin (MvFeed *self, GError **error)
{
  g_return_val_if_fail (MV_IS_FEED (self), FALSE);

  g_array_set_size (self->pending, 0);
  g_hash_table_remove_all (self->touched);
  g_hash_table_remove_all (self->unsaid);
  return mv_db_begin (self->db, TRUE, error);
}

/* Nobody here wakes those who wait, and the database tells nobody: the server beside is left a
 * word.
 */
static gboolean
leave_word (MvFeed *self, GError **error)
{
  g_autofree char *now = mv_clock_dup_now (self->clock);
  GHashTableIter iter;
  gpointer name;

  if (mv_db_can_notify (self->db))
    return TRUE;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (!mv_db_run (self->db, error, "INSERT INTO wake (scope, at) VALUES ($1, $2)", "tt", name,
                      now))
        return FALSE;
    }
  return TRUE;
}

/**
 * mv_feed_commit:
 * @self: a feed that began to write
 * @touched: (nullable) (element-type utf8): gets the names of the scopes that changed; %NULL leaves
 * word of them to the servers on the same database
 *
 * Gives what was written its sequence numbers and keeps it.
 *
 * Returns: whether it was kept; if not, everything was rolled back
 */
gboolean
mv_feed_commit (MvFeed *self, GPtrArray *touched, GError **error)
{
  g_return_val_if_fail (MV_IS_FEED (self), FALSE);

  if (!mv_feed_give_numbers (self, error) || !mv_feed_announce (self, error) ||
      (touched == NULL && !leave_word (self, error)))
    {
      mv_feed_roll_back (self);
      return FALSE;
    }

  if (!mv_db_commit (self->db, error))
    {
      g_hash_table_remove_all (self->touched);
      return FALSE;
    }

  mv_feed_take_touched (self, touched);
  return TRUE;
}

/**
 * mv_feed_roll_back:
 * @self: a feed
 *
 * Throws away what was written since mv_feed_begin().
 */
void
mv_feed_roll_back (MvFeed *self)
{
  g_return_if_fail (MV_IS_FEED (self));

  g_array_set_size (self->pending, 0);
  g_hash_table_remove_all (self->touched);
  g_hash_table_remove_all (self->unsaid);
  mv_db_roll_back (self->db);
}

void
mv_feed_touch (MvFeed *self, const char *scope)
{
  g_hash_table_add (self->touched, g_strdup (scope));
  g_hash_table_add (self->unsaid, g_strdup (scope));
}

void
mv_feed_take_touched (MvFeed *self, GPtrArray *touched)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->touched);
  while (touched != NULL && g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (touched, g_strdup (name));
  g_hash_table_remove_all (self->touched);
}

/* Sequence numbers */

/* Returns the number below zero that the row has until the end of the transaction. */
gint64
mv_feed_add_pending (MvFeed *self, gint64 scope_id, const char *id, gboolean is_departed)
{
  MvFeedPending pending = { .scope_id = scope_id, .is_departed = is_departed };

  g_strlcpy (pending.id, id, sizeof pending.id);
  g_array_append_val (self->pending, pending);

  return -(gint64) self->pending->len;
}

gint64
mv_feed_get_final_seq (MvFeed *self, gint64 seq)
{
  if (seq >= 0)
    return seq;

  g_return_val_if_fail (-seq <= (gint64) self->pending->len, 0);
  return g_array_index (self->pending, MvFeedPending, -seq - 1).seq;
}

/* Places in the list of pending rows, by scope and then as written. */
static int
compare_pending (gconstpointer a, gconstpointer b, gpointer data)
{
  guint i = *(const guint *) a, j = *(const guint *) b;
  const MvFeedPending *rows = data;

  if (rows[i].scope_id != rows[j].scope_id)
    return rows[i].scope_id < rows[j].scope_id ? -1 : 1;
  return i < j ? -1 : i > j;
}

/* Takes @n numbers from the counter of a scope. */
static gboolean
take_numbers (MvFeed *self, gint64 scope_id, gint64 n, gint64 *out_last, GError **error)
{
  g_autoptr (MvStatement) statement = mv_db_query (
      self->db, error, "UPDATE scope SET seq = seq + $1 WHERE id = $2 RETURNING seq, name", "ii", n,
      scope_id);
  gboolean has_row = FALSE;

  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return FALSE;

  g_return_val_if_fail (has_row, FALSE);
  *out_last = mv_statement_get_integer (statement, 0);
  mv_feed_touch (self, mv_statement_get_text (statement, 1));
  /* A statement that returns rows is done when it has been stepped to its end. */
  return mv_statement_step (statement, NULL, error);
}

/* A row that was written again since has another number by now and stays untouched. */
static gboolean
set_number (MvFeed *self, const MvFeedPending *pending, gint64 from, GError **error)
{
  if (pending->is_departed)
    return mv_db_run (self->db, error,
                      "UPDATE departed SET seq = $1 WHERE scope = $2 AND id = $3 AND seq = $4",
                      "iiti", pending->seq, pending->scope_id, pending->id, from);

  return mv_db_run (self->db, error, "UPDATE item SET seq = $1 WHERE id = $2 AND seq = $3", "iti",
                    pending->seq, pending->id, from);
}

/* The counters come last and in the order of their keys: they are locked shortly, and two writers
 * that need the same ones wait for each other instead of crossing. */
gboolean
mv_feed_give_numbers (MvFeed *self, GError **error)
{
  guint n = self->pending->len;
  g_autofree guint *order = g_new (guint, n);
  MvFeedPending *rows = (MvFeedPending *) (gpointer) self->pending->data;

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_pending, rows);

  for (guint from = 0, to; from < n; from = to)
    {
      gint64 scope_id = rows[order[from]].scope_id;
      gint64 last;

      for (to = from; to < n && rows[order[to]].scope_id == scope_id; to++)
        ;
      if (!take_numbers (self, scope_id, to - from, &last, error))
        return FALSE;

      for (guint i = from; i < to; i++)
        {
          rows[order[i]].seq = last - (to - 1 - i);
          if (!set_number (self, &rows[order[i]], -(gint64) order[i] - 1, error))
            return FALSE;
        }
    }

  return TRUE;
}

gboolean
mv_feed_ensure_scope (MvFeed *self, const char *name, gint64 *out_id, GError **error)
{
  gboolean found = FALSE;

  if (!mv_db_get_one_integer (self->db, out_id, &found, error,
                              "SELECT id FROM scope WHERE name = $1", "t", name))
    return FALSE;
  if (found)
    return TRUE;

  return mv_db_run (
             self->db, error,
             "INSERT INTO scope (name, seq, floor) VALUES ($1, 0, 0) ON CONFLICT (name) DO NOTHING",
             "t", name) &&
         mv_db_get_one_integer (self->db, out_id, &found, error,
                                "SELECT id FROM scope WHERE name = $1", "t", name);
}
