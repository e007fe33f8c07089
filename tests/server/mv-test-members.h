/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-test-feed.h"

G_BEGIN_DECLS

/* A feed as mv_test_feed_new() makes it, with the vocabularies, with records of its members, and
 * with the secretary as coordinator and administrator of the organisation besides. */
MvTestFeed *mv_test_members_new (const char *url);

/* One command: `args` as JSON; @base below zero states none. */
gint64 mv_test_command (
    MvTestFeed *t, MvTestPerson *person, const char *name, int base, const char *args, ...)
    G_GNUC_PRINTF (5, 6);
void mv_test_command_refused (MvTestFeed *t,
                              MvTestPerson *person,
                              MvProblem problem,
                              const char *field,
                              const char *name,
                              int base,
                              const char *args,
                              ...) G_GNUC_PRINTF (7, 8);

/* The living record of a kind in a scope whose member @field is @value; its body. */
JsonObject *mv_test_find_body (
    MvTestFeed *t, const char *scope, const char *kind, const char *field, const char *value);

/* What a living record says. */
JsonObject *mv_test_read_body (MvTestFeed *t, const char *id);
void mv_test_assert_text (MvTestFeed *t, const char *id, const char *field, const char *value);

G_END_DECLS
