/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"

G_BEGIN_DECLS

/**
 * MvHelpPage:
 *
 * What a person asks first, answered in a few sentences each.
 */
#define MV_TYPE_HELP_PAGE (mv_help_page_get_type ())
G_DECLARE_FINAL_TYPE (MvHelpPage, mv_help_page, MV, HELP_PAGE, MvPageWidget)

MvPageWidget *mv_help_page_new (void);

G_END_DECLS
