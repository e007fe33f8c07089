/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-page-private.h"

#include "mv-contribution-words.h"
#include "mv-rows.h"
#include "mv-tab-order.h"
#include "mv-trouble.h"
#include "mv-words.h"

#include <glib/gi18n.h>

#define EDITOR_WIDTH 740
#define READER_WIDTH 648
#define CONFLICT_WIDTH 800

/* So long must a contribution be open on the screen before it counts as seen by the team. */
#define SEEN_AFTER_SECS 2

G_DEFINE_FINAL_TYPE (MvContributionPage, mv_contribution_page, MV_TYPE_PAGE_WIDGET)

MvStore *
mv_contribution_page_get_store (MvContributionPage *self)
{
  return mv_session_get_store (self->session);
}

/* The content changes with what the contribution is now */

static void
clear_content (MvContributionPage *self)
{
  if (self->saved_box != NULL)
    mv_page_widget_set_heading_suffix (MV_PAGE_WIDGET (self), NULL);
  self->editor = NULL;
  self->reader = NULL;
  self->conflict = NULL;
  self->saved_box = NULL;
  self->saved = NULL;
  mv_page_widget_set_is_editor (MV_PAGE_WIDGET (self), FALSE);
}

static void
set_content (MvContributionPage *self, GtkWidget *content, int width)
{
  gboolean folded = mv_page_widget_get_folded (MV_PAGE_WIDGET (self));

  mv_page_widget_set_content (MV_PAGE_WIDGET (self), content, width);
  MV_PAGE_WIDGET_GET_CLASS (self)->folded_changed (MV_PAGE_WIDGET (self), folded);
}

/* The editor */

/* The text is on the screen only. This stands where the person writes until it is saved after all:
 * the saver tries again by itself. */
static void
show_unsaved (MvContributionPage *self)
{
  g_autofree char *text =
      mv_trouble_dup_sentence (mv_contribution_saver_get_error (self->saver), MV_TROUBLE_SAVING);

  self->is_unsaved = TRUE;
  gtk_widget_set_visible (self->saved_box, FALSE);
  if (self->editor != NULL)
    mv_contribution_editor_set_trouble (self->editor, text);
}

static void
hide_unsaved (MvContributionPage *self)
{
  if (self->is_unsaved && self->editor != NULL)
    mv_contribution_editor_set_trouble (self->editor, NULL);
  self->is_unsaved = FALSE;
}

static void
show_saved (MvContributionPage *self)
{
  gint64 time_us = mv_contribution_saver_get_time (self->saver);
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (self->saved == NULL)
    return;
  switch (mv_contribution_saver_get_state (self->saver))
    {
    case MV_SAVER_FAILED:
      show_unsaved (self);
      return;
    case MV_SAVER_SAVED:
      hide_unsaved (self);
      time = time_us > 1 ? mv_words_time (time_us) : NULL;
      if (time == NULL)
        text = g_strdup (_ ("Saved here – only you see it"));
      else
        /* Translators: %s is the time of day, as 10.32 */
        text = g_strdup_printf (_ ("Saved here at %s – only you see it"), time);
      break;
    case MV_SAVER_NOTHING:
    case MV_SAVER_WAITING:
    case MV_SAVER_SAVING:
    default:
      /* What was said before holds until the next pause. */
      return;
    }
  gtk_label_set_label (self->saved, text);
  gtk_widget_set_visible (self->saved_box, TRUE);
}

static void
add_saved_label (MvContributionPage *self)
{
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "mv-check-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->saved_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->saved =
      GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "wrap", TRUE, "xalign", 0.0, NULL));
  gtk_widget_add_css_class (icon, "moss");
  gtk_widget_add_css_class (GTK_WIDGET (self->saved), "slate");
  gtk_box_append (GTK_BOX (self->saved_box), icon);
  gtk_box_append (GTK_BOX (self->saved_box), GTK_WIDGET (self->saved));
  gtk_widget_set_visible (self->saved_box, FALSE);
  mv_page_widget_set_heading_suffix (MV_PAGE_WIDGET (self), self->saved_box);
}

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

static void show_reader (MvContributionPage *self);

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
    show_reader (self);
}

