/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-contribution-form.h"

G_BEGIN_DECLS

/**
 * MvSuggestionList:
 *
 * The numbered suggestions of the editor, with the button that adds one.
 */
#define MV_TYPE_SUGGESTION_LIST (mv_suggestion_list_get_type ())
G_DECLARE_FINAL_TYPE (MvSuggestionList, mv_suggestion_list, MV, SUGGESTION_LIST, GtkWidget)

void mv_suggestion_list_set_form (MvSuggestionList *self, MvContributionForm *form);
void mv_suggestion_list_set_folded (MvSuggestionList *self, gboolean folded);
void mv_suggestion_list_point_at (MvSuggestionList *self,
                                  MvSuggestion *suggestion,
                                  const char *part,
                                  const char *sentence);

G_END_DECLS
