/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-today-private.h"

#include "mv-json.h"
#include "mv-scope.h"

#include <string.h>

/* Waits for you, what you wait for, and meetings. */

#define AFTER_MEETING_DAYS 14

static gboolean
add_row (MvTodayWork *work, MvTodayKind kind, MvRow *row, GError **error)
{
  g_auto (MvColumns) columns = { 0 };
  MvTodayEntry *entry;

  mv_columns_draw (row, &columns);
  entry = mv_today_add (work, kind, row->id, columns.sort_key);
  entry->text = strcmp (row->kind, "contribution") == 0
                    ? mv_view_dup_title (row)
                    : g_strdup (mv_json_get_text (mv_row_get_object (row), "title"));
  entry->count = 1;
  return mv_today_set_project (work, entry, columns.project, error);
}

static gboolean
add_rows (MvTodayWork *work, MvTodayKind kind, const char *sql, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (work->source->db, error, sql, "t", work->source->account->key);
  g_autoptr (GPtrArray) rows = mv_view_collect_rows (statement, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      if (!add_row (work, kind, g_ptr_array_index (rows, i), error))
        return FALSE;
    }
  return TRUE;
}

/* On a machine without a server nothing is ever shared, so a draft waits for nothing. */
static gboolean
add_drafts (MvTodayWork *work, GError **error)
{
  return work->source->account->server == NULL ||
         add_rows (work, MV_TODAY_DRAFT,
                   "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_open "
                   "WHERE state IS NOT NULL AND state <= 2 "
                   "AND state = 0 AND is_own = 1 AND account = $1 AND pending < 2 "
                   "ORDER BY sort_key DESC LIMIT 20",
                   error);
}

static gboolean
add_refused (MvTodayWork *work, GError **error)
{
  return add_rows (work, MV_TODAY_REFUSED,
                   "SELECT " MV_ROW_COLUMNS
                   " FROM item INDEXED BY item_pending WHERE pending > 0 AND pending = 2 "
                   "AND account = $1",
                   error);
}

static gboolean
add_conflicts (MvTodayWork *work, GError **error)
{
  return add_rows (
      work, MV_TODAY_CONFLICT,
      "SELECT " MV_ROW_COLUMNS " FROM item WHERE account = $1 AND id IN "
      "(SELECT conflict_of FROM item INDEXED BY item_sibling WHERE conflict_of IS NOT NULL "
      "AND account = $1)",
      error);
}

/* What is open in a project that the person takes part in. */
typedef struct
{
  char *project;
  MvRoles roles;
  char *since; /* (nullable): nothing is open */
  guint n_open;
} MvOpen;

static void
mv_open_free (MvOpen *self)
{
  g_free (self->project);
  g_free (self->since);
  g_free (self);
}

/* One project, one state and one owner at a time are a stretch of the index, which is only added
 * up. All of them at once would be sorted first, others' contributions too, that nobody asks for.
 */
static gboolean
add_open (MvTodayWork *work, MvOpen *open, gboolean is_own, GError **error)
{
  g_autoptr (MvStatement) statement = mv_db_query (
      work->source->db, error,
      "SELECT min (sort_key), coalesce (sum (n_open), 0) FROM "
      "(SELECT sort_key, n_open FROM item INDEXED BY item_open "
      "WHERE state IS NOT NULL AND state <= 2 AND state = 1 AND is_own = $3 AND account = $1 "
      "AND project = $2 UNION ALL SELECT sort_key, n_open FROM item INDEXED BY item_open "
      "WHERE state IS NOT NULL AND state <= 2 AND state = 2 AND is_own = $3 AND account = $1 "
      "AND project = $2)",
      "tti", work->source->account->key, open->project, (gint64) is_own);
  gboolean has_row = FALSE;
  const char *since;

  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return FALSE;

  since = mv_statement_get_text (statement, 0);
  open->n_open += (guint) mv_statement_get_integer (statement, 1);
  if (since != NULL && (open->since == NULL || strcmp (since, open->since) < 0))
    {
      g_free (open->since);
      open->since = g_strdup (since);
    }
  return TRUE;
}

/* Nothing is waited for from a project that one has left. */
static GPtrArray *
list_own_projects (MvTodayWork *work, GError **error)
{
  g_autoptr (GPtrArray) projects = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_open_free);
  g_autoptr (MvStatement) statement =
      mv_db_query (work->source->db, error,
                   "SELECT substr (scope, length ('project/') + 1), role FROM scope "
                   "WHERE account = $1 AND scope LIKE 'project/%' "
                   "AND scope NOT LIKE 'project/%/%' ORDER BY scope",
                   "t", work->source->account->key);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      MvRoles roles;
      MvOpen *open;

      if (!mv_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&projects);

      roles = mv_roles_from_name (mv_statement_get_text (statement, 1));
      if ((roles & (MV_ROLE_REPRESENTATIVE | MV_ROLES_TEAM)) == 0)
        continue;
      open = g_new0 (MvOpen, 1);
      open->project = g_strdup (mv_statement_get_text (statement, 0));
      open->roles = roles;
      g_ptr_array_add (projects, open);
    }
}

