/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-commanded.h"

#include <string.h>

/* What an answer means */

static gboolean
load_sent (MvStore *self, gint64 n, MvEntry **out_entry, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = FALSE;

  *out_entry = NULL;
  statement = mv_db_query (mv_store_get_db (self), error,
                           "SELECT " MV_ENTRY_COLUMNS " FROM outbox WHERE account = $1 AND n = $2 "
                           "AND n > 0 AND state = 'sent'",
                           "ti", mv_store_get_account (self)->key, n);
  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *out_entry = mv_entry_from_statement (statement);
  return TRUE;
}

static gboolean
mark_done (MvStore *self, MvEntry *entry, GError **error)
{
  entry->state = MV_ENTRY_DONE;
  mv_store_note_kind (self, MV_STORE_CHANGED_OUTBOX);
  return mv_db_run (mv_store_get_db (self), error,
                    "UPDATE outbox SET state = 'done', problem = 0, answered = $2 WHERE entry = $1",
                    "ii", entry->entry, mv_store_now (self));
}

/* What waits on the result of @entry now builds on the revision itself. */
static gboolean
settle_bases (MvStore *self, const MvEntry *entry, gint64 rev, GError **error)
{
  return mv_db_run (mv_store_get_db (self), error,
                    "UPDATE outbox SET base = $2, base_entry = NULL "
                    "WHERE base_entry = $1 AND state = 'waiting'",
                    "ii", entry->entry, rev);
}

/* A command tells the revision of the item it is about; what it took along was moved once. */
static gboolean
settle_moved (MvStore *self, const MvEntry *entry, GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len && entry->type == MV_OP_COMMAND; i++)
    {
      const MvRow *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->id, entry->id) != 0 &&
          !mv_db_run (mv_store_get_db (self), error,
                      "UPDATE outbox SET base = $2, base_entry = NULL "
                      "WHERE base_entry = $1 AND id = $3 AND state = 'waiting'",
                      "iit", entry->entry, row->rev + 1, row->id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_about (const MvEntry *entry, const char *id)
{
  return g_strcmp0 (entry->id, id) == 0;
}

/* What @entry makes of the content of @row. */
static gboolean
foresee_content (MvStore *self, const MvEntry *entry, MvRow *row, GError **error)
{
  if (entry->type == MV_OP_COMMAND)
    return mv_effect_apply (self, entry, row, error);

  if (entry->type == MV_OP_DEL || !is_about (entry, row->id))
    row->is_present = FALSE;
  else
    mv_row_set_body (row, entry->body);
  return TRUE;
}

/* Where @row stands now, with which numbers. @is_new: it was not here before */
static void
place_row (MvRow *row, const MvEntry *entry, const MvResult *result, gboolean is_new)
{
  /* Its place in the feed of the scope it stands in now is not known before the next page. */
  if (!is_about (entry, row->id))
    {
      row->seq = 0;
      return;
    }

  row->rev = result->rev;
  row->seq = result->seq;
  /* What a command left, what a put left of what commands set, and what a text that was brought
   * back stands beside, is the server's to say: here it is foreseen, and the item's own line is to
   * take its place. */
  if ((entry->type == MV_OP_COMMAND || is_new || mv_commanded_concerns (row->kind)) && row->seq > 0)
    row->seq--;
  if (result->scope != NULL)
    mv_row_set_scope (row, result->scope);
}

/* The server's row @id after it has done what @entry asked. */
static gboolean
make_server_row (MvStore *self,
                 const MvEntry *entry,
                 const char *id,
                 const MvResult *result,
                 MvRow **out_row,
                 GError **error)
{
  gboolean is_itself = is_about (entry, id);
  g_autoptr (MvRow) beneath = NULL;
  gboolean is_new;
  MvRow *row = NULL;

  if (!mv_rows_load_beneath (mv_store_get_db (self), mv_store_get_account (self)->key, id, &beneath,
                             error) ||
      !mv_rows_load_server (self, id, &row, error))
    return FALSE;
  *out_row = row;

  /* Somebody took it away after that, and a page told so before the answer came. */
  if (row == NULL && is_itself && beneath != NULL && beneath->rev > result->rev)
    {
      *out_row = g_steal_pointer (&beneath);
      return TRUE;
    }

  /* A page may have been faster than the answer; what it brought is at least as new. */
  if (row != NULL && is_itself && row->rev >= result->rev)
    return TRUE;

  /* What a command does to other items the next page tells; only what is not there yet is shown as
   * it is foreseen. */
  if (row != NULL && !is_itself && entry->type == MV_OP_COMMAND)
    return TRUE;

  is_new = row == NULL;
  if (is_new)
    {
      row = mv_row_new (id, entry->scope != NULL ? entry->scope : "",
                        entry->kind != NULL ? entry->kind : "", mv_store_get_account (self)->uid);
      row->is_present = entry->type != MV_OP_COMMAND && is_itself;
      row->rev = 1;
      *out_row = row;
    }
  if (!foresee_content (self, entry, row, error))
    return FALSE;
  place_row (row, entry, result, is_new);
  return TRUE;
}

static gboolean
apply_ok (MvStore *self, MvEntry *entry, const MvResult *result, GError **error)
{
  g_auto (GStrv) ids = mv_outbox_list_touched (self, entry, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_row_free);

  if (ids == NULL)
    return FALSE;

  /* All rows are worked out before the first is changed, since they look at each other. */
  for (guint i = 0; ids[i] != NULL; i++)
    {
      MvRow *row = NULL;

      if (!make_server_row (self, entry, ids[i], result, &row, error))
        return FALSE;
      g_ptr_array_add (rows, row);
    }

  if (!mark_done (self, entry, error) || !settle_moved (self, entry, rows, error) ||
      !settle_bases (self, entry, result->rev, error))
    return FALSE;
  if (entry->type == MV_OP_DEL &&
      !mv_db_run (mv_store_get_db (self), error,
                  "UPDATE bin SET rev = $3 WHERE account = $1 AND id = $2", "tti",
                  mv_store_get_account (self)->key, entry->id, result->rev))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      MvRow *row = g_ptr_array_index (rows, i);

      if (!mv_rows_set_server (self, row, error) ||
          (row->is_present && !mv_reset_add_row (self, row, error)))
        return FALSE;
    }
  return TRUE;
}

