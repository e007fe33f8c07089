/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-studies"

#include "config.h"

#include "mv-study-page.h"

#include "mv-accessible.h"
#include "mv-rows.h"
#include "mv-side-box.h"
#include "mv-study-sheet.h"
#include "mv-study-text.h"
#include "mv-study-top.h"
#include "mv-tab-order.h"
#include "mv-trouble.h"
#include "mv-views.h"
#include "mv-wrap-box.h"

#include <glib/gi18n.h>

/* Text column, gap and contents, with the page's margins. */
#define WIDTH (650 + 40 + 226 + 48)
/* A section counts as read from when it comes so near the top. */
#define READING_Y 120

struct _MvStudyPage
{
  MvPageWidget parent_instance;

  MvSession *session;         /* (owned) */
  GCancellable *cancellable;  /* (owned): cancelled when the page goes */
  MvStudyView *view;          /* (owned) (nullable) */
  GPtrArray *sections;        /* (owned) (nullable) (element-type MvStudySection) */
  GtkListBox *contents;       /* (unowned) (nullable): rows for the sections */
  GtkToggleButton *favourite; /* (unowned) (nullable) */
  char *study;                /* (owned) id */
};

G_DEFINE_FINAL_TYPE (MvStudyPage, mv_study_page, MV_TYPE_PAGE_WIDGET)

/* Going to a section */

static void
scroll_to (MvStudyPage *self, GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;

  if (scroller == NULL || !gtk_widget_compute_bounds (widget, scroller, &bounds))
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment) + bounds.origin.y - 12);
}

static void
go_to (MvStudyPage *self, guint index)
{
  GtkWidget *section;

  if (self->sections == NULL || index >= self->sections->len)
    return;
  section = ((MvStudySection *) g_ptr_array_index (self->sections, index))->widget;
  /* Those who hear the page are taken there too. */
  mv_tab_order_visit (section);
  scroll_to (self, section);
}

static void
row_activated_cb (MvStudyPage *self, GtkListBoxRow *row)
{
  go_to (self, (guint) gtk_list_box_row_get_index (row));
}

static void
jump_selected_cb (MvStudyPage *self, GParamSpec *pspec, AdwComboRow *row)
{
  go_to (self, adw_combo_row_get_selected (row));
}

static void
read_how_cb (MvStudyPage *self)
{
  for (guint i = 0; self->sections != NULL && i < self->sections->len; i++)
    if (g_str_equal (((MvStudySection *) g_ptr_array_index (self->sections, i))->key, "influence"))
      go_to (self, i);
}

/* The section that is being read is lit in the contents. */
static void
scrolled_cb (MvStudyPage *self, GtkAdjustment *adjustment)
{
  guint current = 0;

  if (self->contents == NULL || self->sections == NULL)
    return;
  /* At its top nothing has been placed yet, or the first is read. */
  for (guint i = 0; i < self->sections->len && gtk_adjustment_get_value (adjustment) > 0; i++)
    {
      GtkWidget *section = ((MvStudySection *) g_ptr_array_index (self->sections, i))->widget;
      GtkWidget *scroller = gtk_widget_get_ancestor (section, GTK_TYPE_SCROLLED_WINDOW);
      graphene_rect_t bounds;

      if (scroller != NULL && gtk_widget_compute_bounds (section, scroller, &bounds) &&
          bounds.origin.y <= READING_Y)
        current = i;
    }
  for (guint i = 0; i < self->sections->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->contents, (int) i);

      if (i == current)
        gtk_widget_add_css_class (GTK_WIDGET (row), "current");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (row), "current");
    }
}

/* Text size and favourite */

static GtkWidget *
new_text_size_button (const char *label, const char *spoken, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s, %s", label, spoken);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "tool");
  mv_accessible_set_label (button, name);
  return button;
}

static void
show_favourite (MvStudyPage *self)
{
  gboolean is_active = gtk_toggle_button_get_active (self->favourite);

  mv_rows_set_button_icon (GTK_WIDGET (self->favourite),
                           is_active ? "mv-star-full-symbolic" : "mv-star-symbolic",
                           is_active ? _ ("Favourite") : _ ("Mark as a favourite"));
}

static void
favourite_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MvStudyPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *trouble = NULL;
  const char *words;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!mv_store_set_favourite_finish (MV_STORE (source), result, &error))
    words = trouble = mv_trouble_dup_sentence (error, MV_TROUBLE_ACTING);
  else if (self->view->is_favourite)
    words = _ ("Marked as a favourite. It is kept on this computer only.");
  else
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", words);
}

static void
favourite_toggled_cb (MvStudyPage *self)
{
  self->view->is_favourite = gtk_toggle_button_get_active (self->favourite);
  show_favourite (self);
  mv_store_set_favourite_async (mv_session_get_store (self->session), self->view->account,
                                self->study, self->view->is_favourite, NULL, favourite_saved_cb,
                                g_object_ref (self));
}

