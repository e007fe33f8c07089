/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-answer-draft.h"

G_BEGIN_DECLS

/**
 * MvSuggestionView:
 *
 * A shared suggestion with what became of it; for the team with the form that answers. Signal
 * `opened` when a form was opened.
 */
#define MV_TYPE_SUGGESTION_VIEW (mv_suggestion_view_get_type ())
G_DECLARE_FINAL_TYPE (MvSuggestionView, mv_suggestion_view, MV, SUGGESTION_VIEW, AdwBin)

GtkWidget *mv_suggestion_view_new (guint number, const char *text);
void mv_suggestion_view_set_answer (MvSuggestionView *self, MvRecord *reply, const char *answerer);
void mv_suggestion_view_set_waiting (MvSuggestionView *self);
void
mv_suggestion_view_set_draft (MvSuggestionView *self, MvAnswerDraft *draft, const char *reader);
MvAnswerDraft *mv_suggestion_view_get_draft (MvSuggestionView *self);
void mv_suggestion_view_set_folded (MvSuggestionView *self, gboolean folded);
void mv_suggestion_view_point_at (MvSuggestionView *self, MvAnswerTrouble trouble);

G_END_DECLS
