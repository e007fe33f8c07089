/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-palette.h"

G_BEGIN_DECLS

/**
 * MvShapeWidget:
 *
 * The sign of a phase's state. Screen readers do not meet it: the state stands beside it in words.
 */
#define MV_TYPE_SHAPE_WIDGET (mv_shape_widget_get_type ())
G_DECLARE_FINAL_TYPE (MvShapeWidget, mv_shape_widget, MV, SHAPE_WIDGET, GtkWidget)

/* @size: in pixels at normal text size; grows with the text */
GtkWidget *mv_shape_widget_new (MvShape shape, int size, MvGround ground);
void mv_shape_widget_set_ground (MvShapeWidget *self, MvGround ground);

G_END_DECLS
