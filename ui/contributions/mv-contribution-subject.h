/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-contribution-form.h"

G_BEGIN_DECLS

/**
 * MvContributionSubject:
 *
 * What a contribution is about: rows for the project and, when asked for, phase and kind. Signals:
 * `project-chosen (char *account)` before the form gets the project, `chosen` after any choice of
 * one.
 */
#define MV_TYPE_CONTRIBUTION_SUBJECT (mv_contribution_subject_get_type ())
G_DECLARE_FINAL_TYPE (
    MvContributionSubject, mv_contribution_subject, MV, CONTRIBUTION_SUBJECT, AdwBin)

void mv_contribution_subject_set_form (MvContributionSubject *self,
                                       MvContributionForm *form,
                                       const char *language);
void mv_contribution_subject_set_projects (MvContributionSubject *self, GPtrArray *projects);
void mv_contribution_subject_set_folded (MvContributionSubject *self, gboolean folded);
GtkWidget *mv_contribution_subject_get_phase_row (MvContributionSubject *self);
GtkWidget *mv_contribution_subject_get_kind_row (MvContributionSubject *self);

G_END_DECLS
