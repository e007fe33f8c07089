/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contributions-page.h"

#include "mv-accessible.h"
#include "mv-contribution-row.h"
#include "mv-contribution-words.h"
#include "mv-item-row.h"
#include "mv-list-model.h"
#include "mv-list-pane.h"
#include "mv-phase-words.h"
#include "mv-rows.h"
#include "mv-stitch-widget.h"
#include "mv-words.h"

#include <glib/gi18n.h>

#define WIDTH 760
#define N_YEARS 6

typedef enum
{
  ANSWER_ALL,
  ANSWER_WAITING,
  ANSWER_GIVEN,
} AnswerChoice;

struct _MvContributionsPage
{
  MvPageWidget parent_instance;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled when the page goes */
  GPtrArray *projects;       /* (owned) (nullable) (element-type MvProjectRow) */
  MvListModel *waiting;      /* (owned) (nullable): in a list of groups, what waits for an answer */
  MvListModel *model;        /* (owned): the list, or the rest of it */
  MvListPane *pane;          /* (unowned): the content */
  GtkWidget *filters;        /* (unowned): in the pane */
  AdwComboRow *project, *answer, *year; /* (unowned): in the filters */
  char *today;                          /* (owned) */
  int this_year;
  gboolean is_team;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (MvContributionsPage, mv_contributions_page, MV_TYPE_PAGE_WIDGET)

/* Rows */

static char *
write_subtitle (MvContributionsPage *self, const MvContributionView *view)
{
  const char *date = mv_record_get_text (view->record, "date");
  g_autofree char *day = date != NULL ? mv_words_date (date) : NULL;
  g_autofree char *due = mv_contribution_due_text (view, self->today);
  GString *text = g_string_new (NULL);

  if (!view->is_own)
    mv_words_append_part (text, mv_contribution_author (view));
  mv_words_append_part (text,
                        view->project_title != NULL ? view->project_title : _ ("No project yet"));
  mv_words_append_part (text, day);
  if (view->n_suggestions > 0)
    {
      g_autofree char *suggestions = g_strdup_printf (
          ngettext ("%u suggestion", "%u suggestions", view->n_suggestions), view->n_suggestions);

      mv_words_append_part (text, suggestions);
    }
  if (!view->is_own)
    mv_words_append_part (text, due);
  return g_string_free (text, FALSE);
}

static void
show_item (MvContributionsPage *self, GtkListItem *list_item)
{
  MvItem *item = gtk_list_item_get_item (list_item);
  MvItemRow *row = MV_ITEM_ROW (gtk_list_item_get_child (list_item));
  const MvContributionView *view = mv_item_get_contribution (item);
  g_autofree char *subtitle = NULL;
  g_autofree char *state = NULL;
  g_autofree char *spoken = NULL;
  MvTone tone;

  if (view == NULL)
    {
      mv_item_row_clear (row);
      mv_accessible_name_row (list_item, _ ("Loading"));
      return;
    }
  subtitle = write_subtitle (self, view);
  state = mv_contribution_row_describe_state (view, &tone);
  mv_item_row_set (row, mv_stitch_widget_new (view->is_own, mv_phase_words_get_weft (view->state)),
                   view->title, subtitle);
  mv_item_row_set_state (row, state, mv_tone_get_class (tone));
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
setup_cb (GtkListItemFactory *factory, GtkListItem *list_item, MvContributionsPage *self)
{
  g_object_set_data (G_OBJECT (list_item), "page", self);
  gtk_list_item_set_child (list_item, mv_item_row_new ());
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item, MvContributionsPage *self)
{
  g_signal_connect_object (gtk_list_item_get_item (list_item), "notify",
                           G_CALLBACK (item_changed_cb), list_item, G_CONNECT_DEFAULT);
  show_item (self, list_item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *list_item, MvContributionsPage *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), item_changed_cb,
                                        list_item);
}

static void
chosen_cb (MvContributionsPage *self, MvItem *item)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-contribution", "(ss)",
                              mv_item_get_account (item), mv_item_get_id (item));
}

/* The list */

static gboolean
has_filter (MvContributionsPage *self)
{
  return adw_combo_row_get_selected (self->project) > 0 ||
         adw_combo_row_get_selected (self->answer) > 0 ||
         adw_combo_row_get_selected (self->year) > 0;
}

static gboolean
is_empty (MvContributionsPage *self)
{
  return self->model != NULL && mv_list_model_is_complete (self->model) &&
         g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0 &&
         (self->waiting == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->waiting)) == 0);
}

