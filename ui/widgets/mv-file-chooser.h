/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The only place that knows the platform's file chooser, since newer releases replace it. */

void mv_file_chooser_open_async (GtkWidget *near,
                                 const char *title,
                                 const char *filter_name,
                                 const char *pattern,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GFile *mv_file_chooser_open_finish (GAsyncResult *result);

G_END_DECLS
