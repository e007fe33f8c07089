/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-views.h"

G_BEGIN_DECLS

/**
 * MvTodayGroup:
 *
 * The groups of I dag, in their order.
 */
typedef enum
{
  MV_TODAY_GROUP_NEW,
  MV_TODAY_GROUP_WAITS,
  MV_TODAY_GROUP_MEETING,
  MV_TODAY_GROUP_WAITING_FOR,
  MV_TODAY_N_GROUPS,
} MvTodayGroup;

MvTodayGroup mv_today_rows_get_group (MvTodayKind kind);
const char *mv_today_rows_get_heading (MvTodayGroup group);
/* @today: today's date */
GtkWidget *mv_today_rows_new_row (const MvTodayEntry *entry, const char *today);

G_END_DECLS
