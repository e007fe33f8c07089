/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include <string.h>

/**
 * mv_feed_get_roles:
 * @self: a feed
 * @uid: a person
 * @scope: name of a scope
 *
 * Returns: what the person is there; %MV_ROLE_NONE without an error if nothing, with one on failure
 */
MvRoles
mv_feed_get_roles (MvFeed *self, const char *uid, const char *scope, GError **error)
{
  gint64 roles = MV_ROLE_NONE;

  if (!mv_db_get_one_integer (
          self->db, &roles, NULL, error,
          "SELECT grants.roles FROM grants JOIN scope ON scope.id = grants.scope"
          " WHERE grants.uid = $1 AND scope.name = $2",
          "tt", uid, scope))
    return MV_ROLE_NONE;

  return (MvRoles) roles;
}

/**
 * mv_feed_get_caller_roles:
 * @self: a feed
 * @caller: who asks
 * @scope: name of a scope
 *
 * As mv_feed_get_roles(), for one whom the inviter has not confirmed only in the own scope and the
 * catalogue.
 *
 * Returns: what the caller is there
 */
MvRoles
mv_feed_get_caller_roles (MvFeed *self, const MvCaller *caller, const char *scope, GError **error)
{
  MvScope parts;

  if (!mv_scope_parse (scope, &parts))
    return MV_ROLE_NONE;
  if (!caller->is_confirmed && parts.type != MV_SCOPE_USER && parts.type != MV_SCOPE_CATALOGUE)
    return MV_ROLE_NONE;

  return mv_feed_get_roles (self, caller->uid, scope, error);
}

/* The person's own devices wait for `user/<uid>`, whatever the grant is for. */
static void
touch_person (MvFeed *self, const char *uid)
{
  g_autofree char *scope = mv_scope_user (uid);

  mv_feed_touch (self, scope);
}

/* Texts kept beside an item were passed over as long as the person could do nothing about them.
 * They are given again to all who get them. */
static gboolean
give_siblings_again (
    MvFeed *self, const char *name, gint64 scope_id, MvRoles before, MvRoles now, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MvStatement) row = NULL;
  gboolean has_row = TRUE;
  MvScope parts;

  if (before == MV_ROLE_NONE || !mv_scope_parse (name, &parts))
    return TRUE;

  row = mv_db_query (self->db, error,
                     "SELECT id, kind FROM item WHERE scope = $1 AND conflict_of IS NOT NULL"
                     " AND why IS NULL ORDER BY id",
                     "i", scope_id);
  if (row == NULL)
    return FALSE;
  while (has_row)
    {
      const char *kind;

      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      kind = mv_statement_get_text (row, 1);
      if (mv_rights_may_change (parts.type, kind, now, TRUE) &&
          !mv_rights_may_change (parts.type, kind, before, TRUE))
        g_ptr_array_add (ids, g_strdup (mv_statement_get_text (row, 0)));
    }

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 seq = mv_feed_add_pending (self, scope_id, ids->pdata[i], FALSE);

      if (!mv_db_run (self->db, error, "UPDATE item SET seq = $1 WHERE id = $2", "it", seq,
                      ids->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

/**
 * mv_feed_grant:
 * @self: a feed in a transaction
 * @uid: a person
 * @scope: name of a scope, which is made if need be
 * @roles: all that the person is there from now on; %MV_ROLE_NONE revokes
 *
 * Returns: whether it was written
 */
gboolean
mv_feed_grant (MvFeed *self, const char *uid, const char *scope, MvRoles roles, GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 scope_id;
  MvRoles before = mv_feed_get_roles (self, uid, scope, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (roles == MV_ROLE_NONE)
    return mv_feed_revoke (self, uid, scope, error);
  if (before == roles)
    return TRUE;

  touch_person (self, uid);
  return mv_feed_ensure_scope (self, scope, &scope_id, error) &&
         mv_db_run (self->db, error,
                    "INSERT INTO grants (uid, scope, roles) VALUES ($1, $2, $3)"
                    " ON CONFLICT (uid, scope) DO UPDATE SET roles = $3",
                    "tii", uid, scope_id, (gint64) roles) &&
         give_siblings_again (self, scope, scope_id, before, roles, error);
}

/**
 * mv_feed_revoke:
 * @self: a feed in a transaction
 * @uid: a person
 * @scope: name of a scope
 *
 * Takes the scope away; the person's devices remove what they have of it. Does nothing if there was
 * no grant.
 *
 * Returns: whether it was written
 */
gboolean
mv_feed_revoke (MvFeed *self, const char *uid, const char *scope, GError **error)
{
  touch_person (self, uid);
  return mv_db_run (
      self->db, error,
      "DELETE FROM grants WHERE uid = $1 AND scope = (SELECT id FROM scope WHERE name = $2)", "tt",
      uid, scope);
}

/**
 * mv_feed_dup_scope_name:
 * @caller: who asks
 * @wire_name: (nullable): name of a scope as it came in
 *
 * On the wire a person's own scope is `user/me`, and nobody names another's.
 *
 * Returns: (transfer full) (nullable): the scope's own name, %NULL if it is none
 */
char *
mv_feed_dup_scope_name (const MvCaller *caller, const char *wire_name)
{
  MvScope parts;

  if (g_strcmp0 (wire_name, MV_SCOPE_ME) == 0)
    return mv_scope_user (caller->uid);
  if (wire_name == NULL || !mv_scope_parse (wire_name, &parts) || parts.type == MV_SCOPE_USER)
    return NULL;

  return g_strdup (wire_name);
}

/**
 * mv_feed_read_for:
 * @self: a feed
 * @caller: who asks
 * @id: (nullable): an id
 * @kind: (nullable): the kind that it must be, %NULL for any
 * @out_roles: (out) (optional): what the caller is in the item's scope
 *
 * Reads a living item for somebody: what the caller may not read does not exist.
 *
 * Returns: (transfer full): the item, or %NULL with %MV_PROBLEM_NOT_FOUND or a database's error
 */
MvFeedItem *
mv_feed_read_for (MvFeed *self,
                  const MvCaller *caller,
                  const char *id,
                  const char *kind,
                  MvRoles *out_roles,
                  GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (GError) local = NULL;
  MvRoles roles = MV_ROLE_NONE;
  MvScope parts;

  if (id != NULL && !mv_feed_read (self, id, &item, error))
    return NULL;

  if (item != NULL && mv_scope_parse (item->scope, &parts))
    roles = mv_feed_get_caller_roles (self, caller, item->scope, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  if (item == NULL || item->why != NULL || !mv_rights_may_read (parts.type, roles) ||
      (kind != NULL && strcmp (item->kind, kind) != 0))
    {
      mv_problem_set (error, MV_PROBLEM_NOT_FOUND, NULL, "There is no such record");
      return NULL;
    }

  if (out_roles != NULL)
    *out_roles = roles;
  return g_steal_pointer (&item);
}
