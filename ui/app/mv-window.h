/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-page-widget.h"
#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvWindow:
 *
 * The frame: sidebar and content, folded to one of them where there is not room for both. Keeps the
 * way back: a place at the bottom, and the pages opened from it.
 */
#define MV_TYPE_WINDOW (mv_window_get_type ())
G_DECLARE_FINAL_TYPE (MvWindow, mv_window, MV, WINDOW, AdwApplicationWindow)

MvWindow *mv_window_new (AdwApplication *application, MvSession *session);
MvSession *mv_window_get_session (MvWindow *self);
void mv_window_open_at (MvWindow *self, const char *place);
void mv_window_begin (MvWindow *self);
void mv_window_join (MvWindow *self, const char *invitation);
void mv_window_go_to (MvWindow *self, const char *place);
/* @page: (transfer floating): shown on top of what is there */
void mv_window_push (MvWindow *self, MvPageWidget *page);
void mv_window_back (MvWindow *self);
MvPageWidget *mv_window_get_page (MvWindow *self);
const char *mv_window_get_place (MvWindow *self);
void mv_window_say (MvWindow *self, const char *text);

G_END_DECLS