/* What a team has not answered, a row for each project; @open holds the person's own already. */
static gboolean
add_to_answer (MvTodayWork *work, MvOpen *open, GError **error)
{
  MvTodayEntry *entry;

  if ((open->roles & MV_ROLES_TEAM) == 0)
    return TRUE;
  if (!add_open (work, open, FALSE, error))
    return FALSE;
  if (open->since == NULL)
    return TRUE;

  entry = mv_today_add (work, MV_TODAY_TO_ANSWER, NULL, open->since);
  entry->count = open->n_open;
  return mv_today_set_project (work, entry, open->project, error);
}

/* What a person waits for, in one row that names the project that has had the longest time. */
static gboolean
add_waiting_for (MvTodayWork *work, GPtrArray *projects, GError **error)
{
  const MvOpen *oldest = NULL;
  guint n_open = 0, n_projects = 0;
  MvTodayEntry *entry;

  for (guint i = 0; i < projects->len; i++)
    {
      MvOpen *open = g_ptr_array_index (projects, i);

      if (!add_open (work, open, TRUE, error))
        return FALSE;
      if (open->n_open == 0)
        continue;
      n_open += open->n_open;
      n_projects++;
      if (oldest == NULL || strcmp (open->since, oldest->since) < 0)
        oldest = open;
    }
  if (oldest == NULL)
    return TRUE;

  entry = mv_today_add (work, MV_TODAY_WAITING, NULL, oldest->since);
  entry->count = n_open;
  entry->n_others = n_projects - 1;
  return mv_today_set_project (work, entry, oldest->project, error);
}

static gboolean
add_open_contributions (MvTodayWork *work, GError **error)
{
  g_autoptr (GPtrArray) projects = list_own_projects (work, error);

  if (projects == NULL || !add_waiting_for (work, projects, error))
    return FALSE;

  for (guint i = 0; i < projects->len; i++)
    {
      if (!add_to_answer (work, g_ptr_array_index (projects, i), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
mv_today_add_waiting (MvTodayWork *work, GError **error)
{
  return add_refused (work, error) && add_conflicts (work, error) && add_drafts (work, error) &&
         add_open_contributions (work, error);
}

/* Meetings */

static GPtrArray *
list_meetings (MvTodayWork *work, const char *since, GError **error)
{
  g_autoptr (MvStatement) statement = mv_db_query (
      work->source->db, error,
      "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_kind WHERE kind = 'meeting' "
      "AND sort_key >= $2 AND account = $1 AND conflict_of IS NULL "
      "AND coalesce (facets, '') <> ' cancelled ' ORDER BY sort_key, id",
      "tt", work->source->account->key, since);

  return mv_view_collect_rows (statement, error);
}

/* Whether the person has already written about the meeting, or that day in that project, or has
 * said that there is nothing to write. */
static gboolean
is_written_about (
    MvTodayWork *work, MvRow *meeting, const char *project, gboolean *out_is, GError **error)
{
  g_autofree char *day = mv_view_dup_day (mv_json_get_text (mv_row_get_object (meeting), "start"));
  gint64 ignored = 0;

  return mv_db_get_one_integer (
      work->source->db, &ignored, out_is, error,
      "SELECT 1 FROM item INDEXED BY item_project WHERE project = $2 AND kind = 'contribution' "
      "AND sort_key >= $3 AND is_own = 1 AND account = $1 "
      "AND (sort_key = $3 OR instr (body, $4) > 0) "
      "UNION ALL SELECT 1 FROM item INDEXED BY item_target WHERE target = $4 "
      "AND kind = 'mark' AND account = $1 LIMIT 1",
      "tttt", work->source->account->key, project, day, meeting->id);
}

static gboolean
is_representative_in (MvTodayWork *work, const char *project, gboolean *out_is, GError **error)
{
  g_autofree char *scope = project != NULL ? mv_scope_project (project) : g_strdup ("");
  MvRoles roles;

  if (!mv_view_source_get_roles (work->source, scope, &roles, error))
    return FALSE;
  *out_is = (roles & MV_ROLE_REPRESENTATIVE) != 0;
  return TRUE;
}

static gboolean
add_after_meeting (MvTodayWork *work, MvRow *meeting, GError **error)
{
  g_auto (MvColumns) columns = { 0 };
  gboolean is_representative, is_written = FALSE;

  mv_columns_draw (meeting, &columns);
  if (!is_representative_in (work, columns.project, &is_representative, error))
    return FALSE;
  if (!is_representative)
    return TRUE;
  if (!is_written_about (work, meeting, columns.project, &is_written, error))
    return FALSE;
  return is_written || add_row (work, MV_TODAY_AFTER_MEETING, meeting, error);
}

/* The next meeting, and those of the last fourteen days that the person has not written about. */
gboolean
mv_today_add_meetings (MvTodayWork *work, GError **error)
{
  g_autofree char *since = mv_view_dup_today (work->source->store, -AFTER_MEETING_DAYS);
  g_autoptr (GPtrArray) meetings = list_meetings (work, since, error);
  gint64 now_us = mv_store_now (work->source->store);

  if (meetings == NULL)
    return FALSE;

  for (guint i = 0; i < meetings->len; i++)
    {
      MvRow *meeting = g_ptr_array_index (meetings, i);
      const char *start = mv_json_get_text (mv_row_get_object (meeting), "start");
      gint64 start_us;

      if (start == NULL || !mv_time_from_text (start, &start_us))
        continue;
      if (start_us >= now_us)
        return add_row (work, MV_TODAY_MEETING, meeting, error);
      if (!add_after_meeting (work, meeting, error))
        return FALSE;
    }
  return TRUE;
}
