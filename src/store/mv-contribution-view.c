/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-view-private.h"

#include "mv-json.h"
#include "mv-scope.h"

#include <string.h>

void
mv_contribution_view_free (MvContributionView *self)
{
  if (self == NULL)
    return;

  g_free (self->account);
  g_clear_object (&self->record);
  g_free (self->title);
  g_free (self->project_id);
  g_free (self->project_title);
  g_free (self->author_name);
  g_free (self->shared_on);
  g_free (self->due_on);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_object (&self->edit);
  g_clear_pointer (&self->siblings, g_ptr_array_unref);
  g_free (self);
}

static void
unref_nullable (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

static void
take_answers (MvContributionView *view, MvAnswers *answers)
{
  view->state = answers->state;
  view->n_suggestions = answers->n_suggestions;
  view->n_answered = answers->n_answered;
  view->is_unsent |= answers->has_pending;

  view->answers = g_ptr_array_new_full (answers->replies->len, unref_nullable);
  for (guint i = 0; i < answers->replies->len; i++)
    {
      MvRow *reply = g_ptr_array_index (answers->replies, i);

      g_ptr_array_add (view->answers, reply != NULL ? mv_row_to_record (reply) : NULL);
    }
}

static char *
add_days (const char *day, guint n_days)
{
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *noon = g_strconcat (day, "T12:00:00Z", NULL);

  start = g_date_time_new_from_iso8601 (noon, NULL);
  if (start == NULL)
    return NULL;
  end = g_date_time_add_days (start, (int) n_days);
  return g_date_time_format (end, "%Y-%m-%d");
}

/* Before the server has said it: shared when the person shared it, due when the project's days are
 * over. */
static gboolean
foresee_dates (MvViewSource *self, MvContributionView *view, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *at = NULL;
  guint n_days;

  at = mv_db_get_one_text (self->db, &local,
                           "SELECT at FROM outbox WHERE account = $1 AND id = $2 "
                           "AND name = 'contribution.share' ORDER BY entry DESC LIMIT 1",
                           "tt", self->account->key, mv_record_get_id (view->record));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (at == NULL)
    return TRUE;
  if (!mv_view_source_get_reply_days (self, view->project_id, &n_days, error))
    return FALSE;

  view->shared_on = mv_view_dup_day (at);
  view->due_on = add_days (view->shared_on, n_days);
  return TRUE;
}

static gboolean
fill_dates (MvViewSource *self, MvContributionView *view, MvRow *followup, GError **error)
{
  JsonObject *body;

  if (followup == NULL)
    return view->state == MV_STATE_DRAFT || foresee_dates (self, view, error);

  body = mv_row_get_object (followup);
  view->shared_on = mv_view_dup_day (mv_json_get_text (body, "shared"));
  view->due_on = mv_view_dup_day (mv_json_get_text (body, "due"));
  view->was_seen = mv_json_get_text (body, "seen") != NULL;
  return TRUE;
}

static gboolean
fill_people (MvViewSource *self, MvContributionView *view, MvRow *row, GError **error)
{
  const char *name = NULL;
  const char *title = NULL;
  const char *author = row->by;
  MvScope scope;

  if (mv_scope_parse (row->scope, &scope) && scope.type != MV_SCOPE_USER)
    {
      author = scope.person;
      view->project_id = g_strdup (scope.owner);
    }
  else
    {
      view->project_id = g_strdup (mv_json_get_text (mv_row_get_object (row), "project"));
    }

  if (!mv_view_source_get_title (self, view->project_id, &title, error))
    return FALSE;
  view->project_title = g_strdup (title);
  view->is_own = mv_columns_is_own (row, self->account->uid);
  view->is_on_behalf = mv_json_get_boolean (mv_row_get_object (row), "on_behalf", FALSE);

  if (!view->is_own && view->project_id != NULL)
    {
      if (!mv_view_source_get_name (self, view->project_id, author, &name, error))
        return FALSE;
      view->author_name = g_strdup (name != NULL ? name : "");
    }
  return TRUE;
}

/* Who has answered has read it, whatever the page with the answer says of the rest. */
static gboolean
has_answer (const MvContributionView *view)
{
  for (guint i = 0; i < view->answers->len; i++)
    {
      if (g_ptr_array_index (view->answers, i) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
fill_rights (MvViewSource *self, MvContributionView *view, MvRow *row, GError **error)
{
  MvRoles roles = MV_ROLE_NONE;
  MvScope scope;

  if (!mv_scope_parse (row->scope, &scope))
    return TRUE;
  if (scope.type == MV_SCOPE_USER)
    {
      view->may_change = view->is_own;
      return TRUE;
    }

  if (view->project_id != NULL)
    {
      g_autofree char *project = mv_scope_project (view->project_id);

      if (!mv_view_source_get_roles (self, project, &roles, error))
        return FALSE;
    }
  if (view->is_own)
    roles |= MV_ROLE_PERSON;

  view->may_change = view->state != MV_STATE_WITHDRAWN &&
                     mv_rights_may_change (scope.type, row->kind, roles, view->is_own);
  view->may_unshare = view->is_own && !view->is_on_behalf && !view->was_seen &&
                      !has_answer (view) && view->state != MV_STATE_WITHDRAWN;
  view->may_answer = mv_rights_may_create (scope.type, "reply", roles);
  return TRUE;
}

static gboolean
fill_edit (MvViewSource *self, MvContributionView *view, const char *id, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GPtrArray) edits = NULL;

  statement = mv_db_query (
      self->db, error,
      "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_target "
      "WHERE account = $1 AND target = $2 AND kind = 'contribution' AND scope = 'user/me' "
      "AND conflict_of IS NULL ORDER BY id LIMIT 1",
      "tt", self->account->key, id);
  edits = mv_view_collect_records (statement, error);
  if (edits == NULL)
    return FALSE;
  if (edits->len > 0)
    view->edit = g_object_ref (g_ptr_array_index (edits, 0));
  return TRUE;
}

static gboolean
fill_siblings (MvViewSource *self, MvContributionView *view, const char *id, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (self->db, error,
                   "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_sibling "
                   "WHERE account = $1 AND conflict_of = $2 ORDER BY id",
                   "tt", self->account->key, id);

  view->siblings = mv_view_collect_records (statement, error);
  return view->siblings != NULL;
}

/* Puts together what belongs to the contribution in @row. */
MvContributionView *
mv_view_make_contribution (MvViewSource *self, MvRow *row, GError **error)
{
  g_autoptr (MvContributionView) view = g_new0 (MvContributionView, 1);
  g_auto (MvAnswers) answers = { 0 };

  view->account = g_strdup (self->account->key);
  view->record = mv_row_to_record (row);
  view->title = mv_view_dup_title (row);
  view->is_unsent = row->pending != MV_PENDING_NOTHING;

  if (!mv_answers_load (self->db, self->account->key, row, &answers, error))
    return NULL;
  take_answers (view, &answers);

  if (!fill_people (self, view, row, error) || !fill_dates (self, view, answers.followup, error) ||
      !fill_rights (self, view, row, error) || !fill_edit (self, view, row->id, error) ||
      !fill_siblings (self, view, row->id, error))
    return NULL;
  return g_steal_pointer (&view);
}

/* Loading */

typedef struct
{
  char *account;
  char *id;
} MvContributionLoad;

static void
mv_contribution_load_free (MvContributionLoad *self)
{
  g_free (self->account);
  g_free (self->id);
  g_free (self);
}

static MvContributionView *
load_view (MvStore *store, const MvContributionLoad *load, GError **error)
{
  g_autoptr (MvViewSource) source = mv_view_source_new (store, load->account, error);
  g_autoptr (MvRow) row = NULL;

  if (source == NULL || !mv_rows_load_shown (source->db, load->account, load->id, &row, error))
    return NULL;

  if (row == NULL || strcmp (row->kind, "contribution") != 0)
    {
      g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND,
                   "There is no contribution %s here", load->id);
      return NULL;
    }
  return mv_view_make_contribution (source, row, error);
}

static gpointer
run_load (MvStore *store, gpointer data, GError **error)
{
  MvContributionView *view = load_view (store, data, error);

  if (view == NULL)
    mv_store_translate_error (error);
  return view;
}

/**
 * mv_contribution_view_load_async:
 * @store: a store
 * @account: key of an account
 * @id: id of a contribution
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: given to @callback
 *
 * Fails with %MV_STORE_ERROR_NOT_FOUND if it is not here (any more).
 */
void
mv_contribution_view_load_async (MvStore *store,
                                 const char *account,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  MvContributionLoad *load = g_new0 (MvContributionLoad, 1);

  load->account = g_strdup (account);
  load->id = g_strdup (id);
  mv_store_read_async (store, run_load, load, (GDestroyNotify) mv_contribution_load_free,
                       (GDestroyNotify) mv_contribution_view_free, cancellable, callback,
                       user_data);
}

MvContributionView *
mv_contribution_view_load_finish (MvStore *store, GAsyncResult *result, GError **error)
{
  return mv_store_run_finish (store, result, error);
}
