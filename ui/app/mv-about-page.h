/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"

G_BEGIN_DECLS

/**
 * MvAboutPage:
 *
 * What the program is, its version, who made it, its licence, and where help and source are. A page
 * and not libadwaita's window for it, where a screen reader meets nameless and hidden parts.
 */
#define MV_TYPE_ABOUT_PAGE (mv_about_page_get_type ())
G_DECLARE_FINAL_TYPE (MvAboutPage, mv_about_page, MV, ABOUT_PAGE, MvPageWidget)

MvPageWidget *mv_about_page_new (void);

G_END_DECLS
