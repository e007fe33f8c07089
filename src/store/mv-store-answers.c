/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-answers.h"

#include "mv-json.h"
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

/* The slot of @suggestion; -1 if the contribution has no such suggestion (any more). */
static int
find_slot (JsonArray *suggestions, const char *suggestion)
{
  guint n = suggestions != NULL ? json_array_get_length (suggestions) : 0;

  if (suggestion == NULL)
    return n == 0 ? 0 : -1;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (suggestions, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          g_strcmp0 (mv_json_get_text (json_node_get_object (node), "id"), suggestion) == 0)
        return (int) i;
    }
  return -1;
}

static void
take_row (MvAnswers *self, JsonArray *suggestions, MvRow *row)
{
  int slot;

  if (strcmp (row->kind, "followup") == 0)
    {
      g_clear_pointer (&self->followup, mv_row_free);
      self->followup = row;
      return;
    }

  self->has_pending |= row->pending != MV_PENDING_NOTHING;
  slot = find_slot (suggestions, mv_json_get_text (mv_row_get_object (row), "suggestion"));
  if (slot < 0)
    {
      mv_row_free (row);
      return;
    }
  g_clear_pointer (&self->replies->pdata[slot], mv_row_free);
  self->replies->pdata[slot] = row;
}

static gboolean
load_rows (MvDb *db,
           const char *account,
           MvRow *contribution,
           JsonArray *suggestions,
           MvAnswers *self,
           GError **error)
{
  g_autoptr (MvStatement) statement = mv_db_query (
      db, error,
      "SELECT " MV_ROW_COLUMNS ", pending FROM item INDEXED BY item_target WHERE target = $2 "
      "AND kind IN ('followup', 'reply') AND account = $1 "
      "AND conflict_of IS NULL ORDER BY id",
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
      MvRow *reply = g_ptr_array_index (self->replies, i);
      const char *outcome =
          reply != NULL ? mv_json_get_text (mv_row_get_object (reply), "outcome") : NULL;

      if (outcome != NULL && strcmp (outcome, "waiting") != 0)
        n++;
    }
  return n;
}

static MvAnswerState
derive_state (const MvAnswers *self, MvRow *contribution)
{
  const char *said = self->followup != NULL
                         ? mv_json_get_text (mv_row_get_object (self->followup), "state")
                         : NULL;

  if (mv_json_get_boolean (mv_row_get_object (contribution), "withdrawn", FALSE))
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
  JsonArray *suggestions = mv_json_get_array (mv_row_get_object (contribution), "suggestions");
  guint n_slots;

  out_answers->n_suggestions = suggestions != NULL ? json_array_get_length (suggestions) : 0;
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
  return strcmp (row->kind, "contribution") == 0 && row->conflict_of == NULL &&
         mv_json_get_text (mv_row_get_object (row), "edits") == NULL;
}

void
mv_answers_foresee (MvRow *row, gint64 *out_state, gint64 *out_n_open)
{
  JsonObject *body = mv_row_get_object (row);
  JsonArray *suggestions = mv_json_get_array (body, "suggestions");
  guint n_suggestions = suggestions != NULL ? json_array_get_length (suggestions) : 0;

  *out_state = *out_n_open = -1;
  if (!has_state (row))
    return;

  *out_n_open = 0;
  if (mv_json_get_boolean (body, "withdrawn", FALSE))
    *out_state = MV_STATE_WITHDRAWN;
  else if (strcmp (row->scope, MV_SCOPE_ME) == 0)
    *out_state = MV_STATE_DRAFT;
  else
    {
      *out_state = MV_STATE_AWAITING;
      *out_n_open = MAX (n_suggestions, 1);
    }
}

/* Keeps state and open questions beside the contribution, for lists and counts. Siblings and edits
 * have none, so that nothing counts twice. */
gboolean
mv_rows_derive_state (MvStore *self, const char *contribution, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;
  g_autoptr (MvRow) row = NULL;
  g_auto (MvAnswers) answers = { 0 };
  gboolean is_open;

  if (!mv_rows_load_shown (db, account, contribution, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  if (!has_state (row))
    return mv_db_run (db, error,
                      "UPDATE item SET state = NULL, n_open = NULL WHERE account = $1 "
                      "AND id = $2 AND state IS NOT NULL",
                      "tt", account, contribution);
  if (!mv_answers_load (db, account, row, &answers, error))
    return FALSE;

  is_open = answers.state == MV_STATE_AWAITING || answers.state == MV_STATE_PARTLY;
  mv_store_note_kind (self, row->kind);
  return mv_db_run (db, error,
                    "UPDATE item SET state = $3, n_open = $4 WHERE account = $1 AND id = $2 "
                    "AND (state IS NOT $3 OR n_open IS NOT $4)",
                    "ttii", account, contribution, (gint64) answers.state,
                    is_open ? (gint64) MAX (answers.replies->len - answers.n_answered, 1)
                            : (gint64) 0);
}
