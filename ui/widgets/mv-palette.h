/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-drawing.h"

G_BEGIN_DECLS

/**
 * MvGround:
 *
 * What lies behind a drawing, since the gaps of the weave show it.
 */
typedef enum
{
  MV_GROUND_WINDOW,
  MV_GROUND_CARD,
  MV_GROUND_CHOSEN, /* the tint of what is chosen */
} MvGround;

/* The colours of the style sheet in force: light, dark, or high contrast. */
void mv_palette_from_widget (GtkWidget *widget, MvGround ground, MvPalette *out_palette);
/* How much larger than drawn a sign is at the widget's text size: by 0.7 of what the text grows. */
double mv_palette_get_stretch (GtkWidget *widget);

G_END_DECLS