static void
show_emptiness (MvContributionsPage *self)
{
  gboolean is_empty_now = is_empty (self);
  GtkWidget *empty = NULL, *button = NULL;

  if (is_empty_now && has_filter (self))
    empty = mv_rows_new_empty ("mv-contributions-symbolic", _ ("Nothing here matches your choice."),
                               _ ("Choose something else above to see more."));
  else if (is_empty_now && self->is_team)
    empty = mv_rows_new_empty ("mv-contributions-symbolic", _ ("No contributions yet."),
                               _ ("What user representatives share with your project appears here, "
                                  "and you answer each suggestion."));
  else if (is_empty_now)
    {
      empty =
          mv_rows_new_empty ("mv-contributions-symbolic", _ ("You have not written anything yet."),
                             _ ("Write what you contributed: at a meeting, on the phone, or about "
                                "a text you read. One "
                                "sentence is enough. It stays here until you share it."));
      button = mv_rows_new_primary_button (_ ("Write a new contribution"), "win.write", NULL);
      mv_rows_add_way (empty, button);
    }
  mv_page_widget_set_has_primary (MV_PAGE_WIDGET (self), button != NULL);
  mv_list_pane_show_instead (self->pane, empty);
  gtk_widget_set_visible (self->filters, !is_empty_now || has_filter (self));
  mv_page_widget_filled (MV_PAGE_WIDGET (self));
}

static const MvProjectRow *
get_chosen_project (MvContributionsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->project);

  return self->projects != NULL && selected > 0 && selected <= self->projects->len
             ? g_ptr_array_index (self->projects, selected - 1)
             : NULL;
}

static MvListModel *
new_model (MvContributionsPage *self, int answered)
{
  const MvProjectRow *project = get_chosen_project (self);
  guint year = adw_combo_row_get_selected (self->year);
  const MvListFilter filter = {
    .what = MV_LIST_CONTRIBUTIONS,
    .project = project != NULL ? project->id : NULL,
    .year = year == 0 ? 0 : self->this_year - (int) year + 1,
    .answered = answered,
    .own = self->is_team ? -1 : 1,
  };
  MvListModel *model = mv_list_model_new (mv_session_get_store (self->session), &filter);

  g_signal_connect_object (model, "items-changed", G_CALLBACK (show_emptiness), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::is-complete", G_CALLBACK (show_emptiness), self,
                           G_CONNECT_SWAPPED);
  return model;
}

/* The team sees what waits first; for those who wrote it the newest comes first. */
static void
build_model (MvContributionsPage *self)
{
  AnswerChoice choice = (AnswerChoice) adw_combo_row_get_selected (self->answer);

  g_clear_object (&self->waiting);
  g_clear_object (&self->model);
  if (choice == ANSWER_ALL && self->is_team)
    {
      g_autoptr (GListStore) lists = g_list_store_new (G_TYPE_LIST_MODEL);
      g_autoptr (GtkFlattenListModel) both = NULL;

      self->waiting = new_model (self, 0);
      self->model = new_model (self, 1);
      g_list_store_append (lists, self->waiting);
      g_list_store_append (lists, self->model);
      both = gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (lists)));
      mv_list_pane_set_model (self->pane, G_LIST_MODEL (both));
    }
  else
    {
      self->model = new_model (self, choice == ANSWER_ALL ? -1 : choice == ANSWER_GIVEN ? 1 : 0);
      mv_list_pane_set_model (self->pane, G_LIST_MODEL (self->model));
    }
  show_emptiness (self);
}

/* What narrows the list down */

static void
filter_chosen_cb (MvContributionsPage *self, GParamSpec *pspec, AdwComboRow *row)
{
  GtkStringObject *chosen = GTK_STRING_OBJECT (adw_combo_row_get_selected_item (row));

  if (chosen != NULL)
    mv_accessible_set_description (row, gtk_string_object_get_string (chosen));
  if (!self->is_filling)
    build_model (self);
}

