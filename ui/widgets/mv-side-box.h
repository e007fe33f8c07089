/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MvSideBox:
 *
 * A main column with a second one beside it where there is room, measured in the width of text, and
 * without it where there is not.
 *
 * Property `has-side`: there is room, so that the page can show something else where there is none.
 */
#define MV_TYPE_SIDE_BOX (mv_side_box_get_type ())
G_DECLARE_FINAL_TYPE (MvSideBox, mv_side_box, MV, SIDE_BOX, GtkWidget)

GtkWidget *mv_side_box_new (GtkWidget *main, GtkWidget *side);

G_END_DECLS
