/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-projects"

#include "config.h"

#include "mv-project-part.h"

#include "mv-contribution-row.h"
#include "mv-phase-boxes.h"
#include "mv-phase-words.h"
#include "mv-phases.h"
#include "mv-project-words.h"
#include "mv-rows.h"
#include "mv-shape-widget.h"
#include "mv-words.h"

#include <glib/gi18n.h>

/* Pixels at normal text size */
#define SHAPE_IN_LIST 18

static void
append_empty (GtkBox *box, const char *icon_name, const char *heading, const char *body)
{
  gtk_box_append (box, mv_rows_new_empty (icon_name, heading, body));
}

/* A row that only tells; the keyboard need not stop there, and a screen reader reads it in its
 * list. */
static GtkWidget *
append_still_row (GtkWidget *list, const char *title, const char *subtitle)
{
  GtkWidget *row = mv_text_row_new (title, subtitle);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return row;
}

/* --- People ------------------------------------------------------------------------------------
 */

static void
fill_people (GtkBox *box, const MvProjectView *view, gboolean folded)
{
  GtkWidget *list = mv_rows_new_list (_ ("People in the project"));

  for (guint i = 0; i < view->members->len; i++)
    {
      MvRecord *member = g_ptr_array_index (view->members, i);
      const char *role = mv_record_get_text (member, "role");
      const char *organisation = mv_record_get_text (member, "organisation");
      const char *contact = mv_record_get_text (member, "contact");
      g_autoptr (GString) line = g_string_new (NULL);
      gboolean is_team = g_strcmp0 (role, "lead") == 0 || g_strcmp0 (role, "researcher") == 0;
      GtkWidget *row;

      mv_words_append_part (line, mv_project_words_get_member_role (role));
      mv_words_append_part (line, organisation);
      mv_words_append_part (line, contact);
      row = append_still_row (list, mv_record_get_text (member, "name"), line->str);
      mv_rows_add_tile (row, "mv-person-symbolic", is_team ? MV_TONE_SLATE : MV_TONE_RUST);
    }
  gtk_box_append (box, list);
}

/* --- Documents ---------------------------------------------------------------------------------
 */

static void
fill_documents (GtkBox *box, const MvProjectView *view, gboolean folded)
{
  GtkWidget *list;

  if (view->documents->len == 0)
    {
      append_empty (box, "mv-document-symbolic", _ ("No documents yet."),
                    _ ("Texts that the project wants you to read, such as a consent form or a "
                       "questionnaire, appear here."));
      return;
    }
  list = mv_rows_new_list (_ ("Documents"));
  for (guint i = 0; i < view->documents->len; i++)
    {
      MvRecord *document = g_ptr_array_index (view->documents, i);
      GtkWidget *row = append_still_row (list, mv_record_get_text (document, "title"),
                                         mv_record_get_text (document, "summary"));

      mv_rows_add_tile (row, "mv-document-symbolic", MV_TONE_SLATE);
    }
  gtk_box_append (box, list);
}

/* --- Meetings and news -------------------------------------------------------------------------
 */

static void
fill_meetings (GtkBox *box, const MvProjectView *view, gboolean folded)
{
  GtkWidget *list;

  if (view->meetings->len == 0)
    {
      append_empty (box, "mv-meeting-symbolic", _ ("No meeting is planned."),
                    _ ("When the project calls a meeting, its time and place appear here and on "
                       "the page Today."));
      return;
    }
  list = mv_rows_new_list (_ ("Meetings"));
  for (guint i = 0; i < view->meetings->len; i++)
    {
      MvRecord *meeting = g_ptr_array_index (view->meetings, i);
      g_autofree char *moment = mv_words_moment (mv_record_get_text (meeting, "start"));
      g_autoptr (GString) line = g_string_new (NULL);
      GtkWidget *row;

      mv_words_append_part (line, mv_record_get_text (meeting, "title"));
      mv_words_append_part (line, mv_record_get_text (meeting, "place"));
      row = append_still_row (list, moment, line->str);

      mv_rows_add_tile (row, "mv-meeting-symbolic", MV_TONE_SLATE);
    }
  gtk_box_append (box, list);
}

static void
fill_news (GtkBox *box, const MvProjectView *view, gboolean folded)
{
  if (view->updates->len == 0)
    append_empty (box, "mv-news-symbolic", _ ("No news yet."),
                  _ ("What the project tells you about its progress appears here."));
  for (guint i = 0; i < view->updates->len; i++)
    {
      MvRecord *update = g_ptr_array_index (view->updates, i);
      g_autofree char *date = mv_words_date (mv_record_get_text (update, "date"));
      const char *title = mv_record_get_text (update, "title");
      const char *text = mv_record_get_text (update, "text");
      GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

      gtk_widget_add_css_class (card, "card");
      gtk_widget_add_css_class (card, "teach");
      gtk_box_append (GTK_BOX (card), mv_rows_new_heading (title, 2));
      gtk_box_append (GTK_BOX (card), mv_rows_new_text (date, "slate"));
      if (text != NULL && *text != '\0')
        {
          GtkWidget *label = mv_rows_new_text (text, "read");

          gtk_label_set_selectable (GTK_LABEL (label), TRUE);
          gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                          title, -1);
          gtk_box_append (GTK_BOX (card), label);
        }
      gtk_box_append (box, card);
    }
}

