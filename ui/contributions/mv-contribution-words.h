/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-views.h"

G_BEGIN_DECLS

/*
 * What the codes of a contribution and its answers are called, and the sentences that are made of
 * them.
 */
const char *const *mv_contribution_kinds (void);
const char *mv_contribution_kind_name (const char *code);

const char *const *mv_outcomes (void);
const char *mv_outcome_name (const char *code);
const char *mv_outcome_style (const char *code);
gboolean mv_outcome_needs_reason (const char *code);
gboolean mv_outcome_is_explained (const char *code);

const char *mv_contribution_author (const MvContributionView *view);
char *mv_contribution_first_name (const MvContributionView *view);
char *mv_contribution_due_text (const MvContributionView *view, const char *today);

G_END_DECLS
