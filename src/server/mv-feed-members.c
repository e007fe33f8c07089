/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include <string.h>

/* Grants are never given one by one: they follow from who belongs where, by the table of scopes. */

static const char *const type_names[] = {
  [MV_MEMBERSHIP_PROJECT] = "project",
  [MV_MEMBERSHIP_COMMITTEE] = "committee",
  [MV_MEMBERSHIP_ORGANISATION] = "organisation",
};

typedef struct
{
  char *uid; /* (owned) */
  MvRoles roles;
  MvRoles former;
} Member;

static void
member_free (Member *self)
{
  g_free (self->uid);
  g_free (self);
}

static gboolean
is_representative (const Member *self)
{
  return ((self->roles | self->former) & MV_ROLE_REPRESENTATIVE) != 0;
}

/* Everybody who belongs or belonged there, by uid. */
static GPtrArray *
list_members (MvFeed *self, MvMembershipType type, const char *owner, GError **error)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) member_free);
  g_autoptr (MvStatement) row =
      mv_db_query (self->db, error,
                   "SELECT uid, roles, former FROM membership WHERE type = $1 AND owner = $2"
                   " ORDER BY uid",
                   "tt", type_names[type], owner);
  gboolean has_row = TRUE;

  if (row == NULL)
    return NULL;

  while (has_row)
    {
      Member *member;

      if (!mv_statement_step (row, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      member = g_new0 (Member, 1);
      member->uid = g_strdup (mv_statement_get_text (row, 0));
      member->roles = (MvRoles) mv_statement_get_integer (row, 1);
      member->former = (MvRoles) mv_statement_get_integer (row, 2);
      g_ptr_array_add (members, member);
    }
  return g_steal_pointer (&members);
}

/* The project's scopes */

/* What @member is in a scope of the representative @about. */
static MvRoles
get_roles_about (const Member *member, const Member *about, MvScopeType type)
{
  MvRoles seen_by = type == MV_SCOPE_PROJECT_REP ? MV_ROLES_TEAM : MV_ROLES_PROJECT;
  MvRoles roles = member->roles & seen_by;

  if (strcmp (member->uid, about->uid) != 0)
    return roles;

  /* One's own: kept for as long as the account lives. */
  if (member->roles & MV_ROLE_REPRESENTATIVE)
    return roles | MV_ROLE_PERSON | MV_ROLE_REPRESENTATIVE;
  return roles | MV_ROLE_PERSON | MV_ROLE_FORMER;
}

static gboolean
grant_about (
    MvFeed *self, const char *pid, const Member *member, const Member *about, GError **error)
{
  g_autofree char *by = mv_scope_project_person (pid, "by", about->uid);
  g_autofree char *rep = mv_scope_project_person (pid, "rep", about->uid);

  return mv_feed_grant (self, member->uid, by, get_roles_about (member, about, MV_SCOPE_PROJECT_BY),
                        error) &&
         mv_feed_grant (self, member->uid, rep,
                        get_roles_about (member, about, MV_SCOPE_PROJECT_REP), error);
}

static gboolean
grant_project (MvFeed *self, const char *pid, const Member *member, GError **error)
{
  g_autofree char *project = mv_scope_project (pid);
  g_autofree char *news = mv_scope_project_part (pid, "news");
  g_autofree char *team = mv_scope_project_part (pid, "team");
  MvRoles in_news = member->roles & MV_ROLES_PROJECT;

  if (in_news == MV_ROLE_NONE && member->former != MV_ROLE_NONE)
    in_news = MV_ROLE_FORMER;

  return mv_feed_grant (self, member->uid, project, member->roles & MV_ROLES_PROJECT, error) &&
         mv_feed_grant (self, member->uid, news, in_news, error) &&
         mv_feed_grant (self, member->uid, team, member->roles & MV_ROLES_TEAM, error);
}

static gboolean
refresh_project (MvFeed *self, const char *pid, const char *uid, GError **error)
{
  g_autoptr (GPtrArray) members = list_members (self, MV_MEMBERSHIP_PROJECT, pid, error);
  const Member *changed = NULL;

  if (members == NULL)
    return FALSE;

  for (guint i = 0; i < members->len; i++)
    {
      if (strcmp (((Member *) members->pdata[i])->uid, uid) == 0)
        changed = members->pdata[i];
    }
  if (changed == NULL)
    return TRUE;
  if (!grant_project (self, pid, changed, error))
    return FALSE;

  for (guint i = 0; i < members->len; i++)
    {
      const Member *other = members->pdata[i];

      if (is_representative (other) && !grant_about (self, pid, changed, other, error))
        return FALSE;
      if (other != changed && is_representative (changed) &&
          !grant_about (self, pid, other, changed, error))
        return FALSE;
    }
  return TRUE;
}

/* Scopes between a committee and somebody else */

static GStrv
list_scopes_like (MvFeed *self, const char *pattern, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (MvStatement) row = mv_db_query (
      self->db, error, "SELECT name FROM scope WHERE name LIKE $1 ORDER BY id", "t", pattern);
  gboolean has_row = TRUE;

  if (row == NULL)
    return NULL;

  while (has_row)
    {
      if (!mv_statement_step (row, &has_row, error))
        return NULL;
      if (has_row)
        g_strv_builder_add (names, mv_statement_get_text (row, 0));
    }
  return g_strv_builder_end (names);
}

/* What a person is in committee/<cid>/with/<uid> or committee/<cid>/project/<pid>. */
static gboolean
grant_shared_scope (MvFeed *self, const char *name, const char *uid, GError **error)
{
  g_autoptr (GError) local = NULL;
  MvRoles roles = MV_ROLE_NONE;
  MvScope parts;

  if (!mv_scope_parse (name, &parts))
    return TRUE;

  roles = mv_feed_get_membership (self, MV_MEMBERSHIP_COMMITTEE, parts.owner, uid, &local) &
          MV_ROLES_COMMITTEE;
  if (local == NULL && parts.type == MV_SCOPE_COMMITTEE_PROJECT)
    roles |= mv_feed_get_membership (self, MV_MEMBERSHIP_PROJECT, parts.person, uid, &local) &
             MV_ROLES_TEAM;
  if (parts.type == MV_SCOPE_COMMITTEE_WITH && strcmp (parts.person, uid) == 0)
    roles |= MV_ROLE_PERSON;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return mv_feed_grant (self, uid, name, roles, error);
}

static gboolean
refresh_shared_scopes (MvFeed *self, const char *pattern, const char *uid, GError **error)
{
  g_auto (GStrv) names = list_scopes_like (self, pattern, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (!grant_shared_scope (self, names[i], uid, error))
        return FALSE;
    }
  return names != NULL;
}

static gboolean
refresh_committee (MvFeed *self, const char *cid, const char *uid, MvRoles roles, GError **error)
{
  g_autofree char *scope = mv_scope_committee (cid);
  g_autofree char *pattern = g_strconcat ("committee/", cid, "/%", NULL);

  return mv_feed_grant (self, uid, scope, roles & MV_ROLES_COMMITTEE, error) &&
         refresh_shared_scopes (self, pattern, uid, error);
}

static gboolean
open_for_members (
    MvFeed *self, MvMembershipType type, const char *owner, const char *scope, GError **error)
{
  g_autoptr (GPtrArray) members = list_members (self, type, owner, error);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      if (!grant_shared_scope (self, scope, ((Member *) members->pdata[i])->uid, error))
        return FALSE;
    }
  return members != NULL;
}

