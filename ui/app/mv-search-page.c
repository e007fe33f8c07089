/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-search-page.h"

#include "mv-contribution-row.h"
#include "mv-fold.h"
#include "mv-list-model.h"
#include "mv-rows.h"

#include <glib/gi18n.h>

#define WIDTH 760
/* Rows of each sort: more is better found with one more word. */
#define EACH_MAX 12

struct _MvSearchPage
{
  MvPageWidget parent_instance;

  MvSession *session;         /* (owned) */
  GCancellable *cancellable;  /* (owned): until the page goes */
  char *text;                 /* (owned) */
  GPtrArray *projects;        /* (owned) (nullable) (element-type MvProjectRow) */
  MvListModel *contributions; /* (owned) (nullable) */
  MvListModel *studies;       /* (owned) (nullable) */
  GPtrArray *shown;           /* (owned) (element-type MvItem): the models keep only who is held */
  GtkWidget *column;          /* (unowned): what is built anew */
  guint build_idle;           /* 0 when what is shown is up to date */
};

G_DEFINE_FINAL_TYPE (MvSearchPage, mv_search_page, MV_TYPE_PAGE_WIDGET)

/* --- Rows --------------------------------------------------------------------------------------
 */

static GtkWidget *
new_group (MvSearchPage *self, const char *heading, guint n_found)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *list = mv_rows_new_list (heading);
  g_autofree char *with_count = g_strdup_printf ("%s (%u)", heading, n_found);

  gtk_box_append (GTK_BOX (box), mv_rows_new_heading (with_count, 2));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (self->column), box);
  return list;
}

static gboolean
project_matches (MvSearchPage *self, const MvProjectRow *project)
{
  g_autofree char *title = mv_fold (project->title);
  g_autofree char *wanted = mv_fold (self->text);

  return strstr (title, wanted) != NULL;
}

static guint
append_projects (MvSearchPage *self)
{
  GtkWidget *list = NULL;
  guint n_found = 0;

  for (guint i = 0; self->projects != NULL && i < self->projects->len; i++)
    n_found += project_matches (self, g_ptr_array_index (self->projects, i));
  if (n_found == 0)
    return 0;
  list = new_group (self, _ ("Projects"), n_found);
  for (guint i = 0; i < self->projects->len; i++)
    {
      const MvProjectRow *project = g_ptr_array_index (self->projects, i);
      GtkWidget *row;

      if (!project_matches (self, project))
        continue;
      row = mv_text_row_new (project->title, project->organisation);
      mv_rows_add_tile (row, "mv-projects-symbolic", MV_TONE_FJORD);
      mv_rows_set_action (row, "win.open-project",
                          g_variant_new ("(ss)", project->account, project->id));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  return n_found;
}

static GtkWidget *
new_study_row (MvItem *item)
{
  MvRecord *study = mv_item_get_record (item);
  GtkWidget *row = mv_text_row_new (mv_record_get_text (study, "title"), NULL);

  mv_rows_add_tile (row, "mv-studies-symbolic", MV_TONE_SLATE);
  mv_rows_set_action (row, "win.open-study", g_variant_new_string (mv_item_get_id (item)));
  return row;
}

static void queue_build (MvSearchPage *self);

static guint
append_items (MvSearchPage *self, MvListModel *model, const char *heading)
{
  guint n_found = g_list_model_get_n_items (G_LIST_MODEL (model));
  gboolean folded = mv_page_widget_get_folded (MV_PAGE_WIDGET (self));
  GtkWidget *list;

  if (n_found == 0)
    return 0;
  list = new_group (self, heading, n_found);
  for (guint i = 0; i < MIN (n_found, EACH_MAX); i++)
    {
      MvItem *item = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_ptr_array_add (self->shown, item);
      if (!mv_item_is_loaded (item))
        g_signal_connect_object (item, "notify::is-loaded", G_CALLBACK (queue_build), self,
                                 G_CONNECT_SWAPPED);
      else if (mv_item_get_contribution (item) != NULL)
        gtk_list_box_append (
            GTK_LIST_BOX (list),
            mv_contribution_row_new (mv_item_get_contribution (item),
                                     MV_CONTRIBUTION_ROW_PROJECT |
                                         (folded ? MV_CONTRIBUTION_ROW_FOLDED : 0)));
      else if (mv_item_get_record (item) != NULL)
        gtk_list_box_append (GTK_LIST_BOX (list), new_study_row (item));
    }
  return n_found;
}

static void
build (MvSearchPage *self)
{
  g_autoptr (GPtrArray) shown_before = g_steal_pointer (&self->shown);
  guint n_found;

  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  mv_rows_clear (self->column);
  n_found = append_projects (self);
  n_found += append_items (self, self->contributions, _ ("Contributions"));
  n_found += append_items (self, self->studies, _ ("Studies"));
  if (n_found == 0 && mv_list_model_is_complete (self->contributions) &&
      mv_list_model_is_complete (self->studies))
    gtk_box_append (
        GTK_BOX (self->column),
        mv_rows_new_empty (NULL, _ ("Nothing was found."),
                           _ ("Try a different search. Fewer words, or the beginning of "
                              "a word, find more.")));
  mv_page_widget_filled (MV_PAGE_WIDGET (self));
}

static gboolean
build_idle_cb (gpointer user_data)
{
  MvSearchPage *self = user_data;

  self->build_idle = 0;
  build (self);
  return G_SOURCE_REMOVE;
}

static void
queue_build (MvSearchPage *self)
{
  if (self->build_idle == 0)
    self->build_idle = g_idle_add (build_idle_cb, self);
}

/* --- Finding -----------------------------------------------------------------------------------
 */

static MvListModel *
new_model (MvSearchPage *self, MvListWhat what)
{
  const MvListFilter filter = { .what = what, .text = self->text, .answered = -1, .own = -1 };
  MvListModel *model = mv_list_model_new (mv_session_get_store (self->session), &filter);

  g_signal_connect_object (model, "items-changed", G_CALLBACK (queue_build), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::is-complete", G_CALLBACK (queue_build), self,
                           G_CONNECT_SWAPPED);
  return model;
}

static void
projects_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvSearchPage) self = user_data;
  g_autoptr (GPtrArray) projects = mv_projects_load_finish (MV_STORE (source), result, NULL);

  if (projects == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_clear_pointer (&self->projects, g_ptr_array_unref);
  self->projects = g_steal_pointer (&projects);
  queue_build (self);
}

