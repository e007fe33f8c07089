/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-rights.h"

#include <string.h>

/* Short names, so that a row of the table fits a line. */
#define NOBODY MV_ROLE_NONE
#define REP MV_ROLE_REPRESENTATIVE
#define FORMER MV_ROLE_FORMER
#define LEAD MV_ROLE_LEAD
#define TEAM MV_ROLES_TEAM
#define SECRETARY MV_ROLE_SECRETARY
#define COMMITTEE MV_ROLES_COMMITTEE
#define ASSESSORS (MV_ROLE_MEMBER | MV_ROLE_DEPUTY)
#define EDITOR MV_ROLE_EDITOR
#define PERSON MV_ROLE_PERSON
#define SERVER MV_ROLE_SERVER
#define IMPORT MV_ROLE_IMPORT

static const MvRoles readers[MV_SCOPE_LAST + 1] = {
  [MV_SCOPE_INVALID] = NOBODY,
  /* Every account; which region's study texts are fetched is the person's choice. */
  [MV_SCOPE_CATALOGUE] = MV_ROLE_ACCOUNT,
  [MV_SCOPE_STUDIES] = MV_ROLE_ACCOUNT,
  [MV_SCOPE_USER] = PERSON,
  [MV_SCOPE_PROJECT] = MV_ROLES_PROJECT,
  [MV_SCOPE_PROJECT_NEWS] = MV_ROLES_PROJECT | FORMER,
  /* In the next two, former is the person that the scope is named after, never another. */
  [MV_SCOPE_PROJECT_BY] = MV_ROLES_PROJECT | PERSON | FORMER,
  [MV_SCOPE_PROJECT_REP] = TEAM | PERSON | FORMER,
  [MV_SCOPE_PROJECT_TEAM] = TEAM,
  [MV_SCOPE_COMMITTEE] = COMMITTEE,
  [MV_SCOPE_COMMITTEE_WITH] = COMMITTEE | PERSON,
  [MV_SCOPE_COMMITTEE_PROJECT] = COMMITTEE | TEAM,
  [MV_SCOPE_ORGANISATION] = MV_ROLE_COORDINATOR | MV_ROLE_ADMINISTRATOR,
};