static GtkWidget *
new_tools (MvStudyPage *self)
{
  GtkWidget *tools = mv_wrap_box_new (8);
  GtkWidget *favourite = gtk_toggle_button_new ();

  self->favourite = GTK_TOGGLE_BUTTON (favourite);
  gtk_toggle_button_set_active (self->favourite, self->view->is_favourite);
  show_favourite (self);
  gtk_widget_add_css_class (favourite, "tool");
  gtk_widget_set_tooltip_text (favourite, _ ("Favourites are kept on this computer only"));
  mv_accessible_set_description (favourite, _ ("Favourites are kept on this computer only"));
  g_signal_connect_object (favourite, "toggled", G_CALLBACK (favourite_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  mv_wrap_box_append (MV_WRAP_BOX (tools),
                      new_text_size_button ("A−", _ ("smaller text"), "app.text-smaller"));
  mv_wrap_box_append (MV_WRAP_BOX (tools),
                      new_text_size_button ("A+", _ ("larger text"), "app.text-larger"));
  mv_wrap_box_append (MV_WRAP_BOX (tools), favourite);
  return tools;
}

/* A page for the doctor */

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, MvStudyPage *self)
{
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                                _ ("The page could not be printed. Nothing is lost."));
}

static void
print_cb (MvStudyPage *self)
{
  g_autoptr (GtkPrintOperation) operation = mv_study_sheet_new (self->view);

  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
}

static GtkWidget *
new_doctor (MvStudyPage *self, gboolean folded)
{
  GtkWidget *box =
      gtk_box_new (folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, folded ? 6 : 18);
  GtkWidget *button = mv_rows_new_primary_button (_ ("Take to your doctor"), NULL, NULL);
  GtkWidget *text = mv_rows_new_text (_ ("One page that you can print. The doctor or the study’s "
                                         "contact considers whether you can take part."),
                                      "slate");

  mv_rows_set_button_icon (button, "mv-print-symbolic", _ ("Take to your doctor"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (text, TRUE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (print_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), text);
  return box;
}

/* Where it comes from */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MvStudyPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                                _ ("The page of the register could not be opened."));
}

static void
open_source_cb (MvStudyPage *self)
{
  g_app_info_launch_default_for_uri_async (mv_study_top_get_link (self->view), NULL,
                                           self->cancellable, opened_cb, g_object_ref (self));
}

static void
add_source (MvStudyPage *self, GtkWidget *box)
{
  g_autofree char *source = mv_study_top_dup_source (self->view);

  if (mv_study_top_get_link (self->view) != NULL)
    {
      GtkWidget *button = mv_rows_new_word_button (_ ("The researchers’ own words"), NULL, NULL);

      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_add_css_class (button, "flush");
      g_signal_connect_object (button, "clicked", G_CALLBACK (open_source_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), button);
    }
  if (source != NULL)
    gtk_box_append (GTK_BOX (box), mv_rows_new_text (source, "slate"));
}

/* The two ways to the sections */

static GtkWidget *
new_contents (MvStudyPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *heading;

  self->contents = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->contents, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "contents");
  mv_tab_order_set_one_stop (list);
  mv_accessible_set_label (list, _ ("On this page"));
  for (guint i = 0; i < self->sections->len; i++)
    {
      const MvStudySection *section = g_ptr_array_index (self->sections, i);
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row),
                                  mv_rows_new_text (section->heading, NULL));
      mv_accessible_set_label (row, section->heading);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  heading = mv_rows_new_heading (_ ("On this page"), 2);
  gtk_widget_set_margin_start (heading, 12);
  gtk_widget_set_margin_top (heading, 14);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), list);
  gtk_widget_add_css_class (box, "contents-column");
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  return box;
}

static GtkWidget *
new_jump (MvStudyPage *self)
{
  GtkWidget *list = mv_rows_new_list (_ ("On this page"));
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) headings = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->sections->len; i++)
    gtk_string_list_append (headings,
                            ((MvStudySection *) g_ptr_array_index (self->sections, i))->heading);
  /* Translators: go to a section of this page, to be chosen */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Go to …"));
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (headings));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (jump_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return list;
}

static void
append (GtkWidget *box, GtkWidget *child)
{
  if (child != NULL)
    gtk_box_append (GTK_BOX (box), child);
}

/* Right under the summary: what to do with it, whom to ask, who has had a say; and, where there is
 * no room for the contents beside the text, the way to the sections. */
static void
add_after_summary (MvStudyPage *self, GtkWidget *box, GtkWidget *jump)
{
  gboolean folded = mv_page_widget_get_folded (MV_PAGE_WIDGET (self));
  GtkWidget *doctor = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *button = NULL;
  GtkWidget *influence = mv_study_top_new_influence (self->view, folded, &button);

  gtk_box_append (GTK_BOX (doctor), new_doctor (self, folded));
  append (doctor, mv_study_top_new_contact (self->view));
  gtk_box_append (GTK_BOX (box), doctor);
  append (box, influence);
  if (button != NULL)
    g_signal_connect_object (button, "clicked", G_CALLBACK (read_how_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), jump);
  if (folded)
    gtk_box_append (GTK_BOX (box), new_tools (self));
}

