/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-view-private.h"

#include "mv-json.h"
#include "mv-scope.h"

#include <string.h>

/* So many contributions stand on the page itself; the rest are in the list of contributions. Counts
 * and stitches are of all. */
#define MAX_CONTRIBUTIONS "500"

void
mv_project_view_free (MvProjectView *self)
{
  if (self == NULL)
    return;

  g_free (self->account);
  g_clear_object (&self->record);
  g_free (self->organisation);
  g_free (self->lead);
  g_free (self->region);
  g_clear_pointer (&self->boxes, g_ptr_array_unref);
  g_clear_pointer (&self->stitches, g_array_unref);
  g_clear_pointer (&self->contributions, g_ptr_array_unref);
  g_clear_pointer (&self->meetings, g_ptr_array_unref);
  g_clear_pointer (&self->updates, g_ptr_array_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_object (&self->agreement);
  g_free (self->study_id);
  g_free (self);
}

typedef struct
{
  char *account;
  char *project;
  char *language;
} MvProjectLoad;

static void
mv_project_load_free (MvProjectLoad *self)
{
  g_free (self->account);
  g_free (self->project);
  g_free (self->language);
  g_free (self);
}

/* What the page needs to know while it is put together. */
typedef struct
{
  MvViewSource *source; /* (unowned) */
  const MvProjectLoad *load;
  MvProjectView *view;
  MvRow *row; /* (owned): the project, or what is left of it */
} MvProjectWork;

static void
mv_project_work_clear (MvProjectWork *self)
{
  g_clear_pointer (&self->row, mv_row_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MvProjectWork, mv_project_work_clear)

static gboolean
load_project (MvProjectWork *work, GError **error)
{
  g_autoptr (MvStatement) statement = mv_db_query (
      work->source->db, error,
      "SELECT " MV_ROW_COLUMNS " FROM item WHERE account = $1 AND id = $2 "
      "AND kind IN ('project', 'ownproject') "
      "UNION ALL SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_target WHERE account = $1 "
      "AND target = $2 AND kind = 'pastproject' LIMIT 1",
      "tt", work->load->account, work->load->project);
  g_autoptr (GPtrArray) rows = mv_view_collect_rows (statement, error);

  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    {
      g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND, "There is no project %s here",
                   work->load->project);
      return FALSE;
    }
  work->row = g_ptr_array_steal_index (rows, 0);
  return TRUE;
}

static gboolean
fill_heading (MvProjectWork *work, GError **error)
{
  MvProjectView *view = work->view;
  JsonObject *body = mv_row_get_object (work->row);
  const char *organisation = mv_json_get_text (body, "organisation");
  g_autofree char *scope = mv_scope_project (work->load->project);
  MvRoles roles;

  view->record = mv_row_to_record (work->row);
  view->study_id = g_strdup (mv_json_get_text (body, "study"));
  view->lead = g_strdup (mv_json_get_text (body, "lead"));
  if (strcmp (work->row->kind, "project") != 0)
    view->organisation = g_strdup (organisation);
  else if (!mv_view_dup_organisation (work->source, organisation, work->load->language,
                                      &view->organisation, error))
    return FALSE;

  if (!mv_view_source_get_roles (work->source, scope, &roles, error))
    return FALSE;
  view->is_team = (roles & MV_ROLES_TEAM) != 0;
  view->is_lead = (roles & MV_ROLE_LEAD) != 0;
  view->is_former = strcmp (work->row->kind, "pastproject") == 0 || (roles & MV_ROLE_FORMER) != 0;
  return TRUE;
}

/* Records of @kind in the project. */
static GPtrArray *
list_records (MvProjectWork *work, const char *kind, const char *order, GError **error)
{
  g_autofree char *sql =
      g_strconcat ("SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_project WHERE project = $2 "
                   "AND kind = $3 AND account = $1 AND conflict_of IS NULL "
                   "ORDER BY ",
                   order, NULL);
  g_autoptr (MvStatement) statement = mv_db_query (work->source->db, error, sql, "ttt",
                                                   work->load->account, work->load->project, kind);

  return mv_view_collect_records (statement, error);
}

static gboolean
is_meeting_over (MvRecord *meeting, gint64 now_us)
{
  gint64 start_us = 0;
  const char *start = mv_record_get_text (meeting, "start");

  return start == NULL || !mv_time_from_text (start, &start_us) || start_us < now_us;
}

/* What is to come first, the next at the top; then what has been, the last at the top. */
static GPtrArray *
sort_meetings (GPtrArray *meetings, gint64 now_us)
{
  GPtrArray *sorted = g_ptr_array_new_full (meetings->len, g_object_unref);

  for (guint i = 0; i < meetings->len; i++)
    {
      if (!is_meeting_over (g_ptr_array_index (meetings, i), now_us))
        g_ptr_array_add (sorted, g_object_ref (g_ptr_array_index (meetings, i)));
    }
  for (guint i = meetings->len; i > 0; i--)
    {
      if (is_meeting_over (g_ptr_array_index (meetings, i - 1), now_us))
        g_ptr_array_add (sorted, g_object_ref (g_ptr_array_index (meetings, i - 1)));
    }
  return sorted;
}

static gboolean
fill_lists (MvProjectWork *work, GError **error)
{
  MvProjectView *view = work->view;
  g_autoptr (GPtrArray) meetings = list_records (work, "meeting", "sort_key, id", error);
  g_autoptr (GPtrArray) agreements = NULL;

  if (meetings == NULL)
    return FALSE;
  view->meetings = sort_meetings (meetings, mv_store_now (work->source->store));

  view->updates = list_records (work, "update", "sort_key DESC, id DESC", error);
  if (view->updates == NULL)
    return FALSE;
  view->members = list_records (work, "member", "id", error);
  if (view->members == NULL)
    return FALSE;
  view->documents = list_records (work, "document", "id DESC", error);
  if (view->documents == NULL)
    return FALSE;
  agreements = list_records (work, "agreement", "id DESC", error);
  if (agreements == NULL)
    return FALSE;

  /* A team sees the agreements of all; the page shows the person's own. */
  for (guint i = 0; i < agreements->len && view->agreement == NULL; i++)
    {
      MvRecord *agreement = g_ptr_array_index (agreements, i);

      if (g_strcmp0 (mv_record_get_text (agreement, "uid"), work->source->account->uid) == 0)
        view->agreement = g_object_ref (agreement);
    }
  return TRUE;
}

static void
count_people (MvProjectView *view)
{
  for (guint i = 0; i < view->members->len; i++)
    {
      MvRecord *member = g_ptr_array_index (view->members, i);
      MvRoles role = mv_roles_from_name (mv_record_get_text (member, "role"));

      if (role & MV_ROLES_PROJECT)
        view->n_readers++;
      if (role & MV_ROLES_TEAM)
        view->n_team++;
      if ((role & MV_ROLE_LEAD) && view->lead == NULL)
        view->lead = g_strdup (mv_record_get_text (member, "name"));
    }
}

/* Contributions: boxes and stitches count what is shared; on a machine without a server, all. */

static gboolean
has_code (const char *facets, const char *code)
{
  g_autofree char *wanted = g_strconcat (" ", code, " ", NULL);

  return facets != NULL && strstr (facets, wanted) != NULL;
}

static void
count_in_boxes (
    MvProjectView *view, const char *facets, gboolean is_own, MvAnswerState state, guint month)
{
  gboolean has_stitch = FALSE;

  for (guint i = 0; i < view->boxes->len; i++)
    {
      MvProjectBox *box = g_ptr_array_index (view->boxes, i);
      gboolean is_in = FALSE;

      for (guint j = 0; box->codes[j] != NULL && !is_in; j++)
        is_in = has_code (facets, box->codes[j]);
      if (!is_in)
        continue;

      box->n_all++;
      box->n_own += is_own;
      if (!has_stitch)
        {
          const MvStitch stitch = { i, is_own, state, month };

          g_array_append_val (view->stitches, stitch);
          has_stitch = TRUE;
        }
    }
}

/* By box; within a box they stay in the order of their days. */
static void
sort_stitches (MvProjectView *view)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (MvStitch), view->stitches->len);

  for (guint box = 0; box < view->boxes->len; box++)
    {
      for (guint i = 0; i < view->stitches->len; i++)
        {
          const MvStitch *stitch = &g_array_index (view->stitches, MvStitch, i);

          if (stitch->box == box)
            g_array_append_vals (sorted, stitch, 1);
        }
    }
  g_array_unref (view->stitches);
  view->stitches = sorted;
}

