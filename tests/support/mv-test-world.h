/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed.h"

G_BEGIN_DECLS

/**
 * MvTestWorld:
 *
 * A small world on a server: an organisation with one project, and people who come into it and
 * leave it, made through the server library as its administrator makes them.
 */
typedef struct
{
  MvFeed *feed;       /* (owned) */
  MvClock *clock;     /* (owned) */
  MvRandom *random;   /* (owned) */
  char *organisation; /* (owned) */
  char *project;      /* (owned) */
} MvTestWorld;

/* @db: a database without tables */
MvTestWorld *mv_test_world_new (MvDb *db, MvClock *clock, MvRandom *random);
void mv_test_world_free (MvTestWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvTestWorld, mv_test_world_free)

/* All of these are transactions of their own; (transfer full). */
char *mv_test_world_add_person (MvTestWorld *self, const char *name);
char *mv_test_world_invite (MvTestWorld *self, const char *uid);
/* @role: wire name, `representative` */
void mv_test_world_set_member (MvTestWorld *self, const char *uid, const char *role);
void mv_test_world_end_member (MvTestWorld *self, const char *uid);

/* project/<pid>/by/<uid> and the like */
char *mv_test_world_dup_scope (MvTestWorld *self, const char *part, const char *uid);

G_END_DECLS