/* clang-format off */
static const MvRight rights[] = {
  /* scope, kind, who creates, who changes, who removes, what only the writer may do */

  /* Editor means editor of the record's own organisation. An organisation has no editors before it
   * is there, so that none can be made by one. */
  { MV_SCOPE_CATALOGUE, "organisation", SERVER | IMPORT, EDITOR | IMPORT, SERVER | IMPORT, 0 },
  { MV_SCOPE_CATALOGUE, "committee", EDITOR | IMPORT, EDITOR | IMPORT, EDITOR | IMPORT, 0 },
  { MV_SCOPE_CATALOGUE, "vocabulary", EDITOR | IMPORT, EDITOR | IMPORT, EDITOR | IMPORT, 0 },
  { MV_SCOPE_CATALOGUE, "term", EDITOR | IMPORT, EDITOR | IMPORT, EDITOR | IMPORT, 0 },
  { MV_SCOPE_CATALOGUE, "resource", EDITOR | IMPORT, EDITOR | IMPORT, EDITOR | IMPORT, 0 },
  { MV_SCOPE_CATALOGUE, "rate-table", EDITOR | IMPORT, EDITOR | IMPORT, EDITOR | IMPORT, 0 },
  { MV_SCOPE_CATALOGUE, "question-set", EDITOR | IMPORT, EDITOR | IMPORT, EDITOR | IMPORT, 0 },
  { MV_SCOPE_CATALOGUE, "template", EDITOR | IMPORT, EDITOR | IMPORT, EDITOR | IMPORT, 0 },
  { MV_SCOPE_CATALOGUE, "study", EDITOR | IMPORT, EDITOR | IMPORT, EDITOR | IMPORT, 0 },
  { MV_SCOPE_CATALOGUE, "quote", SERVER, SERVER, SERVER, 0 },

  /* A project's team publishes by command, which the server carries out. */
  { MV_SCOPE_STUDIES, "study-text", EDITOR | SERVER, EDITOR | SERVER, EDITOR | SERVER, 0 },

  { MV_SCOPE_USER, "account", SERVER, SERVER, SERVER, 0 },
  { MV_SCOPE_USER, "pastproject", SERVER, SERVER, SERVER, 0 },
  { MV_SCOPE_USER, "profile", PERSON, PERSON, PERSON, 0 },
  { MV_SCOPE_USER, "contribution", PERSON, PERSON, PERSON, 0 },
  { MV_SCOPE_USER, "claim", PERSON, PERSON, PERSON, 0 },
  { MV_SCOPE_USER, "rating", PERSON, PERSON, PERSON, 0 },
  { MV_SCOPE_USER, "training", PERSON, PERSON, PERSON, 0 },
  { MV_SCOPE_USER, "ownproject", PERSON, PERSON, PERSON, 0 },
  { MV_SCOPE_USER, "idea", PERSON, PERSON, PERSON, 0 },
  { MV_SCOPE_USER, "assessment", PERSON, PERSON, PERSON, 0 },
  { MV_SCOPE_USER, "mark", PERSON, PERSON, PERSON, 0 },
  { MV_SCOPE_USER, "note", PERSON, PERSON, PERSON, 0 },

  { MV_SCOPE_PROJECT, "project", SERVER, LEAD, SERVER, 0 },
  { MV_SCOPE_PROJECT, "plan", LEAD, LEAD, LEAD, 0 },
  { MV_SCOPE_PROJECT, "meeting", TEAM, TEAM, TEAM, 0 },
  { MV_SCOPE_PROJECT, "document", TEAM, TEAM, TEAM, 0 },
  { MV_SCOPE_PROJECT, "document-version", TEAM, TEAM, TEAM, 0 },
  { MV_SCOPE_PROJECT, "notice", TEAM, TEAM, TEAM, 0 },
  { MV_SCOPE_PROJECT, "member", SERVER, SERVER, SERVER, 0 },
  { MV_SCOPE_PROJECT, "invitation", SERVER, SERVER, SERVER, 0 },
  { MV_SCOPE_PROJECT, "overview", SERVER, SERVER, SERVER, 0 },

  { MV_SCOPE_PROJECT_NEWS, "update", TEAM, TEAM, TEAM, MV_OWN_REMOVE },

  /* A contribution comes here by contribution.share or contribution.on_behalf and leaves by unshare
   * or withdraw; between, its author alone changes it: the person that the scope is named after,
   * also where the team wrote it down on the person's behalf. */
  { MV_SCOPE_PROJECT_BY, "contribution", SERVER, PERSON, SERVER, 0 },
  { MV_SCOPE_PROJECT_BY, "rating", SERVER, PERSON | FORMER, PERSON | FORMER, 0 },
  { MV_SCOPE_PROJECT_BY, "reply", TEAM, TEAM, TEAM, MV_OWN_REMOVE },
  { MV_SCOPE_PROJECT_BY, "followup", SERVER, SERVER, SERVER, 0 },

  { MV_SCOPE_PROJECT_REP, "agreement", TEAM, TEAM, TEAM, MV_OWN_REMOVE },
  { MV_SCOPE_PROJECT_REP, "consent", PERSON | FORMER, PERSON | FORMER, PERSON | FORMER, 0 },
  { MV_SCOPE_PROJECT_REP, "claim", PERSON, PERSON, PERSON, 0 },
  { MV_SCOPE_PROJECT_REP, "contribution", SERVER, PERSON, SERVER, 0 },
  { MV_SCOPE_PROJECT_REP, "rating", SERVER, PERSON | FORMER, PERSON | FORMER, 0 },
  { MV_SCOPE_PROJECT_REP, "reply", TEAM, TEAM, TEAM, MV_OWN_REMOVE },
  { MV_SCOPE_PROJECT_REP, "followup", SERVER, SERVER, SERVER, 0 },

  { MV_SCOPE_PROJECT_TEAM, "reply-draft", TEAM, TEAM, TEAM, 0 },
  { MV_SCOPE_PROJECT_TEAM, "study-draft", TEAM, TEAM, TEAM, 0 },
  { MV_SCOPE_PROJECT_TEAM, "note", TEAM, TEAM, TEAM, MV_OWN_REMOVE },

  /* Who belongs to the committee is the server's to say; the rest of that record the secretary's. */
  { MV_SCOPE_COMMITTEE, "committee-member", SERVER, SECRETARY, SERVER, 0 },
  { MV_SCOPE_COMMITTEE, "meeting", SECRETARY, SECRETARY, SECRETARY, 0 },
  { MV_SCOPE_COMMITTEE, "case", SECRETARY, SECRETARY, SECRETARY, 0 },
  { MV_SCOPE_COMMITTEE, "decision", SECRETARY, SECRETARY, SECRETARY, 0 },
  { MV_SCOPE_COMMITTEE, "appointment", COMMITTEE, COMMITTEE, COMMITTEE, MV_OWN_REMOVE },
  { MV_SCOPE_COMMITTEE, "hearing", SECRETARY, SECRETARY, SECRETARY, 0 },
  { MV_SCOPE_COMMITTEE, "assessment", SERVER, ASSESSORS, SERVER, MV_OWN_CHANGE },
  { MV_SCOPE_COMMITTEE, "notice", COMMITTEE, COMMITTEE, COMMITTEE, MV_OWN_BOTH },
  { MV_SCOPE_COMMITTEE, "quote", SERVER, SERVER, SERVER, 0 },
  { MV_SCOPE_COMMITTEE, "overview", SERVER, SERVER, SERVER, 0 },

  { MV_SCOPE_COMMITTEE_WITH, "idea", SERVER, SERVER, SERVER, 0 },
  { MV_SCOPE_COMMITTEE_WITH, "request", SERVER, SERVER, SERVER, 0 },
  { MV_SCOPE_COMMITTEE_WITH, "hearing-answer", SERVER, SERVER, SERVER, 0 },
  { MV_SCOPE_COMMITTEE_WITH, "reply", SECRETARY, SECRETARY, SECRETARY, MV_OWN_REMOVE },

  { MV_SCOPE_COMMITTEE_PROJECT, "request", TEAM, TEAM, TEAM, 0 },
  { MV_SCOPE_COMMITTEE_PROJECT, "question", TEAM, TEAM, TEAM, 0 },
  { MV_SCOPE_COMMITTEE_PROJECT, "reply", COMMITTEE, COMMITTEE, COMMITTEE, MV_OWN_REMOVE },

  { MV_SCOPE_ORGANISATION, "project-card", SERVER, SERVER, SERVER, 0 },
  { MV_SCOPE_ORGANISATION, "overdue", SERVER, SERVER, SERVER, 0 },
  { MV_SCOPE_ORGANISATION, "role", SERVER, SERVER, SERVER, 0 },
};
/* clang-format on */