/**
 * mv_feed_open_scope:
 * @self: a feed in a transaction
 * @scope: `committee/<cid>/with/<uid>` or `committee/<cid>/project/<pid>`
 *
 * Makes the scope and grants it to all who take part. Who joins later gets it then.
 *
 * Returns: whether it is open
 */
gboolean
mv_feed_open_scope (MvFeed *self, const char *scope, GError **error)
{
  MvScope parts;
  gint64 id;

  g_return_val_if_fail (mv_scope_parse (scope, &parts), FALSE);
  g_return_val_if_fail (
      parts.type == MV_SCOPE_COMMITTEE_WITH || parts.type == MV_SCOPE_COMMITTEE_PROJECT, FALSE);

  if (!mv_feed_ensure_scope (self, scope, &id, error) ||
      !open_for_members (self, MV_MEMBERSHIP_COMMITTEE, parts.owner, scope, error))
    return FALSE;

  return parts.type == MV_SCOPE_COMMITTEE_WITH
             ? grant_shared_scope (self, scope, parts.person, error)
             : open_for_members (self, MV_MEMBERSHIP_PROJECT, parts.person, scope, error);
}

/* Memberships */

/**
 * mv_feed_get_membership:
 * @self: a feed
 * @type: what it is a membership of
 * @owner: id of the project, committee or organisation
 * @uid: a person
 *
 * Returns: the roles that the person has there now; %MV_ROLE_NONE without an error if none
 */
