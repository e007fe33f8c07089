/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-projects"

#include "config.h"

#include "mv-project-part-page.h"

#include "mv-project-part.h"
#include "mv-rows.h"

#include <glib/gi18n.h>

#define WIDTH 760

struct _MvProjectPartPage
{
  MvPageWidget parent_instance;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): until the page goes */
  char *account;             /* (owned) */
  char *project;             /* (owned) */
  const MvProjectPart *part; /* (unowned) */
  MvProjectView *view;       /* (owned) (nullable) */
  GtkWidget *column;         /* (unowned): what is built anew */
};

G_DEFINE_FINAL_TYPE (MvProjectPartPage, mv_project_part_page, MV_TYPE_PAGE_WIDGET)

static void
build (MvProjectPartPage *self)
{
  gboolean folded = mv_page_widget_get_folded (MV_PAGE_WIDGET (self));

  mv_rows_clear (self->column);
  if (self->view != NULL)
    self->part->fill (GTK_BOX (self->column), self->view, folded);
  mv_page_widget_filled (MV_PAGE_WIDGET (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvProjectPartPage) self = user_data;
  g_autoptr (GError) error = NULL;
  MvProjectView *view = mv_project_view_load_finish (MV_STORE (source), result, &error);

  if (view == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&view, mv_project_view_free);
      return;
    }
  g_clear_pointer (&self->view, mv_project_view_free);
  self->view = view;
  mv_page_widget_set_heading_suffix (
      MV_PAGE_WIDGET (self),
      mv_rows_new_text (mv_record_get_text (view->record, "title"), "slate"));
  build (self);
}

static void
load (MvProjectPartPage *self)
{
  mv_project_view_load_async (mv_session_get_store (self->session), self->account, self->project,
                              mv_session_get_language (self->session), self->cancellable, loaded_cb,
                              g_object_ref (self));
}

static void
mv_project_part_page_folded_changed (MvPageWidget *page, gboolean folded)
{
  build (MV_PROJECT_PART_PAGE (page));
}

static GVariant *
mv_project_part_page_dup_write_target (MvPageWidget *page)
{
  MvProjectPartPage *self = MV_PROJECT_PART_PAGE (page);

  if (self->view == NULL || self->view->is_former)
    return NULL;
  return g_variant_new ("(sss)", self->account, self->project, "");
}

static void
mv_project_part_page_dispose (GObject *object)
{
  MvProjectPartPage *self = MV_PROJECT_PART_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, mv_project_view_free);

  G_OBJECT_CLASS (mv_project_part_page_parent_class)->dispose (object);
}

static void
mv_project_part_page_finalize (GObject *object)
{
  MvProjectPartPage *self = MV_PROJECT_PART_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->account);
  g_free (self->project);

  G_OBJECT_CLASS (mv_project_part_page_parent_class)->finalize (object);
}

static void
mv_project_part_page_class_init (MvProjectPartPageClass *klass)
{
  MvPageWidgetClass *page_class = MV_PAGE_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_project_part_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mv_project_part_page_finalize;
  page_class->folded_changed = mv_project_part_page_folded_changed;
  page_class->dup_write_target = mv_project_part_page_dup_write_target;
}

static void
mv_project_part_page_init (MvProjectPartPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 20);
  gtk_widget_set_margin_top (self->column, 24);
  mv_page_widget_set_place (MV_PAGE_WIDGET (self), "projects");
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), self->column, WIDTH);
}

MvPageWidget *
mv_project_part_page_new (MvSession *session,
                          const char *account,
                          const char *project,
                          const char *part)
{
  MvProjectPartPage *self = g_object_new (MV_TYPE_PROJECT_PART_PAGE, NULL);

  self->session = g_object_ref (session);
  self->account = g_strdup (account);
  self->project = g_strdup (project);
  self->part = mv_project_part_find (part);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), mv_project_part_get_title (self->part));
  g_signal_connect_object (mv_session_get_store (session), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return MV_PAGE_WIDGET (self);
}
