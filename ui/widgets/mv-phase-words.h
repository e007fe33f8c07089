/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-drawing.h"
#include "mv-views.h"

G_BEGIN_DECLS

/*
 * What the states of phases and contributions are called and how they are drawn, the same on every
 * page.
 */

const char *mv_phase_words_get_state_word (MvPhaseState state);
MvShape mv_phase_words_get_shape (MvPhaseState state);
MvWeft mv_phase_words_get_weft (MvAnswerState state);
gboolean mv_phase_words_is_answered (MvAnswerState state);
/* Whether a project's last box holds what goes across the phases. */
gboolean mv_phase_words_is_across (const MvProjectBox *box);
MvBandStitch mv_phase_words_get_stitch (const MvStitch *stitch);
/* "Eleven contributions, nine answered", of a part of the stitches (@box: -1 for all) */
char *mv_phase_words_describe_band (const GArray *stitches, int box);

G_END_DECLS
