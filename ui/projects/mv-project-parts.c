/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-projects"

#include "config.h"

#include "mv-project-parts.h"

#include "mv-contribution-row.h"
#include "mv-phase-boxes.h"
#include "mv-phase-words.h"
#include "mv-phases.h"
#include "mv-project-words.h"
#include "mv-rows.h"
#include "mv-shape-widget.h"
#include "mv-words.h"
#include "mv-wrap-box.h"

#include <glib/gi18n.h>

/* Pixels at normal text size */
#define SHAPE_SUB_PHASE 16
/* Contributions of one phase that are listed; the rest stand on the page of contributions. */
#define CONTRIBUTIONS_MAX 8

/* --- The phase ---------------------------------------------------------------------------------
 */

static GtkWidget *
new_sub_phase (const char *code, MvPhaseState state, gboolean folded)
{
  const MvPhase *phase = mv_phases_find (code);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts =
      gtk_box_new (folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, folded ? 0 : 8);
  GtkWidget *shape =
      mv_shape_widget_new (mv_phase_words_get_shape (state), SHAPE_SUB_PHASE, MV_GROUND_WINDOW);
  GtkWidget *word = mv_rows_new_text (mv_phase_words_get_state_word (state), "slate");

  gtk_widget_add_css_class (word, "small");
  gtk_box_append (
      GTK_BOX (texts),
      mv_rows_new_text (phase != NULL ? mv_phase_get_name (phase, mv_words_get_language ()) : code,
                        NULL));
  gtk_box_append (GTK_BOX (texts), word);
  if (folded)
    {
      gtk_widget_set_valign (shape, GTK_ALIGN_START);
      gtk_widget_set_margin_top (shape, 3);
    }
  gtk_box_append (GTK_BOX (line), shape);
  gtk_box_append (GTK_BOX (line), texts);
  return line;
}

static gboolean
has_sub_phases (const MvProjectBox *box)
{
  return box->codes != NULL && g_strv_length (box->codes) > 1;
}

static GtkWidget *
new_sub_phases (const MvProjectBox *box, gboolean folded)
{
  GtkWidget *lines = mv_wrap_box_new (folded ? 8 : 22);

  mv_wrap_box_set_line_spacing (MV_WRAP_BOX (lines), folded ? 8 : 6);
  mv_wrap_box_set_stacked (MV_WRAP_BOX (lines), folded);
  for (guint i = 0; box->codes[i] != NULL; i++)
    mv_wrap_box_append (MV_WRAP_BOX (lines),
                        new_sub_phase (box->codes[i], box->code_states[i], folded));
  return lines;
}

/**
 * mv_project_parts_new_phase:
 * @view: the project
 * @box: the box that is chosen
 * @folded: everything in one column
 * @with_name: the phase's name stands over it; under its box it need not
 *
 * Returns: (transfer floating): what is agreed in the phase, the button to write in it, and its
 * parts
 */
