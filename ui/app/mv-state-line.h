/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-session.h"

G_BEGIN_DECLS

/**
 * MvStateLine:
 *
 * The state of sending, in words: a count over everything that waits, and the time of the last
 * answer. Never whether the last call went well. Opens the page of what is not sent.
 */
#define MV_TYPE_STATE_LINE (mv_state_line_get_type ())
G_DECLARE_FINAL_TYPE (MvStateLine, mv_state_line, MV, STATE_LINE, AdwBin)

void mv_state_line_set_session (MvStateLine *self, MvSession *session);

G_END_DECLS
