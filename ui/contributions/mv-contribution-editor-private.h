/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-contribution-editor.h"

#include "mv-contribution-subject.h"
#include "mv-form-row.h"
#include "mv-suggestion-list.h"
#include "mv-text-area.h"
#include "mv-wrap-box.h"

G_BEGIN_DECLS

#define N_AREAS 5
#define N_NUMBERS 4
#define N_CHIPS 7

struct _MvContributionEditor
{
  AdwBin parent_instance;

  MvContributionForm *form; /* (owned) */
  char *today_date;         /* (owned) */
  char *readers_project;    /* (owned) (nullable): title */
  guint n_everyone, n_team; /* people who could read it; 0 for not known yet */
  gboolean is_edit;         /* of a shared contribution */
  gboolean can_share;
  gboolean is_filling; /* the widgets are being set from the form */

  GtkBox *column;
  MvFormRow *subject_row, *date_row, *text_row, *hoped_row, *went_well_row, *better_row, *hours_row,
      *support_row, *more_row, *readers_row;
  MvContributionSubject *subject;
  GtkEditable *date;
  GtkToggleButton *today, *yesterday, *everyone, *team;
  MvTextArea *text, *hoped, *went_well, *better, *support;
  GtkEditable *preparation, *meeting, *travel, *distance;
  GtkWidget *soft_hint;
  MvSuggestionList *suggestions;
  MvWrapBox *chips, *readers, *buttons;
  GtkWidget *phase_chip, *kind_chip, *hours_chip, *hoped_chip, *went_well_chip, *better_chip,
      *support_chip;
  GtkButton *share, *leave;
  GtkLabel *trouble;
  GtkLabel *who;
};

/* The widgets that go with the parts of the form */

typedef struct
{
  MvFormPart part;
  MvTextArea *area;
} MvEditorArea;

typedef struct
{
  MvFormPart part;
  GtkEditable *entry;
} MvEditorNumber;

typedef struct
{
  GtkWidget *chip;
  GtkWidget *opens; /* what the chip puts in its place */
  GtkWidget *focus; /* where the keyboard goes then */
} MvEditorChip;

void mv_contribution_editor_list_areas (MvContributionEditor *self, MvEditorArea *areas);
void mv_contribution_editor_list_numbers (MvContributionEditor *self, MvEditorNumber *numbers);
void mv_contribution_editor_list_chips (MvContributionEditor *self, MvEditorChip *chips);
MvFormRow *mv_contribution_editor_find_row (MvContributionEditor *self, MvFormPart part);
void mv_contribution_editor_show_more (MvContributionEditor *self);

G_END_DECLS
