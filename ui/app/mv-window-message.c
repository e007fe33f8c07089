/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-window-private.h"

#include "mv-accessible.h"

#include <glib/gi18n.h>

/* The button that closes a message has a picture only, and GTK calls it by the picture's class. */
static void
name_close_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && GTK_IS_IMAGE (gtk_widget_get_first_child (widget)))
    mv_accessible_set_label (widget, _ ("Close"));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_close_button (child);
}

static void
name_message (AdwToastOverlay *overlay)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (overlay)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != adw_toast_overlay_get_child (overlay))
      name_close_button (child);
}

/**
 * mv_window_say:
 * @self: a window
 * @text: a short sentence
 *
 * Shows a sentence at the foot of the content for a while. Screen readers do not hear it: what
 * matters stands in the page too.
 */
void
mv_window_say (MvWindow *self, const char *text)
{
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_if_fail (MV_IS_WINDOW (self));

  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  /* Slow readers are many among those who use this. */
  adw_toast_set_timeout (toast, 20);
  /* The next one takes its place. */
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (name_message), self->toast_overlay,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
  name_message (self->toast_overlay);
}
