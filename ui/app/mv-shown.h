/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-window.h"

G_BEGIN_DECLS

void mv_shown_watch (MvWindow *window);

G_END_DECLS
