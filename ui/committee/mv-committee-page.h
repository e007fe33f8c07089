/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvCommitteePage:
 *
 * The place "User committee", for members and secretaries: says what it will hold and what there is
 * already.
 */
#define MV_TYPE_COMMITTEE_PAGE (mv_committee_page_get_type ())
G_DECLARE_FINAL_TYPE (MvCommitteePage, mv_committee_page, MV, COMMITTEE_PAGE, MvPageWidget)

GtkWidget *mv_committee_page_new (MvSession *session);

G_END_DECLS
