/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-routes.h"
#include "mv-test-members.h"

G_BEGIN_DECLS

/**
 * MvTestRoutes:
 *
 * A server without sockets, on a feed as mv_test_members_new() makes it.
 */
typedef struct
{
  MvTestFeed *t;    /* (owned) */
  MvRoutes *routes; /* (owned) */
} MvTestRoutes;

MvTestRoutes *mv_test_routes_new (const char *url);
void mv_test_routes_free (MvTestRoutes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvTestRoutes, mv_test_routes_free)

/* The object in the body of an answer. */
JsonObject *mv_test_parse_answer (const MvAnswer *answer);

G_END_DECLS
