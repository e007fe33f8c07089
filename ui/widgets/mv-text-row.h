/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MV_TYPE_TEXT_ROW (mv_text_row_get_type ())
G_DECLARE_FINAL_TYPE (MvTextRow, mv_text_row, MV, TEXT_ROW, GtkListBoxRow)

/* @title: plain text, as people wrote it; @subtitle: (nullable) */
GtkWidget *mv_text_row_new (const char *title, const char *subtitle);
/* @lines: after so many the title is cut with an ellipsis; 0: never */
void mv_text_row_set_title_lines (MvTextRow *self, int lines);
/* (transfer floating) */
void mv_text_row_add_prefix (MvTextRow *self, GtkWidget *prefix);
void mv_text_row_add_suffix (MvTextRow *self, GtkWidget *suffix);

G_END_DECLS
