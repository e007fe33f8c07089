/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-suggestion.h"

G_BEGIN_DECLS

/**
 * MvSuggestionRow:
 *
 * One suggestion in the editor: number, text, and what can be done with it; or, when it was taken
 * out, the row that says so and puts it back. Signals: `move (int by)`, `next` (Enter was pressed).
 */
#define MV_TYPE_SUGGESTION_ROW (mv_suggestion_row_get_type ())
G_DECLARE_FINAL_TYPE (MvSuggestionRow, mv_suggestion_row, MV, SUGGESTION_ROW, AdwBin)

GtkWidget *mv_suggestion_row_new (MvSuggestion *suggestion);
MvSuggestion *mv_suggestion_row_get_suggestion (MvSuggestionRow *self);
void mv_suggestion_row_set_place (MvSuggestionRow *self, guint number, guint n_in_all);
void mv_suggestion_row_set_folded (MvSuggestionRow *self, gboolean folded);
GtkWidget *mv_suggestion_row_get_actions (MvSuggestionRow *self);
void mv_suggestion_row_focus_move (MvSuggestionRow *self, int by);
void mv_suggestion_row_select (MvSuggestionRow *self, const char *part);

G_END_DECLS
