/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-rows.h"

G_BEGIN_DECLS

/**
 * MvItemRow:
 *
 * The inside of a row of a long list: a sign, title and subtitle, and a chip with the state. Empty
 * and of the same height until there is something to show.
 */
#define MV_TYPE_ITEM_ROW (mv_item_row_get_type ())
G_DECLARE_FINAL_TYPE (MvItemRow, mv_item_row, MV, ITEM_ROW, AdwBin)

GtkWidget *mv_item_row_new (void);
void mv_item_row_clear (MvItemRow *self);
void mv_item_row_set (MvItemRow *self, GtkWidget *sign, const char *title, const char *subtitle);
void mv_item_row_set_state (MvItemRow *self, const char *text, const char *css_class);
void mv_item_row_set_folded (MvItemRow *self, gboolean folded);
char *mv_item_row_dup_spoken (MvItemRow *self);

G_END_DECLS