static void
load_project (MvContributionPage *self, const char *project)
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

static void
project_chosen_cb (MvContributionPage *self, const char *account)
{
  g_free (self->account);
  self->account = g_strdup (account);
  mv_contribution_saver_set_account (self->saver, account);
}

static void
form_changed_cb (MvContributionPage *self)
{
  const char *project = mv_contribution_form_get_project (self->form);

  if (self->editor == NULL)
    return;
  if (!self->is_unsaved)
    mv_contribution_editor_set_trouble (self->editor, NULL);
  if (g_object_get_data (G_OBJECT (self->editor), "project") != NULL &&
      g_strcmp0 (g_object_get_data (G_OBJECT (self->editor), "project"), project) == 0)
    return;
  g_object_set_data_full (G_OBJECT (self->editor), "project", g_strdup (project), g_free);
  load_project (self, project);
}

static void
field_left_cb (MvContributionPage *self)
{
  if (self->saver != NULL)
    mv_contribution_saver_pause (self->saver);
}

static void
show_editor (MvContributionPage *self)
{
  GtkWidget *editor =
      mv_contribution_editor_new (self->form, mv_session_get_language (self->session), self->today);

  clear_content (self);
  self->editor = MV_CONTRIBUTION_EDITOR (editor);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), self->is_changing ? _ ("Change the contribution")
                                                   : self->view != NULL ? _ ("Contribution")
                                                                        : _ ("New contribution"));
  mv_page_widget_set_has_primary (MV_PAGE_WIDGET (self), TRUE);
  mv_page_widget_set_is_editor (MV_PAGE_WIDGET (self), TRUE);
  mv_contribution_editor_set_is_edit (self->editor, self->is_changing);
  if (self->projects != NULL)
    mv_contribution_editor_set_projects (self->editor, self->projects);
  g_signal_connect_object (editor, "field-left", G_CALLBACK (field_left_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "leave", G_CALLBACK (mv_contribution_page_leave_draft), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "project-chosen", G_CALLBACK (project_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "share",
                           self->is_changing ? G_CALLBACK (mv_contribution_page_update)
                                             : G_CALLBACK (mv_contribution_page_share),
                           self, G_CONNECT_SWAPPED);
  set_content (self, editor, EDITOR_WIDTH);
  add_saved_label (self);
  show_saved (self);
  form_changed_cb (self);
}

static void
start_form (MvContributionPage *self)
{
  self->form = mv_contribution_form_new (mv_session_get_clock (self->session),
                                         mv_session_get_random (self->session),
                                         mv_session_get_language (self->session), self->today);
  self->saver = mv_contribution_saver_new (mv_contribution_page_get_store (self),
                                           mv_session_get_clock (self->session), self->form);
  mv_contribution_saver_set_account (self->saver, self->account);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->saver, "changed", G_CALLBACK (show_saved), self,
                           G_CONNECT_SWAPPED);
}

/* What stands in the form is saved, or is to be forgotten; saving that is under way goes on. */
void
mv_contribution_page_close_editor (MvContributionPage *self)
{
  if (self->saver != NULL)
    mv_contribution_saver_stop (self->saver);
  g_clear_object (&self->saver);
  g_clear_object (&self->form);
  self->is_changing = FALSE;
}

/* What is written in: the draft, or the later edit of what is shared, or what is shared itself. */
static MvRecord *
get_written (MvContributionPage *self)
{
  return self->view->edit != NULL ? self->view->edit : self->view->record;
}

typedef struct
{
  char *account; /* (owned) */
  char *id;      /* (owned) */
} ClaimQuery;

static void
claim_query_free (ClaimQuery *query)
{
  g_free (query->account);
  g_free (query->id);
  g_free (query);
}

static gpointer
find_claim (MvStore *store, gpointer data, GError **error)
{
  ClaimQuery *query = data;
  g_autoptr (GPtrArray) claims = mv_store_list (store, query->account, "claim", NULL, error);

  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      MvRecord *claim = g_ptr_array_index (claims, i);

      if (g_strcmp0 (mv_record_get_text (claim, "contribution"), query->id) == 0)
        return g_object_ref (claim);
    }
  return NULL;
}

