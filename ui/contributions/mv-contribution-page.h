/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvContributionPage:
 *
 * One contribution: the editor for a draft, the reading view for one that is shared, or both texts
 * where it was written on two machines.
 */
#define MV_TYPE_CONTRIBUTION_PAGE (mv_contribution_page_get_type ())
G_DECLARE_FINAL_TYPE (MvContributionPage, mv_contribution_page, MV, CONTRIBUTION_PAGE, MvPageWidget)

GtkWidget *mv_contribution_page_new (MvSession *session, const char *account, const char *id);
GtkWidget *mv_contribution_page_new_draft (MvSession *session,
                                           const char *account,
                                           const char *project,
                                           const char *phase);

G_END_DECLS
