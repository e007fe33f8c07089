/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-json.h"
#include "mv-rights.h"
#include "mv-scope.h"

#include <string.h>

/* What a person writes, takes away and brings back. */

/* The person's roles towards @scope, as far as this device knows. */
gboolean
mv_store_load_roles (MvStore *self, const char *scope, MvRoles *out_roles, GError **error)
{
  const char *uid = mv_store_get_account (self)->uid;
  g_autofree char *name = NULL;
  MvScope parts;

  *out_roles = MV_ROLE_ACCOUNT;
  if (!mv_scope_parse (scope, &parts))
    return TRUE;

  if (parts.type == MV_SCOPE_USER || strcmp (parts.person, uid) == 0)
    *out_roles |= MV_ROLE_PERSON;

  if (!mv_store_load_role (self, scope, &name, error))
    return FALSE;
  /* A scope of one's own that has come to be on this device is not granted before the next page. */
  if (name == NULL && g_str_has_prefix (scope, "project/"))
    {
      g_autofree char *project = mv_scope_project (parts.owner);

      if (!mv_store_load_role (self, project, &name, error))
        return FALSE;
    }

  if (name != NULL)
    *out_roles |= mv_roles_from_name (name);
  return TRUE;
}

gboolean
mv_store_refuse_rights (const char *what, const char *kind, GError **error)
{
  g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_ALLOWED, "Not allowed to %s a %s here",
               what, kind);
  return FALSE;
}

static gboolean
check_rights (MvStore *self, MvRow *row, MvRow *old, GError **error)
{
  MvScope scope;
  MvRoles roles;

  if (mv_store_is_local (self) || strcmp (row->scope, MV_SCOPE_ME) == 0)
    return TRUE;
  if (!mv_scope_parse (row->scope, &scope))
    return mv_store_refuse_rights ("write", row->kind, error);
  if (!mv_store_load_roles (self, row->scope, &roles, error))
    return FALSE;

  if (old == NULL ? mv_rights_may_create (scope.type, row->kind, roles)
                  : mv_rights_may_change (scope.type, row->kind, roles,
                                          strcmp (old->by, mv_store_get_account (self)->uid) == 0))
    return TRUE;
  return mv_store_refuse_rights (old == NULL ? "create" : "change", row->kind, error);
}

/* Shown at once and never sent: rows of this device, and all rows of a person without a server. */
gboolean
mv_store_keep_here (MvStore *self, MvRow *row, gboolean is_device_only, GError **error)
{
  row->is_device_only = is_device_only;
  row->pending = MV_PENDING_NOTHING;
  return mv_rows_write_shown (self, row, error);
}

