/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-editor-private.h"

#include <glib/gi18n.h>

/* The widgets that go with the parts of the form */

void
mv_contribution_editor_list_areas (MvContributionEditor *self, MvEditorArea *areas)
{
  const MvEditorArea list[N_AREAS] = {
    { MV_FORM_TEXT, self->text },           { MV_FORM_HOPED, self->hoped },
    { MV_FORM_WENT_WELL, self->went_well }, { MV_FORM_BETTER, self->better },
    { MV_FORM_SUPPORT, self->support },
  };

  memcpy (areas, list, sizeof list);
}

void
mv_contribution_editor_list_numbers (MvContributionEditor *self, MvEditorNumber *numbers)
{
  const MvEditorNumber list[N_NUMBERS] = {
    { MV_FORM_PREPARATION, self->preparation },
    { MV_FORM_MEETING, self->meeting },
    { MV_FORM_TRAVEL, self->travel },
    { MV_FORM_DISTANCE, self->distance },
  };

  memcpy (numbers, list, sizeof list);
}

void
mv_contribution_editor_list_chips (MvContributionEditor *self, MvEditorChip *chips)
{
  GtkWidget *phase = mv_contribution_subject_get_phase_row (self->subject);
  GtkWidget *kind = mv_contribution_subject_get_kind_row (self->subject);
  const MvEditorChip list[N_CHIPS] = {
    { self->phase_chip, phase, phase },
    { self->kind_chip, kind, kind },
    { self->hours_chip, GTK_WIDGET (self->hours_row), GTK_WIDGET (self->preparation) },
    { self->hoped_chip, GTK_WIDGET (self->hoped_row), GTK_WIDGET (self->hoped) },
    { self->went_well_chip, GTK_WIDGET (self->went_well_row), GTK_WIDGET (self->went_well) },
    { self->better_chip, GTK_WIDGET (self->better_row), GTK_WIDGET (self->better) },
    { self->support_chip, GTK_WIDGET (self->support_row), GTK_WIDGET (self->support) },
  };

  memcpy (chips, list, sizeof list);
}

MvFormRow *
mv_contribution_editor_find_row (MvContributionEditor *self, MvFormPart part)
{
  switch (part)
    {
    case MV_FORM_TEXT:
      return self->text_row;
    case MV_FORM_AUDIENCE:
      return self->readers_row;
    case MV_FORM_KIND:
      return self->subject_row;
    case MV_FORM_HOPED:
      return self->hoped_row;
    case MV_FORM_WENT_WELL:
      return self->went_well_row;
    case MV_FORM_BETTER:
      return self->better_row;
    case MV_FORM_SUPPORT:
      return self->support_row;
    case MV_FORM_PREPARATION:
    case MV_FORM_MEETING:
    case MV_FORM_TRAVEL:
    case MV_FORM_DISTANCE:
      return self->hours_row;
    default:
      g_return_val_if_reached (NULL);
    }
}

void
mv_contribution_editor_show_more (MvContributionEditor *self)
{
  MvEditorChip chips[N_CHIPS];
  gboolean is_left = FALSE;

  mv_contribution_editor_list_chips (self, chips);
  for (int i = 0; i < N_CHIPS; i++)
    is_left = is_left || gtk_widget_get_visible (chips[i].chip);
  gtk_widget_set_visible (GTK_WIDGET (self->more_row), is_left);
}

/* What hinders sharing */

static const char *
word_trouble (MvFormTrouble trouble)
{
  switch (trouble)
    {
    case MV_FORM_NO_PROJECT:
      return _ ("Choose the project before you share.");
    case MV_FORM_NOT_A_DATE:
      return _ ("This is not a date. Write day, month and year, such as 23.11.2026.");
    case MV_FORM_NO_TEXT:
      return _ ("Write a sentence before you share.");
    case MV_FORM_TOO_LONG:
      return _ ("The text is too long to share. It is saved here; share it in two parts.");
    case MV_FORM_NOT_A_NUMBER:
      return _ ("Write the hours as a number, such as 1.5.");
    case MV_FORM_IDENTITY_NUMBER:
      return _ ("This looks like a national identity number. Remove it before you share.");
    case MV_FORM_FINE:
    default:
      return NULL;
    }
}

static void
point_at_part (MvContributionEditor *self, const MvFormFinding *finding)
{
  MvFormRow *row = mv_contribution_editor_find_row (self, finding->part);
  MvEditorArea areas[N_AREAS];
  MvEditorNumber numbers[N_NUMBERS];

  gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
  mv_form_row_set_error (row, word_trouble (finding->trouble));
  mv_contribution_editor_list_areas (self, areas);
  mv_contribution_editor_list_numbers (self, numbers);
  for (int i = 0; i < N_AREAS; i++)
    if (areas[i].part == finding->part)
      {
        gtk_widget_grab_focus (GTK_WIDGET (areas[i].area));
        if (finding->trouble == MV_FORM_IDENTITY_NUMBER)
          mv_text_area_select (areas[i].area, finding->words);
      }
  for (int i = 0; i < N_NUMBERS; i++)
    if (numbers[i].part == finding->part)
      gtk_widget_grab_focus (GTK_WIDGET (numbers[i].entry));
}

/**
 * mv_contribution_editor_point_at:
 * @self: an editor
 * @finding: what hinders that it is shared
 *
 * Says it under the field and moves the keyboard there.
 */
void
mv_contribution_editor_point_at (MvContributionEditor *self, const MvFormFinding *finding)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_EDITOR (self));

  mv_suggestion_list_point_at (self->suggestions, NULL, NULL, NULL);
  if (finding->suggestion != NULL)
    mv_suggestion_list_point_at (self->suggestions, finding->suggestion, finding->words,
                                 word_trouble (finding->trouble));
  else if (finding->trouble == MV_FORM_NO_PROJECT)
    {
      mv_form_row_set_error (self->subject_row, word_trouble (finding->trouble));
      gtk_widget_grab_focus (GTK_WIDGET (self->subject));
    }
  else if (finding->trouble == MV_FORM_NOT_A_DATE)
    {
      mv_form_row_set_error (self->date_row, word_trouble (finding->trouble));
      gtk_widget_grab_focus (GTK_WIDGET (self->date));
    }
  else
    point_at_part (self, finding);
}
