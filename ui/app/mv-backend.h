/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-profile.h"
#include "mv-session.h"

G_BEGIN_DECLS

/* The store, the clock and the tokens of one profile: all that stands behind the window, and all
 * that `--connect` needs without one. */

MvSession *mv_backend_open (const MvProfile *profile, char **out_notice, GError **error);
MvSession *
mv_backend_open_at (const MvProfile *profile, MvClock *clock, char **out_notice, GError **error);
void mv_backend_open_async (const MvProfile *profile,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
MvSession *mv_backend_open_finish (GAsyncResult *result, char **out_notice, GError **error);
void mv_backend_close (MvSession *session);
gboolean
mv_backend_read_invitation (GFile *file, char **out_server, char **out_code, GError **error);
/* @path: a `.medvirk` invitation. Waits for the server; for use without a window. */
char *mv_backend_connect (const MvProfile *profile, const char *path, GError **error);

G_END_DECLS