/* The edit of the shared contribution @shared, if there is one. */
gboolean
mv_store_find_edit (MvStore *self, const char *shared, char **out_id, GError **error)
{
  g_autoptr (GError) local = NULL;

  *out_id = mv_db_get_one_text (
      mv_store_get_db (self), &local,
      "SELECT id FROM item INDEXED BY item_target WHERE account = $1 AND target = $2 "
      "AND kind = 'contribution' AND scope = 'user/me' "
      "AND conflict_of IS NULL ORDER BY id LIMIT 1",
      "tt", mv_store_get_account (self)->key, shared);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

/* A draft over a shared contribution becomes an edit beside it. */
static gboolean
turn_into_edit (MvStore *self, MvRow *row, MvRow **old, GError **error)
{
  g_autofree char *id = NULL;
  JsonObject *body;

  if (!mv_store_find_edit (self, row->id, &id, error))
    return FALSE;

  body = mv_json_object_copy (mv_row_get_object (row));
  json_object_set_string_member (body, "edits", row->id);
  mv_row_take_object (row, body);
  mv_row_set_scope (row, MV_SCOPE_ME);
  g_free (row->id);
  row->id = id != NULL ? g_steal_pointer (&id) : mv_store_new_id (self);

  g_clear_pointer (old, mv_row_free);
  return mv_rows_load_shown (mv_store_get_db (self), mv_store_get_account (self)->key, row->id, old,
                             error);
}

/* What was to take the place of a shared text, and was refused, is a draft of the person's again,
 * so that it can be changed and tried once more; the edit it came from went with it. A newer draft
 * is left alone. The refused operation stays, and says why. */
gboolean
mv_store_keep_as_edit (MvStore *self, const MvEntry *entry, GError **error)
{
  g_autofree char *edit = NULL;
  g_autoptr (MvRow) server = NULL;
  g_autoptr (MvRow) row = NULL;
  g_autoptr (MvRow) old = NULL;

  if (entry->type != MV_OP_PUT || g_strcmp0 (entry->kind, "contribution") != 0)
    return TRUE;
  if (!mv_rows_load_server (self, entry->id, &server, error) ||
      !mv_store_find_edit (self, entry->id, &edit, error))
    return FALSE;
  if (server == NULL || edit != NULL || strcmp (server->scope, MV_SCOPE_ME) == 0)
    return TRUE;

  row = mv_row_new (entry->id, server->scope, entry->kind, mv_store_get_account (self)->uid);
  mv_row_set_body (row, entry->body);
  return turn_into_edit (self, row, &old, error) && mv_outbox_put (self, row, TRUE, error);
}

/* An id for a record that came without: from its natural key, or a new one. */
static char *
choose_id (MvStore *self, MvRecord *record, const char *scope)
{
  const char *id = mv_record_get_id (record);
  const MvKind *kind = mv_record_get_kind (record);
  g_autofree char *own_scope = NULL;

  if (id != NULL && *id != '\0')
    return g_strdup (id);
  if (kind == NULL || !mv_kind_has_natural_key (kind))
    return mv_store_new_id (self);

  if (strcmp (scope, MV_SCOPE_ME) == 0)
    own_scope = mv_scope_user (mv_store_get_account (self)->uid);
  return mv_record_dup_natural_id (record, own_scope != NULL ? own_scope : scope);
}

static gboolean
save_row (MvStore *self, MvRow *row, MvRow *old, MvSaveFlags flags, GError **error)
{
  if (!check_rights (self, row, old, error))
    return FALSE;
  if (old != NULL && old->rev > 0 && !mv_store_is_local (self))
    flags &= ~MV_SAVE_DEVICE_ONLY;

  if (mv_store_is_local (self) || (flags & MV_SAVE_DEVICE_ONLY))
    return mv_store_keep_here (self, row, (flags & MV_SAVE_DEVICE_ONLY) != 0, error);
  return mv_outbox_put (self, row, (flags & MV_SAVE_DRAFT) != 0, error);
}

static gboolean
check_rules (MvRow *row, MvSaveFlags flags, GError **error)
{
  g_autoptr (MvRecord) record = mv_row_to_record (row);

  return mv_record_validate (record, (flags & MV_SAVE_DRAFT) ? MV_RECORD_DRAFT : MV_RECORD_COMPLETE,
                             error);
}

gboolean
mv_store_save_record (MvStore *self, MvRecord *record, MvSaveFlags flags, GError **error)
{
  const char *scope = mv_record_get_scope (record);
  g_autofree char *id = NULL;
  g_autofree char *body = NULL;
  g_autoptr (MvRow) row = NULL;
  g_autoptr (MvRow) old = NULL;

  if (scope == NULL || *scope == '\0')
    scope = MV_SCOPE_ME;
  id = choose_id (self, record, scope);
  if (!mv_rows_load_shown (mv_store_get_db (self), mv_store_get_account (self)->key, id, &old,
                           error))
    return FALSE;

  row = mv_row_new (id, old != NULL ? old->scope : scope, mv_record_get_kind_name (record),
                    old != NULL ? old->by : mv_store_get_account (self)->uid);
  body = mv_record_dup_body_text (record);
  mv_row_set_body (row, body);
  if (old != NULL)
    {
      row->rev = old->rev;
      row->seq = old->seq;
      row->conflict_of = g_strdup (old->conflict_of);
    }

  if (!check_rules (row, flags, error))
    return FALSE;
  if ((flags & MV_SAVE_DRAFT) && old != NULL && strcmp (row->kind, "contribution") == 0 &&
      strcmp (old->scope, MV_SCOPE_ME) != 0 && !turn_into_edit (self, row, &old, error))
    return FALSE;

  return save_row (self, row, old, flags, error);
}

/**
 * mv_store_save:
 * @self: a store
 * @account: key of an account
 * @record: what to save; it is not changed. An empty id is made here, from the natural key where
 * the kind has one; an empty scope means `user/me`. An item that is here already stays in its scope
 * @flags: how
 *
 * Saves the record and its place in the outbox in one transaction and shows it at once.
 *
 * Fails with %MV_PROBLEM_INVALID and the field if a rule of the kind is broken,
 * %MV_PROBLEM_UNKNOWN_KIND, %MV_STORE_ERROR_NOT_ALLOWED, %MV_STORE_ERROR_FULL or another error of
 * the store; then nothing was saved and what was here before is as it was.
 *
 * Returns: whether it is saved
 */
gboolean
mv_store_save (
    MvStore *self, const char *account, MvRecord *record, MvSaveFlags flags, GError **error)
{
  g_return_val_if_fail (MV_IS_RECORD (record), FALSE);

  if (mv_record_get_kind (record) == NULL)
    {
      mv_problem_set (error, MV_PROBLEM_UNKNOWN_KIND, NULL, "%s is not a kind we know",
                      mv_record_get_kind_name (record));
      return FALSE;
    }
  if (!mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, mv_store_save_record (self, record, flags, error), error);
}

/* Taking away and bringing back */

gboolean
mv_store_load_or_fail (MvStore *self, const char *id, MvRow **out_row, GError **error)
{
  if (!mv_rows_load_shown (mv_store_get_db (self), mv_store_get_account (self)->key, id, out_row,
                           error))
    return FALSE;

  if (*out_row == NULL)
    {
      g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND, "There is no record %s here",
                   id);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_removal (MvStore *self, MvRow *row, GError **error)
{
  gboolean is_own = strcmp (row->by, mv_store_get_account (self)->uid) == 0;
  MvScope scope;
  MvRoles roles;

  if (mv_store_is_local (self) || row->is_device_only || strcmp (row->scope, MV_SCOPE_ME) == 0)
    return TRUE;
  if (!mv_store_load_roles (self, row->scope, &roles, error))
    return FALSE;

  if (mv_scope_parse (row->scope, &scope) &&
      mv_rights_may_remove (scope.type, row->kind, roles, is_own))
    return TRUE;
  return mv_store_refuse_rights ("remove", row->kind, error);
}

static gboolean
remove_item (MvStore *self, const char *id, GError **error)
{
  g_autoptr (MvRow) row = NULL;

  if (!mv_store_load_or_fail (self, id, &row, error) || !check_removal (self, row, error))
    return FALSE;
  if (strcmp (row->by, mv_store_get_account (self)->uid) == 0 &&
      !mv_rows_put_in_bin (self, row, error))
    return FALSE;

  if (mv_store_is_local (self) || row->is_device_only)
    return mv_rows_remove_shown (self, id, error);
  return mv_outbox_del (self, id, error);
}

/**
 * mv_store_remove:
 * @self: a store
 * @account: key of an account
 * @id: the record
 *
 * Takes the record away. The person's own stays in the bin for 30 days, see mv_store_restore(). Who
 * has changed it meanwhile wins: then it comes back with the next exchange.
 *
 * Returns: whether it is away; %MV_STORE_ERROR_NOT_FOUND if it is not here
 */
gboolean
mv_store_remove (MvStore *self, const char *account, const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, FALSE);

  if (!mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, remove_item (self, id, error), error);
}

static gboolean
load_from_bin (MvStore *self, const char *id, MvRow **out_row, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = FALSE;

  statement = mv_db_query (mv_store_get_db (self), error,
                           "SELECT id, scope, kind, rev, 0, written_by, body, NULL FROM bin "
                           "WHERE account = $1 AND id = $2",
                           "tt", mv_store_get_account (self)->key, id);
  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return FALSE;

  if (!has_row)
    {
      g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND, "%s is not in the bin", id);
      return FALSE;
    }
  *out_row = mv_row_from_statement (statement);
  return TRUE;
}

