/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvWelcomePage:
 *
 * The first page of all: language and text size, which both take effect at once. Goes on to
 * `win.begin`.
 */
#define MV_TYPE_WELCOME_PAGE (mv_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (MvWelcomePage, mv_welcome_page, MV, WELCOME_PAGE, MvPageWidget)

MvPageWidget *mv_welcome_page_new (MvSession *session);

G_END_DECLS
