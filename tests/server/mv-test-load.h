/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-test-feed.h"

G_BEGIN_DECLS

/**
 * MvTestLoad:
 *
 * People who write to servers over HTTP as fast as they can, each in a thread with a device of
 * their own, and one who reads along. Whoever gets no answer sends the same again, to the same
 * server or the next, until there is one. At the end what was acknowledged, what was read and what
 * the database has must be the same.
 */
typedef struct _MvTestLoad MvTestLoad;

#define MV_TEST_LOAD_MAX_SERVERS 4

/* Adds the devices to the database of @t; its servers must run by the time of this machine. */
MvTestLoad *mv_test_load_new (MvTestFeed *t, guint n_writers);
void mv_test_load_free (MvTestLoad *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvTestLoad, mv_test_load_free)

/* @port: 0 when the server is gone */
void mv_test_load_set_server (MvTestLoad *self, guint place, guint port);
void mv_test_load_start (MvTestLoad *self);
/* Until so many more operations were acknowledged. */
void mv_test_load_wait (MvTestLoad *self, guint n_more);
/* Ends the writing, lets the reader come to the end, and checks. */
void mv_test_load_finish (MvTestLoad *self);

G_END_DECLS
