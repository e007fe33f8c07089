/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-studies"

#include "config.h"

#include "mv-study-top.h"

#include "mv-date-text.h"
#include "mv-json.h"
#include "mv-readability.h"
#include "mv-rows.h"
#include "mv-study-text.h"
#include "mv-study-words.h"
#include "mv-words.h"
#include "mv-wrap-box.h"

#include <glib/gi18n.h>

#define OLD_AFTER_DAYS 365

static const char *
get_text (const MvStudyView *view, const char *field)
{
  return view->text != NULL ? mv_record_get_text (view->text, field) : NULL;
}

/* State and facts */

static char *
write_facts (const MvStudyView *view)
{
  g_autofree char *all = mv_study_text_dup_all (view);
  const char *reviewed = get_text (view, "reviewed");
  g_autofree char *day = reviewed != NULL ? mv_words_date (reviewed) : NULL;
  g_autofree char *reading = NULL, *review = NULL;
  GString *facts = g_string_new (NULL);
  MvReadability readability;
  guint minutes;

  mv_readability_measure (all, &readability);
  minutes = mv_readability_minutes (&readability);
  /* Translators: how long it takes to read the text */
  reading = g_strdup_printf (ngettext ("%u min read", "%u min read", minutes), minutes);
  mv_words_append_part (facts, reading);
  if (day != NULL)
    /* Translators: somebody has looked through the text on the day %s */
    review = g_strdup_printf (_ ("Reviewed %s"), day);
  mv_words_append_part (facts, review);
  return g_string_free (facts, FALSE);
}

static GtkWidget *
new_state (const MvStudyView *view)
{
  const char *code = mv_record_get_text (view->study, "status");
  const char *name = mv_study_state_name (code);
  const char *style = mv_study_state_style (code);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *dot = g_object_new (GTK_TYPE_LABEL, "label", "●", "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label =
      mv_rows_new_text (name != NULL ? name : _ ("The status is not known"), "label");

  gtk_widget_add_css_class (dot, style);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* Returns: (transfer floating): whether it takes people in, how long the text is and how old */
GtkWidget *
mv_study_top_new_facts (const MvStudyView *view)
{
  GtkWidget *box = mv_wrap_box_new (18);
  g_autofree char *facts = write_facts (view);

  mv_wrap_box_set_line_spacing (MV_WRAP_BOX (box), 4);
  mv_wrap_box_append (MV_WRAP_BOX (box), new_state (view));
  mv_wrap_box_append (MV_WRAP_BOX (box), mv_rows_new_text (facts, "slate"));
  return box;
}

/* Notes */

static gboolean
is_old (const MvStudyView *view, const char *today)
{
  g_autofree char *limit = mv_date_text_add_days (today, -OLD_AFTER_DAYS);

  return g_strcmp0 (get_text (view, "reviewed"), limit) < 0;
}

GtkWidget *
mv_study_top_new_notes (const MvStudyView *view, const char *language, const char *today)
{
  GtkWidget *box;

  if (view->text == NULL)
    return mv_rows_new_text (_ ("Nobody has written about this study in plain words yet. This is "
                                "what the register says."),
                             "note");
  if (g_strcmp0 (view->language, language) == 0 && !is_old (view, today))
    return NULL;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  if (g_strcmp0 (view->language, language) != 0)
    {
      g_autofree char *text = mv_study_only_in (view->language);

      gtk_box_append (GTK_BOX (box), mv_rows_new_text (text, "note"));
    }
  if (is_old (view, today))
    gtk_box_append (
        GTK_BOX (box),
        mv_rows_new_text (_ ("Nobody has reviewed the text in the last year."), "note"));
  return box;
}

/* Whom to ask */

/* Returns: (transfer full) (nullable): name, phone number and address, as far as they are known */
char *
mv_study_top_dup_contact (const MvStudyView *view)
{
  const char *text = get_text (view, "contact");
  JsonArray *contacts = mv_record_get_list (view->study, "contacts");
  const char *const fields[] = { "name", "phone", "email" };
  GString *parts;
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

/* Returns: (nullable) (transfer floating) */
GtkWidget *
mv_study_top_new_contact (const MvStudyView *view)
{
  g_autofree char *contact = mv_study_top_dup_contact (view);
  g_autofree char *line = NULL;
  GtkWidget *box, *sign;

  if (contact == NULL || *contact == '\0')
    return NULL;
  /* Translators: %s is a name, a phone number, an address */
  line = g_strdup_printf (_ ("Contact: %s"), contact);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  sign = g_object_new (GTK_TYPE_IMAGE, "icon-name", "mv-phone-symbolic", "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign", GTK_ALIGN_START, NULL);
  gtk_widget_add_css_class (sign, "slate");
  gtk_widget_add_css_class (sign, "point-sign");
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), mv_rows_new_text (line, "read"));
  return box;
}

/**
 * mv_study_top_new_influence:
 * @view: a study
 * @folded: everything in one column
 * @out_button: (out): leads to the section
 *
 * The influence of patients stands last among the sections; a line near the top leads there.
 *
 * Returns: (nullable) (transfer floating): %NULL where nothing is told of it
 */
GtkWidget *
mv_study_top_new_influence (const MvStudyView *view, gboolean folded, GtkWidget **out_button)
{
  const char *text = get_text (view, "influence");
  g_autofree char *first = NULL;
  GtkWidget *band, *logo, *label;

  if (text == NULL || *text == '\0')
    return NULL;
  first = mv_study_text_dup_first_sentence (text);
  band =
      gtk_box_new (folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, folded ? 4 : 16);
  logo = g_object_new (GTK_TYPE_IMAGE, "icon-name", "mv-logo-symbolic", "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  label = mv_rows_new_text (first, "label");
  *out_button = mv_rows_new_word_button (_ ("See how"), NULL, NULL);
  gtk_widget_add_css_class (logo, "logo");
  gtk_widget_set_visible (logo, !folded);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (*out_button, GTK_ALIGN_CENTER);
  if (folded)
    {
      gtk_widget_add_css_class (*out_button, "flush");
      gtk_widget_set_halign (*out_button, GTK_ALIGN_START);
    }
  gtk_widget_add_css_class (band, "influence");
  gtk_box_append (GTK_BOX (band), logo);
  gtk_box_append (GTK_BOX (band), label);
  gtk_box_append (GTK_BOX (band), *out_button);
  return band;
}

/* Where it comes from */

/* Returns: (nullable) (transfer full): the register and the day, in words */
char *
mv_study_top_dup_source (const MvStudyView *view)
{
  const char *source = mv_study_source_name (mv_record_get_text (view->study, "source"));
  const char *fetched = mv_record_get_text (view->study, "fetched");
  g_autofree char *day = fetched != NULL ? mv_words_date (fetched) : NULL;

  if (source == NULL)
    return NULL;
  if (day != NULL)
    /* Translators: %1$s is a register, %2$s a date */
    return g_strdup_printf (_ ("Source: %1$s, fetched %2$s"), source, day);
  return g_strdup_printf (_ ("Source: %s"), source);
}

/* Returns: (nullable): address of the register's page. Only what a browser opens: a register's text
 * may hold anything. */
const char *
mv_study_top_get_link (const MvStudyView *view)
{
  const char *link = mv_record_get_text (view->study, "link");
  const char *scheme = link != NULL ? g_uri_peek_scheme (link) : NULL;

  return g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0 ? link : NULL;
}
