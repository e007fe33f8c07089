/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The program's own text size, 100–200 % of the desktop's, since many desktops hide theirs. */
#define MV_TEXT_SCALE_MIN 100
#define MV_TEXT_SCALE_MAX 200
#define MV_TEXT_SCALE_STEP 25

void mv_text_scale_apply (int percent);

G_END_DECLS
