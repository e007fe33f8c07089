/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-views.h"

G_BEGIN_DECLS

/* The parts of the project page, each built from the view alone. */

/* The phase's own words: what is agreed and where its sub-phases are. */
GtkWidget *mv_project_parts_new_phase (const MvProjectView *view,
                                       const MvProjectBox *box,
                                       gboolean folded,
                                       gboolean with_name);
GtkWidget *mv_project_parts_new_contributions (const MvProjectView *view,
                                               const MvProjectBox *box,
                                               gboolean folded);
/* Next meeting and news, then the rows that open more of the project. */
GtkWidget *mv_project_parts_new_side (const MvProjectView *view);
GtkWidget *mv_project_parts_new_notes (const MvProjectView *view, gboolean folded);

G_END_DECLS
