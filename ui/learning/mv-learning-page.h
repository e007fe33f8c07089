/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvLearningPage:
 *
 * The place "Learning": courses and guides, and what the words of the field mean.
 */
#define MV_TYPE_LEARNING_PAGE (mv_learning_page_get_type ())
G_DECLARE_FINAL_TYPE (MvLearningPage, mv_learning_page, MV, LEARNING_PAGE, MvPageWidget)

GtkWidget *mv_learning_page_new (MvSession *session);

G_END_DECLS
