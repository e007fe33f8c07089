/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The way of the Tab key: through a window in the order in which it is built and read aloud.
 *
 * GTK goes by where things stand on the screen and continues in each box where it was last. So the
 * way changed with the height of a text, and passed fields that stood above the one used last.
 *
 * A stop is what can take the keyboard and is on the screen. A list marked with
 * mv_tab_order_set_one_stop() is one stop as a whole; the arrow keys go through its rows.
 */

gboolean mv_tab_order_move (GtkWidget *within, GtkDirectionType direction);
gboolean mv_tab_order_focus_first (GtkWidget *within);
gboolean mv_tab_order_focus (GtkWidget *stop);
gboolean mv_tab_order_has_focus (GtkWidget *part);
/* Returns: (transfer container) (element-type GtkWidget): the stops, in order */
GPtrArray *mv_tab_order_list (GtkWidget *within);
void mv_tab_order_set_one_stop (GtkWidget *list);
void mv_tab_order_visit (GtkWidget *part);

G_END_DECLS
