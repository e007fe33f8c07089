/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-store-private.h"
#include "mv-views.h"

G_BEGIN_DECLS

/**
 * MvAnswers:
 *
 * What has become of a contribution: the server's followup and the team's replies, one slot for
 * each suggestion in order, or one for the whole where there are none.
 */
typedef struct
{
  MvRow *followup;    /* (owned) (nullable) */
  GPtrArray *replies; /* (owned) (element-type MvRow) (nullable elements) */
  MvAnswerState state;
  guint n_suggestions;
  guint n_answered;     /* with an outcome other than waiting */
  gboolean has_pending; /* a reply waits in the outbox */
} MvAnswers;

gboolean mv_answers_load (
    MvDb *db, const char *account, MvRow *contribution, MvAnswers *out_answers, GError **error);
gboolean mv_answers_find_state (MvDb *db,
                                const char *account,
                                MvRow *row,
                                gint64 *out_state,
                                gint64 *out_n_open,
                                GError **error);
void mv_answers_clear (MvAnswers *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MvAnswers, mv_answers_clear)

G_END_DECLS
