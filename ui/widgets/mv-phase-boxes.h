/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-views.h"

G_BEGIN_DECLS

/**
 * MvPhaseBoxes:
 *
 * Where a project is: a box for each phase in its region's words, with its state as sign and word
 * and its count, threads between them, and the woven band under them. One box is chosen. Wide, they
 * stand in a line (five and more in two); folded, one under the other, and what belongs to the
 * chosen box opens under it. Not a progress bar: phases overlap and some are not relevant.
 *
 * Signal `chosen (uint)`: the person chose a box.
 */
#define MV_TYPE_PHASE_BOXES (mv_phase_boxes_get_type ())
G_DECLARE_FINAL_TYPE (MvPhaseBoxes, mv_phase_boxes, MV, PHASE_BOXES, GtkWidget)

GtkWidget *mv_phase_boxes_new (void);
/* @view: not kept; the box across the phases is left out. @chosen: which box is chosen at first */
void mv_phase_boxes_set_view (MvPhaseBoxes *self, const MvProjectView *view, guint chosen);
void mv_phase_boxes_set_folded (MvPhaseBoxes *self, gboolean folded);
/* @box: a box that is not shown leaves none chosen */
void mv_phase_boxes_set_chosen (MvPhaseBoxes *self, guint box);
/* @detail: (transfer floating) (nullable): stands under the chosen box when folded, else nowhere */
void mv_phase_boxes_set_detail (MvPhaseBoxes *self, GtkWidget *detail);

G_END_DECLS
