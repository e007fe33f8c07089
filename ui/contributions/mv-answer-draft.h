/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "mv-record.h"

G_BEGIN_DECLS

/**
 * MvAnswerTrouble:
 *
 * Why an answer cannot be sent as it stands.
 */
typedef enum
{
  MV_ANSWER_FINE,
  MV_ANSWER_NO_OUTCOME,
  MV_ANSWER_NO_REASON,
  MV_ANSWER_TOO_LONG,
  MV_ANSWER_IDENTITY_NUMBER,
} MvAnswerTrouble;

/**
 * MvAnswerDraft:
 *
 * The team's answer to one suggestion, or to the whole, while it is being written: an outcome and
 * one sentence. Signal `changed`.
 */
#define MV_TYPE_ANSWER_DRAFT (mv_answer_draft_get_type ())
G_DECLARE_FINAL_TYPE (MvAnswerDraft, mv_answer_draft, MV, ANSWER_DRAFT, GObject)

MvAnswerDraft *mv_answer_draft_new (const char *suggestion);
void mv_answer_draft_load (MvAnswerDraft *self, MvRecord *reply);
const char *mv_answer_draft_get_suggestion (MvAnswerDraft *self);
const char *mv_answer_draft_get_outcome (MvAnswerDraft *self);
void mv_answer_draft_set_outcome (MvAnswerDraft *self, const char *outcome);
const char *mv_answer_draft_get_sentence (MvAnswerDraft *self);
void mv_answer_draft_set_sentence (MvAnswerDraft *self, const char *sentence);
gboolean mv_answer_draft_is_open (MvAnswerDraft *self);
void mv_answer_draft_set_open (MvAnswerDraft *self, gboolean is_open);
gboolean mv_answer_draft_is_begun (MvAnswerDraft *self);
MvAnswerTrouble mv_answer_draft_check (MvAnswerDraft *self);
const char *mv_answer_draft_get_reason (MvAnswerDraft *self);
const char *mv_answer_draft_get_text (MvAnswerDraft *self);

G_END_DECLS
