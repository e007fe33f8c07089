/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-page-private.h"

#include "mv-trouble.h"
#include "mv-words.h"

#include <glib/gi18n.h>

#define EDITOR_WIDTH 740

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
  mv_contribution_page_load_project (self, project);
}

static void
field_left_cb (MvContributionPage *self)
{
  if (self->saver != NULL)
    mv_contribution_saver_pause (self->saver);
}

void
mv_contribution_page_show_editor (MvContributionPage *self)
{
  GtkWidget *editor =
      mv_contribution_editor_new (self->form, mv_session_get_language (self->session), self->today);

  mv_contribution_page_clear_content (self);
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
  g_signal_connect_object (editor, "project-chosen",
                           G_CALLBACK (mv_contribution_page_choose_account), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "share",
                           self->is_changing ? G_CALLBACK (mv_contribution_page_update)
                                             : G_CALLBACK (mv_contribution_page_share),
                           self, G_CONNECT_SWAPPED);
  mv_contribution_page_set_content (self, editor, EDITOR_WIDTH);
  add_saved_label (self);
  show_saved (self);
  form_changed_cb (self);
}

void
mv_contribution_page_start_form (MvContributionPage *self)
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
MvRecord *
mv_contribution_page_get_written (MvContributionPage *self)
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
  mv_contribution_page_start_form (self);
  mv_contribution_form_load (self->form, mv_contribution_page_get_written (self), claim);
  mv_contribution_saver_set_saved (self->saver, 0);
  mv_contribution_page_show_editor (self);
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
