/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-studies"

#include "config.h"

#include "mv-study-page.h"

#include "mv-accessible.h"
#include "mv-date-text.h"
#include "mv-json.h"
#include "mv-readability.h"
#include "mv-rows.h"
#include "mv-side-box.h"
#include "mv-study-text.h"
#include "mv-study-words.h"
#include "mv-tab-order.h"
#include "mv-views.h"
#include "mv-words.h"
#include "mv-wrap-box.h"

#include <glib/gi18n.h>

/* Text column, gap and contents, with the page's margins. */
#define WIDTH (650 + 40 + 226 + 48)
#define OLD_AFTER_DAYS 365

struct _MvStudyPage
{
  MvPageWidget parent_instance;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled when the page goes */
  MvStudyView *view;         /* (owned) (nullable) */
  GPtrArray *sections;       /* (owned) (nullable) (element-type MvStudySection) */
  char *study;               /* (owned) id */
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

static gboolean
find_influence (MvStudyPage *self, guint *out_index)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      const MvStudySection *section = g_ptr_array_index (self->sections, i);

      if (g_str_equal (section->heading,
                       _ ("How patients and next of kin have influenced the study")))
        {
          *out_index = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
read_how_cb (MvStudyPage *self)
{
  guint index;

  if (find_influence (self, &index))
    go_to (self, index);
}

/* The top of the page */

static gboolean
is_old (MvStudyPage *self, const char *reviewed)
{
  g_autofree char *today = mv_session_dup_today (self->session);
  g_autofree char *limit = mv_date_text_add_days (today, -OLD_AFTER_DAYS);

  return reviewed == NULL || g_strcmp0 (reviewed, limit) < 0;
}

static char *
write_facts (MvStudyPage *self)
{
  g_autofree char *all = mv_study_text_dup_all (self->view);
  const char *reviewed =
      self->view->text != NULL ? mv_record_get_text (self->view->text, "reviewed") : NULL;
  g_autofree char *day = reviewed != NULL ? mv_words_date (reviewed) : NULL;
  GString *facts = g_string_new (NULL);
  MvReadability readability;
  guint minutes;

  mv_readability_measure (all, &readability);
  minutes = mv_readability_minutes (&readability);
  /* Translators: how long it takes to read the text */
  g_string_append_printf (facts, ngettext ("%u min to read", "%u min to read", minutes), minutes);
  if (day != NULL)
    {
      g_string_append (facts, " · ");
      /* Translators: somebody has looked through the text on the day %s */
      g_string_append_printf (facts, _ ("Reviewed %s"), day);
    }
  return g_string_free (facts, FALSE);
}

static GtkWidget *
new_state (MvStudyPage *self)
{
  const char *code = mv_record_get_text (self->view->study, "status");
  const char *name = mv_study_state_name (code);
  const char *style = mv_study_state_style (code);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *dot = g_object_new (GTK_TYPE_LABEL, "label", "●", "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = mv_rows_new_text (name != NULL ? name : _ ("The state is not known"), "label");

  gtk_widget_add_css_class (dot, style);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
new_text_size_button (const char *label, const char *spoken, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s, %s", label, spoken);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "choice");
  mv_accessible_set_label (button, name);
  return button;
}

static GtkWidget *
new_tools (MvStudyPage *self)
{
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (tools),
                  new_text_size_button ("A−", _ ("smaller text"), "app.text-smaller"));
  gtk_box_append (GTK_BOX (tools),
                  new_text_size_button ("A+", _ ("larger text"), "app.text-larger"));
  return tools;
}

static void
add_note (GtkWidget *box, const char *text)
{
  GtkWidget *note = mv_rows_new_text (text, "note");

  gtk_box_append (GTK_BOX (box), note);
}

static void
add_notes (MvStudyPage *self, GtkWidget *box)
{
  const char *language = mv_session_get_language (self->session);

  if (self->view->text == NULL)
    {
      add_note (box, _ ("Nobody has written about this study in plain words yet. This is what the "
                        "register says."));
      return;
    }
  if (g_strcmp0 (self->view->language, language) != 0)
    {
      g_autofree char *text = mv_study_only_in (self->view->language);

      add_note (box, text);
    }
  if (is_old (self, mv_record_get_text (self->view->text, "reviewed")))
    add_note (box, _ ("Nobody has reviewed the text in the last year."));
}

static char *
write_contact (MvStudyPage *self)
{
  const char *text =
      self->view->text != NULL ? mv_record_get_text (self->view->text, "contact") : NULL;
  JsonArray *contacts = mv_record_get_list (self->view->study, "contacts");
  GString *parts;
  const char *const fields[] = { "name", "phone", "email" };
  JsonObject *first;

  if (text != NULL && *text != '\0')
    return g_strdup (text);
  if (contacts == NULL || json_array_get_length (contacts) == 0 ||
      !JSON_NODE_HOLDS_OBJECT (json_array_get_element (contacts, 0)))
    return NULL;
  first = json_array_get_object_element (contacts, 0);
  parts = g_string_new (NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    mv_words_append_part (parts, mv_json_get_text (first, fields[i]));
  return g_string_free (parts, FALSE);
}

static void
add_contact (MvStudyPage *self, GtkWidget *box)
{
  g_autofree char *contact = write_contact (self);
  g_autofree char *line = NULL;

  if (contact == NULL || *contact == '\0')
    return;
  /* Translators: %s is a name, a phone number, an address */
  line = g_strdup_printf (_ ("Contact: %s"), contact);
  gtk_box_append (GTK_BOX (box), mv_rows_new_text (line, "read"));
}

/* The influence of patients stands last among the sections; a line near the top leads there. */
static void
add_influence (MvStudyPage *self, GtkWidget *box)
{
  const char *text =
      self->view->text != NULL ? mv_record_get_text (self->view->text, "influence") : NULL;
  g_autofree char *first = NULL;
  GtkWidget *band, *label, *button;

  if (text == NULL || *text == '\0')
    return;
  first = mv_study_text_dup_first_sentence (text);
  band = mv_wrap_box_new (12);
  label = mv_rows_new_text (first, "label");
  button = mv_rows_new_word_button (_ ("Read how"), NULL, NULL);
  gtk_widget_add_css_class (band, "influence");
  g_signal_connect_object (button, "clicked", G_CALLBACK (read_how_cb), self, G_CONNECT_SWAPPED);
  mv_wrap_box_append (MV_WRAP_BOX (band), label);
  mv_wrap_box_append (MV_WRAP_BOX (band), button);
  gtk_box_append (GTK_BOX (box), band);
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
  g_app_info_launch_default_for_uri_async (mv_record_get_text (self->view->study, "link"), NULL,
                                           self->cancellable, opened_cb, g_object_ref (self));
}

/* Only what a browser opens; a register's text may hold anything. */
static gboolean
is_web_address (const char *link)
{
  const char *scheme = link != NULL ? g_uri_peek_scheme (link) : NULL;

  return g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0;
}

static void
add_source (MvStudyPage *self, GtkWidget *box)
{
  const char *source = mv_study_source_name (mv_record_get_text (self->view->study, "source"));
  const char *fetched = mv_record_get_text (self->view->study, "fetched");
  g_autofree char *day = fetched != NULL ? mv_words_date (fetched) : NULL;
  g_autofree char *line = NULL;

  if (is_web_address (mv_record_get_text (self->view->study, "link")))
    {
      GtkWidget *button = mv_rows_new_word_button (_ ("The researchers’ own words"), NULL, NULL);

      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_add_css_class (button, "flush");
      g_signal_connect_object (button, "clicked", G_CALLBACK (open_source_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), button);
    }
  if (source == NULL)
    return;
  if (day != NULL)
    /* Translators: %1$s is a register, %2$s a date */
    line = g_strdup_printf (_ ("Source: %1$s, fetched %2$s"), source, day);
  else
    line = g_strdup_printf (_ ("Source: %s"), source);
  gtk_box_append (GTK_BOX (box), mv_rows_new_text (line, "slate"));
}

/* The two ways to the sections */

static GtkWidget *
new_contents (MvStudyPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
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
  gtk_box_append (GTK_BOX (box), mv_rows_new_heading (_ ("On this page"), 2));
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
  gtk_widget_set_margin_top (list, 14);
  return list;
}

/* The page is built anew for each view: what changes, changes as a whole. */
static GtkWidget *
new_main (MvStudyPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 22);
  GtkWidget *top = mv_wrap_box_new (14);
  g_autofree char *facts = write_facts (self);
  GtkWidget *facts_label = mv_rows_new_text (facts, "slate");
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_widget_set_margin_top (box, 6);
  mv_wrap_box_append (MV_WRAP_BOX (top), new_state (self));
  mv_wrap_box_append (MV_WRAP_BOX (top), facts_label);
  mv_wrap_box_append (MV_WRAP_BOX (top), new_tools (self));
  gtk_box_append (GTK_BOX (box), top);
  add_notes (self, box);
  for (guint i = 0; i < self->sections->len; i++)
    {
      const MvStudySection *section = g_ptr_array_index (self->sections, i);

      gtk_box_append (GTK_BOX (box), section->widget);
      /* Right under the summary: whom to ask, and who has had a say. */
      if (i == 0)
        {
          add_contact (self, box);
          add_influence (self, box);
        }
    }
  gtk_box_append (GTK_BOX (end), g_object_new (GTK_TYPE_SEPARATOR, "accessible-role",
                                               GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  add_source (self, end);
  gtk_box_append (GTK_BOX (box), end);
  return box;
}

static void
show_view (MvStudyPage *self)
{
  const char *title = self->view->text != NULL ? mv_record_get_text (self->view->text, "title")
                                               : mv_record_get_text (self->view->study, "title");

  g_clear_pointer (&self->sections, g_ptr_array_unref);
  self->sections = mv_study_text_build (self->view);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), title);
  mv_page_widget_set_content (
      MV_PAGE_WIDGET (self),
      mv_side_box_new (new_main (self), new_contents (self), new_jump (self)), WIDTH);
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