/**
 * mv_search_page_find:
 * @self: a search page
 * @text: words to find
 *
 * Shows what was found for other words.
 */
void
mv_search_page_find (MvSearchPage *self, const char *text)
{
  g_autofree char *title = NULL;

  g_return_if_fail (MV_IS_SEARCH_PAGE (self));

  g_free (self->text);
  self->text = g_strdup (text);
  /* Translators: title of the page with what was found; %s are the words searched for */
  title = g_strdup_printf (_ ("Results for “%s”"), text);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), title);
  g_clear_object (&self->contributions);
  g_clear_object (&self->studies);
  self->contributions = new_model (self, MV_LIST_CONTRIBUTIONS);
  self->studies = new_model (self, MV_LIST_STUDIES);
  queue_build (self);
}

static void
mv_search_page_folded_changed (MvPageWidget *page, gboolean folded)
{
  queue_build (MV_SEARCH_PAGE (page));
}

static void
mv_search_page_dispose (GObject *object)
{
  MvSearchPage *self = MV_SEARCH_PAGE (object);

  g_clear_handle_id (&self->build_idle, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->contributions);
  g_clear_object (&self->studies);
  g_clear_pointer (&self->projects, g_ptr_array_unref);

  G_OBJECT_CLASS (mv_search_page_parent_class)->dispose (object);
}

static void
mv_search_page_finalize (GObject *object)
{
  MvSearchPage *self = MV_SEARCH_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->text);

  G_OBJECT_CLASS (mv_search_page_parent_class)->finalize (object);
}

static void
mv_search_page_class_init (MvSearchPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_search_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mv_search_page_finalize;
  MV_PAGE_WIDGET_CLASS (klass)->folded_changed = mv_search_page_folded_changed;
}

static void
mv_search_page_init (MvSearchPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_margin_top (self->column, 24);
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), self->column, WIDTH);
}

MvPageWidget *
mv_search_page_new (MvSession *session, const char *text)
{
  MvSearchPage *self = g_object_new (MV_TYPE_SEARCH_PAGE, NULL);

  self->session = g_object_ref (session);
  mv_search_page_find (self, text);
  mv_projects_load_async (mv_session_get_store (session), mv_session_get_language (session),
                          self->cancellable, projects_cb, g_object_ref (self));
  return MV_PAGE_WIDGET (self);
}
