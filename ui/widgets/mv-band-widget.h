/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-palette.h"

G_BEGIN_DECLS

/**
 * MvBandWidget:
 *
 * The woven band, or a part of it: a warp for each contribution, a weft where it was answered. For
 * screen readers a picture whose words say the same.
 */
#define MV_TYPE_BAND_WIDGET (mv_band_widget_get_type ())
G_DECLARE_FINAL_TYPE (MvBandWidget, mv_band_widget, MV, BAND_WIDGET, GtkWidget)

/* @n_ranges: parts of equal width, with @gap pixels between them, as the boxes over the band */
GtkWidget *mv_band_widget_new (guint n_ranges, int gap, MvGround ground);
void mv_band_widget_append (MvBandWidget *self, guint range, const MvBandStitch *stitch);
void mv_band_widget_set_label (MvBandWidget *self, const char *label);
void mv_band_widget_set_ground (MvBandWidget *self, MvGround ground);

G_END_DECLS
