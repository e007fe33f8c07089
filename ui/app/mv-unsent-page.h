/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvUnsentPage:
 *
 * What is not sent yet, in the person's own words, and what needs attention with the reason and
 * what to do. Also when the server last answered.
 */
#define MV_TYPE_UNSENT_PAGE (mv_unsent_page_get_type ())
G_DECLARE_FINAL_TYPE (MvUnsentPage, mv_unsent_page, MV, UNSENT_PAGE, MvPageWidget)

MvPageWidget *mv_unsent_page_new (MvSession *session);

G_END_DECLS
