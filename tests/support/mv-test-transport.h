/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-transport.h"

G_BEGIN_DECLS

/**
 * MvTestTransport:
 *
 * A transport whose answers a test gives itself, or an honest transport whose answers a test loses,
 * cuts or changes on their way.
 */
#define MV_TYPE_TEST_TRANSPORT (mv_test_transport_get_type ())
G_DECLARE_FINAL_TYPE (MvTestTransport, mv_test_transport, MV, TEST_TRANSPORT, GObject)

/* @inner: (nullable) */
MvTransport *mv_test_transport_new (MvTransport *inner);

/* Asked first. %NULL without an error passes the request on to @inner; without one it is held until
 * mv_test_transport_release() or until it is cancelled. */
typedef MvAnswer *(*MvTestHandler) (MvTestTransport *self,
                                    const MvRequest *request,
                                    gpointer data,
                                    GError **error);
void mv_test_transport_set_handler (MvTestTransport *self, MvTestHandler handler, gpointer data);

/* Gets what @inner answered, and gives what the caller is to see. */
typedef MvAnswer *(*MvTestFilter) (MvTestTransport *self,
                                   const MvRequest *request,
                                   MvAnswer *answer,
                                   gpointer data,
                                   GError **error);
void mv_test_transport_set_filter (MvTestTransport *self, MvTestFilter filter, gpointer data);

guint mv_test_transport_get_n_held (MvTestTransport *self);
guint mv_test_transport_get_n_sent (MvTestTransport *self);
/* The latest request, or %NULL */
const MvRequest *mv_test_transport_get_latest (MvTestTransport *self);
/* Lets the held requests through the handler once more. */
void mv_test_transport_release (MvTestTransport *self);

MvAnswer *mv_test_answer_new_json (const char *text);
MvAnswer *mv_test_answer_new_problem (MvProblem problem);

G_END_DECLS
