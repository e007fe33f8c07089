/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Runs what the main loop has to do, also what comes of it. */
void mv_test_settle (void);

/* A callback that keeps the result, and the wait for it. @data: a (transfer full) GAsyncResult **
 */
void mv_test_keep_result (GObject *source, GAsyncResult *result, gpointer data);
void mv_test_wait_for_result (GAsyncResult **result);

G_END_DECLS
