/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-commanded.h"
#include "mv-json.h"

#include <string.h>

/* The sending side of the exchange: what to send next, and what the answer means. */

/* Room for the envelope of a push and of each operation in it, in bytes. */
#define ENVELOPE_BYTES 1024

/* What to send */

static gboolean
find_number (MvStore *self, gint64 entry, gint64 *out_n, GError **error)
{
  return mv_db_get_one_integer (mv_store_get_db (self), out_n, NULL, error,
                                "SELECT n FROM outbox WHERE entry = $1", "i", entry);
}

static gboolean
parse_into (const char *text, JsonObject **out_object, GError **error)
{
  *out_object = NULL;
  if (text == NULL)
    return TRUE;

  *out_object = mv_json_parse_object (text, -1, MV_RECORD_MAX_BYTES * 2, error);
  return *out_object != NULL;
}

static MvOp *
make_op (MvStore *self, const MvEntry *entry, GError **error)
{
  g_autoptr (MvOp) op = mv_op_new (entry->type);

  /* A command names what it acts on in its arguments. */
  if (entry->type != MV_OP_COMMAND)
    {
      op->id = g_strdup (entry->id);
      op->kind = g_strdup (entry->kind);
      op->scope = g_strdup (entry->scope);
    }
  op->n = entry->n;
  op->name = g_strdup (entry->name);
  op->drop = g_strdupv (entry->dropped);
  op->at = g_strdup (entry->at);

  op->base_type = entry->base_entry != 0 ? MV_BASE_OP
                  : entry->has_base      ? MV_BASE_REV
                                         : MV_BASE_NONE;
  op->base = entry->base;
  if (entry->base_entry != 0 && !find_number (self, entry->base_entry, &op->base, error))
    return NULL;

  if (!parse_into (entry->body, &op->body, error) || !parse_into (entry->args, &op->args, error))
    return NULL;
  return g_steal_pointer (&op);
}

/* A waiting entry is held back while it rests, and while what it builds on is held back. */
static gboolean
may_go (const MvEntry *entry, GHashTable *held, gint64 now)
{
  if (entry->not_before <= now && !g_hash_table_contains (held, &entry->base_entry) &&
      !g_hash_table_contains (held, &entry->entry))
    return TRUE;

  g_hash_table_add (held, g_memdup2 (&entry->entry, sizeof (gint64)));
  return FALSE;
}

static size_t
measure (const MvEntry *entry)
{
  return ENVELOPE_BYTES + (entry->body != NULL ? strlen (entry->body) : 0) +
         (entry->args != NULL ? strlen (entry->args) : 0);
}

/* What builds on a command about another item waits for its answer: the result of a command names
 * one revision only, and not that of what it took along. */
static gboolean
hold_taken_along (MvStore *self, GHashTable *held, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (mv_store_get_db (self), error,
                   "SELECT later.entry FROM outbox AS later JOIN outbox AS command "
                   "ON command.entry = later.base_entry WHERE later.account = $1 "
                   "AND later.state = 'waiting' AND command.type = 'command' "
                   "AND command.state IN ('waiting', 'sent') AND command.id IS NOT later.id",
                   "t", mv_store_get_account (self)->key);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (TRUE)
    {
      gint64 entry;

      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      entry = mv_statement_get_integer (statement, 0);
      g_hash_table_add (held, g_memdup2 (&entry, sizeof (gint64)));
    }
}

/* First what was sent before and not answered, in its order, then what waits. */
static GPtrArray *
choose_entries (MvStore *self, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_entry_free);
  g_autoptr (GHashTable) held = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 now = mv_store_now (self);
  size_t size = ENVELOPE_BYTES;

  if (!hold_taken_along (self, held, error))
    return NULL;
  statement = mv_db_query (mv_store_get_db (self), error,
                           "SELECT " MV_ENTRY_COLUMNS " FROM outbox WHERE account = $1 "
                           "AND state IN ('sent', 'waiting') "
                           "ORDER BY state = 'waiting', n, entry LIMIT 1000",
                           "t", mv_store_get_account (self)->key);
  all = mv_outbox_collect (statement, error);
  if (all == NULL)
    return NULL;

  for (guint i = 0; i < all->len && chosen->len < MV_WIRE_MAX_OPS; i++)
    {
      MvEntry *entry = g_ptr_array_index (all, i);

      if (entry->state == MV_ENTRY_WAITING && !may_go (entry, held, now))
        continue;

      size += measure (entry);
      if (size > MV_WIRE_MAX_BODY && chosen->len > 0)
        break;
      g_ptr_array_add (chosen, entry);
      all->pdata[i] = NULL;
    }

  return g_steal_pointer (&chosen);
}

