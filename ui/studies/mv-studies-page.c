/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-studies"

#include "config.h"

#include "mv-studies-page.h"

#include "mv-accessible.h"
#include "mv-item-row.h"
#include "mv-list-model.h"
#include "mv-list-pane.h"
#include "mv-rows.h"
#include "mv-study-words.h"

#include <glib/gi18n.h>

#define WIDTH 760

struct _MvStudiesPage
{
  MvPageWidget parent_instance;

  MvSession *session;  /* (owned) */
  MvListModel *model;  /* (owned) */
  MvListPane *pane;    /* (unowned): the content */
  GtkWidget *filters;  /* (unowned): in the pane */
  GtkEditable *search; /* (unowned): in the filters */
  AdwComboRow *status; /* (unowned): in the filters */
};

G_DEFINE_FINAL_TYPE (MvStudiesPage, mv_studies_page, MV_TYPE_PAGE_WIDGET)

/* Rows */

static void
show_item (MvStudiesPage *self, GtkListItem *list_item)
{
  MvItem *item = gtk_list_item_get_item (list_item);
  MvItemRow *row = MV_ITEM_ROW (gtk_list_item_get_child (list_item));
  MvRecord *study = mv_item_get_record (item);
  const char *status, *responsible;
  g_autofree char *title = NULL;
  g_autofree char *spoken = NULL;

  if (study == NULL)
    {
      mv_item_row_clear (row);
      mv_accessible_name_row (list_item, _ ("Loading"));
      return;
    }
  /* In plain words and the reader's language where there is such a text, else the register's. */
  g_object_get (item, "title", &title, NULL);
  status = mv_record_get_text (study, "status");
  responsible = mv_record_get_text (study, "responsible");
  mv_item_row_set (row, NULL, title, responsible != NULL ? responsible : "");
  mv_item_row_set_state (row, mv_study_state_name (status), mv_study_state_style (status));
  mv_item_row_set_folded (row, mv_page_widget_get_folded (MV_PAGE_WIDGET (self)));
  spoken = mv_item_row_dup_spoken (row);
  mv_accessible_name_row (list_item, spoken);
}

static void
item_changed_cb (MvItem *item, GParamSpec *pspec, GtkListItem *list_item)
{
  show_item (g_object_get_data (G_OBJECT (list_item), "page"), list_item);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *list_item, MvStudiesPage *self)
{
  g_object_set_data (G_OBJECT (list_item), "page", self);
  gtk_list_item_set_child (list_item, mv_item_row_new ());
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item, MvStudiesPage *self)
{
  g_signal_connect_object (gtk_list_item_get_item (list_item), "notify",
                           G_CALLBACK (item_changed_cb), list_item, G_CONNECT_DEFAULT);
  show_item (self, list_item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *list_item, MvStudiesPage *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), item_changed_cb,
                                        list_item);
}

static void
chosen_cb (MvStudiesPage *self, MvItem *item)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-study", "s", mv_item_get_id (item));
}

/* The list */

static gboolean
has_filter (MvStudiesPage *self)
{
  return *gtk_editable_get_text (self->search) != '\0' ||
         adw_combo_row_get_selected (self->status) > 0;
}

static gboolean
has_only_favourites (MvStudiesPage *self)
{
  return *gtk_editable_get_text (self->search) == '\0' &&
         adw_combo_row_get_selected (self->status) > g_strv_length ((char **) mv_study_states ());
}

static void
show_emptiness (MvStudiesPage *self)
{
  gboolean is_empty = self->model != NULL && mv_list_model_is_complete (self->model) &&
                      g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0;
  GtkWidget *empty = NULL;

  if (is_empty && has_only_favourites (self))
    empty = mv_rows_new_empty ("mv-star-symbolic", _ ("You have no favourites yet."),
                               _ ("Open a study and mark it as a favourite, and you find it here. "
                                  "It is kept on this computer only."));
  else if (is_empty && has_filter (self))
    empty = mv_rows_new_empty ("mv-studies-symbolic", _ ("No results found."),
                               _ ("Try a different search, or choose another state."));
  else if (is_empty)
    empty = mv_rows_new_empty (
        "mv-studies-symbolic", _ ("There are no studies here yet."),
        _ ("When you are connected to a hospital, its studies come here, in plain words where "
           "somebody has written them."));
  mv_list_pane_show_instead (self->pane, empty);
}

