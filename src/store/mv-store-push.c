/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-json.h"

#include <string.h>

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
