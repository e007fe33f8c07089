/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-window.h"

#include "mv-test-loop.h"

GtkWidget *
mv_test_window_new (int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  return window;
}

void
mv_test_window_show (GtkWidget *window, GtkWidget *page)
{
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  mv_test_settle ();
}

void
mv_test_window_end (GtkWidget *window, GtkWidget *page)
{
  g_object_ref (page);
  gtk_window_destroy (GTK_WINDOW (window));
  mv_test_settle ();
  g_assert_finalize_object (page);
}

static GtkWidget *
find (GtkWidget *widget, MvTestWanted wanted, gconstpointer data, guint *skip)
{
  if (wanted (widget, data) && (*skip)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, wanted, data, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
mv_test_find_widget (GtkWidget *widget, MvTestWanted wanted, gconstpointer data, guint n)
{
  return find (widget, wanted, data, &n);
}
