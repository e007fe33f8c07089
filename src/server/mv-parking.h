/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-random.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MvParking:
 *
 * Where pulls wait that have nothing to fetch yet. A change in a scope that a pull watches wakes
 * it; what everybody watches (`catalogue`, `studies/…`) wakes them spread over half a minute, so
 * that one import does not bring all devices at once.
 */
#define MV_TYPE_PARKING (mv_parking_get_type ())
G_DECLARE_FINAL_TYPE (MvParking, mv_parking, MV, PARKING, GObject)

#define MV_PARKING_SPREAD_MS 30000
#define MV_PARKING_SPREAD_ALL_MS 1000

/* @is_time_up: nothing came in the time the pull was willing to wait */
typedef void (*MvWakeFunc) (gpointer parked, gboolean is_time_up, gpointer user_data);

MvParking *mv_parking_new (MvRandom *random, MvWakeFunc wake, gpointer user_data);

gint64 mv_parking_get_serial (MvParking *self);
gboolean mv_parking_add (
    MvParking *self, gpointer parked, GPtrArray *watched, gint64 since_serial, guint wait_ms);
void mv_parking_remove (MvParking *self, gpointer parked);
void mv_parking_touch (MvParking *self, GPtrArray *touched);
void mv_parking_touch_all (MvParking *self);
void mv_parking_end (MvParking *self);
guint mv_parking_get_n_parked (MvParking *self);

G_END_DECLS
