/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A window with one page in it, as tests of pages and of their parts need it. */
GtkWidget *mv_test_window_new (int width, int height);
/* Puts @page into the window and waits until it is drawn. */
void mv_test_window_show (GtkWidget *window, GtkWidget *page);
/* Ends the window, and proves that nothing of @page is left. */
void mv_test_window_end (GtkWidget *window, GtkWidget *page);

typedef gboolean (*MvTestWanted) (GtkWidget *widget, gconstpointer data);

/* The first widget at or below @widget that is wanted, in reading order, after @n others. Returns:
 * (nullable) */
GtkWidget *
mv_test_find_widget (GtkWidget *widget, MvTestWanted wanted, gconstpointer data, guint n);

G_END_DECLS
