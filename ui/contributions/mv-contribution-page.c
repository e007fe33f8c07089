/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-page-private.h"

#include "mv-rows.h"

#include <glib/gi18n.h>

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

void
mv_contribution_page_clear_content (MvContributionPage *self)
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

void
mv_contribution_page_set_content (MvContributionPage *self, GtkWidget *content, int width)
{
  gboolean folded = mv_page_widget_get_folded (MV_PAGE_WIDGET (self));

  mv_page_widget_set_content (MV_PAGE_WIDGET (self), content, width);
  MV_PAGE_WIDGET_GET_CLASS (self)->folded_changed (MV_PAGE_WIDGET (self), folded);
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

  mv_contribution_page_clear_content (self);
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
  mv_contribution_page_set_content (self, reader, READER_WIDTH);
  mv_contribution_page_load_project (self, self->view->project_id);
}

void
mv_contribution_page_show_reader (MvContributionPage *self)
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
    mv_contribution_page_show_reader (self);
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
  view = mv_conflict_view_new (mv_contribution_page_get_written (self),
                               g_ptr_array_index (self->view->siblings, 0), title, about);
  mv_contribution_page_clear_content (self);
  self->conflict = MV_CONFLICT_VIEW (view);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("You have written on two computers"));
  mv_page_widget_set_has_primary (MV_PAGE_WIDGET (self), TRUE);
  g_signal_connect_object (view, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  mv_contribution_page_set_content (self, view, CONFLICT_WIDTH);
}

static void
show_gone (MvContributionPage *self)
{
  mv_contribution_page_clear_content (self);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Contribution"));
  mv_contribution_page_set_content (
      self,
      mv_rows_new_empty ("mv-contributions-symbolic", _ ("This contribution is not here."),
                         _ ("It may have been withdrawn, or you are no longer in the "
                            "project.")),
      READER_WIDTH);
}

/* Reading and following the store */

static void
take_written_elsewhere (MvContributionPage *self)
{
  MvRecord *written = mv_contribution_page_get_written (self);

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
    mv_contribution_page_show_reader (self);
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
  mv_contribution_page_clear_content (self);
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
  mv_contribution_page_load_projects (self);
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
  mv_contribution_page_start_form (self);
  self->id = g_strdup (mv_contribution_form_get_id (self->form));
  if (project != NULL && *project != '\0')
    mv_contribution_form_set_project (self->form, project);
  if (phase != NULL && *phase != '\0')
    mv_contribution_form_set_phase (self->form, phase, TRUE);
  mv_contribution_page_show_editor (self);
  if (self->account == NULL)
    mv_contribution_page_find_account (self);
  return GTK_WIDGET (self);
}
