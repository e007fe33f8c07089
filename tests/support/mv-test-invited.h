/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-test-device.h"
#include "mv-test-server.h"
#include "mv-test-world.h"

G_BEGIN_DECLS

/**
 * MvTestInvited:
 *
 * A real server with one person who has been invited, and a PC that nobody has enrolled. Made and
 * ended as the fixture of a test, or as a part of one.
 */
typedef struct
{
  char *folder;   /* (owned): of the server's database */
  char *database; /* (owned): its address */
  MvClock *clock; /* (owned): the server's and the PC's, virtual */
  MvRandom *random;
  MvDb *db;
  MvTestWorld *world;
  MvTestServer *server;
  MvTestDevice *device;
  char *uid;  /* (owned): who is invited */
  char *code; /* (owned): with what */
} MvTestInvited;

void mv_test_invited_set_up (MvTestInvited *self, gconstpointer data);
void mv_test_invited_tear_down (MvTestInvited *self, gconstpointer data);

G_END_DECLS