/**
 * mv_rights_list:
 * @out_n_rows: (out): number of rows
 *
 * Returns: (transfer none) (array length=out_n_rows): every kind in every scope, scope by scope;
 * what has no row is nobody's to write
 */
const MvRight *
mv_rights_list (guint *out_n_rows)
{
  g_return_val_if_fail (out_n_rows != NULL, NULL);

  *out_n_rows = G_N_ELEMENTS (rights);
  return rights;
}

/**
 * mv_rights_find:
 * @scope: a shape of scope
 * @kind: (nullable): wire name of a kind
 *
 * Returns: (transfer none) (nullable): the row; %NULL if the kind does not stand in such a scope
 */
const MvRight *
mv_rights_find (MvScopeType scope, const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    {
      if (rights[i].scope == scope && g_strcmp0 (rights[i].kind, kind) == 0)
        return &rights[i];
    }

  return NULL;
}

/**
 * mv_rights_readers:
 * @scope: a shape of scope
 *
 * Returns: the roles of which one is enough to read everything that stands in the scope
 */
MvRoles
mv_rights_readers (MvScopeType scope)
{
  g_return_val_if_fail (scope <= MV_SCOPE_LAST, NOBODY);
  return readers[scope];
}

/**
 * mv_rights_get_effective:
 * @scope: a shape of scope
 * @roles: what the person is towards the scope, as it was put together
 *
 * Whose membership has ended keeps what a former member may: where that is a role of its own, it
 * outweighs being the person that the scope is named after.
 *
 * Returns: the roles that count there
 */