GtkWidget *
mv_project_parts_new_phase (const MvProjectView *view,
                            const MvProjectBox *box,
                            gboolean folded,
                            gboolean with_name)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, folded ? 10 : 12);
  GtkWidget *line =
      gtk_box_new (folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *role = view->is_team ? NULL : mv_project_words_describe_role (box->role);
  GtkWidget *button = NULL;

  if (with_name)
    gtk_box_append (GTK_BOX (texts), mv_rows_new_heading (box->name, 2));
  if (role != NULL)
    gtk_box_append (GTK_BOX (texts), mv_rows_new_text (role, "slate"));
  if (box->state == MV_PHASE_NOT_RELEVANT && box->reason != NULL)
    gtk_box_append (GTK_BOX (texts), mv_rows_new_text (box->reason, "slate"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_widget_set_visible (texts, gtk_widget_get_first_child (texts) != NULL);

  if (!view->is_former)
    {
      button =
          mv_rows_new_primary_button (_ ("Write a contribution in this phase"), "win.write", NULL);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    }
  if (button != NULL && !folded)
    gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (column), line);
  if (has_sub_phases (box))
    gtk_box_append (GTK_BOX (column), new_sub_phases (box, folded));
  if (button != NULL && folded)
    gtk_box_append (GTK_BOX (column), button);
  return column;
}

/* --- Contributions -----------------------------------------------------------------------------
 */

/* @out_n_shared: without drafts, which nobody else knows of and no other count includes */
static guint
count_in_box (const MvProjectView *view, const MvProjectBox *box, guint *out_n_shared)
{
  guint n = 0;

  *out_n_shared = 0;
  for (guint i = 0; i < view->contributions->len; i++)
    {
      const MvContributionView *contribution = g_ptr_array_index (view->contributions, i);

      if (!mv_project_words_is_in_box (contribution, box))
        continue;
      n++;
      *out_n_shared += contribution->state != MV_STATE_DRAFT;
    }
  return n;
}

static GtkWidget *
new_empty_phase (const MvProjectView *view)
{
  return mv_rows_new_empty (
      NULL, _ ("Nobody has written anything in this phase yet."),
      view->is_team ? _ ("What the user representatives share in this phase appears here, and you "
                         "answer each suggestion.")
                    : _ ("One sentence is enough: what you read, what you said, what you would do "
                         "differently. The project answers each suggestion."));
}

/* Drafts have a list of their own, so that the heading's number is that of the rows below it. */
static GtkWidget *
new_list (const MvProjectView *view,
          const MvProjectBox *box,
          const char *name,
          gboolean folded,
          gboolean drafts)
{
  GtkWidget *list = mv_rows_new_list (name);
  guint n_shown = 0;

  for (guint i = 0; i < view->contributions->len && n_shown < CONTRIBUTIONS_MAX; i++)
    {
      const MvContributionView *contribution = g_ptr_array_index (view->contributions, i);

      if (!mv_project_words_is_in_box (contribution, box) ||
          (contribution->state == MV_STATE_DRAFT) != drafts)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list),
                           mv_contribution_row_new (contribution, folded
                                                                      ? MV_CONTRIBUTION_ROW_FOLDED
                                                                      : MV_CONTRIBUTION_ROW_PLAIN));
      n_shown++;
    }
  return list;
}

/**
 * mv_project_parts_new_contributions:
 * @view: the project
 * @box: the box that is chosen
 * @folded: everything in one column
 *
 * Returns: (transfer floating): the contributions in the phase, newest first, and one's drafts,
 * which say themselves what they are
 */
GtkWidget *
mv_project_parts_new_contributions (const MvProjectView *view,
                                    const MvProjectBox *box,
                                    gboolean folded)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  guint n_shared;
  guint n = count_in_box (view, box, &n_shared);
  g_autofree char *heading = NULL;

  if (mv_phase_words_is_across (box))
    heading = g_strdup_printf (_ ("Contributions across the phases (%u)"), n_shared);
  else
    heading = g_strdup_printf (_ ("Contributions in this phase (%u)"), n_shared);
  if (n == 0)
    {
      gtk_box_append (GTK_BOX (column), new_empty_phase (view));
      return column;
    }
  if (n_shared > 0)
    {
      gtk_box_append (GTK_BOX (column), mv_rows_new_heading (heading, 2));
      gtk_box_append (GTK_BOX (column), new_list (view, box, heading, folded, FALSE));
    }
  if (n > n_shared)
    gtk_box_append (GTK_BOX (column), new_list (view, box, _ ("Drafts"), folded, TRUE));
  return column;
}

/* --- Under the boxes ---------------------------------------------------------------------------
 */

static gboolean
has_common_box (const MvProjectView *view)
{
  for (guint i = 0; i < view->boxes->len; i++)
    {
      const MvProjectBox *box = g_ptr_array_index (view->boxes, i);

      if (box->is_common && !mv_phase_words_is_across (box))
        return TRUE;
    }
  return FALSE;
}

/**
 * mv_project_parts_new_notes:
 * @view: the project
 * @folded: everything in one column
 *
 * Returns: (transfer floating): the band in words, and what the asterisk means
 */