/* Numbers are given out here, so that they have no gap. */
static gboolean
number_entries (MvStore *self, GPtrArray *entries, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;
  gint64 last_n = 0;

  if (!mv_db_get_one_integer (db, &last_n, NULL, error,
                              "SELECT last_n FROM account WHERE account = $1", "t", account))
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      MvEntry *entry = g_ptr_array_index (entries, i);

      if (entry->n != 0)
        continue;
      entry->n = ++last_n;
      if (!mv_db_run (db, error, "UPDATE outbox SET n = $2, state = 'sent' WHERE entry = $1", "ii",
                      entry->entry, entry->n))
        return FALSE;
    }

  return mv_db_run (db, error, "UPDATE account SET last_n = $2 WHERE account = $1", "ti", account,
                    last_n);
}

static gboolean
next_push (MvStore *self, MvPush **out_push, GError **error)
{
  const MvAccount *account = mv_store_get_account (self);
  g_autoptr (MvPush) push = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gint64 asks_position = 0, acknowledged = 0;

  if (mv_store_is_local (self))
    return TRUE;
  if (!mv_db_get_one_integer (mv_store_get_db (self), &asks_position, NULL, error,
                              "SELECT asks_position FROM account WHERE account = $1", "t",
                              account->key) ||
      !mv_db_get_one_integer (mv_store_get_db (self), &acknowledged, NULL, error,
                              "SELECT acknowledged FROM account WHERE account = $1", "t",
                              account->key))
    return FALSE;

  if (asks_position)
    entries = g_ptr_array_new ();
  else
    entries = choose_entries (self, error);
  if (entries == NULL || !number_entries (self, entries, error))
    return FALSE;
  if (entries->len == 0 && !asks_position)
    return TRUE;

  push = g_new0 (MvPush, 1);
  push->schema = MV_WIRE_SCHEMA;
  push->device = g_strdup (account->device);
  push->ack = acknowledged;
  push->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_op_free);
  for (guint i = 0; i < entries->len; i++)
    {
      MvOp *op = make_op (self, g_ptr_array_index (entries, i), error);

      if (op == NULL)
        return FALSE;
      g_ptr_array_add (push->ops, op);
    }

  *out_push = g_steal_pointer (&push);
  return TRUE;
}

/**
 * mv_store_next_push:
 * @self: a store
 * @account: key of an account
 * @out_push: (out) (nullable): what to send; %NULL when nothing is due
 *
 * What was sent and not answered comes again, the same as before; then what waits, with its numbers
 * given now. At most 100 operations and 1 MiB. A draft is held back until it has rested for five
 * seconds. A push without operations asks the server for its position.
 *
 * Returns: whether it could be read; on failure no number was given out
 */
gboolean
mv_store_next_push (MvStore *self, const char *account, MvPush **out_push, GError **error)
{
  g_autoptr (MvPush) push = NULL;

  g_return_val_if_fail (out_push != NULL, FALSE);

  *out_push = NULL;
  if (!mv_store_begin (self, account, error) ||
      !mv_store_end (self, next_push (self, &push, error), error))
    return FALSE;

  *out_push = g_steal_pointer (&push);
  return TRUE;
}

static gboolean
next_due (MvStore *self, gint64 *out_due_us, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;
  gint64 due = 0;
  gboolean is_asking = FALSE, is_waiting = FALSE;
  gint64 ignored = 0;

  if (!mv_db_get_one_integer (db, &ignored, &is_asking, error,
                              "SELECT 1 FROM account WHERE account = $1 AND asks_position = 1 "
                              "UNION ALL SELECT 1 FROM outbox WHERE account = $1 "
                              "AND state = 'sent' LIMIT 1",
                              "t", account) ||
      !mv_db_get_one_integer (db, &due, &is_waiting, error,
                              "SELECT min(not_before) FROM outbox WHERE account = $1 "
                              "AND state = 'waiting'",
                              "t", account))
    return FALSE;

  *out_due_us = 0;
  if (is_asking)
    *out_due_us = mv_store_now (self);
  else if (is_waiting)
    *out_due_us = MAX (due, mv_store_now (self));
  return TRUE;
}

