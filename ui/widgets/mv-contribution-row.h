/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-rows.h"
#include "mv-views.h"

G_BEGIN_DECLS

/* One contribution as a row of a list: its stitch, its first sentence, who and when, and what has
 * become of it. Opens it. */

typedef enum
{
  MV_CONTRIBUTION_ROW_PLAIN = 0,
  MV_CONTRIBUTION_ROW_FOLDED = 1 << 0, /* the state stands in words under the rest, not as a chip */
  MV_CONTRIBUTION_ROW_PROJECT = 1 << 1, /* says which project, where rows are of several */
} MvContributionRowFlags;

GtkWidget *mv_contribution_row_new (const MvContributionView *view, MvContributionRowFlags flags);
char *mv_contribution_row_describe_state (const MvContributionView *view, MvTone *out_tone);

G_END_DECLS
