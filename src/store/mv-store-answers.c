/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-answers.h"

#include "mv-json-slice.h"
#include "mv-scope.h"

#include <string.h>

/* What has become of a contribution. The server says it in the followup; here it is worked out from
 * the replies themselves, so that an answer counts before it is sent. */

void
mv_answers_clear (MvAnswers *self)
{
  g_clear_pointer (&self->followup, mv_row_free);
  g_clear_pointer (&self->replies, g_ptr_array_unref);
}

static void
free_row (gpointer row)
{
  mv_row_free (row);
}

static char *
dup_member (const MvRow *row, const char *name)
{
  return mv_json_slice_dup_member (mv_json_slice (row->body), name);
}

static gboolean
is_withdrawn (const MvRow *contribution)
{
  MvJsonSlice value;

  return mv_json_slice_find (mv_json_slice (contribution->body), "withdrawn", &value) &&
         mv_json_slice_is_true (value);
}

/* Nothing at all where there are none. */
static MvJsonSlice
get_suggestions (const MvRow *contribution)
{
  MvJsonSlice suggestions;

  if (mv_json_slice_find (mv_json_slice (contribution->body), "suggestions", &suggestions) &&
      mv_json_slice_is_list (suggestions))
    return suggestions;
  return mv_json_slice ("[]");
}

/* The slot of @suggestion; -1 if the contribution has no such suggestion (any more). */
static int
find_slot (MvJsonSlice suggestions, const char *suggestion)
{
  MvJsonSlice one;
  int slot = 0;

  if (suggestion == NULL)
    return mv_json_slice_count (suggestions) == 0 ? 0 : -1;

  for (; mv_json_slice_next (&suggestions, &one); slot++)
    {
      g_autofree char *id = mv_json_slice_dup_member (one, "id");

      if (g_strcmp0 (id, suggestion) == 0)
        return slot;
    }
  return -1;
}

/* Of two rows in one place the one with the greater id counts, whichever came first. */
static void
put_in_place (MvRow **place, MvRow **row)
{
  if (*place != NULL && strcmp ((*place)->id, (*row)->id) > 0)
    return;
  g_clear_pointer (place, mv_row_free);
  *place = g_steal_pointer (row);
}

/* @row: (transfer full) */
static void
take_row (MvAnswers *self, MvJsonSlice suggestions, MvRow *row)
{
  g_autoptr (MvRow) owned = row;
  g_autofree char *suggestion = NULL;
  int slot;

  if (strcmp (row->kind, "followup") == 0)
    {
      put_in_place (&self->followup, &owned);
      return;
    }
  if (strcmp (row->kind, "reply") != 0)
    return;

  self->has_pending |= row->pending != MV_PENDING_NOTHING;
  suggestion = dup_member (row, "suggestion");
  slot = find_slot (suggestions, suggestion);
  if (slot >= 0)
    put_in_place ((MvRow **) &self->replies->pdata[slot], &owned);
}

static gboolean
load_rows (MvDb *db,
           const char *account,
           MvRow *contribution,
           MvJsonSlice suggestions,
           MvAnswers *self,
           GError **error)
{
  g_autoptr (MvStatement) statement = mv_db_query (
      db, error,
      "SELECT " MV_ROW_COLUMNS ", pending FROM item INDEXED BY item_target WHERE target = $2 "
      "AND kind >= 'followup' AND kind <= 'reply' AND account = $1 AND conflict_of IS NULL",
      "tt", account, contribution->id);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  while (TRUE)
    {
      MvRow *row;

      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      row = mv_row_from_statement (statement);
      row->pending = (guint) mv_statement_get_integer (statement, 8);
      take_row (self, suggestions, row);
    }
}

static guint
count_answered (const MvAnswers *self)
{
  guint n = 0;

  for (guint i = 0; i < self->replies->len; i++)
    {
      const MvRow *reply = g_ptr_array_index (self->replies, i);
      g_autofree char *outcome = reply != NULL ? dup_member (reply, "outcome") : NULL;

      if (outcome != NULL && strcmp (outcome, "waiting") != 0)
        n++;
    }
  return n;
}

