/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-palette.h"

G_BEGIN_DECLS

/**
 * MvStitchWidget:
 *
 * One stitch of the band, the sign of a contribution in lists. Screen readers do not meet it: the
 * row says the same in words.
 */
#define MV_TYPE_STITCH_WIDGET (mv_stitch_widget_get_type ())
G_DECLARE_FINAL_TYPE (MvStitchWidget, mv_stitch_widget, MV, STITCH_WIDGET, GtkWidget)

GtkWidget *mv_stitch_widget_new (gboolean is_own, MvWeft weft);

G_END_DECLS
