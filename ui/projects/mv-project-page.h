/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvProjectPage:
 *
 * One project: where it is, what is agreed in the phase that is chosen, the contributions in it,
 * the next meeting and news, and rows to people, documents, study information and plan. The team
 * sees the same page with its own counts.
 */
#define MV_TYPE_PROJECT_PAGE (mv_project_page_get_type ())
G_DECLARE_FINAL_TYPE (MvProjectPage, mv_project_page, MV, PROJECT_PAGE, MvPageWidget)

MvPageWidget *mv_project_page_new (MvSession *session, const char *account, const char *project);

G_END_DECLS
