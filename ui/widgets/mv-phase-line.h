/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MvPhaseLine:
 *
 * Boxes side by side in columns of equal width, with the thread in the gaps between them. A line
 * with fewer boxes than columns leaves the last columns empty, so that lines under one another
 * agree.
 */
#define MV_TYPE_PHASE_LINE (mv_phase_line_get_type ())
G_DECLARE_FINAL_TYPE (MvPhaseLine, mv_phase_line, MV, PHASE_LINE, GtkWidget)

/* @thread_y: where the thread runs, in pixels from the top at normal text size */
GtkWidget *mv_phase_line_new (guint n_columns, int gap, int thread_y);
void mv_phase_line_append (MvPhaseLine *self, GtkWidget *child);

G_END_DECLS