/**
 * mv_store_next_due:
 * @self: a store
 * @account: key of an account
 * @out_due_us: (out): when mv_store_next_push() will have something, in µs since 1970 and not
 * before now; 0 when nothing waits
 *
 * Returns: whether it could be read
 */
gboolean
mv_store_next_due (MvStore *self, const char *account, gint64 *out_due_us, GError **error)
{
  g_return_val_if_fail (out_due_us != NULL, FALSE);

  if (!mv_store_begin (self, account, error))
    return FALSE;
  if (mv_store_is_local (self))
    {
      *out_due_us = 0;
      return mv_store_end (self, TRUE, error);
    }
  return mv_store_end (self, next_due (self, out_due_us, error), error);
}

/**
 * mv_store_ask_position:
 * @self: a store
 * @account: key of an account
 *
 * The server missed an operation (`op-gap`), or is another one than before (`epoch`): the next push
 * is without operations, and its answer says from which number on they must be sent again.
 *
 * Returns: whether it was noted
 */
gboolean
mv_store_ask_position (MvStore *self, const char *account, GError **error)
{
  if (!mv_store_begin (self, account, error))
    return FALSE;

  return mv_store_end (self,
                       mv_db_run (mv_store_get_db (self), error,
                                  "UPDATE account SET asks_position = 1 WHERE account = $1", "t",
                                  account),
                       error);
}

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

/* The server's row @id after it has done what @entry asked. */
static gboolean
make_server_row (MvStore *self,
                 const MvEntry *entry,
                 const char *id,
                 const MvResult *result,
                 MvRow **out_row,
                 GError **error)
{
  gboolean is_itself = g_strcmp0 (entry->id, id) == 0;
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

  if (entry->type == MV_OP_COMMAND)
    {
      if (!mv_effect_apply (self, entry, row, error))
        return FALSE;
    }
  else if (entry->type == MV_OP_DEL || !is_itself)
    {
      row->is_present = FALSE;
    }
  else
    {
      mv_row_set_body (row, entry->body);
    }

  if (is_itself)
    {
      row->rev = result->rev;
      row->seq = result->seq;
      /* What a command left, what a put left of what commands set, and what a text that was brought
       * back stands beside, is the server's to say: here it is foreseen, and the item's own line is
       * to take its place. */
      if ((entry->type == MV_OP_COMMAND || is_new || mv_commanded_concerns (row->kind)) &&
          row->seq > 0)
        row->seq--;
      if (result->scope != NULL)
        mv_row_set_scope (row, result->scope);
    }
  else
    {
      /* Its place in the feed of the scope it stands in now is not known before the next page. */
      row->seq = 0;
    }
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

/* The server's last number is behind what it had answered: it was restored from a copy. What it has
 * forgotten is sent again, the same as before. */
static gboolean
send_again (MvStore *self, gint64 last_n, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  statement = mv_db_query (mv_store_get_db (self), error,
                           "SELECT " MV_ENTRY_COLUMNS " FROM outbox WHERE account = $1 AND n > $2 "
                           "AND state IN ('done', 'refused', 'settled') ORDER BY n",
                           "ti", mv_store_get_account (self)->key, last_n);
  entries = mv_outbox_collect (statement, error);
  g_clear_object (&statement);
  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      MvEntry *entry = g_ptr_array_index (entries, i);

      if (!mv_db_run (mv_store_get_db (self), error,
                      "UPDATE outbox SET state = 'sent', problem = 0, field = NULL "
                      "WHERE entry = $1",
                      "i", entry->entry) ||
          !mv_overlay_refresh_touched (self, entry, error))
        return FALSE;
      mv_store_note_kind (self, MV_STORE_CHANGED_OUTBOX);
    }
  return TRUE;
}

/* Numbers that are not on this device any more cannot be sent again: what the server has not seen
 * moves up to follow its last one. */
