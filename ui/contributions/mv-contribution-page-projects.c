/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-page-private.h"

#include "mv-tab-order.h"

static const MvProjectRow *
find_project (MvContributionPage *self, const char *id)
{
  for (guint i = 0; self->projects != NULL && i < self->projects->len; i++)
    {
      const MvProjectRow *row = g_ptr_array_index (self->projects, i);

      if (g_strcmp0 (row->id, id) == 0)
        return row;
    }
  return NULL;
}

static void
take_names (MvContributionPage *self, const MvProjectView *project)
{
  g_clear_pointer (&self->names, g_hash_table_unref);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; project->members != NULL && i < project->members->len; i++)
    {
      MvRecord *member = g_ptr_array_index (project->members, i);

      if (mv_record_has (member, "uid") && mv_record_has (member, "name"))
        g_hash_table_insert (self->names, g_strdup (mv_record_get_text (member, "uid")),
                             g_strdup (mv_record_get_text (member, "name")));
    }
}

static void
project_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvProjectView) project =
      mv_project_view_load_finish (MV_STORE (source), result, &error);
  MvContributionPage *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (project == NULL)
    {
      /* Then the page does without the number of readers and without names. */
      g_debug ("A project could not be read: %s", error->message);
      return;
    }
  take_names (self, project);
  if (self->editor != NULL)
    mv_contribution_editor_set_readers (self->editor, mv_record_get_text (project->record, "title"),
                                        project->n_readers, project->n_team);
  if (self->reader != NULL)
    mv_contribution_page_show_reader (self);
}

void
mv_contribution_page_load_project (MvContributionPage *self, const char *project)
{
  const MvProjectRow *row = find_project (self, project);

  if (self->editor != NULL)
    {
      mv_contribution_editor_set_can_share (self->editor,
                                            row == NULL || g_strcmp0 (row->role, "own") != 0);
      mv_contribution_editor_set_readers (self->editor, row != NULL ? row->title : NULL, 0, 0);
    }
  if (project != NULL && self->account != NULL)
    mv_project_view_load_async (mv_contribution_page_get_store (self), self->account, project,
                                mv_session_get_language (self->session), self->cancellable,
                                project_loaded_cb, self);
}

void
mv_contribution_page_choose_account (MvContributionPage *self, const char *account)
{
  g_free (self->account);
  self->account = g_strdup (account);
  mv_contribution_saver_set_account (self->saver, account);
}

/* Ended projects are no longer written about, unless this one is. A researcher writes only where
 * there is no role as representative. */
static GPtrArray *
choose_projects (GPtrArray *all, const char *project)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      MvProjectRow *row = g_ptr_array_index (all, i);
      gboolean is_for_me =
          g_strcmp0 (row->role, "representative") == 0 || g_strcmp0 (row->role, "own") == 0;

      if ((is_for_me && !row->is_ended) || g_strcmp0 (row->id, project) == 0)
        g_ptr_array_add (chosen, row);
    }
  return g_steal_pointer (&chosen);
}

static void
projects_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = mv_projects_load_finish (MV_STORE (source), result, &error);
  MvContributionPage *self = data;
  const char *project;

  if (all == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("The projects could not be read: %s", error->message);
      return;
    }
  project = self->form != NULL ? mv_contribution_form_get_project (self->form) : NULL;
  self->projects = choose_projects (all, project);
  /* The rows belong to the whole list. */
  g_object_set_data_full (G_OBJECT (self), "projects", g_steal_pointer (&all),
                          (GDestroyNotify) g_ptr_array_unref);
  if (self->editor == NULL)
    return;

  if (self->account == NULL && self->projects->len > 0)
    {
      const MvProjectRow *first = g_ptr_array_index (self->projects, 0);

      mv_contribution_page_choose_account (self, first->account);
      /* With one project there is nothing to choose. */
      if (self->projects->len == 1)
        {
          mv_contribution_form_set_project (self->form, first->id);
          if (mv_tab_order_has_focus (GTK_WIDGET (self->editor)))
            mv_page_widget_grab_first_focus (MV_PAGE_WIDGET (self));
        }
    }
  mv_contribution_editor_set_projects (self->editor, self->projects);
  mv_contribution_page_load_project (self, mv_contribution_form_get_project (self->form));
}

static void
account_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GPtrArray) accounts = mv_store_run_finish (MV_STORE (source), result, NULL);
  MvContributionPage *self = data;

  if (accounts == NULL || accounts->len == 0 || self->account != NULL || self->saver == NULL)
    return;
  mv_contribution_page_choose_account (self,
                                       ((const MvAccount *) g_ptr_array_index (accounts, 0))->key);
}

static gpointer
list_accounts (MvStore *store, gpointer data, GError **error)
{
  return mv_store_list_accounts (store, error);
}

/* The projects that can be written about, and what hangs on which of them it is. */
void
mv_contribution_page_load_projects (MvContributionPage *self)
{
  mv_projects_load_async (mv_contribution_page_get_store (self),
                          mv_session_get_language (self->session), self->cancellable,
                          projects_loaded_cb, self);
}

/* For something new, when there may be no project yet: on whose behalf it is kept. */
void
mv_contribution_page_find_account (MvContributionPage *self)
{
  mv_store_read_async (mv_contribution_page_get_store (self), list_accounts, NULL, NULL,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, account_found_cb,
                       self);
}