static void
claim_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvRecord) claim = mv_store_run_finish (MV_STORE (source), result, &error);
  MvContributionPage *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->form != NULL)
    return;
  start_form (self);
  mv_contribution_form_load (self->form, get_written (self), claim);
  mv_contribution_saver_set_saved (self->saver, 0);
  show_editor (self);
  mv_page_widget_grab_first_focus (MV_PAGE_WIDGET (self));
}

/* Opens the editor on what has been read. */
void
mv_contribution_page_edit (MvContributionPage *self)
{
  ClaimQuery *query = g_new0 (ClaimQuery, 1);

  query->account = g_strdup (self->account);
  query->id = g_strdup (self->id);
  self->is_changing = self->view->state != MV_STATE_DRAFT;
  mv_store_read_async (mv_contribution_page_get_store (self), find_claim, query,
                       (GDestroyNotify) claim_query_free, g_object_unref, self->cancellable,
                       claim_found_cb, self);
}

/* The reading view */

static gboolean
seen_cb (gpointer data)
{
  MvContributionPage *self = data;

  self->seen_id = 0;
  mv_contribution_page_mark_seen (self);
  return G_SOURCE_REMOVE;
}

static void
start_reader (MvContributionPage *self)
{
  GtkWidget *reader = mv_contribution_reader_new (self->today);

  clear_content (self);
  self->reader = MV_CONTRIBUTION_READER (reader);
  g_signal_connect_object (reader, "edit", G_CALLBACK (mv_contribution_page_edit), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "send", G_CALLBACK (mv_contribution_page_send_answers), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "unshare", G_CALLBACK (mv_contribution_page_unshare), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "update", G_CALLBACK (mv_contribution_page_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "withdraw", G_CALLBACK (mv_contribution_page_withdraw), self,
                           G_CONNECT_SWAPPED);
  set_content (self, reader, READER_WIDTH);
  load_project (self, self->view->project_id);
}

static void
show_reader (MvContributionPage *self)
{
  MvPageWidget *page = MV_PAGE_WIDGET (self);

  mv_page_widget_set_title (page, self->view->title);
  mv_page_widget_set_has_primary (page, self->view->may_answer);
  if (self->reader == NULL)
    start_reader (self);
  if (self->names != NULL)
    mv_contribution_reader_set_names (self->reader, self->names);
  mv_contribution_reader_show (self->reader, self->view, mv_page_widget_get_has_heading (page),
                               self->is_just_shared);
  mv_page_widget_filled (MV_PAGE_WIDGET (self));
  if (self->view->may_answer && !self->view->was_seen && self->seen_id == 0)
    self->seen_id = g_timeout_add_seconds (SEEN_AFTER_SECS, seen_cb, self);
}

static void
has_heading_cb (MvContributionPage *self)
{
  if (self->reader != NULL)
    show_reader (self);
}

/* Two machines */

static void
chosen_cb (MvContributionPage *self, int choice)
{
  mv_contribution_page_resolve (self, (MvConflictChoice) choice);
}

static void
show_conflict (MvContributionPage *self)
{
  g_autofree char *title = NULL;
  g_autofree char *about = NULL;
  GtkWidget *view;

  /* Translators: %s is the title of a contribution */
  title = g_strdup_printf (_ ("Contribution: %s"), self->view->title);
  about = g_strdup_printf ("%s · %s",
                           self->view->project_title != NULL ? self->view->project_title
                                                             : _ ("No project yet"),
                           self->view->state == MV_STATE_DRAFT ? _ ("draft, only you see it")
                                                               : _ ("shared with the project"));
  view = mv_conflict_view_new (get_written (self), g_ptr_array_index (self->view->siblings, 0),
                               title, about);
  clear_content (self);
  self->conflict = MV_CONFLICT_VIEW (view);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("You have written on two machines"));
  mv_page_widget_set_has_primary (MV_PAGE_WIDGET (self), TRUE);
  g_signal_connect_object (view, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  set_content (self, view, CONFLICT_WIDTH);
}

static void
show_gone (MvContributionPage *self)
{
  clear_content (self);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Contribution"));
  set_content (self,
               mv_rows_new_empty ("mv-contributions-symbolic", _ ("This contribution is not here."),
                                  _ ("It may have been withdrawn, or you are no longer in the "
                                     "project.")),
               READER_WIDTH);
}

/* Reading and following the store */

static void
take_written_elsewhere (MvContributionPage *self)
{
  MvRecord *written = get_written (self);

  if (mv_contribution_saver_has_saved (self->saver, written))
    return;
  if (mv_contribution_saver_has_unsaved (self->saver))
    mv_contribution_form_rebase (self->form, written);
  else
    {
      g_autoptr (MvRecord) shown = mv_contribution_form_make_record (self->form);
      g_autoptr (MvRecord) claim = mv_contribution_form_make_claim (self->form);

      if (!mv_record_equal_body (shown, written))
        mv_contribution_form_load (self->form, written, claim);
    }
}

static void
show_view (MvContributionPage *self)
{
  gboolean is_shared = self->view->state != MV_STATE_DRAFT;
  gboolean has_siblings = self->view->siblings != NULL && self->view->siblings->len > 0;

  if (self->form != NULL && is_shared && !self->is_changing)
    mv_contribution_page_close_editor (self);

  if (has_siblings && self->form == NULL)
    show_conflict (self);
  else if (self->form != NULL)
    take_written_elsewhere (self);
  else if (is_shared)
    show_reader (self);
  else
    mv_contribution_page_edit (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvContributionView) view =
      mv_contribution_view_load_finish (MV_STORE (source), result, &error);
  MvContributionPage *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->is_loading = FALSE;
  if (self->is_stale)
    {
      self->is_stale = FALSE;
      mv_contribution_page_reload (self);
      return;
    }
  if (view == NULL)
    {
      if (self->form == NULL)
        show_gone (self);
      return;
    }
  g_clear_pointer (&self->view, mv_contribution_view_free);
  self->view = g_steal_pointer (&view);
  show_view (self);
}

void
mv_contribution_page_reload (MvContributionPage *self)
{
  if (self->account == NULL)
    return;
  if (self->is_loading)
    {
      self->is_stale = TRUE;
      return;
    }
  self->is_loading = TRUE;
  if (self->form != NULL)
    {
      g_free (self->id);
      self->id = g_strdup (mv_contribution_form_get_id (self->form));
    }
  mv_contribution_view_load_async (mv_contribution_page_get_store (self), self->account, self->id,
                                   self->cancellable, loaded_cb, self);
}

static void
store_changed_cb (MvContributionPage *self, const char *const *kinds)
{
  if (g_strv_contains (kinds, "contribution") || g_strv_contains (kinds, "reply") ||
      g_strv_contains (kinds, "followup"))
    mv_contribution_page_reload (self);
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

      project_chosen_cb (self, first->account);
      /* With one project there is nothing to choose. */
      if (self->projects->len == 1)
        {
          mv_contribution_form_set_project (self->form, first->id);
          if (mv_tab_order_has_focus (GTK_WIDGET (self->editor)))
            mv_page_widget_grab_first_focus (MV_PAGE_WIDGET (self));
        }
    }
  mv_contribution_editor_set_projects (self->editor, self->projects);
  load_project (self, mv_contribution_form_get_project (self->form));
}

