/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-start-window.h"

#include "mv-accessible.h"
#include "mv-trouble.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static GtkWindow *
new_window (GtkApplication *application,
            const char *title,
            const char *sentence,
            GtkWidget *button,
            GtkWidget *content)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *page = g_object_new (ADW_TYPE_STATUS_PAGE, "title", title, "description", sentence,
                                  "child", content, "vexpand", TRUE, NULL);
  GtkWindow *window =
      g_object_new (ADW_TYPE_APPLICATION_WINDOW, "application", application, "title", "Medvirk",
                    "default-width", 640, "default-height", 480, "content", box, NULL);

  gtk_widget_add_css_class (bar, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "window.close");
  mv_accessible_set_description (button, sentence);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), page);
  gtk_window_set_focus (window, button);
  return window;
}

/**
 * mv_start_window_new_trouble:
 * @application: the program
 * @trouble: why it has no store
 *
 * Says what happened, what it means for the texts and what to do.
 *
 * Returns: (transfer none): a window; the application owns it
 */
GtkWindow *
mv_start_window_new_trouble (GtkApplication *application, const GError *trouble)
{
  g_autofree char *sentence = mv_trouble_dup_sentence (trouble, MV_TROUBLE_STARTING);
  GtkWidget *button = gtk_button_new_with_label (_ ("Close"));

  gtk_widget_add_css_class (button, "primary");
  return new_window (application, _ ("Medvirk cannot start"), sentence, button, button);
}

/**
 * mv_start_window_new_waiting:
 * @application: the program
 *
 * Says that the store is still being opened: a new version of the program may put many texts in an
 * order of its own first.
 *
 * Returns: (transfer none): a window; the application owns it
 */
GtkWindow *
mv_start_window_new_waiting (GtkApplication *application)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *button = gtk_button_new_with_label (_ ("Close"));

  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_SPINNER, "spinning", TRUE, "width-request", 32,
                                "height-request", 32, "halign", GTK_ALIGN_CENTER, "accessible-role",
                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (button, "second");
  return new_window (application, _ ("Medvirk is starting"),
                     _ ("Your texts are being made ready. After an update this may take a minute."),
                     button, box);
}