static AdwComboRow *
add_filter (MvContributionsPage *self, const char *title, GtkStringList *choices)
{
  GtkWidget *list = mv_rows_new_list (title);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (filter_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_widget_set_hexpand (list, TRUE);
  gtk_box_append (GTK_BOX (self->filters), list);
  g_object_unref (choices);
  return ADW_COMBO_ROW (row);
}

static GtkStringList *
list_years (MvContributionsPage *self)
{
  GtkStringList *years = gtk_string_list_new (NULL);

  gtk_string_list_append (years, _ ("All years"));
  for (int i = 0; i < N_YEARS; i++)
    gtk_string_list_take (years, g_strdup_printf ("%d", self->this_year - i));
  return years;
}

static void
add_filters (MvContributionsPage *self)
{
  GtkStringList *projects = gtk_string_list_new (NULL);
  GtkStringList *answers = gtk_string_list_new (NULL);

  gtk_string_list_append (projects, _ ("All projects"));
  gtk_string_list_append (answers, _ ("All"));
  gtk_string_list_append (answers, _ ("Awaiting answer"));
  gtk_string_list_append (answers, _ ("Answered"));

  self->filters = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_widget_add_css_class (self->filters, "form");
  self->project = add_filter (self, _ ("Project"), projects);
  self->answer = add_filter (self, _ ("Answer"), answers);
  self->year = add_filter (self, _ ("Year"), list_years (self));
  mv_list_pane_set_filters (self->pane, self->filters);
}

static void
projects_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) projects = mv_projects_load_finish (MV_STORE (source), result, &error);
  MvContributionsPage *self = data;
  g_autoptr (GtkStringList) titles = NULL;

  if (projects == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("The projects could not be read: %s", error->message);
      return;
    }
  titles = gtk_string_list_new (NULL);
  gtk_string_list_append (titles, _ ("All projects"));
  self->is_team = FALSE;
  for (guint i = 0; i < projects->len; i++)
    {
      const MvProjectRow *row = g_ptr_array_index (projects, i);

      gtk_string_list_append (titles, row->title);
      if (g_strcmp0 (row->role, "researcher") == 0 || g_strcmp0 (row->role, "lead") == 0)
        self->is_team = TRUE;
    }
  self->is_filling = TRUE;
  self->projects = g_steal_pointer (&projects);
  adw_combo_row_set_model (self->project, G_LIST_MODEL (titles));
  self->is_filling = FALSE;
  build_model (self);
}

/* The page */

static void
mv_contributions_page_folded_changed (MvPageWidget *page, gboolean folded)
{
  MvContributionsPage *self = MV_CONTRIBUTIONS_PAGE (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->filters),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  adw_combo_row_set_use_subtitle (self->project, folded);
  mv_list_pane_set_folded (self->pane, folded);
  /* The rows are laid out anew. */
  if (self->model != NULL)
    build_model (self);
}

/* The list, when it is known that there is one. */
static gboolean
mv_contributions_page_grab_first_focus (MvPageWidget *page)
{
  MvContributionsPage *self = MV_CONTRIBUTIONS_PAGE (page);

  if (mv_list_pane_focus_list (self->pane))
    return TRUE;
  return is_empty (self) &&
         MV_PAGE_WIDGET_CLASS (mv_contributions_page_parent_class)->grab_first_focus (page);
}

static void
mv_contributions_page_dispose (GObject *object)
{
  MvContributionsPage *self = MV_CONTRIBUTIONS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->waiting);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_pointer (&self->projects, g_ptr_array_unref);

  G_OBJECT_CLASS (mv_contributions_page_parent_class)->dispose (object);
}

static void
mv_contributions_page_finalize (GObject *object)
{
  MvContributionsPage *self = MV_CONTRIBUTIONS_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->today);

  G_OBJECT_CLASS (mv_contributions_page_parent_class)->finalize (object);
}

static void
mv_contributions_page_class_init (MvContributionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  MvPageWidgetClass *page_class = MV_PAGE_WIDGET_CLASS (klass);

  object_class->dispose = mv_contributions_page_dispose;
  object_class->finalize = mv_contributions_page_finalize;
  page_class->folded_changed = mv_contributions_page_folded_changed;
  page_class->grab_first_focus = mv_contributions_page_grab_first_focus;
}

static void
mv_contributions_page_init (MvContributionsPage *self)
{
  self->cancellable = g_cancellable_new ();
  mv_page_widget_set_place (MV_PAGE_WIDGET (self), "contributions");
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Contributions"));
}

GtkWidget *
mv_contributions_page_new (MvSession *session)
{
  MvContributionsPage *self = g_object_new (MV_TYPE_CONTRIBUTIONS_PAGE, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->session = g_object_ref (session);
  self->today = mv_session_dup_today (session);
  self->this_year = atoi (self->today);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_DEFAULT);
  self->pane =
      MV_LIST_PANE (mv_list_pane_new (MV_PAGE_WIDGET (self), _ ("Contributions"), factory, WIDTH));
  g_signal_connect_object (self->pane, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  self->is_filling = TRUE;
  add_filters (self);
  self->is_filling = FALSE;
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->pane));
  mv_projects_load_async (mv_session_get_store (session), mv_session_get_language (session),
                          self->cancellable, projects_loaded_cb, self);
  return GTK_WIDGET (self);
}
