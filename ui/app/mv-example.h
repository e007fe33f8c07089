/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-profile.h"
#include "mv-session.h"

G_BEGIN_DECLS

/* The example: the demo's representative, on the demo's day, in a folder of its own beside the
 * person's texts, without a way to any server. */

void mv_example_open_async (const MvProfile *profile,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
MvSession *mv_example_open_finish (GAsyncResult *result, GError **error);

G_END_DECLS
