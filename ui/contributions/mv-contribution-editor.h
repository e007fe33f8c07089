/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-contribution-form.h"

G_BEGIN_DECLS

/**
 * MvContributionEditor:
 *
 * The form where a contribution is written. Shows and changes an MvContributionForm; saving and
 * sharing belong to the page. Signals: `project-chosen (char *account)` before the form gets the
 * project, `share`, `leave`, `field-left` when the keyboard goes from one field to another.
 */
#define MV_TYPE_CONTRIBUTION_EDITOR (mv_contribution_editor_get_type ())
G_DECLARE_FINAL_TYPE (MvContributionEditor, mv_contribution_editor, MV, CONTRIBUTION_EDITOR, AdwBin)

GtkWidget *
mv_contribution_editor_new (MvContributionForm *form, const char *language, const char *today);
void mv_contribution_editor_set_projects (MvContributionEditor *self, GPtrArray *projects);
void mv_contribution_editor_set_readers (MvContributionEditor *self,
                                         const char *project,
                                         guint n_everyone,
                                         guint n_team);
void mv_contribution_editor_set_is_edit (MvContributionEditor *self, gboolean is_edit);
void mv_contribution_editor_set_can_share (MvContributionEditor *self, gboolean can_share);
void mv_contribution_editor_set_folded (MvContributionEditor *self, gboolean folded);
const char *mv_contribution_editor_get_audience (MvContributionEditor *self);
void mv_contribution_editor_set_trouble (MvContributionEditor *self, const char *sentence);
void mv_contribution_editor_point_at (MvContributionEditor *self, const MvFormFinding *finding);

G_END_DECLS