static gboolean
close_gap (MvStore *self, gint64 last_n, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;
  gboolean is_found = FALSE;
  gint64 first = 0;

  if (!mv_db_get_one_integer (db, &first, &is_found, error,
                              "SELECT min(n) FROM outbox WHERE account = $1 AND state = 'sent'",
                              "t", account))
    return FALSE;

  if (is_found && first > last_n + 1)
    return mv_db_run (db, error, "UPDATE outbox SET n = n - $2 WHERE account = $1 AND n >= $3",
                      "tii", account, (gint64) (first - last_n - 1), first) &&
           mv_db_run (db, error, "UPDATE account SET last_n = last_n - $2 WHERE account = $1", "ti",
                      account, (gint64) (first - last_n - 1));

  if (!is_found)
    return mv_db_run (db, error,
                      "UPDATE account SET last_n = $2 WHERE account = $1 AND last_n > $2", "ti",
                      account, last_n);
  return TRUE;
}

/* Whether the server may have lost what it answered before: it says that it is another one, or was
 * asked. A late copy of an old answer says neither. */
static gboolean
is_position_news (MvStore *self, const MvPushAnswer *answer, gboolean *out_is_news, GError **error)
{
  *out_is_news = FALSE;
  return mv_db_get_one_integer (mv_store_get_db (self), &(gint64){ 0 }, out_is_news, error,
                                "SELECT 1 FROM account WHERE account = $1 "
                                "AND (push_epoch <> $2 OR (asks_position = 1 AND $3 = 0))",
                                "tti", mv_store_get_account (self)->key, answer->epoch,
                                (gint64) answer->results->len);
}

static gboolean
note_position (MvStore *self, const MvPushAnswer *answer, GError **error)
{
  const char *account = mv_store_get_account (self)->key;
  gboolean is_news;

  if (!is_position_news (self, answer, &is_news, error))
    return FALSE;
  if (is_news &&
      (!send_again (self, answer->last_n, error) || !close_gap (self, answer->last_n, error) ||
       !mv_db_run (mv_store_get_db (self), error,
                   "UPDATE account SET asks_position = 0 WHERE account = $1", "t", account)))
    return FALSE;

  return mv_db_run (mv_store_get_db (self), error,
                    "UPDATE account SET push_epoch = $3, last_answer = $2, "
                    "acknowledged = coalesce ((SELECT min(n) - 1 FROM outbox "
                    "WHERE account = $1 AND state = 'sent'), last_n) WHERE account = $1",
                    "tit", account, mv_store_now (self), answer->epoch);
}

static gboolean
apply_push_answer (MvStore *self, const MvPushAnswer *answer, GError **error)
{
  for (guint i = 0; i < answer->results->len; i++)
    {
      if (!apply_result (self, g_ptr_array_index (answer->results, i), error))
        return FALSE;
    }
  return note_position (self, answer, error);
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

/**
 * mv_store_note_answer:
 * @self: a store
 * @account: key of an account
 *
 * The server has answered just now.
 *
 * Returns: whether it was noted
 */
gboolean
mv_store_note_answer (MvStore *self, const char *account, GError **error)
{
  if (!mv_store_begin (self, account, error))
    return FALSE;

  return mv_store_end (self,
                       mv_db_run (mv_store_get_db (self), error,
                                  "UPDATE account SET last_answer = $2 WHERE account = $1", "ti",
                                  account, mv_store_now (self)),
                       error);
}

static gboolean
fork_device (MvStore *self, const char *device, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;

  mv_store_note_kind (self, MV_STORE_CHANGED_OUTBOX);
  return mv_db_run (db, error,
                    "DELETE FROM outbox WHERE account = $1 AND state IN ('done', 'settled')", "t",
                    account) &&
         mv_db_run (db, error,
                    "UPDATE outbox SET n = 0, "
                    "state = CASE state WHEN 'sent' THEN 'waiting' ELSE state END "
                    "WHERE account = $1",
                    "t", account) &&
         mv_db_run (db, error,
                    "UPDATE account SET device = $2, last_n = 0, acknowledged = 0, "
                    "asks_position = 0 WHERE account = $1",
                    "tt", account, device);
}

/**
 * mv_store_fork_device:
 * @self: a store
 * @account: key of an account
 * @device: the new device id that the server gave
 *
 * This profile is a copy of another device's: from now on it is a device of its own. Everything
 * that was not answered will be numbered anew from 1.
 *
 * Returns: whether it was done
 */
gboolean
mv_store_fork_device (MvStore *self, const char *account, const char *device, GError **error)
{
  g_return_val_if_fail (device != NULL, FALSE);

  if (!mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, fork_device (self, device, error), error);
}
