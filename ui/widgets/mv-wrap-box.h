/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MvWrapBox:
 *
 * Puts its children in lines at their natural width, as words in a paragraph: no common columns, as
 * GtkFlowBox makes them. Where `stacked` is set, one child a line over the whole width.
 */
#define MV_TYPE_WRAP_BOX (mv_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (MvWrapBox, mv_wrap_box, MV, WRAP_BOX, GtkWidget)

GtkWidget *mv_wrap_box_new (int spacing);
void mv_wrap_box_append (MvWrapBox *self, GtkWidget *child);
gboolean mv_wrap_box_get_stacked (MvWrapBox *self);
void mv_wrap_box_set_stacked (MvWrapBox *self, gboolean stacked);
void mv_wrap_box_set_line_spacing (MvWrapBox *self, int line_spacing);

G_END_DECLS
