/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvProjectPartPage:
 *
 * More of a project, plainly listed: people, documents, plan (and agreement), meetings, news,
 * contributions.
 */
#define MV_TYPE_PROJECT_PART_PAGE (mv_project_part_page_get_type ())
G_DECLARE_FINAL_TYPE (MvProjectPartPage, mv_project_part_page, MV, PROJECT_PART_PAGE, MvPageWidget)

/* @part: people, documents, plan, meetings, news, contributions */
MvPageWidget *mv_project_part_page_new (MvSession *session,
                                        const char *account,
                                        const char *project,
                                        const char *part);

G_END_DECLS