/* --- Plan and agreement ------------------------------------------------------------------------
 */

static void
append_agreement (GtkBox *box, const MvProjectView *view)
{
  GtkWidget *list;
  g_autofree char *role = NULL;
  static const struct
  {
    const char *field, *title;
  } rows[] = {
    { "expectations", N_ ("What we expect of each other") },
    { "fee", N_ ("Fee and expenses") },
    { "support", N_ ("Support and adaptation") },
    { "disagreement", N_ ("If we disagree") },
    { "contact", N_ ("Contact") },
    { "text", N_ ("The agreement") },
  };

  gtk_box_append (box, mv_rows_new_heading (_ ("Agreement"), 2));
  if (view->agreement == NULL)
    {
      append_empty (box, "mv-document-symbolic", _ ("No agreement here yet."),
                    _ ("The agreement says what your role is, what you are paid and whom you can "
                       "ask. The project writes it with you, and both confirm it."));
      return;
    }
  list = mv_rows_new_list (_ ("Agreement"));
  role = mv_project_words_describe_role (mv_record_get_text (view->agreement, "role"));
  if (role != NULL)
    append_still_row (list, role, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *text = mv_record_get_text (view->agreement, rows[i].field);

      if (text != NULL && *text != '\0')
        append_still_row (list, _ (rows[i].title), text);
    }
  gtk_box_append (box, list);
}

static void
append_plan_row (GtkWidget *list, const char *code, MvPhaseState state)
{
  const MvPhase *phase = mv_phases_find (code);
  GtkWidget *row = append_still_row (
      list, phase != NULL ? mv_phase_get_name (phase, mv_words_get_language ()) : code,
      mv_phase_words_get_state_word (state));

  mv_text_row_add_prefix (MV_TEXT_ROW (row), mv_shape_widget_new (mv_phase_words_get_shape (state),
                                                                  SHAPE_IN_LIST, MV_GROUND_CARD));
}

static void
fill_plan (GtkBox *box, const MvProjectView *view, gboolean folded)
{
  const char *summary = mv_record_get_text (view->record, "summary");

  if (summary != NULL && *summary != '\0')
    gtk_box_append (box, mv_rows_new_text (summary, "read"));
  for (guint i = 0; i < view->boxes->len; i++)
    {
      const MvProjectBox *phase = g_ptr_array_index (view->boxes, i);
      g_autofree char *role = view->is_team ? NULL : mv_project_words_describe_role (phase->role);
      GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
      GtkWidget *list = mv_rows_new_list (phase->name);

      gtk_box_append (GTK_BOX (part), mv_rows_new_heading (phase->name, 2));
      if (role != NULL)
        gtk_box_append (GTK_BOX (part), mv_rows_new_text (role, "slate"));
      for (guint j = 0; phase->codes != NULL && phase->codes[j] != NULL; j++)
        append_plan_row (list, phase->codes[j], phase->code_states[j]);
      gtk_box_append (GTK_BOX (part), list);
      gtk_box_append (box, part);
    }
  if (!view->is_team)
    append_agreement (box, view);
}

/* --- Contributions -----------------------------------------------------------------------------
 */

static void
fill_contributions (GtkBox *box, const MvProjectView *view, gboolean folded)
{
  GtkWidget *list = mv_rows_new_list (_ ("Contributions in the project"));

  for (guint i = 0; i < view->contributions->len; i++)
    gtk_list_box_append (
        GTK_LIST_BOX (list),
        mv_contribution_row_new (g_ptr_array_index (view->contributions, i),
                                 folded ? MV_CONTRIBUTION_ROW_FOLDED : MV_CONTRIBUTION_ROW_PLAIN));
  gtk_box_append (box, list);
}

static const MvProjectPart parts[] = {
  { "people", NC_ ("row of a project", "People"), fill_people },
  { "documents", NC_ ("row of a project", "Documents"), fill_documents },
  { "plan", NC_ ("row of a project", "Plan and agreement"), fill_plan },
  { "meetings", NC_ ("row of a project", "Meetings"), fill_meetings },
  { "news", NC_ ("row of a project", "News from the project"), fill_news },
  { "contributions", NC_ ("row of a project", "Contributions"), fill_contributions },
};

/**
 * mv_project_part_find:
 * @name: name of a part
 *
 * Returns: the part; the first for a name that is not one
 */
const MvProjectPart *
mv_project_part_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_strcmp0 (parts[i].name, name) == 0)
      return &parts[i];
  return &parts[0];
}

const char *
mv_project_part_get_title (const MvProjectPart *self)
{
  return g_dpgettext2 (NULL, "row of a project", self->title);
}
