/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvStudiesPage:
 *
 * The place "Studies": the catalogue, to search in.
 */
#define MV_TYPE_STUDIES_PAGE (mv_studies_page_get_type ())
G_DECLARE_FINAL_TYPE (MvStudiesPage, mv_studies_page, MV, STUDIES_PAGE, MvPageWidget)

GtkWidget *mv_studies_page_new (MvSession *session);

G_END_DECLS
