/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvProjectsPage:
 *
 * All projects a person has or has had, over all accounts: those that go on first. A search over
 * them where there are more than a few.
 */
#define MV_TYPE_PROJECTS_PAGE (mv_projects_page_get_type ())
G_DECLARE_FINAL_TYPE (MvProjectsPage, mv_projects_page, MV, PROJECTS_PAGE, MvPageWidget)

MvPageWidget *mv_projects_page_new (MvSession *session);

G_END_DECLS
