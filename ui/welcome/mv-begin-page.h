/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvBeginPage:
 *
 * How a person wants to begin: with an invitation, as on another machine of one's own, on this
 * machine alone, or with the example.
 */
#define MV_TYPE_BEGIN_PAGE (mv_begin_page_get_type ())
G_DECLARE_FINAL_TYPE (MvBeginPage, mv_begin_page, MV, BEGIN_PAGE, MvPageWidget)

MvPageWidget *mv_begin_page_new (MvSession *session);

G_END_DECLS
