/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvLinkPage:
 *
 * Makes a code with which the person uses another machine too: once, and for ten minutes.
 */
#define MV_TYPE_LINK_PAGE (mv_link_page_get_type ())
G_DECLARE_FINAL_TYPE (MvLinkPage, mv_link_page, MV, LINK_PAGE, MvPageWidget)

MvPageWidget *mv_link_page_new (MvSession *session);

G_END_DECLS