static void
account_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GPtrArray) accounts = mv_store_run_finish (MV_STORE (source), result, NULL);
  MvContributionPage *self = data;

  if (accounts == NULL || accounts->len == 0 || self->account != NULL || self->saver == NULL)
    return;
  project_chosen_cb (self, ((const MvAccount *) g_ptr_array_index (accounts, 0))->key);
}

static gpointer
list_accounts (MvStore *store, gpointer data, GError **error)
{
  return mv_store_list_accounts (store, error);
}

/* The page */

static void
mv_contribution_page_folded_changed (MvPageWidget *page, gboolean folded)
{
  MvContributionPage *self = MV_CONTRIBUTION_PAGE (page);

  if (self->editor != NULL)
    mv_contribution_editor_set_folded (self->editor, folded);
  if (self->reader != NULL)
    mv_contribution_reader_set_folded (self->reader, folded);
  if (self->conflict != NULL)
    mv_conflict_view_set_folded (self->conflict, folded);
}

static gboolean
mv_contribution_page_grab_first_focus (MvPageWidget *page)
{
  MvContributionPage *self = MV_CONTRIBUTION_PAGE (page);

  if (self->editor != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (self->editor));
  if (self->conflict != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (self->conflict));
  return MV_PAGE_WIDGET_CLASS (mv_contribution_page_parent_class)->grab_first_focus (page);
}

