/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands in the place of the window when there is nothing to show: a sentence, and the
 * keyboard on the button that closes it, so that a screen reader has something to read the sentence
 * with. */

GtkWindow *mv_start_window_new_trouble (GtkApplication *application, const GError *trouble);
GtkWindow *mv_start_window_new_waiting (GtkApplication *application);

G_END_DECLS
