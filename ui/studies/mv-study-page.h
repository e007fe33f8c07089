/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvStudyPage:
 *
 * A study in plain words: what it is about, who can take part, what happens, and how patients and
 * next of kin have influenced it.
 */
#define MV_TYPE_STUDY_PAGE (mv_study_page_get_type ())
G_DECLARE_FINAL_TYPE (MvStudyPage, mv_study_page, MV, STUDY_PAGE, MvPageWidget)

GtkWidget *mv_study_page_new (MvSession *session, const char *study);

G_END_DECLS
