/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-object.h"

/* The words that lists search. A row that comes alone brings its own; those of a first download are
 * put off, since they would take as long as everything else, and are read in small steps when
 * nothing more important is to be done. How far that went stands in the database, so that it goes
 * on after a restart. */

#define ROWS_A_STEP 200

/* Within a change: rows that come from now on have no words yet. */
gboolean
mv_store_put_off_words (MvStore *self, GError **error)
{
  return mv_db_run (mv_store_get_db (self), error,
                    "INSERT INTO unread (n) SELECT coalesce (max (n), 0) FROM item "
                    "HAVING NOT EXISTS (SELECT 1 FROM unread)",
                    "");
}

/* Reads rows after @from. @out_n: the last of them, or 0 if there was none. */
static gboolean
read_words (MvStore *self, gint64 from, gint64 *out_n, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (mv_store_get_db (self), error,
                   "SELECT " MV_ROW_COLUMNS ", account, n FROM item WHERE n > $1 "
                   "ORDER BY n LIMIT $2",
                   "ii", from, (gint64) ROWS_A_STEP);
  gboolean has_row = TRUE;

  *out_n = 0;
  while (statement != NULL && mv_statement_step (statement, &has_row, error))
    {
      g_autoptr (MvRow) row = NULL;

      if (!has_row)
        return TRUE;
      row = mv_row_from_statement (statement);
      *out_n = mv_statement_get_integer (statement, 9);
      if (!mv_rows_write_words (self, mv_statement_get_text (statement, 8), row, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
take_step (MvStore *self, gboolean *out_is_done, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  gint64 from = 0, last = 0;
  gboolean is_wanted = FALSE;

  *out_is_done = TRUE;
  if (!mv_db_get_one_integer (db, &from, &is_wanted, error, "SELECT n FROM unread", ""))
    return FALSE;
  if (!is_wanted)
    return TRUE;
  if (!read_words (self, from, &last, error))
    return FALSE;

  *out_is_done = last == 0;
  if (last > 0)
    return mv_db_run (db, error, "UPDATE unread SET n = $1", "i", last);

  /* Lists that were searched meanwhile found too little. */
  mv_store_note_kind (self, "contribution");
  mv_store_note_kind (self, "study");
  return mv_db_run (db, error, "DELETE FROM unread", "");
}

/**
 * mv_store_read_words:
 * @self: a store
 * @out_is_done: (out): whether there is nothing left to read
 *
 * Makes some more of what was downloaded ready to be searched, in one short transaction. The
 * program need not call it: the store does, in the main context that opened it.
 *
 * Returns: whether it went well; if not, nothing was changed
 */
gboolean
mv_store_read_words (MvStore *self, gboolean *out_is_done, GError **error)
{
  g_return_val_if_fail (out_is_done != NULL, FALSE);

  *out_is_done = TRUE;
  if (!mv_store_begin_bulk (self, NULL, error) ||
      !mv_store_end (self, take_step (self, out_is_done, error), error))
    return FALSE;

  if (*out_is_done)
    mv_store_end_bulk (self);
  return TRUE;
}

static gpointer
run_step (MvStore *self, gpointer data, GError **error)
{
  gboolean is_done;

  if (!mv_store_read_words (self, &is_done, error))
    return NULL;
  return GINT_TO_POINTER (is_done ? 1 : 2);
}

static void
step_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MvStore *self = MV_STORE (object);
  g_autoptr (GError) error = NULL;
  gpointer step = mv_store_run_finish (self, result, &error);

  self->is_reading_words = FALSE;
  /* A full disk: the next start goes on. */
  if (error != NULL)
    g_debug ("words could not be written: %s", error->message);
  else if (GPOINTER_TO_INT (step) == 2)
    mv_store_plan_words (self);
}

static gboolean
start_step_cb (gpointer user_data)
{
  g_autoptr (MvStore) self = g_weak_ref_get (user_data);

  if (self == NULL || mv_store_is_closed (self) || self->is_reading_words)
    return G_SOURCE_REMOVE;

  self->is_reading_words = TRUE;
  mv_store_write_async (self, run_step, NULL, NULL, NULL, NULL, step_done_cb, NULL);
  return G_SOURCE_REMOVE;
}

/* There may be words to read; may be called from any thread. Steps are begun in the context that
 * opened the store, so that none follows mv_store_close(), and after what draws on the screen. */
void
mv_store_plan_words (MvStore *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_LOW);
  g_source_set_callback (source, start_step_cb, mv_store_new_weak_ref (self),
                         mv_store_free_weak_ref);
  g_source_set_static_name (source, "[medvirk] store words");
  g_source_attach (source, self->context);
}
