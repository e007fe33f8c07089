/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What widgets share that place their children themselves: text makes them as high as their width
 * asks for.
 */

GtkSizeRequestMode mv_layout_height_for_width (GtkWidget *widget);
int mv_layout_get_min_width (GtkWidget *child);
int mv_layout_get_natural_width (GtkWidget *child);
int mv_layout_get_height (GtkWidget *child, int width);
void mv_layout_unparent_children (GtkWidget *widget);

G_END_DECLS