static MvAnswerState
derive_state (const MvAnswers *self, MvRow *contribution)
{
  g_autofree char *said = self->followup != NULL ? dup_member (self->followup, "state") : NULL;

  if (is_withdrawn (contribution))
    return MV_STATE_WITHDRAWN;
  if (strcmp (contribution->scope, MV_SCOPE_ME) == 0)
    return MV_STATE_DRAFT;
  if (g_strcmp0 (said, "closed") == 0)
    return MV_STATE_CLOSED;
  /* A new answer is asked for, whatever was answered before. */
  if (g_strcmp0 (said, "reopened") == 0 && !self->has_pending)
    return MV_STATE_AWAITING;

  if (self->n_answered == self->replies->len)
    return MV_STATE_ANSWERED;
  return self->n_answered > 0 ? MV_STATE_PARTLY : MV_STATE_AWAITING;
}

/* Reads what belongs to @contribution. */
gboolean
mv_answers_load (
    MvDb *db, const char *account, MvRow *contribution, MvAnswers *out_answers, GError **error)
{
  MvJsonSlice suggestions = get_suggestions (contribution);
  guint n_slots;

  out_answers->n_suggestions = mv_json_slice_count (suggestions);
  n_slots = MAX (out_answers->n_suggestions, 1);
  out_answers->replies = g_ptr_array_new_full (n_slots, free_row);
  g_ptr_array_set_size (out_answers->replies, (int) n_slots);

  if (!load_rows (db, account, contribution, suggestions, out_answers, error))
    return FALSE;

  out_answers->n_answered = count_answered (out_answers);
  out_answers->state = derive_state (out_answers, contribution);
  return TRUE;
}

static gboolean
has_state (MvRow *row)
{
  g_autofree char *edits = NULL;

  if (strcmp (row->kind, "contribution") != 0 || row->conflict_of != NULL)
    return FALSE;
  edits = dup_member (row, "edits");
  return edits == NULL;
}

static gint64
count_open (const MvAnswers *self)
{
  gboolean is_open = self->state == MV_STATE_AWAITING || self->state == MV_STATE_PARTLY;

  return is_open ? (gint64) MAX (self->replies->len - self->n_answered, 1) : 0;
}

/**
 * mv_answers_find_state:
 * @row: a row that is shown or is about to be
 * @out_state: (out): its #MvAnswerState; -1 where it has none, as siblings, edits and other kinds
 * @out_n_open: (out): how many questions are open; -1 likewise
 *
 * Works out the state from what is known of answers now.
 */
gboolean
mv_answers_find_state (MvDb *db,
                       const char *account,
                       MvRow *row,
                       gint64 *out_state,
                       gint64 *out_n_open,
                       GError **error)
{
  g_auto (MvAnswers) answers = { 0 };

  *out_state = *out_n_open = -1;
  if (!has_state (row))
    return TRUE;
  if (!mv_answers_load (db, account, row, &answers, error))
    return FALSE;

  *out_state = answers.state;
  *out_n_open = count_open (&answers);
  return TRUE;
}

/* Keeps state and open questions beside the contribution, for lists and counts. Siblings and edits
 * have none, so that nothing counts twice. */
gboolean
mv_rows_derive_state (MvStore *self, const char *contribution, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;
  g_autoptr (MvRow) row = NULL;
  gint64 state, n_open;

  if (!mv_rows_load_shown (db, account, contribution, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  if (!mv_answers_find_state (db, account, row, &state, &n_open, error))
    return FALSE;

  if (state >= 0)
    mv_store_note_kind (self, row->kind);
  return mv_db_run (db, error,
                    "UPDATE item SET state = nullif ($3, -1), n_open = nullif ($4, -1) "
                    "WHERE account = $1 AND id = $2 "
                    "AND (state IS NOT nullif ($3, -1) OR n_open IS NOT nullif ($4, -1))",
                    "ttii", account, contribution, state, n_open);
}
