/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The only place that knows message dialogs, since newer releases of the platform replace them. A
 * dialog is for what cannot be undone and for what must be read; everything else stands in the
 * page. */

void mv_dialogs_tell (GtkWidget *near, const char *heading, const char *body);
void mv_dialogs_ask_async (GtkWidget *near,
                           const char *heading,
                           const char *body,
                           const char *yes_label,
                           gboolean is_destructive,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean mv_dialogs_ask_finish (GAsyncResult *result);

G_END_DECLS
