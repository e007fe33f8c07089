/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-sidebar.h"
#include "mv-window.h"

G_BEGIN_DECLS

void mv_window_install_actions (MvWindow *self);
MvSidebar *mv_window_get_sidebar (MvWindow *self);
void mv_window_show_sidebar (MvWindow *self);
void mv_window_go_across (MvWindow *self);
GCancellable *mv_window_get_cancellable (MvWindow *self);

G_END_DECLS