MvRoles
mv_rights_get_effective (MvScopeType scope, MvRoles roles)
{
  gboolean knows_former = scope == MV_SCOPE_PROJECT_NEWS || scope == MV_SCOPE_PROJECT_BY ||
                          scope == MV_SCOPE_PROJECT_REP;

  if (knows_former && (roles & FORMER) != 0)
    roles &= ~(MvRoles) (PERSON | REP);

  return roles;
}

static gboolean
has_any (MvScopeType scope, MvRoles roles, MvRoles allowed)
{
  return (mv_rights_get_effective (scope, roles) & allowed) != 0;
}

/**
 * mv_rights_may_read:
 * @scope: a shape of scope
 * @roles: what the person is towards the scope
 *
 * Returns: whether the person may read what stands there
 */
gboolean
mv_rights_may_read (MvScopeType scope, MvRoles roles)
{
  return has_any (scope, roles, mv_rights_readers (scope));
}

/**
 * mv_rights_may_create:
 * @scope: a shape of scope
 * @kind: wire name of a kind
 * @roles: what the person is towards the scope
 *
 * Returns: whether the person may put a new record of the kind there
 */
gboolean
mv_rights_may_create (MvScopeType scope, const char *kind, MvRoles roles)
{
  const MvRight *right = mv_rights_find (scope, kind);

  return right != NULL && has_any (scope, roles, right->create);
}

/**
 * mv_rights_may_change:
 * @scope: a shape of scope
 * @kind: wire name of a kind
 * @roles: what the person is towards the scope
 * @is_own: whether the person is the record's own writer
 *
 * Returns: whether the person may put over a record of the kind there
 */
gboolean
mv_rights_may_change (MvScopeType scope, const char *kind, MvRoles roles, gboolean is_own)
{
  const MvRight *right = mv_rights_find (scope, kind);

  return right != NULL && has_any (scope, roles, right->change) &&
         (is_own || (right->own & MV_OWN_CHANGE) == 0);
}

/**
 * mv_rights_may_remove:
 * @scope: a shape of scope
 * @kind: wire name of a kind
 * @roles: what the person is towards the scope
 * @is_own: whether the person is the record's own writer
 *
 * Returns: whether the person may delete a record of the kind there
 */
gboolean
mv_rights_may_remove (MvScopeType scope, const char *kind, MvRoles roles, gboolean is_own)
{
  const MvRight *right = mv_rights_find (scope, kind);

  return right != NULL && has_any (scope, roles, right->remove) &&
         (is_own || (right->own & MV_OWN_REMOVE) == 0);
}

typedef struct
{
  const char *name;
  MvRoles role;
} MvRoleRow;

static const MvRoleRow role_names[] = {
  { "representative", MV_ROLE_REPRESENTATIVE },
  { "former", MV_ROLE_FORMER },
  { "researcher", MV_ROLE_RESEARCHER },
  { "lead", MV_ROLE_LEAD },
  { "member", MV_ROLE_MEMBER },
  { "deputy", MV_ROLE_DEPUTY },
  { "secretary", MV_ROLE_SECRETARY },
  { "editor", MV_ROLE_EDITOR },
  { "coordinator", MV_ROLE_COORDINATOR },
  { "administrator", MV_ROLE_ADMINISTRATOR },
  { "person", MV_ROLE_PERSON },
  { "account", MV_ROLE_ACCOUNT },
  { "server", MV_ROLE_SERVER },
  { "import", MV_ROLE_IMPORT },
};

/**
 * mv_roles_from_name:
 * @name: (nullable): name of a role on the wire
 *
 * Returns: the role; %MV_ROLE_NONE if there is none of that name
 */
MvRoles
mv_roles_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    {
      if (g_strcmp0 (role_names[i].name, name) == 0)
        return role_names[i].role;
    }

  return MV_ROLE_NONE;
}

/**
 * mv_roles_get_name:
 * @single_role: exactly one role
 *
 * Returns: (transfer none) (nullable): its name on the wire; %NULL for none or several
 */
const char *
mv_roles_get_name (MvRoles single_role)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    {
      if (role_names[i].role == single_role)
        return role_names[i].name;
    }

  return NULL;
}
