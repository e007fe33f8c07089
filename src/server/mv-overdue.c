/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-overdue.h"

#include "mv-directory.h"
#include "mv-json.h"

#include <string.h>

/* What waits in one project. */
typedef struct
{
  gint64 n_waiting;
  char *oldest; /* (owned) (nullable): day on which the first of them was due */
} Tally;

static void
tally_free (Tally *self)
{
  g_free (self->oldest);
  g_free (self);
}

static Tally *
find_tally (GHashTable *tallies, const char *pid)
{
  Tally *tally = g_hash_table_lookup (tallies, pid);

  if (tally == NULL)
    {
      tally = g_new0 (Tally, 1);
      g_hash_table_insert (tallies, g_strdup (pid), tally);
    }
  return tally;
}

static GHashTable *
new_tallies (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tally_free);
}

/* What is late, as far as the database can tell by itself: few rows are, and only they are worth
 * taking out of it. */
#define LATE                                                                                       \
  "SELECT scope.name, item.body{json} ->> 'due', item.body{json} ->> 'suggestions',"               \
  " item.body{json} ->> 'replied'"                                                                 \
  " FROM item JOIN scope ON scope.id = item.scope"                                                 \
  " WHERE item.kind = 'followup' AND item.why IS NULL"                                             \
  " AND item.body{json} ->> 'state' IN ('awaiting', 'partly', 'reopened')"                         \
  " AND item.body{json} ->> 'due' < $1"

static void
count_row (Tally *tally, MvStatement *row)
{
  const char *due = mv_statement_get_text (row, 1);

  /* A contribution without suggestions waits for one answer, to the whole. */
  tally->n_waiting +=
      MAX (1, mv_statement_get_integer (row, 2) - mv_statement_get_integer (row, 3));
  if (tally->oldest == NULL || strcmp (due, tally->oldest) < 0)
    {
      g_free (tally->oldest);
      tally->oldest = g_strdup (due);
    }
}

/* Adds up what a statement that begins with LATE finds, by project. */
static gboolean
count_rows (GHashTable *tallies, MvStatement *row, GError **error)
{
  gboolean has_row = row != NULL;

  while (has_row)
    {
      MvScope at;

      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      if (has_row && mv_scope_parse (mv_statement_get_text (row, 0), &at) &&
          (at.type == MV_SCOPE_PROJECT_BY || at.type == MV_SCOPE_PROJECT_REP))
        count_row (find_tally (tallies, at.owner), row);
    }
  return row != NULL;
}

/**
 * mv_overdue_make_id:
 * @organisation: id of an organisation
 * @pid: a project of it
 *
 * Returns: (transfer full): id of the record that tells what is late in the project
 */
char *
mv_overdue_make_id (const char *organisation, const char *pid)
{
  g_autofree char *name = g_strdup_printf ("organisation/%s\noverdue\n%s", organisation, pid);

  return mv_uuid_new_v5 (name);
}

static gboolean
write_tally (MvFeed *feed, const char *pid, const Tally *tally, GError **error)
{
  g_autoptr (MvFeedItem) project = NULL;
  g_autoptr (MvFeedItem) old = NULL;
  g_autoptr (JsonObject) about = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *scope = NULL;
  g_autofree char *id = NULL;
  const char *oid;

  if (!mv_feed_read (feed, pid, &project, error))
    return FALSE;
  if (project == NULL || project->body == NULL)
    return TRUE;
  about = mv_feed_item_parse_body (project, error);
  oid = about != NULL ? mv_json_get_text (about, "organisation") : NULL;
  if (oid == NULL)
    return about != NULL;

  scope = g_strconcat ("organisation/", oid, NULL);
  id = mv_overdue_make_id (oid, pid);
  if (!mv_feed_read (feed, id, &old, error))
    return FALSE;
  if (tally == NULL || tally->n_waiting == 0)
    return old == NULL || old->body == NULL || mv_feed_remove (feed, id, "deleted", error);

  body =
      old != NULL && old->body != NULL ? mv_feed_item_parse_body (old, error) : json_object_new ();
  if (body == NULL)
    return FALSE;
  json_object_set_string_member (body, "project", pid);
  json_object_set_string_member (body, "title", mv_json_get_text (about, "title"));
  json_object_set_int_member (body, "count", tally->n_waiting);
  json_object_set_string_member (body, "oldest", tally->oldest);
  return mv_directory_put (feed, scope, "overdue", id, NULL, body, error);
}

/**
 * mv_overdue_refresh:
 * @feed: the feed, inside a transaction
 * @pid: a project
 * @error: return location for an error
 *
 * Counts anew what is late in the project. Nothing late: no record.
 *
 * Returns: whether it was written
 */
gboolean
mv_overdue_refresh (MvFeed *feed, const char *pid, GError **error)
{
  g_autofree char *pattern = g_strdup_printf ("project/%s/%%", pid);
  g_autofree char *today = mv_clock_dup_today (mv_feed_get_clock (feed), NULL);
  g_autoptr (GHashTable) tallies = new_tallies ();
  g_autoptr (MvStatement) row = mv_db_query (mv_feed_get_db (feed), error,
                                             LATE " AND scope.name LIKE $2", "tt", today, pattern);

  return count_rows (tallies, row, error) &&
         write_tally (feed, pid, g_hash_table_lookup (tallies, pid), error);
}

