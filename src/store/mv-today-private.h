/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-view-private.h"

G_BEGIN_DECLS

/* I dag of one account while it is put together. */
typedef struct
{
  MvViewSource *source; /* (unowned) */
  MvToday *today;       /* (unowned) */
} MvTodayWork;

MvTodayEntry *mv_today_add (MvTodayWork *work, MvTodayKind kind, const char *id, const char *date);
gboolean
mv_today_set_project (MvTodayWork *work, MvTodayEntry *entry, const char *project, GError **error);

gboolean mv_today_add_new (MvTodayWork *work, GError **error);
gboolean mv_today_add_waiting (MvTodayWork *work, GError **error);
gboolean mv_today_add_meetings (MvTodayWork *work, GError **error);

G_END_DECLS
