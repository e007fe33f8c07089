/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-db.h"

G_BEGIN_DECLS

/**
 * MvWatch:
 *
 * Hears of what programs beside the server have written to its database, such as a member that was
 * added by command, so that pulls which wait need not wait for their time. For
 * databases that tell nobody themselves; see #MvDbListener for those that do.
 */
#define MV_TYPE_WATCH (mv_watch_get_type ())
G_DECLARE_FINAL_TYPE (MvWatch, mv_watch, MV, WATCH, GObject)

/* @touched: (element-type utf8): scopes that changed */
typedef void (*MvWatchFunc) (GPtrArray *touched, gpointer user_data);

MvWatch *mv_watch_new (const char *database, MvWatchFunc heard, gpointer user_data, GError **error);
void mv_watch_stop (MvWatch *self);

G_END_DECLS
