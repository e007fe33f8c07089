/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include "mv-commanded.h"
#include "mv-json.h"

#include <string.h>

/* One put, resolve or del, inside its savepoint. Errors of the domain MV_PROBLEM refuse it. */

typedef struct
{
  MvFeedItem *item; /* (owned) (nullable): %NULL if there is none of that id */
  MvScope scope;    /* of the item */
  MvRoles roles;    /* of the caller there */
} Target;

static void
target_clear (Target *self)
{
  g_clear_pointer (&self->item, mv_feed_item_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static gboolean
refuse (MvProblem problem, const char *field, const char *message, GError **error)
{
  mv_problem_set (error, problem, field, "%s", message);
  return FALSE;
}

static gboolean
is_own_scope (const MvCaller *caller, const MvScope *scope)
{
  return scope->type == MV_SCOPE_USER && strcmp (scope->owner, caller->uid) == 0;
}

/* Looks up what the operation acts on. What the caller may not read is answered as if it did not
 * exist, and one whom nobody has confirmed learns nothing of either. */
static gboolean
look_up (MvFeed *self, const MvCaller *caller, const char *id, Target *target, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (id == NULL || !mv_uuid_is_valid (id))
    return refuse (MV_PROBLEM_INVALID, "id", "The id is none", error);
  if (!mv_feed_read (self, id, &target->item, error))
    return FALSE;
  if (target->item == NULL)
    return TRUE;

  mv_scope_parse (target->item->scope, &target->scope);
  if (!caller->is_confirmed && !is_own_scope (caller, &target->scope))
    return refuse (MV_PROBLEM_NOT_ALLOWED, NULL, "The inviter has not confirmed the person", error);

  target->roles = mv_feed_get_caller_roles (self, caller, target->item->scope, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!mv_rights_may_read (target->scope.type, target->roles))
    return refuse (MV_PROBLEM_NOT_FOUND, NULL, "There is no such record", error);
  return TRUE;
}

static MvRecordStage
get_stage (MvScopeType scope)
{
  return scope == MV_SCOPE_USER ? MV_RECORD_DRAFT : MV_RECORD_COMPLETE;
}

static void
set_outcome (MvOutcome *outcome, const char *item, gint64 rev, gint64 seq)
{
  outcome->item = g_strdup (item);
  outcome->rev = rev;
  outcome->result->rev = rev;
  outcome->result->seq = seq;
}

/* What a put of the operation's body leaves: what commands set stays as it is. */
static JsonObject *
keep_commanded (
    const MvOp *op, const char *kind, MvScopeType scope, const MvFeedItem *current, GError **error)
{
  g_autoptr (JsonObject) before = NULL;
  gboolean is_own = scope == MV_SCOPE_USER;
  const char *forged;

  if (current != NULL && current->body != NULL)
    {
      before = mv_feed_item_parse_body (current, error);
      if (before == NULL)
        return NULL;
    }

  forged = mv_commanded_find_forged (kind, is_own, before, op->body);
  if (forged != NULL)
    {
      refuse (MV_PROBLEM_NOT_ALLOWED, forged, "The field is set by a command", error);
      return NULL;
    }
  return mv_commanded_keep (kind, is_own, before, op->body);
}

/* A new record */

static gboolean
check_new (
    MvFeed *self, const MvCaller *caller, const MvOp *op, const char *scope_name, GError **error)
{
  g_autoptr (GError) local = NULL;
  MvScope scope = { 0 };
  MvRoles roles = MV_ROLE_NONE;

  if (scope_name != NULL)
    mv_scope_parse (scope_name, &scope);
  if (!caller->is_confirmed && !is_own_scope (caller, &scope))
    return refuse (MV_PROBLEM_NOT_ALLOWED, NULL, "The inviter has not confirmed the person", error);

  if (scope_name != NULL)
    roles = mv_feed_get_caller_roles (self, caller, scope_name, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (!mv_rights_may_read (scope.type, roles))
    return refuse (MV_PROBLEM_NOT_FOUND, "scope", "There is no such scope", error);
  if (mv_kind_find (op->kind) == NULL)
    return refuse (MV_PROBLEM_UNKNOWN_KIND, "kind", "There is no such kind of record", error);
  if (!mv_rights_may_create (scope.type, op->kind, roles))
    return refuse (MV_PROBLEM_NOT_ALLOWED, NULL, "The person may not write this here", error);

  return mv_feed_check_record (self, caller, scope_name, op->kind, op->id, op->body,
                               get_stage (scope.type), error) &&
         mv_feed_check_editor (self, caller, scope.type, NULL, op->kind, op->id, op->body, error);
}

static gboolean
create (MvFeed *self, const MvCaller *caller, const MvOp *op, MvOutcome *outcome, GError **error)
{
  g_autofree char *scope = NULL;
  g_autofree char *body = NULL;
  g_autoptr (JsonObject) kept = NULL;
  MvFeedRow row = { .id = op->id, .rev = 1, .kind = op->kind, .by = caller->uid };
  MvScope parts;
  gint64 seq;

  if (op->scope == NULL)
    return refuse (MV_PROBLEM_INVALID, "scope", "A new record needs a scope", error);
  if (op->kind == NULL)
    return refuse (MV_PROBLEM_INVALID, "kind", "A new record needs a kind", error);

  scope = mv_feed_dup_scope_name (caller, op->scope);
  if (!check_new (self, caller, op, scope, error))
    return FALSE;

  mv_scope_parse (scope, &parts);
  kept = keep_commanded (op, op->kind, parts.type, NULL, error);
  if (kept == NULL || !mv_feed_hold_back (self, op->id, op->kind, kept, error))
    return FALSE;

  body = mv_json_object_to_text (kept);
  row.body = body;
  if (!mv_feed_ensure_scope (self, scope, &row.scope_id, error) ||
      !mv_feed_store_row (self, &row, &seq, error))
    return FALSE;

  set_outcome (outcome, op->id, 1, seq);
  return mv_feed_after_write (self, scope, op->kind, op->id, kept, error);
}

/* Over a record that is there, or was */

/* The id that the item has or, for a sibling, that its original has. */
static const char *
get_original_id (const MvFeedItem *item)
{
  return item->conflict_of != NULL ? item->conflict_of : item->id;
}

static gboolean
check_change (MvFeed *self, const MvCaller *caller, const MvOp *op, Target *target, GError **error)
{
  const MvFeedItem *item = target->item;
  gboolean is_own = g_strcmp0 (item->author, caller->uid) == 0;

  if (g_strcmp0 (item->why, "erased") == 0)
    return refuse (MV_PROBLEM_ERASED, NULL, "The record was erased", error);
  if (op->kind != NULL && strcmp (op->kind, item->kind) != 0)
    return refuse (MV_PROBLEM_INVALID, "kind", "The record is of another kind", error);
  if (!mv_rights_may_change (target->scope.type, item->kind, target->roles, is_own))
    return refuse (MV_PROBLEM_NOT_ALLOWED, NULL, "The person may not change this", error);

  return TRUE;
}

/* A write that came too late is kept beside the item: as text of the writer's, of which no more is
 * asked than that its fields are what they should be. */
static gboolean
keep_sibling (MvFeed *self,
              const MvCaller *caller,
              const MvOp *op,
              const Target *target,
              MvOutcome *outcome,
              GError **error)
{
  g_autofree char *id = mv_uuid_new_v7 (self->clock, self->random);
  g_autoptr (JsonObject) kept = mv_json_object_copy (op->body);
  g_autofree char *body = NULL;
  g_autoptr (MvRecord) record = mv_record_new_from_body (target->item->kind, id, op->body);
  MvFeedRow row = {
    .id = id,
    .scope_id = target->item->scope_id,
    .rev = 1,
    .kind = target->item->kind,
    .by = caller->uid,
    .conflict_of = get_original_id (target->item),
  };

  if (!mv_record_validate (record, MV_RECORD_DRAFT, error) ||
      !mv_feed_hold_back (self, id, target->item->kind, kept, error))
    return FALSE;

  body = mv_json_object_to_text (kept);
  row.body = body;
  if (!mv_feed_store_row (self, &row, NULL, error))
    return FALSE;

  outcome->item = g_strdup (id);
  outcome->rev = 1;
  outcome->result->status = MV_RESULT_CONFLICT;
  outcome->result->rev = target->item->rev;
  outcome->result->sibling = g_steal_pointer (&id);
  return TRUE;
}

static gboolean
overwrite (MvFeed *self,
           const MvCaller *caller,
           const MvOp *op,
           const Target *target,
           MvOutcome *outcome,
           GError **error)
{
  const MvFeedItem *item = target->item;
  g_autofree char *scope = op->scope != NULL ? mv_feed_dup_scope_name (caller, op->scope) : NULL;
  MvFeedRow row = {
    .id = item->id,
    .scope_id = item->scope_id,
    .rev = item->rev + 1,
    .kind = item->kind,
    .by = caller->uid,
    .conflict_of = item->conflict_of,
  };
  g_autoptr (JsonObject) kept = NULL;
  g_autofree char *body = NULL;
  gint64 seq;

  if (op->scope != NULL && g_strcmp0 (scope, item->scope) != 0)
    return refuse (MV_PROBLEM_INVALID, "scope", "The record stands in another scope", error);

  kept = keep_commanded (op, item->kind, target->scope.type, item, error);
  if (kept == NULL ||
      !mv_feed_check_record (self, caller, item->scope, item->kind, get_original_id (item), kept,
                             get_stage (target->scope.type), error) ||
      !mv_feed_check_editor (self, caller, target->scope.type, item, item->kind,
                             get_original_id (item), kept, error) ||
      !mv_feed_hold_back (self, item->id, item->kind, kept, error))
    return FALSE;

  body = mv_json_object_to_text (kept);
  row.body = body;
  if (!mv_feed_store_row (self, &row, &seq, error))
    return FALSE;

  set_outcome (outcome, item->id, row.rev, seq);
  return item->conflict_of != NULL ||
         mv_feed_after_write (self, item->scope, item->kind, item->id, kept, error);
}

/* The siblings that a resolve has made superfluous. Their text goes to the bin of those who wrote
 * it. */
static gboolean
drop_siblings (
    MvFeed *self, const MvCaller *caller, const MvOp *op, const MvFeedItem *item, GError **error)
{
  for (guint i = 0; op->drop != NULL && op->drop[i] != NULL; i++)
    {
      g_autoptr (MvFeedItem) sibling = NULL;

      if (!mv_feed_read (self, op->drop[i], &sibling, error))
        return FALSE;
      if (sibling == NULL || g_strcmp0 (sibling->conflict_of, item->id) != 0)
        return refuse (MV_PROBLEM_INVALID, "drop", "There is no such sibling", error);
      if (sibling->why == NULL &&
          !mv_feed_bury_row (self, sibling, caller->uid, "deleted", NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
replace (MvFeed *self,
         const MvCaller *caller,
         const MvOp *op,
         const MvBase *base,
         Target *target,
         MvOutcome *outcome,
         GError **error)
{
  const MvFeedItem *item = target->item;
  g_autofree char *body = mv_json_object_to_text (op->body);
  gboolean is_same = g_strcmp0 (item->body, body) == 0;

  if (!check_change (self, caller, op, target, error))
    return FALSE;

  if (!is_same && base->rev != item->rev)
    return keep_sibling (self, caller, op, target, outcome, error);

  /* Nothing to write: what somebody wants is there already, whatever it was based on. */
  if (is_same)
    set_outcome (outcome, item->id, item->rev, item->seq);
  else if (!overwrite (self, caller, op, target, outcome, error))
    return FALSE;

  return op->type != MV_OP_RESOLVE || base->rev != item->rev ||
         drop_siblings (self, caller, op, item, error);
}

/* The operation goes on with a text that an earlier one had to keep as a sibling: so does this one.
 */
static gboolean
report_sibling (MvFeed *self, const char *original, MvOutcome *outcome, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;

  if (!mv_feed_read (self, original, &item, error))
    return FALSE;

  outcome->result->status = MV_RESULT_CONFLICT;
  outcome->result->rev = item != NULL ? item->rev : 0;
  outcome->result->seq = 0;
  g_free (outcome->result->sibling);
  outcome->result->sibling = g_strdup (outcome->item);
  return TRUE;
}

/* A new record whose id follows from its key has a right to that id. */
static gboolean
make_way (MvFeed *self, const MvCaller *caller, const MvOp *op, GError **error)
{
  const MvKind *kind = mv_kind_find (op->kind);
  g_autofree char *scope = op->scope != NULL ? mv_feed_dup_scope_name (caller, op->scope) : NULL;
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (MvRecord) record = NULL;
  g_autofree char *id = NULL;

  if (kind == NULL || scope == NULL || !mv_kind_has_natural_key (kind))
    return TRUE;

  record = mv_record_new_from_body (op->kind, op->id, op->body);
  id = mv_record_dup_natural_id (record, scope);
  return g_strcmp0 (id, op->id) != 0 ||
         (mv_feed_read (self, id, &item, error) && mv_feed_make_way (self, id, &item, error));
}

/* A put or a resolve. */
gboolean
mv_feed_run_put (MvFeed *self,
                 const MvCaller *caller,
                 const MvOp *op,
                 const MvBase *base,
                 MvOutcome *outcome,
                 GError **error)
{
  g_auto (Target) target = { 0 };

  if (base->rev < 0)
    return refuse (MV_PROBLEM_NO_BASE, "base", "The write does not say what it builds on", error);
  if (op->body == NULL)
    return refuse (MV_PROBLEM_INVALID, "body", "There is no body", error);
  if (op->type == MV_OP_PUT && base->rev == 0 && base->sibling == NULL &&
      !make_way (self, caller, op, error))
    return FALSE;
  if (!look_up (self, caller, base->sibling != NULL ? base->sibling : op->id, &target, error))
    return FALSE;

  if (target.item != NULL)
    return replace (self, caller, op, base, &target, outcome, error) &&
           (base->sibling == NULL || report_sibling (self, op->id, outcome, error));

  if (base->rev == 0 && op->type == MV_OP_PUT)
    return create (self, caller, op, outcome, error);
  if (!caller->is_confirmed)
    return refuse (MV_PROBLEM_NOT_ALLOWED, NULL, "The inviter has not confirmed the person", error);
  return refuse (MV_PROBLEM_NOT_FOUND, NULL, "There is no such record", error);
}

static gboolean
bury (
    MvFeed *self, const MvCaller *caller, const Target *target, MvOutcome *outcome, GError **error)
{
  const MvFeedItem *item = target->item;
  g_autoptr (JsonObject) body = mv_feed_item_parse_body (item, error);
  gint64 seq;

  if (body == NULL ||
      !mv_feed_check_editor (self, caller, target->scope.type, item, item->kind,
                             get_original_id (item), NULL, error) ||
      !mv_feed_bury_row (self, item, caller->uid, "deleted", &seq, error))
    return FALSE;

  set_outcome (outcome, item->id, item->rev + 1, seq);
  return item->conflict_of != NULL ||
         mv_feed_after_write (self, item->scope, item->kind, item->id, body, error);
}

/* A del. One that comes too late does nothing: an edit beats it. */
gboolean
mv_feed_run_del (MvFeed *self,
                 const MvCaller *caller,
                 const MvOp *op,
                 const MvBase *base,
                 MvOutcome *outcome,
                 GError **error)
{
  g_auto (Target) target = { 0 };
  const MvFeedItem *item;
  gboolean is_own;

  if (base->rev < 0)
    return refuse (MV_PROBLEM_NO_BASE, "base", "The delete does not say what it builds on", error);
  if (!look_up (self, caller, base->sibling != NULL ? base->sibling : op->id, &target, error))
    return FALSE;

  item = target.item;
  if (item == NULL && !caller->is_confirmed)
    return refuse (MV_PROBLEM_NOT_ALLOWED, NULL, "The inviter has not confirmed the person", error);
  if (item == NULL)
    return refuse (MV_PROBLEM_NOT_FOUND, NULL, "There is no such record", error);
  if (g_strcmp0 (item->why, "erased") == 0)
    return refuse (MV_PROBLEM_ERASED, NULL, "The record was erased", error);

  is_own = g_strcmp0 (item->author, caller->uid) == 0;
  if (!mv_rights_may_remove (target.scope.type, item->kind, target.roles, is_own))
    return refuse (MV_PROBLEM_NOT_ALLOWED, NULL, "The person may not remove this", error);

  if (item->why != NULL)
    {
      set_outcome (outcome, item->id, item->rev, item->seq);
      return TRUE;
    }
  if (base->rev != item->rev)
    {
      outcome->result->status = MV_RESULT_CONFLICT;
      outcome->result->rev = item->rev;
      return TRUE;
    }
  return bury (self, caller, &target, outcome, error);
}
