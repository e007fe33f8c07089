/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-shown.h"

#include "mv-today-page.h"

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  MvWindow *window = user_data;
  MvPageWidget *page = mv_window_get_page (window);

  if (!MV_IS_TODAY_PAGE (page) || !mv_today_page_has_content (MV_TODAY_PAGE (page)))
    return;

  g_print ("shown\n");
  g_application_quit (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (window))));
}

/**
 * mv_shown_watch:
 * @window: a window that has been presented
 *
 * With MEDVIRK_SAY_WHEN_SHOWN in the environment: says "shown" after the first frame with what I
 * dag has to show, and ends the program. So the time of a start can be measured from outside.
 */
void
mv_shown_watch (MvWindow *window)
{
  if (g_getenv ("MEDVIRK_SAY_WHEN_SHOWN") == NULL)
    return;

  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                           G_CALLBACK (painted_cb), window, 0);
}
