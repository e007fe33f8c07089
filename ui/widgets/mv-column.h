/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MV_TYPE_COLUMN (mv_column_get_type ())
G_DECLARE_FINAL_TYPE (MvColumn, mv_column, MV, COLUMN, GtkWidget)

GtkWidget *mv_column_new (GtkWidget *content, int widest);

G_END_DECLS