static gboolean
fill_counts (MvProjectWork *work, GError **error)
{
  g_autoptr (MvStatement) statement = mv_db_query (
      work->source->db, error,
      "SELECT facets, is_own, state, sort_key FROM item INDEXED BY item_project "
      "WHERE project = $2 AND kind = 'contribution' AND account = $1 AND state IS NOT NULL "
      "AND state <> $4 AND (state <> $3 OR $5) ORDER BY sort_key, id",
      "ttiii", work->load->account, work->load->project, (gint64) MV_STATE_DRAFT,
      (gint64) MV_STATE_WITHDRAWN, (gint64) (work->source->account->server == NULL));
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  work->view->stitches = g_array_new (FALSE, FALSE, sizeof (MvStitch));
  while (TRUE)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      count_in_boxes (work->view, mv_statement_get_text (statement, 0),
                      mv_statement_get_integer (statement, 1) != 0,
                      (MvAnswerState) mv_statement_get_integer (statement, 2),
                      mv_view_get_month (mv_statement_get_text (statement, 3)));
    }
  sort_stitches (work->view);
  return TRUE;
}

static gboolean
fill_contributions (MvProjectWork *work, GError **error)
{
  g_autoptr (MvStatement) statement = mv_db_query (
      work->source->db, error,
      "SELECT " MV_ROW_COLUMNS ", pending FROM item INDEXED BY item_project WHERE project = $2 "
      "AND kind = 'contribution' AND account = $1 AND state IS NOT NULL "
      "ORDER BY sort_key DESC, id DESC LIMIT " MAX_CONTRIBUTIONS,
      "tt", work->load->account, work->load->project);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  work->view->contributions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mv_contribution_view_free);
  while (TRUE)
    {
      g_autoptr (MvRow) row = NULL;
      MvContributionView *contribution;

      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      row = mv_row_from_statement (statement);
      row->pending = (guint) mv_statement_get_integer (statement, 8);
      contribution = mv_view_make_contribution (work->source, row, error);
      if (contribution == NULL)
        return FALSE;
      g_ptr_array_add (work->view->contributions, contribution);
    }
}