/* Puts @row anew: over the server's row where it still has one, else on the tombstone. */
static gboolean
revive (MvStore *self, MvRow *row, GError **error)
{
  g_autoptr (MvEntry) last = NULL;
  g_autoptr (MvEntry) entry = NULL;
  g_autoptr (MvRow) server = NULL;
  gboolean is_overtaken;

  if (!mv_outbox_find_last (self, row->id, &last, error))
    return FALSE;
  if (last != NULL && last->type == MV_OP_DEL && last->state == MV_ENTRY_WAITING)
    {
      if (!mv_outbox_forget (self, last, error))
        return FALSE;
      g_clear_pointer (&last, mv_entry_free);
    }

  if (!mv_rows_load_server (self, row->id, &server, error))
    return FALSE;
  /* Alive again with somebody's newer text: built on what was removed, this one is kept beside it.
   */
  is_overtaken = server != NULL && server->rev > row->rev;
  if (!is_overtaken && (last != NULL || server != NULL || row->rev == 0))
    return mv_outbox_put (self, row, FALSE, error);
  if (!mv_outbox_keep_commanded (self, row, error))
    return FALSE;

  entry = mv_entry_new (MV_OP_PUT, row->id);
  entry->kind = g_strdup (row->kind);
  entry->scope = g_strdup (row->scope);
  entry->body = g_strdup (row->body);
  entry->has_base = TRUE;
  entry->base = row->rev;
  return mv_outbox_add (self, entry, NULL, error);
}