/* The server kept our text beside its own. It stays in sight as a sibling until the page with the
 * sibling's own line comes. */
static gboolean
add_sibling (MvStore *self, const MvEntry *entry, const char *sibling, GError **error)
{
  g_autoptr (MvRow) row = NULL;
  g_autoptr (MvRow) item = NULL;

  if (!mv_rows_load_server (self, sibling, &row, error))
    return FALSE;
  if (row != NULL)
    {
      /* A page has brought it, which knows best. */
      if (row->seq > 0)
        return TRUE;
      /* Typing that went on was sent behind, and the server has put it into the same sibling. */
      mv_row_set_body (row, entry->body);
      return mv_rows_set_server (self, row, error);
    }
  if (!mv_rows_load_server (self, entry->id, &item, error))
    return FALSE;

  row = mv_row_new (sibling,
                    item != NULL           ? item->scope
                    : entry->scope != NULL ? entry->scope
                                           : "",
                    item != NULL          ? item->kind
                    : entry->kind != NULL ? entry->kind
                                          : "",
                    mv_store_get_account (self)->uid);
  mv_row_set_body (row, entry->body);
  row->conflict_of = g_strdup (entry->id);
  row->rev = 1;
  return mv_rows_set_server (self, row, error);
}

/* A text that waits on a text that became a sibling was written on the same old copy: it must not
 * go over what somebody else wrote meanwhile. Anything else waits for the person. */
