/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "mv-clock.h"

G_BEGIN_DECLS

/**
 * MvRandom:
 *
 * Where chance comes from. Given at construction, so that a test can repeat it.
 */
#define MV_TYPE_RANDOM (mv_random_get_type ())
G_DECLARE_INTERFACE (MvRandom, mv_random, MV, RANDOM, GObject)

struct _MvRandomInterface
{
  GTypeInterface parent_iface;
  void (*fill) (MvRandom *self, guint8 *bytes, size_t length);
};

void mv_random_fill (MvRandom *self, guint8 *bytes, size_t length);
guint32 mv_random_below (MvRandom *self, guint32 limit);

/**
 * MvRandomSystem:
 *
 * The operating system's generator, fit for tokens and invitation codes.
 */
#define MV_TYPE_RANDOM_SYSTEM (mv_random_system_get_type ())
G_DECLARE_FINAL_TYPE (MvRandomSystem, mv_random_system, MV, RANDOM_SYSTEM, GObject)
MvRandom *mv_random_system_new (void);

/**
 * MvRandomSeeded:
 *
 * PCG32 from a seed: the same seed gives the same bytes on every machine. Never for secrets.
 */
#define MV_TYPE_RANDOM_SEEDED (mv_random_seeded_get_type ())
G_DECLARE_FINAL_TYPE (MvRandomSeeded, mv_random_seeded, MV, RANDOM_SEEDED, GObject)
MvRandom *mv_random_seeded_new (guint64 seed, guint64 stream);

/* Ids: lower-case text of 36 characters. */
#define MV_UUID_LENGTH 36
char *mv_uuid_new_v7 (MvClock *clock, MvRandom *random);
char *mv_uuid_new_v5 (const char *name);
gboolean mv_uuid_is_valid (const char *text);

G_END_DECLS