MvRoles
mv_feed_get_membership (
    MvFeed *self, MvMembershipType type, const char *owner, const char *uid, GError **error)
{
  gint64 roles = MV_ROLE_NONE;

  if (!mv_db_get_one_integer (
          self->db, &roles, NULL, error,
          "SELECT roles FROM membership WHERE type = $1 AND owner = $2 AND uid = $3", "ttt",
          type_names[type], owner, uid))
    return MV_ROLE_NONE;

  return (MvRoles) roles;
}

static gboolean
refresh_grants (MvFeed *self,
                MvMembershipType type,
                const char *owner,
                const char *uid,
                MvRoles roles,
                GError **error)
{
  g_autofree char *scope = g_strconcat (type_names[type], "/", owner, NULL);
  g_autofree char *pattern = g_strconcat ("committee/%/project/", owner, NULL);

  switch (type)
    {
    case MV_MEMBERSHIP_PROJECT:
      return refresh_project (self, owner, uid, error) &&
             refresh_shared_scopes (self, pattern, uid, error);
    case MV_MEMBERSHIP_COMMITTEE:
      return refresh_committee (self, owner, uid, roles, error);
    case MV_MEMBERSHIP_ORGANISATION:
      return mv_feed_grant (self, uid, scope, roles & (MV_ROLE_COORDINATOR | MV_ROLE_ADMINISTRATOR),
                            error) &&
             mv_feed_set_regions (self, uid, NULL, error);
    default:
      g_assert_not_reached ();
    }
}

/**
 * mv_feed_set_membership:
 * @self: a feed in a transaction
 * @type: what it is a membership of
 * @owner: id of the project, committee or organisation
 * @uid: a person that mv_feed_add_person() made
 * @roles: all roles that the person has there from now on; %MV_ROLE_NONE ends the membership
 *
 * Writes a membership and all grants that follow from it, for the person and for the others. When
 * one in a project ends, the person keeps `pastproject` and the own records, as former.
 *
 * Returns: whether it was written
 */
gboolean
mv_feed_set_membership (MvFeed *self,
                        MvMembershipType type,
                        const char *owner,
                        const char *uid,
                        MvRoles roles,
                        GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *now = mv_clock_dup_now (self->clock);
  MvRoles before = mv_feed_get_membership (self, type, owner, uid, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (before == roles)
    return TRUE;

  return mv_db_run (
             self->db, error,
             "INSERT INTO membership (type, owner, uid, roles, former, since, ended)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (type, owner, uid) DO UPDATE SET"
             " roles = $4, former = membership.former | $5, ended = $7",
             "tttiitt", type_names[type], owner, uid, (gint64) roles, (gint64) (before & ~roles),
             now, roles == MV_ROLE_NONE ? now : NULL) &&
         refresh_grants (self, type, owner, uid, roles, error);
}
