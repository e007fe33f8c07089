/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-application.h"
#include "mv-window.h"

/*
 * The program with one action more: `measure` prints a line for each text that has less room than
 * it needs, and then "measured".
 */

/* Layout is in whole pixels, text in parts of them. */
#define SLACK 1

static void
report (GtkLabel *label, const char *problem)
{
  g_print ("%s: «%s»\n", problem, gtk_label_get_text (label));
}

static void
measure_label (GtkWidget *widget, GtkWidget *window)
{
  GtkLabel *label = GTK_LABEL (widget);
  PangoLayout *layout = gtk_label_get_layout (label);
  PangoRectangle text;
  graphene_rect_t bounds;

  if (*gtk_label_get_text (label) == '\0')
    return;
  if (pango_layout_is_ellipsized (layout))
    report (label, "cut");
  pango_layout_get_pixel_extents (layout, NULL, &text);
  if (text.width > gtk_widget_get_width (widget) + SLACK)
    report (label, "too narrow");
  if (text.height > gtk_widget_get_height (widget) + SLACK)
    report (label, "too low");
  if (gtk_widget_compute_bounds (widget, window, &bounds) &&
      (bounds.origin.x < -SLACK ||
       bounds.origin.x + bounds.size.width > (float) (gtk_widget_get_width (window) + SLACK)))
    report (label, "beyond the edge");
}

static void
measure (GtkWidget *widget, GtkWidget *window)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    measure_label (widget, window);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    measure (child, window);
}

static void
measure_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWidget *window = user_data;

  measure (window, window);
  g_print ("measured\n");
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window)
{
  GSimpleAction *action;

  if (!MV_IS_WINDOW (window))
    return;
  action = g_simple_action_new ("measure", NULL);
  g_signal_connect_object (action, "activate", G_CALLBACK (measure_cb), window, 0);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
  g_object_unref (action);
}

int
main (int argc, char **argv)
{
  g_autoptr (MvApplication) application = mv_application_new ();

  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
