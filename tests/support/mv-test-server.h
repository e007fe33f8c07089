/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-clock.h"
#include "mv-random.h"

G_BEGIN_DECLS

/**
 * MvTestServer:
 *
 * The real server library on a SoupServer of its own, in a thread with its own main context, on
 * loopback at a free port. It can be killed and comes back at the same address.
 */
typedef struct _MvTestServer MvTestServer;

/* @database: `sqlite:PATH`, with its tables */
MvTestServer *mv_test_server_new (const char *database, MvClock *clock, MvRandom *random);
void mv_test_server_free (MvTestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvTestServer, mv_test_server_free)

const char *mv_test_server_get_address (MvTestServer *self);
/* Stops at once: what was under way gets no answer. */
void mv_test_server_kill (MvTestServer *self);
void mv_test_server_start (MvTestServer *self);

G_END_DECLS