static gboolean
apply_conflict_to_dependents (MvStore *self, const MvEntry *entry, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GPtrArray) dependents = NULL;

  if (!mv_db_run (mv_store_get_db (self), error,
                  "UPDATE outbox SET base = $2, base_entry = NULL "
                  "WHERE base_entry = $1 AND state = 'waiting' AND type = 'put'",
                  "ii", entry->entry, entry->base))
    return FALSE;

  statement = mv_db_query (mv_store_get_db (self), error,
                           "SELECT " MV_ENTRY_COLUMNS " FROM outbox WHERE base_entry = $1 "
                           "AND state = 'waiting'",
                           "i", entry->entry);
  dependents = mv_outbox_collect (statement, error);
  g_clear_object (&statement);
  if (dependents == NULL)
    return FALSE;

  for (guint i = 0; i < dependents->len; i++)
    {
      if (!mv_outbox_refuse (self, g_ptr_array_index (dependents, i), MV_PROBLEM_DEPENDS, NULL,
                             error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_conflict (MvStore *self, MvEntry *entry, const MvResult *result, GError **error)
{
  gboolean has_text = entry->type == MV_OP_PUT || entry->type == MV_OP_RESOLVE;

  if (entry->type == MV_OP_COMMAND || (has_text && result->sibling == NULL))
    return mv_outbox_refuse (self, entry, MV_PROBLEM_DEPENDS, NULL, error);

  if (has_text && !add_sibling (self, entry, result->sibling, error))
    return FALSE;
  /* Somebody has changed it meanwhile, so it was not taken away. */
  if (entry->type == MV_OP_DEL &&
      !mv_db_run (mv_store_get_db (self), error, "DELETE FROM bin WHERE account = $1 AND id = $2",
                  "tt", mv_store_get_account (self)->key, entry->id))
    return FALSE;

  return mark_done (self, entry, error) && apply_conflict_to_dependents (self, entry, error) &&
         mv_overlay_refresh_touched (self, entry, error);
}

static gboolean
apply_refused (MvStore *self, MvEntry *entry, const MvResult *result, GError **error)
{
  MvProblem problem = result->problem != 0 ? result->problem : MV_PROBLEM_INVALID;

  if (!mv_outbox_refuse (self, entry, problem, result->field, error))
    return FALSE;
  if (problem == MV_PROBLEM_ERASED && entry->id != NULL)
    return mv_rows_erase (self, entry->id, error);
  return mv_store_keep_as_edit (self, entry, error);
}

static gboolean
apply_result (MvStore *self, const MvResult *result, GError **error)
{
  g_autoptr (MvEntry) entry = NULL;
  g_auto (GStrv) touched = NULL;

  if (!load_sent (self, result->n, &entry, error))
    return FALSE;
  if (entry == NULL)
    return TRUE; /* answered before */

  touched = mv_outbox_list_touched (self, entry, error);
  if (touched == NULL)
    return FALSE;
  if (entry->id != NULL && touched[0] == NULL)
    return mark_done (self, entry, error); /* erased meanwhile */

  switch (result->status)
    {
    case MV_RESULT_OK:
      return apply_ok (self, entry, result, error);
    case MV_RESULT_CONFLICT:
      return apply_conflict (self, entry, result, error);
    case MV_RESULT_REFUSED:
      return apply_refused (self, entry, result, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
apply_push_answer (MvStore *self, const MvPushAnswer *answer, GError **error)
{
  for (guint i = 0; i < answer->results->len; i++)
    {
      if (!apply_result (self, g_ptr_array_index (answer->results, i), error))
        return FALSE;
    }
  return mv_store_note_position (self, answer, error);
}

/**
 * mv_store_apply_push_answer:
 * @self: a store
 * @account: key of an account
 * @answer: what the server answered to a push
 *
 * Takes in the results in one transaction. An answer that came before changes nothing. What was
 * refused stays, with its text in sight, until the person has dealt with it
 * (mv_store_list_unsent()); what a stale write said stays as a sibling. When the server's last
 * number is behind its earlier answers, what it has forgotten will be in the next push again.
 *
 * Returns: whether it was taken in; on failure nothing was changed and the same push comes again
 */
gboolean
mv_store_apply_push_answer (MvStore *self,
                            const char *account,
                            const MvPushAnswer *answer,
                            GError **error)
{
  g_return_val_if_fail (answer != NULL, FALSE);

  if (!mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, apply_push_answer (self, answer, error), error);
}