/* The page is built anew for each view: what changes, changes as a whole. */
static GtkWidget *
new_main (MvStudyPage *self, GtkWidget *jump)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 22);
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autofree char *today = mv_session_dup_today (self->session);

  gtk_widget_set_margin_top (box, 6);
  gtk_box_append (GTK_BOX (box), mv_study_top_new_facts (self->view));
  append (box, mv_study_top_new_notes (self->view, mv_session_get_language (self->session), today));
  for (guint i = 0; i < self->sections->len; i++)
    {
      gtk_box_append (GTK_BOX (box),
                      ((MvStudySection *) g_ptr_array_index (self->sections, i))->widget);
      if (i == 0)
        add_after_summary (self, box, jump);
    }
  if (self->sections->len == 0)
    add_after_summary (self, box, jump);
  gtk_box_append (GTK_BOX (end), g_object_new (GTK_TYPE_SEPARATOR, "accessible-role",
                                               GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  add_source (self, end);
  gtk_box_append (GTK_BOX (box), end);
  return box;
}

static void
watch_scrolling (MvStudyPage *self, GtkWidget *content)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (content, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;

  if (scroller == NULL)
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  scrolled_cb (self, adjustment);
}

static void
show_view (MvStudyPage *self)
{
  gboolean folded = mv_page_widget_get_folded (MV_PAGE_WIDGET (self));
  const char *title = self->view->text != NULL ? mv_record_get_text (self->view->text, "title")
                                               : mv_record_get_text (self->view->study, "title");
  GtkWidget *jump, *side, *content;

  g_clear_pointer (&self->sections, g_ptr_array_unref);
  self->sections = mv_study_text_build (self->view);
  jump = new_jump (self);
  side = new_contents (self);
  content = mv_side_box_new (new_main (self, jump), side);
  gtk_widget_set_visible (jump, folded && self->sections->len > 1);
  if (self->sections->len > 1)
    g_object_bind_property (content, "has-side", jump, "visible", G_BINDING_INVERT_BOOLEAN);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), title);
  mv_page_widget_set_has_primary (MV_PAGE_WIDGET (self), TRUE);
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), content, WIDTH);
  if (!folded)
    mv_page_widget_set_heading_suffix (MV_PAGE_WIDGET (self), new_tools (self));
  watch_scrolling (self, content);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvStudyView) view = mv_study_view_load_finish (MV_STORE (source), result, &error);
  MvStudyPage *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (view == NULL)
    {
      g_clear_pointer (&self->sections, g_ptr_array_unref);
      self->contents = NULL;
      self->favourite = NULL;
      mv_page_widget_set_content (
          MV_PAGE_WIDGET (self),
          mv_rows_new_empty ("mv-studies-symbolic", _ ("This study is not here."),
                             _ ("It may have been taken out of the register.")),
          WIDTH);
      return;
    }
  g_clear_pointer (&self->view, mv_study_view_free);
  self->view = g_steal_pointer (&view);
  show_view (self);
}

static void
mv_study_page_folded_changed (MvPageWidget *page, gboolean folded)
{
  if (MV_STUDY_PAGE (page)->view != NULL)
    show_view (MV_STUDY_PAGE (page));
}

static void
load (MvStudyPage *self)
{
  mv_study_view_load_async (mv_session_get_store (self->session), self->study,
                            mv_session_get_language (self->session), self->cancellable, loaded_cb,
                            self);
}

static void
store_changed_cb (MvStudyPage *self, const char *const *kinds)
{
  if (g_strv_contains (kinds, "study") || g_strv_contains (kinds, "study-text"))
    load (self);
}

static void
mv_study_page_dispose (GObject *object)
{
  MvStudyPage *self = MV_STUDY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->view, mv_study_view_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mv_study_page_parent_class)->dispose (object);
}

static void
mv_study_page_finalize (GObject *object)
{
  MvStudyPage *self = MV_STUDY_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->study);

  G_OBJECT_CLASS (mv_study_page_parent_class)->finalize (object);
}

static void
mv_study_page_class_init (MvStudyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mv_study_page_dispose;
  object_class->finalize = mv_study_page_finalize;
  MV_PAGE_WIDGET_CLASS (klass)->folded_changed = mv_study_page_folded_changed;
}

static void
mv_study_page_init (MvStudyPage *self)
{
  self->cancellable = g_cancellable_new ();
  mv_page_widget_set_place (MV_PAGE_WIDGET (self), "studies");
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Study"));
}

/* @study: id */
GtkWidget *
mv_study_page_new (MvSession *session, const char *study)
{
  MvStudyPage *self;

  g_return_val_if_fail (MV_IS_SESSION (session), NULL);

  self = g_object_new (MV_TYPE_STUDY_PAGE, NULL);
  self->session = g_object_ref (session);
  self->study = g_strdup (study);
  g_signal_connect_object (mv_session_get_store (session), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
