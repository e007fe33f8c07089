/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mv_decode (GBytes *bytes, gboolean *out_is_guessed, GError **error);

G_END_DECLS
