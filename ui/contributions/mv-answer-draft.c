/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-answer-draft.h"

#include "mv-contribution-words.h"
#include "mv-identity-number.h"

#include <string.h>

#define MAX_SENTENCE 4000 /* characters; as the reason of a reply */

struct _MvAnswerDraft
{
  GObject parent_instance;

  char *suggestion; /* (owned) (nullable): id; %NULL for an answer to the whole */
  char *outcome;    /* (owned) (nullable): code; %NULL before one is chosen */
  char *sentence;   /* (owned) */
  gboolean is_open; /* the person has opened the form for it */
};

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST,
} MvAnswerDraftSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (MvAnswerDraft, mv_answer_draft, G_TYPE_OBJECT)

static void
mv_answer_draft_finalize (GObject *object)
{
  MvAnswerDraft *self = MV_ANSWER_DRAFT (object);

  g_free (self->suggestion);
  g_free (self->outcome);
  g_free (self->sentence);

  G_OBJECT_CLASS (mv_answer_draft_parent_class)->finalize (object);
}

static void
mv_answer_draft_class_init (MvAnswerDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mv_answer_draft_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MV_TYPE_ANSWER_DRAFT, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mv_answer_draft_init (MvAnswerDraft *self)
{
  self->sentence = g_strdup ("");
}

/* @suggestion: (nullable): id; %NULL for an answer to the whole contribution */
MvAnswerDraft *
mv_answer_draft_new (const char *suggestion)
{
  MvAnswerDraft *self = g_object_new (MV_TYPE_ANSWER_DRAFT, NULL);

  self->suggestion = g_strdup (suggestion);
  return self;
}

/* Starts from an answer that was given, to change it. */
void
mv_answer_draft_load (MvAnswerDraft *self, MvRecord *reply)
{
  const char *outcome = mv_record_get_text (reply, "outcome");

  g_return_if_fail (MV_IS_ANSWER_DRAFT (self));

  mv_answer_draft_set_outcome (self, outcome);
  mv_answer_draft_set_sentence (
      self, mv_record_get_text (reply, mv_outcome_is_explained (outcome) ? "reason" : "text"));
}

const char *
mv_answer_draft_get_suggestion (MvAnswerDraft *self)
{
  g_return_val_if_fail (MV_IS_ANSWER_DRAFT (self), NULL);

  return self->suggestion;
}

const char *
mv_answer_draft_get_outcome (MvAnswerDraft *self)
{
  g_return_val_if_fail (MV_IS_ANSWER_DRAFT (self), NULL);

  return self->outcome;
}

void
mv_answer_draft_set_outcome (MvAnswerDraft *self, const char *outcome)
{
  g_return_if_fail (MV_IS_ANSWER_DRAFT (self));

  if (g_strcmp0 (self->outcome, outcome) == 0)
    return;
  g_free (self->outcome);
  self->outcome = g_strdup (outcome);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

const char *
mv_answer_draft_get_sentence (MvAnswerDraft *self)
{
  g_return_val_if_fail (MV_IS_ANSWER_DRAFT (self), NULL);

  return self->sentence;
}

void
mv_answer_draft_set_sentence (MvAnswerDraft *self, const char *sentence)
{
  g_return_if_fail (MV_IS_ANSWER_DRAFT (self));

  if (sentence == NULL)
    sentence = "";
  if (strcmp (self->sentence, sentence) == 0)
    return;
  g_free (self->sentence);
  self->sentence = g_strdup (sentence);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
mv_answer_draft_is_open (MvAnswerDraft *self)
{
  g_return_val_if_fail (MV_IS_ANSWER_DRAFT (self), FALSE);

  return self->is_open;
}

void
mv_answer_draft_set_open (MvAnswerDraft *self, gboolean is_open)
{
  g_return_if_fail (MV_IS_ANSWER_DRAFT (self));

  self->is_open = is_open;
}

static gboolean
has_sentence (MvAnswerDraft *self)
{
  for (const char *p = self->sentence; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* Something has been chosen or written that is not to be lost. */
gboolean
mv_answer_draft_is_begun (MvAnswerDraft *self)
{
  g_return_val_if_fail (MV_IS_ANSWER_DRAFT (self), FALSE);

  return self->is_open && (self->outcome != NULL || has_sentence (self));
}

/* What must be right before the person who suggested it sees the answer. */
MvAnswerTrouble
mv_answer_draft_check (MvAnswerDraft *self)
{
  size_t start, length;

  g_return_val_if_fail (MV_IS_ANSWER_DRAFT (self), MV_ANSWER_NO_OUTCOME);

  if (self->outcome == NULL)
    return MV_ANSWER_NO_OUTCOME;
  if (mv_outcome_needs_reason (self->outcome) && !has_sentence (self))
    return MV_ANSWER_NO_REASON;
  if (g_utf8_strlen (self->sentence, -1) > MAX_SENTENCE)
    return MV_ANSWER_TOO_LONG;
  if (mv_identity_number_find (self->sentence, &start, &length))
    return MV_ANSWER_IDENTITY_NUMBER;
  return MV_ANSWER_FINE;
}

/* Returns: (nullable): the sentence, where it says why */
const char *
mv_answer_draft_get_reason (MvAnswerDraft *self)
{
  g_return_val_if_fail (MV_IS_ANSWER_DRAFT (self), NULL);

  return has_sentence (self) && mv_outcome_is_explained (self->outcome) ? self->sentence : NULL;
}

/* Returns: (nullable): the sentence, where it says what was done */
const char *
mv_answer_draft_get_text (MvAnswerDraft *self)
{
  g_return_val_if_fail (MV_IS_ANSWER_DRAFT (self), NULL);

  return has_sentence (self) && !mv_outcome_is_explained (self->outcome) ? self->sentence : NULL;
}
