/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MvClock:
 *
 * Where the time comes from. Given at construction, so that a test can hold the clock.
 */
#define MV_TYPE_CLOCK (mv_clock_get_type ())
G_DECLARE_INTERFACE (MvClock, mv_clock, MV, CLOCK, GObject)

struct _MvClockInterface
{
  GTypeInterface parent_iface;
  gint64 (*now_us) (MvClock *self);
};

gint64 mv_clock_now_us (MvClock *self);
char *mv_clock_dup_now (MvClock *self);
char *mv_clock_dup_today (MvClock *self, GTimeZone *zone);

/**
 * MvClockSystem:
 *
 * The machine's clock.
 */
#define MV_TYPE_CLOCK_SYSTEM (mv_clock_system_get_type ())
G_DECLARE_FINAL_TYPE (MvClockSystem, mv_clock_system, MV, CLOCK_SYSTEM, GObject)
MvClock *mv_clock_system_new (void);
MvClock *mv_clock_system_new_at (gint64 now_us);

/**
 * MvClockVirtual:
 *
 * A clock that stands still until it is moved. For tests and for pictures with a fixed date.
 */
#define MV_TYPE_CLOCK_VIRTUAL (mv_clock_virtual_get_type ())
G_DECLARE_FINAL_TYPE (MvClockVirtual, mv_clock_virtual, MV, CLOCK_VIRTUAL, GObject)
MvClock *mv_clock_virtual_new (gint64 now_us);
void mv_clock_virtual_set (MvClockVirtual *self, gint64 now_us);
void mv_clock_virtual_advance (MvClockVirtual *self, gint64 by_us);

char *mv_time_to_text (gint64 time_us);
gboolean mv_time_from_text (const char *text, gint64 *out_time_us);
gboolean mv_date_is_valid (const char *text);

G_END_DECLS