/* The saver lives on until all is saved. */
static void
mv_contribution_page_leave (MvPageWidget *page)
{
  MvContributionPage *self = MV_CONTRIBUTION_PAGE (page);

  if (self->saver != NULL)
    mv_contribution_saver_save_async (self->saver, NULL, NULL, NULL);
}

static void
mv_contribution_page_dispose (GObject *object)
{
  MvContributionPage *self = MV_CONTRIBUTION_PAGE (object);

  mv_contribution_page_leave (MV_PAGE_WIDGET (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->seen_id, g_source_remove);
  clear_content (self);
  g_clear_object (&self->saver);
  g_clear_object (&self->form);
  g_clear_pointer (&self->view, mv_contribution_view_free);
  g_clear_pointer (&self->projects, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mv_contribution_page_parent_class)->dispose (object);
}

static void
mv_contribution_page_finalize (GObject *object)
{
  MvContributionPage *self = MV_CONTRIBUTION_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->account);
  g_free (self->id);
  g_free (self->today);

  G_OBJECT_CLASS (mv_contribution_page_parent_class)->finalize (object);
}

static void
mv_contribution_page_class_init (MvContributionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  MvPageWidgetClass *page_class = MV_PAGE_WIDGET_CLASS (klass);

  object_class->dispose = mv_contribution_page_dispose;
  object_class->finalize = mv_contribution_page_finalize;
  page_class->folded_changed = mv_contribution_page_folded_changed;
  page_class->grab_first_focus = mv_contribution_page_grab_first_focus;
  page_class->leave = mv_contribution_page_leave;
}

static void
mv_contribution_page_init (MvContributionPage *self)
{
  self->cancellable = g_cancellable_new ();
  mv_page_widget_set_place (MV_PAGE_WIDGET (self), "contributions");
  g_signal_connect (self, "notify::has-heading", G_CALLBACK (has_heading_cb), NULL);
}

static MvContributionPage *
new_page (MvSession *session, const char *account)
{
  MvContributionPage *self = g_object_new (MV_TYPE_CONTRIBUTION_PAGE, NULL);

  self->session = g_object_ref (session);
  self->today = mv_session_dup_today (session);
  self->account = account != NULL && *account != '\0' ? g_strdup (account) : NULL;
  g_signal_connect_object (mv_session_get_store (session), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  mv_projects_load_async (mv_session_get_store (session), mv_session_get_language (session),
                          self->cancellable, projects_loaded_cb, self);
  return self;
}

/* An existing one: a draft of one's own, a shared one of one's own, or another person's. */
GtkWidget *
mv_contribution_page_new (MvSession *session, const char *account, const char *id)
{
  MvContributionPage *self;

  g_return_val_if_fail (MV_IS_SESSION (session), NULL);

  self = new_page (session, account);
  self->id = g_strdup (id);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Contribution"));
  mv_contribution_page_reload (self);
  return GTK_WIDGET (self);
}

/* @account, @project, @phase: may be empty or %NULL for not chosen */
GtkWidget *
mv_contribution_page_new_draft (MvSession *session,
                                const char *account,
                                const char *project,
                                const char *phase)
{
  MvContributionPage *self;

  g_return_val_if_fail (MV_IS_SESSION (session), NULL);

  self = new_page (session, account);
  start_form (self);
  self->id = g_strdup (mv_contribution_form_get_id (self->form));
  if (project != NULL && *project != '\0')
    mv_contribution_form_set_project (self->form, project);
  if (phase != NULL && *phase != '\0')
    mv_contribution_form_set_phase (self->form, phase, TRUE);
  show_editor (self);
  if (self->account == NULL)
    mv_store_read_async (mv_session_get_store (session), list_accounts, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, account_found_cb,
                         self);
  return GTK_WIDGET (self);
}
