/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * MvPane:
 *
 * The content side of the window. It asks for the width that text needs to be read, so that the
 * window folds to one pane at the same width whichever page is shown, and tells by `narrow` when
 * the page has to put everything in one column. Both are measured in letters, not pixels: twice as
 * large text is half as wide a window.
 */
#define MV_TYPE_PANE (mv_pane_get_type ())
G_DECLARE_FINAL_TYPE (MvPane, mv_pane, MV, PANE, GtkWidget)

gboolean mv_pane_get_narrow (MvPane *self);
/* Text is so large that titles do not fit the header bar. */
gboolean mv_pane_get_has_large_text (MvPane *self);

G_END_DECLS
