/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvSidebar:
 *
 * The frame's left side: the name, the button that writes, search, the places, the state of
 * sending. It holds nothing of its own; it activates the window's actions.
 */
#define MV_TYPE_SIDEBAR (mv_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (MvSidebar, mv_sidebar, MV, SIDEBAR, AdwBin)

void mv_sidebar_set_session (MvSidebar *self, MvSession *session);
/* @place: (nullable): whose row is lit */
void mv_sidebar_set_place (MvSidebar *self, const char *place);
void mv_sidebar_set_has_committee (MvSidebar *self, gboolean has_committee);
/* The page shown has a primary button of its own, so that this one steps back. */
void mv_sidebar_set_write_tinted (MvSidebar *self, gboolean tinted);
void mv_sidebar_set_write_visible (MvSidebar *self, gboolean visible);
/* The sidebar is the whole window. */
void mv_sidebar_set_alone (MvSidebar *self, gboolean alone, gboolean has_large_text);
void mv_sidebar_focus_search (MvSidebar *self);
void mv_sidebar_focus_place (MvSidebar *self);

G_END_DECLS
