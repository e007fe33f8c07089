/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-views.h"

G_BEGIN_DECLS

/*
 * The page to take to the doctor: the study in brief, who can and who cannot take part, and whom to
 * call. It is always one page: a long text gets smaller letters.
 */

GtkPrintOperation *mv_study_sheet_new (const MvStudyView *view);
/* @layout: with the fonts of the paper; @width, @height: what may be drawn on, in points. Returns:
 * the height that was used */
double mv_study_sheet_draw (
    const MvStudyView *view, cairo_t *cr, PangoLayout *layout, double width, double height);

G_END_DECLS