static gboolean
restore (MvStore *self, const char *id, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;
  g_autoptr (MvRow) row = NULL;
  g_autoptr (MvRow) shown = NULL;

  if (!load_from_bin (self, id, &row, error) ||
      !mv_rows_load_shown (db, account, id, &shown, error) ||
      !mv_db_run (db, error, "DELETE FROM bin WHERE account = $1 AND id = $2", "tt", account, id))
    return FALSE;

  /* What stands there instead, and is nowhere else yet, changes places with it. */
  if (shown != NULL && shown->pending != MV_PENDING_NOTHING &&
      !g_str_equal (shown->body, row->body) && !mv_rows_put_in_bin (self, shown, error))
    return FALSE;

  return mv_store_is_local (self) ? mv_store_keep_here (self, row, FALSE, error)
                                  : revive (self, row, error);
}

/**
 * mv_store_restore:
 * @self: a store
 * @account: key of an account
 * @id: a record in the bin
 *
 * Brings back what was taken away, as it was.
 *
 * Returns: whether it is back; %MV_STORE_ERROR_NOT_FOUND if it is not in the bin
 */
gboolean
mv_store_restore (MvStore *self, const char *account, const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, FALSE);

  if (!mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, restore (self, id, error), error);
}

/* Two texts become one */

static gboolean
resolve (MvStore *self, MvRecord *keep, const char *const *drop, GError **error)
{
  g_autoptr (MvRow) old = NULL;
  g_autoptr (MvRow) row = NULL;
  g_autoptr (MvEntry) entry = NULL;
  g_autofree char *body = NULL;

  if (!mv_store_load_or_fail (self, mv_record_get_id (keep), &old, error) ||
      !check_rights (self, old, old, error))
    return FALSE;

  for (guint i = 0; drop[i] != NULL; i++)
    {
      g_autoptr (MvRow) sibling = NULL;

      if (!mv_store_load_or_fail (self, drop[i], &sibling, error))
        return FALSE;
      if (strcmp (sibling->by, mv_store_get_account (self)->uid) == 0 &&
          !mv_rows_put_in_bin (self, sibling, error))
        return FALSE;
    }

  if (!mv_outbox_settle (self, old->id, error))
    return FALSE;
  entry = mv_entry_new (MV_OP_RESOLVE, old->id);
  entry->kind = g_strdup (old->kind);
  entry->scope = g_strdup (old->scope);
  body = mv_record_dup_body_text (keep);
  row = mv_row_copy (old);
  mv_row_set_body (row, body);
  if (!mv_outbox_keep_commanded (self, row, error))
    return FALSE;
  entry->body = g_strdup (row->body);
  entry->dropped = g_strdupv ((char **) drop);
  return mv_outbox_set_base (self, entry, error) && mv_outbox_add (self, entry, drop, error);
}

/**
 * mv_store_resolve:
 * @self: a store
 * @account: key of an account
 * @keep: the item with the text that the person wants
 * @drop: (array zero-terminated=1): siblings that go; their writer finds them in the bin
 *
 * Ends a conflict: the person has seen the texts and said which one it shall be.
 *
 * Returns: whether it is saved
 */
gboolean
mv_store_resolve (
    MvStore *self, const char *account, MvRecord *keep, const char *const *drop, GError **error)
{
  g_return_val_if_fail (MV_IS_RECORD (keep) && drop != NULL, FALSE);

  if (!mv_record_validate (keep, MV_RECORD_DRAFT, error) || !mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, resolve (self, keep, drop, error), error);
}