static void
filter_changed_cb (MvStudiesPage *self)
{
  guint selected = adw_combo_row_get_selected (self->status);
  const guint n_states = g_strv_length ((char **) mv_study_states ());
  const char *text = gtk_editable_get_text (self->search);
  const MvListFilter filter = {
    .what = MV_LIST_STUDIES,
    .text = *text != '\0' ? text : NULL,
    .answered = -1,
    .own = -1,
    .status = selected > 0 && selected <= n_states ? mv_study_states ()[selected - 1] : NULL,
    .favourites = selected > n_states,
    .language = mv_session_get_language (self->session),
  };
  GtkStringObject *chosen = GTK_STRING_OBJECT (adw_combo_row_get_selected_item (self->status));

  if (chosen != NULL)
    mv_accessible_set_description (self->status, gtk_string_object_get_string (chosen));
  mv_list_model_set_filter (self->model, &filter);
  show_emptiness (self);
}

static GtkWidget *
new_status_filter (MvStudiesPage *self)
{
  GtkWidget *list = mv_rows_new_list (_ ("Status"));
  const char *const *states = mv_study_states ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->status = ADW_COMBO_ROW (adw_combo_row_new ());
  gtk_string_list_append (names, _ ("All"));
  for (int i = 0; states[i] != NULL; i++)
    gtk_string_list_append (names, mv_study_state_name (states[i]));
  /* Translators: in the choice of which studies to show: «Favorittene mine» */
  gtk_string_list_append (names, _ ("My favourites"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status), _ ("Status"));
  adw_combo_row_set_model (self->status, G_LIST_MODEL (names));
  g_signal_connect_object (self->status, "notify::selected", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->status));
  return list;
}

static void
add_filters (MvStudiesPage *self)
{
  GtkWidget *search = gtk_search_entry_new ();
  GtkWidget *status = new_status_filter (self);

  self->search = GTK_EDITABLE (search);
  g_object_set (search, "placeholder-text", _ ("Search the studies"), NULL);
  gtk_widget_set_tooltip_text (search, _ ("Illness, hospital or word"));
  mv_accessible_set_label (search, _ ("Search the studies"));
  gtk_widget_add_css_class (search, "field");
  gtk_widget_set_hexpand (search, TRUE);
  gtk_widget_set_valign (search, GTK_ALIGN_CENTER);
  g_signal_connect_object (search, "search-changed", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (status, TRUE);

  self->filters = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_widget_add_css_class (self->filters, "form");
  gtk_box_append (GTK_BOX (self->filters), search);
  gtk_box_append (GTK_BOX (self->filters), status);
  mv_list_pane_set_filters (self->pane, self->filters);
}

/* The page */

static void
mv_studies_page_folded_changed (MvPageWidget *page, gboolean folded)
{
  MvStudiesPage *self = MV_STUDIES_PAGE (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->filters),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  mv_list_pane_set_folded (self->pane, folded);
  /* The rows are laid out anew. */
  mv_list_pane_set_model (self->pane, G_LIST_MODEL (self->model));
}

static gboolean
mv_studies_page_grab_first_focus (MvPageWidget *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MV_STUDIES_PAGE (page)->search));
}

static void
mv_studies_page_dispose (GObject *object)
{
  MvStudiesPage *self = MV_STUDIES_PAGE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mv_studies_page_parent_class)->dispose (object);
}

static void
mv_studies_page_class_init (MvStudiesPageClass *klass)
{
  MvPageWidgetClass *page_class = MV_PAGE_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_studies_page_dispose;
  page_class->folded_changed = mv_studies_page_folded_changed;
  page_class->grab_first_focus = mv_studies_page_grab_first_focus;
}

static void
mv_studies_page_init (MvStudiesPage *self)
{
  mv_page_widget_set_place (MV_PAGE_WIDGET (self), "studies");
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Studies"));
}

GtkWidget *
mv_studies_page_new (MvSession *session)
{
  MvStudiesPage *self;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  MvListFilter filter = { .what = MV_LIST_STUDIES, .answered = -1, .own = -1 };

  g_return_val_if_fail (MV_IS_SESSION (session), NULL);

  self = g_object_new (MV_TYPE_STUDIES_PAGE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_DEFAULT);
  self->pane =
      MV_LIST_PANE (mv_list_pane_new (MV_PAGE_WIDGET (self), _ ("Studies"), factory, WIDTH));
  g_signal_connect_object (self->pane, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  add_filters (self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->pane));

  filter.language = mv_session_get_language (session);
  self->model = mv_list_model_new (mv_session_get_store (session), &filter);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (show_emptiness), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::is-complete", G_CALLBACK (show_emptiness), self,
                           G_CONNECT_SWAPPED);
  mv_list_pane_set_model (self->pane, G_LIST_MODEL (self->model));
  return GTK_WIDGET (self);
}
