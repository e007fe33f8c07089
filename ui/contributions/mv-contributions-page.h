/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvContributionsPage:
 *
 * The place "Contributions": one's own of all years; for a project's team everybody's, with those
 * that wait for an answer first.
 */
#define MV_TYPE_CONTRIBUTIONS_PAGE (mv_contributions_page_get_type ())
G_DECLARE_FINAL_TYPE (
    MvContributionsPage, mv_contributions_page, MV, CONTRIBUTIONS_PAGE, MvPageWidget)

GtkWidget *mv_contributions_page_new (MvSession *session);

G_END_DECLS
