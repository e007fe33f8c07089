/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-answer-draft.h"

G_BEGIN_DECLS

/**
 * MvAnswerForm:
 *
 * What became of a suggestion, in one click and one sentence.
 */
#define MV_TYPE_ANSWER_FORM (mv_answer_form_get_type ())
G_DECLARE_FINAL_TYPE (MvAnswerForm, mv_answer_form, MV, ANSWER_FORM, AdwBin)

GtkWidget *mv_answer_form_new (MvAnswerDraft *draft, const char *reader);
MvAnswerDraft *mv_answer_form_get_draft (MvAnswerForm *self);
void mv_answer_form_point_at (MvAnswerForm *self, MvAnswerTrouble trouble);

G_END_DECLS
