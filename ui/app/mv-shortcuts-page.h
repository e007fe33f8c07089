/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"

G_BEGIN_DECLS

/**
 * MvShortcutsPage:
 *
 * All keys of the program. A page and not GTK's window for it, which a screen reader meets as
 * nameless parts, and whose keys it does not say.
 */
#define MV_TYPE_SHORTCUTS_PAGE (mv_shortcuts_page_get_type ())
G_DECLARE_FINAL_TYPE (MvShortcutsPage, mv_shortcuts_page, MV, SHORTCUTS_PAGE, MvPageWidget)

MvPageWidget *mv_shortcuts_page_new (void);

G_END_DECLS
