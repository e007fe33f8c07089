/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mv_accessible_set_label (gpointer widget, const char *label);
void mv_accessible_set_only_label (gpointer widget, const char *label);
void mv_accessible_set_description (gpointer widget, const char *description);
void mv_accessible_set_labelled_by (gpointer widget, GtkWidget *label);
void mv_accessible_set_described_by (gpointer widget, GtkWidget *description);
void mv_accessible_follow_choice (GtkToggleButton *button);
void mv_accessible_set_hidden (gpointer widget, gboolean is_hidden);
void mv_accessible_set_invalid (gpointer widget, gboolean is_invalid);
void mv_accessible_name_row (GtkListItem *item, const char *label);

G_END_DECLS
