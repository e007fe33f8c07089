/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-studies"

#include "config.h"

#include "mv-study-text.h"

#include "mv-accessible.h"
#include "mv-json.h"
#include "mv-rows.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum
{
  AS_TEXT,
  AS_CHECKS, /* one line each: what is asked for */
  AS_DASHES, /* one line each: what hinders */
} Shape;

/* In the order of the page. Source of the order: domain page, study information. */
static const struct
{
  const char *field;
  const char *heading; /* English, marked for translation */
  Shape shape;
} sections[] = {
  { "summary", N_ ("In brief"), AS_TEXT },
  { "why", N_ ("Why?"), AS_TEXT },
  { "who_can", N_ ("Who can take part?"), AS_CHECKS },
  { "who_cannot", N_ ("Who cannot take part?"), AS_DASHES },
  { "what_happens", N_ ("What happens when you take part?"), AS_TEXT },
  { "benefits", N_ ("Benefits and drawbacks"), AS_TEXT },
  { "duration", N_ ("How long does it last?"), AS_TEXT },
  { "where", N_ ("Where?"), AS_TEXT },
  { "rights", N_ ("Your rights"), AS_TEXT },
  { "results", N_ ("Results"), AS_TEXT },
  { "influence", N_ ("How patients and next of kin have influenced the study"), AS_TEXT },
  { "more", N_ ("More information"), AS_TEXT },
};

static void
section_free (MvStudySection *section)
{
  g_object_unref (section->widget);
  g_free (section);
}

/* One line with its sign; the sign is a picture of what the heading says. */
static GtkWidget *
new_point (const char *text, Shape shape)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *sign;

  if (shape == AS_CHECKS)
    {
      sign = g_object_new (GTK_TYPE_IMAGE, "icon-name", "mv-check-symbolic", "accessible-role",
                           GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_add_css_class (sign, "moss");
    }
  else
    {
      sign = g_object_new (GTK_TYPE_LABEL, "label", "—", "accessible-role",
                           GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_add_css_class (sign, "slate");
    }
  gtk_widget_add_css_class (sign, "point-sign");
  gtk_widget_set_valign (sign, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), sign);
  gtk_box_append (GTK_BOX (line), mv_rows_new_text (text, "read"));
  return line;
}

static void
add_text (GtkWidget *box, const char *text, Shape shape)
{
  g_auto (GStrv) lines = NULL;

  if (shape == AS_TEXT)
    {
      gtk_box_append (GTK_BOX (box), mv_rows_new_text (text, "read"));
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      gtk_box_append (GTK_BOX (box), new_point (lines[i], shape));
}

static GtkWidget *
new_section (GPtrArray *to, const char *key, const char *heading)
{
  MvStudySection *section = g_new0 (MvStudySection, 1);
  GtkWidget *label = mv_rows_new_heading (heading, 2);

  gtk_widget_remove_css_class (label, "title-4");
  gtk_widget_add_css_class (label, "title-3");
  section->key = key;
  section->heading = heading;
  section->widget = g_object_ref_sink (
      g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 8,
                    "accessible-role", GTK_ACCESSIBLE_ROLE_REGION, NULL));
  mv_accessible_set_label (section->widget, heading);
  gtk_box_append (GTK_BOX (section->widget), label);
  g_ptr_array_add (to, section);
  return section->widget;
}

static void
add_word (GtkWidget *box, const char *word, const char *explanation)
{
  GtkWidget *line;

  if (word == NULL || explanation == NULL)
    return;
  line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (line), mv_rows_new_text (word, "label"));
  gtk_box_append (GTK_BOX (line), mv_rows_new_text (explanation, "read"));
  gtk_box_append (GTK_BOX (box), line);
}

static void
add_words (const MvStudyView *view, GPtrArray *to)
{
  JsonArray *words = view->text != NULL ? mv_record_get_list (view->text, "words") : NULL;
  guint n_words = words != NULL ? json_array_get_length (words) : 0;
  guint n_terms = view->terms != NULL ? view->terms->len : 0;
  g_autofree char *explanation = NULL;
  GtkWidget *box;

  if (n_words + n_terms == 0)
    return;
  box = new_section (to, "words", _ ("Words we use"));
  for (guint i = 0; i < n_words; i++)
    {
      JsonNode *node = json_array_get_element (words, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        add_word (box, mv_json_get_text (json_node_get_object (node), "word"),
                  mv_json_get_text (json_node_get_object (node), "explanation"));
    }
  explanation = g_strconcat ("explanation_", view->language, NULL);
  for (guint i = 0; i < n_terms; i++)
    {
      MvRecord *term = g_ptr_array_index (view->terms, i);

      add_word (box, mv_record_get_text (term, view->language != NULL ? view->language : "nb"),
                mv_record_get_text (term, explanation));
    }
}

/**
 * mv_study_text_build:
 * @view: a study
 *
 * Returns: (transfer full) (element-type MvStudySection): those that have a text, in the order of
 * the page. Without a text in plain words, what the register says in brief.
 */
GPtrArray *
mv_study_text_build (const MvStudyView *view)
{
  GPtrArray *built = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);

  if (view->text == NULL)
    {
      const char *summary = mv_record_get_text (view->study, "summary");

      if (summary != NULL)
        add_text (new_section (built, "summary", _ ("In brief")), summary, AS_TEXT);
      return built;
    }
  for (size_t i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      const char *text = mv_record_get_text (view->text, sections[i].field);

      if (text != NULL && *text != '\0')
        add_text (new_section (built, sections[i].field, _ (sections[i].heading)), text,
                  sections[i].shape);
    }
  add_words (view, built);
  return built;
}

/* Returns: (transfer full): all that there is to read, for measuring how long it takes */
char *
mv_study_text_dup_all (const MvStudyView *view)
{
  GString *all = g_string_new (NULL);

  for (size_t i = 0; view->text != NULL && i < G_N_ELEMENTS (sections); i++)
    {
      const char *text = mv_record_get_text (view->text, sections[i].field);

      if (text != NULL)
        g_string_append_printf (all, "%s\n\n", text);
    }
  if (all->len == 0 && mv_record_has (view->study, "summary"))
    g_string_append (all, mv_record_get_text (view->study, "summary"));
  return g_string_free (all, FALSE);
}

/* Returns: (transfer full): up to the first full stop before a blank, or all of it */
char *
mv_study_text_dup_first_sentence (const char *text)
{
  const char *end = strstr (text, ". ");
  const char *line = strchr (text, '\n');

  if (line != NULL && (end == NULL || line < end))
    return g_strndup (text, (size_t) (line - text));
  return end != NULL ? g_strndup (text, (size_t) (end - text) + 1) : g_strdup (text);
}
