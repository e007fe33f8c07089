/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MvFormRow:
 *
 * A question of a form and its field: the question in bold with an optional hint, beside the field
 * where there is room and above it when folded; under the field the sentence that says what is
 * wrong. Properties: `label`, `hint`, `child` (what stands beside the question), `control` (the
 * widget in it that takes the focus and gets the question for its name; the child itself if not
 * set), `folded`, `error` (text or %NULL).
 */
#define MV_TYPE_FORM_ROW (mv_form_row_get_type ())
G_DECLARE_FINAL_TYPE (MvFormRow, mv_form_row, MV, FORM_ROW, GtkWidget)

GtkWidget *mv_form_row_new (const char *label, GtkWidget *child);
void mv_form_row_set_hint (MvFormRow *self, const char *hint);
void mv_form_row_set_error (MvFormRow *self, const char *error);
const char *mv_form_row_get_error (MvFormRow *self);
void mv_form_row_set_folded (MvFormRow *self, gboolean folded);
void mv_form_row_set_control (MvFormRow *self, GtkWidget *control);

G_END_DECLS
