/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvTodayPage:
 *
 * I dag: what is new to the person, what waits for them, the next meeting and what they wait for.
 * At most seven rows, the rest on request; when there is nothing, it says that this is fine.
 */
#define MV_TYPE_TODAY_PAGE (mv_today_page_get_type ())
G_DECLARE_FINAL_TYPE (MvTodayPage, mv_today_page, MV, TODAY_PAGE, MvPageWidget)

MvPageWidget *mv_today_page_new (MvSession *session);
gboolean mv_today_page_has_content (MvTodayPage *self);

G_END_DECLS