static gboolean
fill_boxes (MvProjectWork *work, GError **error)
{
  g_auto (MvBoxes) boxes = { 0 };

  if (!mv_boxes_load (work->source, work->load->project,
                      mv_json_get_text (mv_row_get_object (work->row), "vocabulary"),
                      work->load->language, &boxes, error))
    return FALSE;

  work->view->boxes = g_steal_pointer (&boxes.boxes);
  work->view->region = g_steal_pointer (&boxes.region);
  work->view->current_box = boxes.current;
  return TRUE;
}

static MvProjectView *
load_view (MvStore *store, const MvProjectLoad *load, GError **error)
{
  g_autoptr (MvViewSource) source = mv_view_source_new (store, load->account, error);
  g_autoptr (MvProjectView) view = g_new0 (MvProjectView, 1);
  g_auto (MvProjectWork) work = { source, load, view, NULL };

  if (source == NULL || !load_project (&work, error))
    return NULL;

  view->account = g_strdup (load->account);
  if (!fill_heading (&work, error) || !fill_boxes (&work, error) || !fill_lists (&work, error) ||
      !fill_counts (&work, error) || !fill_contributions (&work, error))
    return NULL;
  count_people (view);
  return g_steal_pointer (&view);
}

static gpointer
run_load (MvStore *store, gpointer data, GError **error)
{
  MvProjectView *view = load_view (store, data, error);

  if (view == NULL)
    mv_store_translate_error (error);
  return view;
}

/**
 * mv_project_view_load_async:
 * @store: a store
 * @account: key of an account
 * @project: id of a project, one's own or a past one
 * @language: nb, nn or en: in which the boxes are named
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: given to @callback
 *
 * Fails with %MV_STORE_ERROR_NOT_FOUND if there is no such project here.
 */
void
mv_project_view_load_async (MvStore *store,
                            const char *account,
                            const char *project,
                            const char *language,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  MvProjectLoad *load = g_new0 (MvProjectLoad, 1);

  load->account = g_strdup (account);
  load->project = g_strdup (project);
  load->language = g_strdup (language);
  mv_store_read_async (store, run_load, load, (GDestroyNotify) mv_project_load_free,
                       (GDestroyNotify) mv_project_view_free, cancellable, callback, user_data);
}

MvProjectView *
mv_project_view_load_finish (MvStore *store, GAsyncResult *result, GError **error)
{
  return mv_store_run_finish (store, result, error);
}
