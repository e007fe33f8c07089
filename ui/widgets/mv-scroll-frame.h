/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MV_TYPE_SCROLL_FRAME (mv_scroll_frame_get_type ())
G_DECLARE_FINAL_TYPE (MvScrollFrame, mv_scroll_frame, MV, SCROLL_FRAME, GtkWidget)

GtkWidget *mv_scroll_frame_new (GtkWidget *scroller);

G_END_DECLS
