/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-projects"

#include "config.h"

#include "mv-projects-page.h"

#include "mv-band-widget.h"
#include "mv-fold.h"
#include "mv-phase-words.h"
#include "mv-project-words.h"
#include "mv-rows.h"
#include "mv-trouble.h"
#include "mv-views.h"

#include <glib/gi18n.h>

#define WIDTH 760
#define BAND_WIDTH 184
/* More projects than this, and there is a search over them. */
#define FEW 7

struct _MvProjectsPage
{
  MvPageWidget parent_instance;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): until the page goes */
  GPtrArray *rows;           /* (owned) (nullable) (element-type MvProjectRow) */
  GtkWidget *search;         /* (unowned) */
  GtkWidget *column;         /* (unowned): what is built anew */
  gboolean is_loading, is_stale;
};

G_DEFINE_FINAL_TYPE (MvProjectsPage, mv_projects_page, MV_TYPE_PAGE_WIDGET)

static gboolean
row_matches (MvProjectsPage *self, const MvProjectRow *project)
{
  g_autofree char *wanted = mv_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autofree char *text = g_strconcat (
      project->title, " ", project->organisation != NULL ? project->organisation : "", NULL);
  g_autofree char *folded = mv_fold (text);

  return strstr (folded, wanted) != NULL;
}

/* The project's woven band; the number of contributions stands in the row in words. */
static GtkWidget *
build_band (const MvProjectRow *project)
{
  g_autofree char *label = mv_phase_words_describe_band (project->stitches, -1);
  GtkWidget *band = mv_band_widget_new (1, 0, MV_GROUND_CARD);

  for (guint i = 0; i < project->stitches->len; i++)
    {
      const MvBandStitch stitch =
          mv_phase_words_get_stitch (&g_array_index (project->stitches, MvStitch, i));

      mv_band_widget_append (MV_BAND_WIDGET (band), 0, &stitch);
    }
  mv_band_widget_set_label (MV_BAND_WIDGET (band), label);
  gtk_widget_set_size_request (band, BAND_WIDTH, -1);
  gtk_widget_set_valign (band, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_end (band, 6);
  return band;
}

static GtkWidget *
build_row (MvProjectsPage *self, const MvProjectRow *project)
{
  g_autofree char *subtitle = mv_project_words_describe_row (project);
  GtkWidget *row = mv_text_row_new (project->title, subtitle);

  mv_rows_add_tile (row, "mv-projects-symbolic", project->is_ended ? MV_TONE_SLATE : MV_TONE_FJORD);
  if (!mv_page_widget_get_folded (MV_PAGE_WIDGET (self)) && project->stitches->len > 0)
    mv_text_row_add_suffix (MV_TEXT_ROW (row), build_band (project));
  mv_rows_set_action (row, "win.open-project",
                      g_variant_new ("(ss)", project->account, project->id));
  return row;
}

static guint
append_group (MvProjectsPage *self, const char *heading, gboolean is_ended)
{
  GtkWidget *list = mv_rows_new_list (heading);
  guint n = 0;

  g_object_ref_sink (list);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const MvProjectRow *project = g_ptr_array_index (self->rows, i);

      if (project->is_ended != is_ended || !row_matches (self, project))
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), build_row (self, project));
      n++;
    }
  if (n > 0)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

      gtk_box_append (GTK_BOX (box), mv_rows_new_heading (heading, 2));
      gtk_box_append (GTK_BOX (box), list);
      gtk_box_append (GTK_BOX (self->column), box);
    }
  g_object_unref (list);
  return n;
}

static void
fill (MvProjectsPage *self)
{
  guint n;

  mv_rows_clear (self->column);
  gtk_widget_set_visible (self->search, self->rows != NULL && self->rows->len > FEW);
  if (self->rows == NULL)
    return;
  if (self->rows->len == 0)
    {
      GtkWidget *empty = mv_rows_new_empty (
          "mv-projects-symbolic", _ ("You are not part of a project here yet."),
          _ ("Projects you take part in appear here: where they are, what you have contributed "
             "and what became of it. The project adds you, or sends you an invitation."));

      mv_rows_add_way_to_invitation (empty);
      mv_rows_add_way (empty,
                       mv_rows_new_second_button (_ ("Try an example"), "app.example", NULL));
      gtk_box_append (GTK_BOX (self->column), empty);
      return;
    }
  /* Translators: heading over the projects that go on */
  n = append_group (self, _ ("Going on"), FALSE);
  /* Translators: heading over the projects that are over */
  n += append_group (self, _ ("Ended"), TRUE);
  if (n == 0)
    gtk_box_append (GTK_BOX (self->column),
                    mv_rows_new_empty (NULL, _ ("No project with these words."),
                                       _ ("Try a different search.")));
}

static void
build (MvProjectsPage *self)
{
  fill (self);
  mv_page_widget_filled (MV_PAGE_WIDGET (self));
}

static void load (MvProjectsPage *self);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvProjectsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = mv_projects_load_finish (MV_STORE (source), result, &error);

  self->is_loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (rows == NULL)
    {
      g_autofree char *trouble = mv_trouble_dup_sentence (error, MV_TROUBLE_ACTING);

      mv_rows_clear (self->column);
      gtk_box_append (
          GTK_BOX (self->column),
          mv_rows_new_empty ("mv-attention-symbolic", _ ("This page could not be read."), trouble));
      mv_page_widget_filled (MV_PAGE_WIDGET (self));
      return;
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  build (self);
  if (self->is_stale)
    load (self);
}

static void
load (MvProjectsPage *self)
{
  self->is_stale = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  mv_projects_load_async (mv_session_get_store (self->session),
                          mv_session_get_language (self->session), self->cancellable, loaded_cb,
                          g_object_ref (self));
}

static void
mv_projects_page_folded_changed (MvPageWidget *page, gboolean folded)
{
  build (MV_PROJECTS_PAGE (page));
}

static void
mv_projects_page_dispose (GObject *object)
{
  MvProjectsPage *self = MV_PROJECTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (mv_projects_page_parent_class)->dispose (object);
}

static void
mv_projects_page_finalize (GObject *object)
{
  g_object_unref (MV_PROJECTS_PAGE (object)->cancellable);

  G_OBJECT_CLASS (mv_projects_page_parent_class)->finalize (object);
}

static void
mv_projects_page_class_init (MvProjectsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_projects_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mv_projects_page_finalize;
  MV_PAGE_WIDGET_CLASS (klass)->folded_changed = mv_projects_page_folded_changed;
}

static void
mv_projects_page_init (MvProjectsPage *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->cancellable = g_cancellable_new ();
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Search in your projects"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search in your projects"), -1);
  gtk_widget_set_visible (self->search, FALSE);
  gtk_widget_add_css_class (self->search, "tall");
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (build), self,
                           G_CONNECT_SWAPPED);
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_box_append (GTK_BOX (content), self->search);
  gtk_box_append (GTK_BOX (content), self->column);
  gtk_widget_set_margin_top (content, 24);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Projects"));
  mv_page_widget_set_place (MV_PAGE_WIDGET (self), "projects");
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), content, WIDTH);
}

MvPageWidget *
mv_projects_page_new (MvSession *session)
{
  MvProjectsPage *self = g_object_new (MV_TYPE_PROJECTS_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (mv_session_get_store (session), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return MV_PAGE_WIDGET (self);
}
