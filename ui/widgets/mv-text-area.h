/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MvTextArea:
 *
 * A field for text that grows with what is written, so that nothing scrolls out of sight. Tab
 * leaves it. With `one-paragraph`, Enter does not break the line but emits `activate`. Signals
 * `changed` and `activate`. Property `text`.
 */
#define MV_TYPE_TEXT_AREA (mv_text_area_get_type ())
G_DECLARE_FINAL_TYPE (MvTextArea, mv_text_area, MV, TEXT_AREA, GtkWidget)

GtkWidget *mv_text_area_new (gboolean one_paragraph);
char *mv_text_area_dup_text (MvTextArea *self);
void mv_text_area_set_text (MvTextArea *self, const char *text);
void mv_text_area_set_n_lines (MvTextArea *self, int n_lines);
GtkWidget *mv_text_area_get_view (MvTextArea *self);
void mv_text_area_select (MvTextArea *self, const char *part);

G_END_DECLS
