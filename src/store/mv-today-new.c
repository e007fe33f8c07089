/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-today-private.h"

#include "mv-json.h"

#include <string.h>

/* New to you: answers and news that have not been opened. */

#define NEW_DAYS 60

/* How far the person has read @target: the highest seq, or -1 if never. */
static gboolean
load_read_up_to (MvTodayWork *work, const char *target, gint64 *out_seq, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (work->source->db, error,
                   "SELECT " MV_ROW_COLUMNS
                   " FROM item INDEXED BY item_target WHERE target = $2 AND kind = 'mark' "
                   "AND account = $1 AND facets = ' read ' LIMIT 1",
                   "tt", work->source->account->key, target);
  g_autoptr (GPtrArray) rows = mv_view_collect_rows (statement, error);

  if (rows == NULL)
    return FALSE;

  *out_seq = -1;
  if (rows->len > 0)
    *out_seq = mv_json_get_integer (mv_row_get_object (g_ptr_array_index (rows, 0)), "seq", 0);
  return TRUE;
}

/* Unread answers to one contribution become one row. */
typedef struct
{
  char *contribution;
  char *project;
  char *day;
  gint64 read_up_to;
  gboolean is_to_suggestion; /* and not to the whole contribution */
} MvUnread;

static void
mv_unread_free (MvUnread *self)
{
  g_free (self->contribution);
  g_free (self->project);
  g_free (self->day);
  g_free (self);
}

static GPtrArray *
collect_replies (MvStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) replies = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_unread_free);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      MvUnread *unread;

      if (!mv_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&replies);

      unread = g_new0 (MvUnread, 1);
      unread->contribution = g_strdup (mv_statement_get_text (statement, 0));
      unread->project = g_strdup (mv_statement_get_text (statement, 1));
      unread->day = g_strdup (mv_statement_get_text (statement, 2));
      unread->read_up_to = mv_statement_get_integer (statement, 3); /* here: the reply's seq */
      unread->is_to_suggestion = mv_statement_get_integer (statement, 4) != 0;
      g_ptr_array_add (replies, unread);
    }
}

/* Replies come grouped by contribution. */
static gboolean
count_unread (MvTodayWork *work, GPtrArray *replies, GError **error)
{
  MvTodayEntry *entry = NULL;
  const char *contribution = NULL;
  gint64 read_up_to = -1;

  for (guint i = 0; i < replies->len; i++)
    {
      const MvUnread *reply = g_ptr_array_index (replies, i);

      if (g_strcmp0 (contribution, reply->contribution) != 0)
        {
          contribution = reply->contribution;
          entry = NULL;
          if (!load_read_up_to (work, contribution, &read_up_to, error))
            return FALSE;
        }
      if (reply->read_up_to <= read_up_to)
        continue;

      if (entry == NULL)
        {
          entry = mv_today_add (work, MV_TODAY_ANSWERS, contribution, reply->day);
          if (!mv_today_set_project (work, entry, reply->project, error))
            return FALSE;
        }
      /* An answer to the whole contribution is told as such, by a count of none. */
      entry->count += reply->is_to_suggestion;
      if (g_strcmp0 (reply->day, entry->date) > 0)
        {
          g_free (entry->date);
          entry->date = g_strdup (reply->day);
        }
    }
  return TRUE;
}

static gboolean
add_answers (MvTodayWork *work, const char *since, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (work->source->db, error,
                   "SELECT reply.target, reply.project, reply.sort_key, reply.seq, "
                   "json_extract (reply.body, '$.suggestion') IS NOT NULL "
                   "FROM item AS reply INDEXED BY item_kind CROSS JOIN item AS contribution "
                   "ON contribution.account = reply.account "
                   "AND contribution.id = reply.target "
                   "WHERE reply.kind = 'reply' AND reply.sort_key >= $2 "
                   "AND reply.account = $1 AND reply.is_own = 0 "
                   "AND reply.conflict_of IS NULL AND contribution.is_own = 1 "
                   "AND contribution.kind = 'contribution' "
                   "ORDER BY reply.target, reply.sort_key DESC",
                   "tt", work->source->account->key, since);
  g_autoptr (GPtrArray) replies = collect_replies (statement, error);

  return replies != NULL && count_unread (work, replies, error);
}

static gboolean
add_updates (MvTodayWork *work, const char *since, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (work->source->db, error,
                   "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_kind WHERE kind = 'update' "
                   "AND sort_key >= $2 AND account = $1 AND is_own = 0 "
                   "AND conflict_of IS NULL",
                   "tt", work->source->account->key, since);
  g_autoptr (GPtrArray) rows = mv_view_collect_rows (statement, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      MvRow *row = g_ptr_array_index (rows, i);
      g_auto (MvColumns) columns = { 0 };
      gint64 read_up_to;
      MvTodayEntry *entry;

      if (!load_read_up_to (work, row->id, &read_up_to, error))
        return FALSE;
      if (row->seq <= read_up_to)
        continue;

      mv_columns_draw (row, &columns);
      entry = mv_today_add (work, MV_TODAY_UPDATE, row->id, columns.sort_key);
      entry->text = g_strdup (mv_json_get_text (mv_row_get_object (row), "title"));
      if (!mv_today_set_project (work, entry, columns.project, error))
        return FALSE;
    }
  return TRUE;
}

/* A text to read, until its day is past or the person has opened it. */
static gboolean
add_texts (MvTodayWork *work, const char *since, GError **error)
{
  g_autofree char *today = mv_view_dup_today (work->source->store, 0);
  g_autoptr (MvStatement) statement = mv_db_query (
      work->source->db, error,
      "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_kind WHERE kind = 'document-version' "
      "AND sort_key >= $2 AND account = $1 AND is_own = 0 "
      "AND conflict_of IS NULL",
      "tt", work->source->account->key, since);
  g_autoptr (GPtrArray) rows = mv_view_collect_rows (statement, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      MvRow *row = g_ptr_array_index (rows, i);
      JsonObject *body = mv_row_get_object (row);
      const char *read_by = mv_json_get_text (body, "read_by");
      g_auto (MvColumns) columns = { 0 };
      gint64 read_up_to;
      MvTodayEntry *entry;

      if (read_by == NULL || strcmp (read_by, today) < 0)
        continue;
      if (!load_read_up_to (work, row->id, &read_up_to, error))
        return FALSE;
      if (row->seq <= read_up_to)
        continue;

      mv_columns_draw (row, &columns);
      entry = mv_today_add (work, MV_TODAY_READ, row->id, read_by);
      entry->text = g_strdup (mv_json_get_text (body, "title"));
      if (!mv_today_set_project (work, entry, columns.project, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
mv_today_add_new (MvTodayWork *work, GError **error)
{
  g_autofree char *since = mv_view_dup_today (work->source->store, -NEW_DAYS);

  return add_answers (work, since, error) && add_updates (work, since, error) &&
         add_texts (work, since, error);
}
