/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include <string.h>

/*
 * Rows that nobody here has seen yet, which a first download consists of. They are put in without
 * being looked for first: the key index says whether they are new, and what is not is taken the
 * long way.
 *
 * A contribution's state hangs on the answers to it, which come right after it. So contributions
 * are held back until all of the page's other rows are in, and are then written once, with their
 * state, instead of being written, looked up and written again.
 */

struct _MvArrivals
{
  MvStore *store;      /* (unowned) */
  MvStatement *insert; /* (owned) */
  GHashTable *beneath; /* (owned) (element-type utf8): ids under which the outbox lies */
  GHashTable *held;    /* (owned) (element-type utf8): ids of @waiting, unowned */
  GPtrArray *waiting;  /* (owned) (element-type MvRow): contributions, in order */
  MvArrivalFunc take_known;
  gboolean with_words;
};

void
mv_arrivals_free (MvArrivals *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->insert);
  g_clear_pointer (&self->beneath, g_hash_table_unref);
  g_clear_pointer (&self->held, g_hash_table_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_free (self);
}

static gboolean
load_beneath (MvArrivals *self, GError **error)
{
  g_autoptr (MvStatement) statement = mv_db_query (mv_store_get_db (self->store), error,
                                                   "SELECT id FROM beneath WHERE account = $1", "t",
                                                   mv_store_get_account (self->store)->key);
  gboolean has_row = TRUE;

  while (statement != NULL && mv_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_hash_table_add (self->beneath, g_strdup (mv_statement_get_text (statement, 0)));
    }
  return FALSE;
}

static void
free_row (gpointer row)
{
  mv_row_free (row);
}

/* Within a change. @with_words: whether the words that lists search are written at once;
 * @take_known: takes a row that is here already. */
MvArrivals *
mv_arrivals_new (MvStore *self, gboolean with_words, MvArrivalFunc take_known, GError **error)
{
  g_autoptr (MvArrivals) arrivals = g_new0 (MvArrivals, 1);

  arrivals->store = self;
  arrivals->with_words = with_words;
  arrivals->take_known = take_known;
  arrivals->beneath = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  arrivals->held = g_hash_table_new (g_str_hash, g_str_equal);
  arrivals->waiting = g_ptr_array_new_with_free_func (free_row);
  arrivals->insert = mv_rows_prepare_insert (mv_store_get_db (self), error);
  if (arrivals->insert == NULL || !load_beneath (arrivals, error))
    return NULL;

  return g_steal_pointer (&arrivals);
}

static gboolean
put_in (MvArrivals *self, MvRow *row, GError **error)
{
  gboolean is_new;

  if (!mv_rows_insert_shown (self->store, self->insert, row, &is_new, error))
    return FALSE;
  if (!is_new)
    return self->take_known (self->store, row, error);

  return !self->with_words ||
         mv_rows_write_words (self->store, mv_store_get_account (self->store)->key, row, error);
}

/* Puts in the contributions that were held back. */
gboolean
mv_arrivals_flush (MvArrivals *self, GError **error)
{
  g_hash_table_remove_all (self->held);
  for (guint i = 0; i < self->waiting->len; i++)
    {
      if (!put_in (self, g_ptr_array_index (self->waiting, i), error))
        return FALSE;
    }

  g_ptr_array_set_size (self->waiting, 0);
  return TRUE;
}

/* Something else is to happen to @id: it happens after what was held back. */
gboolean
mv_arrivals_settle (MvArrivals *self, const char *id, GError **error)
{
  return !g_hash_table_contains (self->held, id) || mv_arrivals_flush (self, error);
}

/* @row: (transfer full): that the server has; present, and not in a scope that is fetched anew. */
gboolean
mv_arrivals_take (MvArrivals *self, MvRow *row, GError **error)
{
  g_autoptr (MvRow) owned = row;

  if (!mv_arrivals_settle (self, row->id, error))
    return FALSE;
  if (g_hash_table_contains (self->beneath, row->id))
    return self->take_known (self->store, row, error);
  if (strcmp (row->kind, "contribution") != 0)
    return put_in (self, row, error);

  g_hash_table_add (self->held, row->id);
  g_ptr_array_add (self->waiting, g_steal_pointer (&owned));
  return TRUE;
}
