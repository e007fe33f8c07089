/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-no-start-window.h"

#include "mv-accessible.h"
#include "mv-trouble.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * mv_no_start_window_new:
 * @application: the program
 * @trouble: why it has no store
 *
 * In the place of the window when there is nothing to show: says what happened, what it means for
 * the texts and what to do. The keyboard is on the button that closes it, so that a screen reader
 * has something to read the sentence with.
 *
 * Returns: (transfer none): a window; the application owns it
 */
GtkWindow *
mv_no_start_window_new (GtkApplication *application, const GError *trouble)
{
  g_autofree char *sentence = mv_trouble_dup_sentence (trouble, MV_TROUBLE_STARTING);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Close"));
  GtkWidget *page = g_object_new (ADW_TYPE_STATUS_PAGE, "title", _ ("Medvirk cannot start"),
                                  "description", sentence, "child", button, "vexpand", TRUE, NULL);
  GtkWindow *window =
      g_object_new (ADW_TYPE_APPLICATION_WINDOW, "application", application, "title", "Medvirk",
                    "default-width", 640, "default-height", 480, "content", box, NULL);

  gtk_widget_add_css_class (bar, "flat");
  gtk_widget_add_css_class (button, "primary");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "window.close");
  mv_accessible_set_description (button, sentence);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), page);
  gtk_window_set_focus (window, button);
  return window;
}
