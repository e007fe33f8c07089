/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-text-scale.h"

/**
 * mv_text_scale_apply:
 * @percent: 100–200; what is outside counts as the nearest of the two
 *
 * Sets the size of all text at once. The style sheets measure in em, so that everything that
 * belongs to text grows with it.
 */
void
mv_text_scale_apply (int percent)
{
  static int desktop_dpi = 0;
  GtkSettings *settings = gtk_settings_get_default ();

  if (settings == NULL)
    return;
  if (desktop_dpi == 0)
    {
      g_object_get (settings, "gtk-xft-dpi", &desktop_dpi, NULL);
      if (desktop_dpi <= 0)
        desktop_dpi = 96 * 1024;
    }
  percent = CLAMP (percent, MV_TEXT_SCALE_MIN, MV_TEXT_SCALE_MAX);
  g_object_set (settings, "gtk-xft-dpi", (int) ((gint64) desktop_dpi * percent / 100), NULL);
}
