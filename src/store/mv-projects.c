/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-view-private.h"

#include "mv-json.h"
#include "mv-scope.h"

#include <string.h>

/* All projects of a person, over all accounts. */

void
mv_project_row_free (MvProjectRow *self)
{
  if (self == NULL)
    return;

  g_free (self->account);
  g_free (self->id);
  g_free (self->title);
  g_free (self->organisation);
  g_free (self->role);
  g_free (self->box);
  g_clear_pointer (&self->stitches, g_array_unref);
  g_free (self);
}

/* The name of the role that counts most. */
static const char *
get_role_name (MvRoles roles)
{
  static const MvRoles order[] = { MV_ROLE_LEAD, MV_ROLE_RESEARCHER, MV_ROLE_REPRESENTATIVE };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (roles & order[i])
        return mv_roles_get_name (order[i]);
    }
  return "former";
}

static gboolean
is_team_role (const char *role)
{
  return strcmp (role, "lead") == 0 || strcmp (role, "researcher") == 0;
}

static void
count_contribution (MvViewSource *source, MvProjectRow *row, MvStatement *statement)
{
  gboolean is_own = mv_statement_get_integer (statement, 0) != 0;
  MvAnswerState state = (MvAnswerState) mv_statement_get_integer (statement, 1);
  const MvStitch stitch = { 0, is_own, state,
                            mv_view_get_month (mv_statement_get_text (statement, 3)) };

  if (is_own || is_team_role (row->role))
    row->n_unanswered += (guint) mv_statement_get_integer (statement, 2);
  /* On a machine without a server a draft is all that a contribution ever is. */
  if (state == MV_STATE_DRAFT && source->account->server != NULL)
    return;
  row->n_own += is_own;
  if (state != MV_STATE_WITHDRAWN)
    g_array_append_val (row->stitches, stitch);
}

/* Own contributions; what waits for an answer, to a team everything, to others their own; and all
 * of them for the band. */
static gboolean
fill_counts (MvViewSource *source, MvProjectRow *row, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (source->db, error,
                   "SELECT is_own, state, n_open, sort_key FROM item INDEXED BY item_project "
                   "WHERE project = $2 AND kind = 'contribution' AND state IS NOT NULL "
                   "AND account = $1 ORDER BY sort_key, id",
                   "tt", source->account->key, row->id);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  row->stitches = g_array_new (FALSE, FALSE, sizeof (MvStitch));
  while (TRUE)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      count_contribution (source, row, statement);
    }
}

static gboolean
fill_project (
    MvViewSource *source, MvRow *item, MvProjectRow *row, const char *language, GError **error)
{
  JsonObject *body = mv_row_get_object (item);
  const char *organisation = mv_json_get_text (body, "organisation");
  gboolean is_past = strcmp (item->kind, "pastproject") == 0;
  g_auto (MvBoxes) boxes = { 0 };
  MvRoles roles = MV_ROLE_NONE;

  row->account = g_strdup (source->account->key);
  row->id = g_strdup (is_past ? mv_json_get_text (body, "project") : item->id);
  row->title = g_strdup (mv_json_get_text (body, "title"));
  if (row->title == NULL)
    row->title = g_strdup ("");

  if (strcmp (item->kind, "project") == 0)
    {
      if (!mv_view_source_get_roles (source, item->scope, &roles, error) ||
          !mv_view_dup_organisation (source, organisation, language, &row->organisation, error))
        return FALSE;
      row->role = g_strdup (get_role_name (roles));
    }
  else
    {
      row->organisation = g_strdup (organisation);
      row->role = g_strdup (is_past ? "former" : "own");
    }

  row->is_ended = is_past || g_strcmp0 (mv_json_get_text (body, "state"), "ended") == 0;
  if (!is_past)
    {
      if (!mv_boxes_load (source, row->id, mv_json_get_text (body, "vocabulary"), language, &boxes,
                          error))
        return FALSE;
      row->box = g_strdup (((MvProjectBox *) g_ptr_array_index (boxes.boxes, boxes.current))->name);
    }
  return fill_counts (source, row, error);
}

static gboolean
add_account (
    MvStore *store, const char *account, const char *language, GPtrArray *projects, GError **error)
{
  g_autoptr (MvViewSource) source = mv_view_source_new (store, account, error);
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (source == NULL)
    return FALSE;

  /* Somebody who came back to a project has it once. */
  statement =
      mv_db_query (source->db, error,
                   "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_kind WHERE account = $1 "
                   "AND kind IN ('project', 'ownproject', 'pastproject') "
                   "AND conflict_of IS NULL AND NOT (kind = 'pastproject' AND EXISTS "
                   "(SELECT 1 FROM item AS now WHERE now.account = $1 "
                   "AND now.id = item.target))",
                   "t", account);
  items = mv_view_collect_rows (statement, error);
  if (items == NULL)
    return FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (MvProjectRow) row = g_new0 (MvProjectRow, 1);

      if (!fill_project (source, g_ptr_array_index (items, i), row, language, error))
        return FALSE;
      g_ptr_array_add (projects, g_steal_pointer (&row));
    }
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const MvProjectRow *left = *(const MvProjectRow *const *) a;
  const MvProjectRow *right = *(const MvProjectRow *const *) b;

  if (left->is_ended != right->is_ended)
    return left->is_ended ? 1 : -1;
  return g_utf8_collate (left->title, right->title);
}

static GPtrArray *
load_projects (MvStore *store, const char *language, GError **error)
{
  g_autoptr (GPtrArray) projects =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mv_project_row_free);
  g_autoptr (GPtrArray) accounts = mv_store_list_accounts (store, error);

  if (accounts == NULL)
    return NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      const MvAccount *account = g_ptr_array_index (accounts, i);

      if (!add_account (store, account->key, language, projects, error))
        return NULL;
    }
  g_ptr_array_sort (projects, compare_rows);
  return g_steal_pointer (&projects);
}

static gpointer
run_load (MvStore *store, gpointer data, GError **error)
{
  GPtrArray *projects = load_projects (store, data, error);

  if (projects == NULL)
    mv_store_translate_error (error);
  return projects;
}

/**
 * mv_projects_load_async:
 * @store: a store
 * @language: nb, nn or en
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: given to @callback
 *
 * Loads every project that a person has, has made, or has had.
 */
void
mv_projects_load_async (MvStore *store,
                        const char *language,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  mv_store_read_async (store, run_load, g_strdup (language), g_free,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/* (element-type MvProjectRow) */
GPtrArray *
mv_projects_load_finish (MvStore *store, GAsyncResult *result, GError **error)
{
  return mv_store_run_finish (store, result, error);
}