/* A round through everything */

typedef enum
{
  ROUND_COUNTS,
  ROUND_LISTS,
  ROUND_WRITES,
} RoundPhase;

struct _MvOverdueRound
{
  RoundPhase phase;
  gint64 after;        /* the last scope that was counted */
  GHashTable *tallies; /* (owned) (element-type utf8 Tally): project -> what is late there */
  GPtrArray *pids;     /* (owned) (element-type utf8): projects to write, in order */
  guint n_written;     /* of @pids */
};

/**
 * mv_overdue_round_new:
 *
 * Returns: (transfer full): a round that has not begun
 */
MvOverdueRound *
mv_overdue_round_new (void)
{
  MvOverdueRound *self = g_new0 (MvOverdueRound, 1);

  self->tallies = new_tallies ();
  self->pids = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
mv_overdue_round_free (MvOverdueRound *self)
{
  g_hash_table_unref (self->tallies);
  g_ptr_array_unref (self->pids);
  g_free (self);
}

/* The next follow-ups, scope by scope: whole scopes, of which each holds what one person shared in
 * one project. */
static gboolean
count_some (MvOverdueRound *self, MvFeed *feed, GError **error)
{
  MvDb *db = mv_feed_get_db (feed);
  g_autofree char *today = mv_clock_dup_today (mv_feed_get_clock (feed), NULL);
  g_autoptr (MvStatement) row = NULL;
  gboolean has_more = FALSE;
  gint64 last = G_MAXINT64;

  if (!mv_db_get_one_integer (db, &last, &has_more, error,
                              "SELECT scope FROM item WHERE kind = 'followup' AND scope > $1"
                              " ORDER BY scope LIMIT 1 OFFSET $2",
                              "ii", self->after, (gint64) MV_OVERDUE_STEP_ROWS - 1))
    return FALSE;
  if (!has_more)
    last = G_MAXINT64;

  row = mv_db_query (db, error, LATE " AND item.scope > $2 AND item.scope <= $3", "tii", today,
                     self->after, last);
  if (!count_rows (self->tallies, row, error))
    return FALSE;

  self->after = last;
  if (!has_more)
    self->phase = ROUND_LISTS;
  return TRUE;
}

static gint
compare_pids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Where something is late, and where something was. */
static gboolean
list_projects (MvOverdueRound *self, MvFeed *feed, GError **error)
{
  g_autoptr (MvStatement) row = mv_db_query (mv_feed_get_db (feed), error,
                                             "SELECT body{json} ->> 'project' FROM item"
                                             " WHERE kind = 'overdue' AND why IS NULL",
                                             "");
  gboolean has_row = row != NULL;
  GHashTableIter iter;
  gpointer pid;

  while (has_row)
    {
      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      if (has_row && !mv_statement_is_null (row, 0))
        find_tally (self->tallies, mv_statement_get_text (row, 0));
    }

  g_hash_table_iter_init (&iter, self->tallies);
  while (g_hash_table_iter_next (&iter, &pid, NULL))
    g_ptr_array_add (self->pids, g_strdup (pid));
  /* In one order, so that two servers on one database do not cross. */
  g_ptr_array_sort (self->pids, compare_pids);
  self->phase = ROUND_WRITES;
  return row != NULL;
}

static gboolean
write_some (MvOverdueRound *self, MvFeed *feed, GError **error)
{
  for (guint i = 0; i < MV_OVERDUE_STEP_PROJECTS && self->n_written < self->pids->len; i++)
    {
      const char *pid = self->pids->pdata[self->n_written];

      if (!write_tally (feed, pid, g_hash_table_lookup (self->tallies, pid), error))
        return FALSE;
      self->n_written++;
    }
  return TRUE;
}

/**
 * mv_overdue_round_step:
 * @self: a round
 * @feed: the feed, inside a transaction; one and the same for the whole round
 * @out_is_over: (out): whether it was the last step
 * @error: return location for an error
 *
 * Counts anew what is late everywhere, since days pass without anybody writing. A step looks at
 * about %MV_OVERDUE_STEP_ROWS follow-ups and writes at most %MV_OVERDUE_STEP_PROJECTS records, so
 * that others can write between two of them; where there is no more than that, one step is all.
 * What is answered between the steps may still be told as late until the next round. A round that
 * failed is not to be gone on with.
 *
 * Returns: whether the step was done
 */
gboolean
mv_overdue_round_step (MvOverdueRound *self, MvFeed *feed, gboolean *out_is_over, GError **error)
{
  *out_is_over = FALSE;
  if (self->phase == ROUND_COUNTS && !count_some (self, feed, error))
    return FALSE;
  if (self->phase == ROUND_LISTS && !list_projects (self, feed, error))
    return FALSE;
  if (self->phase == ROUND_WRITES && !write_some (self, feed, error))
    return FALSE;

  *out_is_over = self->phase == ROUND_WRITES && self->n_written == self->pids->len;
  return TRUE;
}
