/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include "mv-commands.h"
#include "mv-json.h"

#include <string.h>

/* A batch: checked for numbers, run operation by operation, and written down, in one transaction.
 */

typedef struct
{
  MvFeed *feed;           /* (unowned) */
  const MvCaller *caller; /* (unowned) */
  const MvPush *push;     /* (unowned) */
  gint64 last_n;          /* the device's, before the batch */
  gint64 ack;             /* the same */
  GPtrArray *outcomes;    /* (owned) (element-type MvOutcome): of new operations, from last_n + 1 */
  GPtrArray *results;     /* (owned) (element-type MvResult): of operations that came again */
} Batch;

static void
outcome_free (MvOutcome *self)
{
  mv_result_free (self->result);
  g_free (self->item);
  g_free (self);
}

static MvOutcome *
outcome_new (gint64 n)
{
  MvOutcome *self = g_new0 (MvOutcome, 1);

  self->result = mv_result_new (n, MV_RESULT_OK);
  return self;
}

static void
batch_clear (Batch *self)
{
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static gboolean
refuse (MvProblem problem, const char *field, const char *message, GError **error)
{
  mv_problem_set (error, problem, field, "%s", message);
  return FALSE;
}

/* Numbers */

static gboolean
load_device (Batch *self, GError **error)
{
  g_autoptr (MvStatement) row = mv_db_query (
      self->feed->db, error, "SELECT last_n, ack, revoked FROM device WHERE id = $1 {forupdate}",
      "t", self->caller->device);
  gboolean has_row = FALSE;

  if (row == NULL || !mv_statement_step (row, &has_row, error))
    return FALSE;
  if (!has_row)
    return refuse (MV_PROBLEM_NOT_AUTHENTICATED, NULL, "The device is not known", error);

  /* It may have been removed since the request was let in. */
  if (!mv_statement_is_null (row, 2))
    return refuse (MV_PROBLEM_DEVICE_REVOKED, NULL, "The device was removed", error);

  self->last_n = mv_statement_get_integer (row, 0);
  self->ack = mv_statement_get_integer (row, 1);
  return TRUE;
}

/* Takes the answer that was given before, if the operation is the same. */
static gboolean
recall (Batch *self, const MvOp *op, GError **error)
{
  g_autofree char *hash = mv_op_dup_hash (op);
  g_autoptr (MvStatement) row = mv_db_query (
      self->feed->db, error, "SELECT hash, result FROM operation WHERE device = $1 AND n = $2",
      "ti", self->caller->device, op->n);
  g_autoptr (JsonObject) object = NULL;
  MvResult *result;
  gboolean has_row = FALSE;

  if (row == NULL || !mv_statement_step (row, &has_row, error))
    return FALSE;
  if (!has_row || strcmp (mv_statement_get_text (row, 0), hash) != 0)
    return refuse (MV_PROBLEM_DEVICE_FORKED, NULL, "The operation came before with other contents",
                   error);

  object = mv_json_parse_object (mv_statement_get_text (row, 1), -1, MV_WIRE_MAX_BODY, error);
  result = object != NULL ? mv_result_decode (object, error) : NULL;
  if (result == NULL)
    return FALSE;

  g_ptr_array_add (self->results, result);
  return TRUE;
}

/* All numbers are looked at before anything is written. */
static gboolean
check_numbers (Batch *self, GError **error)
{
  gint64 expected = 0;

  for (guint i = 0; i < self->push->ops->len; i++)
    {
      const MvOp *op = self->push->ops->pdata[i];

      if (i == 0)
        expected = MIN (op->n, self->last_n + 1);
      if (op->n < 1 || op->n != expected)
        return refuse (MV_PROBLEM_OP_GAP, NULL, "An operation is missing", error);
      if (op->n <= self->last_n && !recall (self, op, error))
        return FALSE;
      expected++;
    }
  return TRUE;
}

/* Bases */

/* What an operation of this device left: one of this batch, or of an earlier one. */
static gboolean
find_outcome (Batch *self, gint64 n, char **out_item, gint64 *out_rev, GError **error)
{
  g_autoptr (MvStatement) row = NULL;
  gboolean has_row = FALSE;

  *out_item = NULL;
  if (n > self->last_n && n <= self->last_n + (gint64) self->outcomes->len)
    {
      const MvOutcome *outcome = self->outcomes->pdata[n - self->last_n - 1];

      *out_item = g_strdup (outcome->item);
      *out_rev = outcome->rev;
      return TRUE;
    }

  row = mv_db_query (self->feed->db, error,
                     "SELECT item, rev FROM operation WHERE device = $1 AND n = $2", "ti",
                     self->caller->device, n);
  if (row == NULL || !mv_statement_step (row, &has_row, error))
    return FALSE;

  if (has_row)
    {
      *out_item = g_strdup (mv_statement_get_text (row, 0));
      *out_rev = mv_statement_get_integer (row, 1);
    }
  return TRUE;
}

static gboolean
resolve_base_op (Batch *self, const MvOp *op, MvBase *base, GError **error)
{
  g_autofree char *item = NULL;
  g_autoptr (MvFeedItem) sibling = NULL;

  if (op->base < 1 || op->base >= op->n)
    return refuse (MV_PROBLEM_INVALID, "base", "The operation does not come before", error);
  if (!find_outcome (self, op->base, &item, &base->rev, error))
    return FALSE;
  if (item == NULL)
    return refuse (MV_PROBLEM_DEPENDS, NULL, "The operation that it builds on was refused", error);
  if (op->id != NULL && strcmp (item, op->id) == 0)
    return TRUE;

  if (!mv_feed_read (self->feed, item, &sibling, error))
    return FALSE;
  if (op->type == MV_OP_COMMAND)
    {
      /* The text that the command was given for stands beside the item, not in it: whatever the
       * sibling's own number is, the item has moved on. */
      if (sibling != NULL && sibling->conflict_of != NULL)
        base->rev = 0;
      return TRUE;
    }
  if (sibling == NULL || g_strcmp0 (sibling->conflict_of, op->id) != 0)
    return refuse (MV_PROBLEM_INVALID, "base", "The operation acted on another record", error);

  base->sibling = g_steal_pointer (&item);
  return TRUE;
}

static gboolean
resolve_base (Batch *self, const MvOp *op, MvBase *base, GError **error)
{
  base->rev = -1;
  if (op->base_type == MV_BASE_REV)
    base->rev = op->base;
  return op->base_type != MV_BASE_OP || resolve_base_op (self, op, base, error);
}

/* Operations */

/* The item that a command acts on is the first of its arguments, if that is an id. */
static char *
dup_command_item (const MvCommand *command, const MvOp *op)
{
  g_autofree char *name = g_strndup (command->args, strcspn (command->args, ": "));
  const char *id = op->args != NULL && *name != '\0' ? mv_json_get_text (op->args, name) : NULL;

  return id != NULL && mv_uuid_is_valid (id) ? g_strdup (id) : NULL;
}

static gboolean
run_command (Batch *self, const MvOp *op, const MvBase *base, MvOutcome *outcome, GError **error)
{
  const MvCommand *command = mv_commands_find (op->name);

  if (command == NULL)
    return refuse (MV_PROBLEM_INVALID, "name", "There is no such command", error);
  if (!self->caller->is_confirmed)
    return refuse (MV_PROBLEM_NOT_ALLOWED, NULL, "The inviter has not confirmed the person", error);
  if ((command->flags & MV_COMMAND_HAS_BASE) && base->rev < 0)
    return refuse (MV_PROBLEM_NO_BASE, "base", "The command does not say what it acts on", error);
  if (!mv_command_check_args (command, op->args, error) ||
      !mv_commands_run (self->feed, self->caller, op, base->rev, outcome->result, error))
    return FALSE;

  if (outcome->result->status == MV_RESULT_OK && outcome->result->rev > 0)
    {
      outcome->item = dup_command_item (command, op);
      outcome->rev = outcome->result->rev;
    }
  return TRUE;
}

static gboolean
run_op (Batch *self, const MvOp *op, MvOutcome *outcome, GError **error)
{
  MvBase base = { 0 };
  gboolean is_done = FALSE;

  if (op->problem != 0)
    return refuse (op->problem, op->field, "The operation is not well formed", error);

  if (resolve_base (self, op, &base, error))
    {
      switch (op->type)
        {
        case MV_OP_PUT:
        case MV_OP_RESOLVE:
          is_done = mv_feed_run_put (self->feed, self->caller, op, &base, outcome, error);
          break;
        case MV_OP_DEL:
          is_done = mv_feed_run_del (self->feed, self->caller, op, &base, outcome, error);
          break;
        case MV_OP_COMMAND:
          is_done = run_command (self, op, &base, outcome, error);
          break;
        default:
          g_assert_not_reached ();
        }
    }
  g_free (base.sibling);

  return is_done;
}

/* Whether the failure is the operation's own and the batch can go on. A broken rule of the tables
 * would come again with every try, and one bad operation must not block a device for ever. */
static gboolean
is_refusal (const GError *error)
{
  return error->domain == MV_PROBLEM ||
         g_error_matches (error, MV_DB_ERROR, MV_DB_ERROR_CONSTRAINT);
}

/* The wire has a short list of what an operation can be refused for. */
static MvProblem
get_refusal (const GError *error)
{
  if (error->domain != MV_PROBLEM || error->code == MV_PROBLEM_TOO_LARGE)
    return MV_PROBLEM_INVALID;

  return (MvProblem) error->code;
}

static void
set_refused (MvOutcome *outcome, const GError *error)
{
  gint64 n = outcome->result->n;
  g_autofree char *field = mv_problem_dup_field (error);

  g_debug ("Operation %" G_GINT64_FORMAT " refused: %s", n,
           mv_problem_get_name (get_refusal (error)));
  mv_result_free (outcome->result);
  outcome->result = mv_result_new_refused (n, get_refusal (error), field);
  g_clear_pointer (&outcome->item, g_free);
  outcome->rev = 0;
}

/* Runs an operation in a savepoint: it is done, or it was as if it had never come. */
static gboolean
run_in_savepoint (Batch *self, const MvOp *op, GError **error)
{
  MvDb *db = self->feed->db;
  guint n_pending = self->feed->pending->len;
  MvOutcome *outcome = outcome_new (op->n);
  g_autoptr (GError) local = NULL;

  g_ptr_array_add (self->outcomes, outcome);
  if (!mv_db_savepoint (db, "operation", error))
    return FALSE;

  if (!run_op (self, op, outcome, &local))
    {
      if (!is_refusal (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_array_set_size (self->feed->pending, n_pending);
      set_refused (outcome, local);
      if (!mv_db_roll_back_to (db, "operation", error))
        return FALSE;
    }

  return mv_db_release (db, "operation", error);
}

/* Writing down */

static gboolean
remember (Batch *self, const MvOp *op, const MvOutcome *outcome, GError **error)
{
  g_autofree char *hash = mv_op_dup_hash (op);
  g_autofree char *result = mv_result_encode (outcome->result);
  g_autofree char *now = mv_clock_dup_now (self->feed->clock);

  return mv_db_run (self->feed->db, error,
                    "INSERT INTO operation (device, n, hash, item, rev, result, at)"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    "tittitt", self->caller->device, op->n, hash, outcome->item, outcome->rev,
                    result, now);
}

/* Now that all numbers are known, the results are finished and kept. */
static gboolean
write_down (Batch *self, GError **error)
{
  guint n_known = self->results->len;
  gint64 last_n = self->last_n + (gint64) self->outcomes->len;
  gint64 ack = MAX (self->ack, MIN (self->push->ack, last_n));

  if (!mv_feed_give_numbers (self->feed, error))
    return FALSE;

  for (guint i = 0; i < self->outcomes->len; i++)
    {
      MvOutcome *outcome = self->outcomes->pdata[i];

      outcome->result->seq = mv_feed_get_final_seq (self->feed, outcome->result->seq);
      if (!remember (self, self->push->ops->pdata[n_known + i], outcome, error))
        return FALSE;
    }

  return mv_db_run (self->feed->db, error,
                    "UPDATE device SET last_n = $1, ack = $2, schema = $3 WHERE id = $4", "iiit",
                    last_n, ack, (gint64) self->push->schema, self->caller->device);
}

static gboolean
run_batch (Batch *self, GError **error)
{
  if (!load_device (self, error) || !check_numbers (self, error))
    return FALSE;

  for (guint i = self->results->len; i < self->push->ops->len; i++)
    {
      if (!run_in_savepoint (self, self->push->ops->pdata[i], error))
        return FALSE;
    }
  return write_down (self, error);
}

static MvPushAnswer *
make_answer (Batch *self, GError **error)
{
  const char *epoch = mv_feed_get_epoch (self->feed, error);
  gint64 last_n = self->last_n + (gint64) self->outcomes->len;
  MvPushAnswer *answer;

  if (epoch == NULL)
    return NULL;

  answer = mv_push_answer_new (epoch, last_n);
  for (guint i = 0; i < self->results->len; i++)
    g_ptr_array_add (answer->results, g_steal_pointer (&self->results->pdata[i]));
  for (guint i = 0; i < self->outcomes->len; i++)
    {
      MvOutcome *outcome = self->outcomes->pdata[i];

      g_ptr_array_add (answer->results, g_steal_pointer (&outcome->result));
    }
  return answer;
}

/* The transaction */

/* Group commit: the caller has a transaction, and this batch is a savepoint in it. */
static gboolean
begin (MvFeed *self, gboolean is_inner, GError **error)
{
  if (!is_inner)
    return mv_feed_begin (self, error);

  if (!mv_feed_give_numbers (self, error))
    return FALSE;
  g_array_set_size (self->pending, 0);
  return mv_db_savepoint (self->db, "batch", error);
}

static gboolean
keep (MvFeed *self, gboolean is_inner, GError **error)
{
  g_array_set_size (self->pending, 0);
  if (is_inner)
    return mv_db_release (self->db, "batch", error);
  if (mv_feed_announce (self, error))
    return mv_db_commit (self->db, error);

  mv_db_roll_back (self->db);
  return FALSE;
}

static void
undo (MvFeed *self, gboolean is_inner)
{
  g_autoptr (GError) error = NULL;

  g_array_set_size (self->pending, 0);
  g_hash_table_remove_all (self->touched);
  if (!is_inner)
    mv_db_roll_back (self->db);
  else if (!mv_db_roll_back_to (self->db, "batch", &error) ||
           !mv_db_release (self->db, "batch", &error))
    g_debug ("The outer transaction is over: %s", error->message);
}

/**
 * mv_feed_push:
 * @self: a feed
 * @caller: who pushes
 * @push: operations of the caller's device
 * @touched: (nullable) (element-type utf8): gets the scopes that changed, and `user/<uid>` of those
 *   whose grants did
 *
 * Runs a batch in one transaction: all numbers are checked first, each operation has its savepoint,
 * and effects, results and the device's last number are kept together. Outside a transaction it
 * commits; inside one it is a savepoint, and the caller commits.
 *
 * Fails with %MV_PROBLEM_DEVICE_FORKED, %MV_PROBLEM_OP_GAP, %MV_PROBLEM_TOO_LARGE or
 * %MV_PROBLEM_NOT_AUTHENTICATED, and as databases do; nothing of the batch is kept then.
 *
 * Returns: (transfer full): the answer, or %NULL on error
 */
MvPushAnswer *
mv_feed_push (
    MvFeed *self, const MvCaller *caller, const MvPush *push, GPtrArray *touched, GError **error)
{
  g_auto (Batch) batch = {
    .feed = self,
    .caller = caller,
    .push = push,
    .outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) outcome_free),
    .results = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_result_free),
  };
  gboolean is_inner;
  g_autoptr (MvPushAnswer) answer = NULL;

  g_return_val_if_fail (MV_IS_FEED (self), NULL);

  is_inner = mv_db_is_in_transaction (self->db);
  if (g_strcmp0 (push->device, caller->device) != 0)
    {
      mv_problem_set (error, MV_PROBLEM_DEVICE_FORKED, "device",
                      "The token belongs to another device");
      return NULL;
    }
  if (push->ops->len > MV_WIRE_MAX_OPS)
    {
      mv_problem_set (error, MV_PROBLEM_TOO_LARGE, "ops", "Too many operations");
      return NULL;
    }
  if (!begin (self, is_inner, error))
    return NULL;

  if (run_batch (&batch, error))
    answer = make_answer (&batch, error);
  if (answer == NULL)
    {
      undo (self, is_inner);
      return NULL;
    }
  if (!keep (self, is_inner, error))
    return NULL;

  mv_feed_take_touched (self, touched);
  return g_steal_pointer (&answer);
}
