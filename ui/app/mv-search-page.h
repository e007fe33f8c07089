/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvSearchPage:
 *
 * What was found for some words in everything there is on this machine: projects, contributions and
 * studies, the best few of each.
 */
#define MV_TYPE_SEARCH_PAGE (mv_search_page_get_type ())
G_DECLARE_FINAL_TYPE (MvSearchPage, mv_search_page, MV, SEARCH_PAGE, MvPageWidget)

MvPageWidget *mv_search_page_new (MvSession *session, const char *text);
void mv_search_page_find (MvSearchPage *self, const char *text);

G_END_DECLS