GtkWidget *
mv_project_parts_new_notes (const MvProjectView *view, gboolean folded)
{
  GtkWidget *box =
      gtk_box_new (folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, folded ? 2 : 12);
  g_autofree char *band = mv_phase_words_describe_band (view->stitches, -1);
  g_autofree char *note = NULL;
  GtkWidget *label = mv_rows_new_text (band, "slate");

  gtk_widget_add_css_class (label, "small");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (!has_common_box (view))
    return box;
  if (view->region != NULL)
    /* Translators: note under the phases; %s is a region: «* felles ord, Helse Vest har ikke et
     * eget» */
    note = g_strdup_printf (_ ("* common word; %s has none of its own"), view->region);
  else
    note = g_strdup (_ ("* common word"));
  label = mv_rows_new_text (note, "slate");
  gtk_widget_add_css_class (label, "small");
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* --- The side ----------------------------------------------------------------------------------
 */

static GVariant *
part_target (const MvProjectView *view, const char *part)
{
  return g_variant_new ("(sss)", view->account, mv_record_get_id (view->record), part);
}

static void
append_part_row (
    GtkWidget *list, const MvProjectView *view, const char *title, const char *part, guint count)
{
  GtkWidget *row = mv_text_row_new (title, NULL);

  gtk_widget_add_css_class (row, "plain");
  if (count > 0)
    {
      g_autofree char *number = g_strdup_printf ("%u", count);
      g_autofree char *spoken = g_strdup_printf ("%s, %u", title, count);

      mv_text_row_add_suffix (MV_TEXT_ROW (row), mv_rows_new_text (number, "slate"));
      mv_rows_set_spoken (row, spoken);
    }
  mv_rows_set_action (row, "win.open-project-part", part_target (view, part));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static GtkWidget *
new_news (const MvProjectView *view)
{
  GtkWidget *list = mv_rows_new_list (_ ("Meeting and news"));
  guint n = 0;

  if (view->meetings->len > 0)
    {
      MvRecord *meeting = g_ptr_array_index (view->meetings, 0);
      g_autofree char *moment = mv_words_moment (mv_record_get_text (meeting, "start"));
      GtkWidget *row = mv_text_row_new (_ ("Next meeting"), moment);

      mv_rows_set_action (row, "win.open-project-part", part_target (view, "meetings"));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      n++;
    }
  if (view->updates->len > 0)
    {
      MvRecord *update = g_ptr_array_index (view->updates, 0);
      g_autofree char *date = mv_words_date (mv_record_get_text (update, "date"));
      g_autofree char *line =
          g_strdup_printf ("%s: %s", date, mv_record_get_text (update, "title"));
      GtkWidget *row = mv_text_row_new (_ ("News from the project"), line);

      mv_rows_set_action (row, "win.open-project-part", part_target (view, "news"));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      n++;
    }
  if (n == 0)
    {
      g_object_ref_sink (list);
      g_object_unref (list);
      return NULL;
    }
  return list;
}

/**
 * mv_project_parts_new_side:
 * @view: the project
 *
 * Returns: (transfer floating): the right column, or, folded, the last rows
 */
GtkWidget *
mv_project_parts_new_side (const MvProjectView *view)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *news = new_news (view);
  GtkWidget *list = mv_rows_new_list (_ ("More about the project"));

  if (news != NULL)
    gtk_box_append (GTK_BOX (column), news);
  append_part_row (list, view, C_ ("row of a project", "People"), "people", view->members->len);
  append_part_row (list, view, C_ ("row of a project", "Documents"), "documents",
                   view->documents->len);
  if (view->study_id != NULL)
    {
      GtkWidget *row = mv_text_row_new (_ ("Study information"), NULL);

      gtk_widget_add_css_class (row, "plain");
      mv_rows_set_action (row, "win.open-study", g_variant_new_string (view->study_id));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  append_part_row (list, view, _ ("Plan and agreement"), "plan", 0);
  gtk_box_append (GTK_BOX (column), list);
  return column;
}
