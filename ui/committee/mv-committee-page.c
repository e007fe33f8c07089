/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-committee"

#include "config.h"

#include "mv-committee-page.h"

#include "mv-rows.h"

#include <glib/gi18n.h>

#define WIDTH 760

struct _MvCommitteePage
{
  MvPageWidget parent_instance;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled when the page goes */
  GtkBox *content;           /* (unowned) */
};

G_DEFINE_FINAL_TYPE (MvCommitteePage, mv_committee_page, MV_TYPE_PAGE_WIDGET)

static gpointer
list_committees (MvStore *store, gpointer data, GError **error)
{
  return mv_store_list (store, NULL, "committee", NULL, error);
}

static void
add_committees (MvCommitteePage *self, GPtrArray *committees)
{
  GtkWidget *list;

  if (committees == NULL || committees->len == 0)
    return;
  list = mv_rows_new_list (_ ("Your committees"));
  for (guint i = 0; i < committees->len; i++)
    gtk_list_box_append (
        GTK_LIST_BOX (list),
        mv_text_row_new (mv_record_get_text (g_ptr_array_index (committees, i), "name"), NULL));
  gtk_box_append (self->content, mv_rows_new_heading (_ ("Committees"), 2));
  gtk_box_append (self->content, list);
}

static void
add_what_comes (MvCommitteePage *self)
{
  GtkWidget *empty = mv_rows_new_empty (
      "mv-committee-symbolic", _ ("The committee’s pages are not finished."),
      _ ("Figures, meetings and papers, requests, ideas and consultations will come here. Until "
         "then this program stores nothing from the committee."));

  gtk_box_append (self->content, empty);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) committees = mv_store_run_finish (MV_STORE (source), result, &error);
  MvCommitteePage *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  add_committees (self, committees);
  mv_page_widget_filled (MV_PAGE_WIDGET (self));
}

static void
mv_committee_page_dispose (GObject *object)
{
  MvCommitteePage *self = MV_COMMITTEE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mv_committee_page_parent_class)->dispose (object);
}

static void
mv_committee_page_finalize (GObject *object)
{
  g_object_unref (MV_COMMITTEE_PAGE (object)->cancellable);

  G_OBJECT_CLASS (mv_committee_page_parent_class)->finalize (object);
}

static void
mv_committee_page_class_init (MvCommitteePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mv_committee_page_dispose;
  object_class->finalize = mv_committee_page_finalize;
}

static void
mv_committee_page_init (MvCommitteePage *self)
{
  self->cancellable = g_cancellable_new ();
  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_set_margin_top (GTK_WIDGET (self->content), 24);
  mv_page_widget_set_place (MV_PAGE_WIDGET (self), "committee");
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("User committee"));
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), GTK_WIDGET (self->content), WIDTH);
  add_what_comes (self);
}

GtkWidget *
mv_committee_page_new (MvSession *session)
{
  MvCommitteePage *self;

  g_return_val_if_fail (MV_IS_SESSION (session), NULL);

  self = g_object_new (MV_TYPE_COMMITTEE_PAGE, NULL);
  self->session = g_object_ref (session);
  mv_store_read_async (mv_session_get_store (session), list_committees, NULL, NULL,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, listed_cb, self);
  return GTK_WIDGET (self);
}
