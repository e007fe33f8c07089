/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "mv-problem.h"
#include "mv-scope.h"

G_BEGIN_DECLS

/**
 * MvRoles:
 * @MV_ROLE_REPRESENTATIVE: user representative in the project
 * @MV_ROLE_FORMER: was one: reads, rates, withdraws, changes consent. In `…/by/`, `…/rep/` and
 *   `news` it outweighs %MV_ROLE_PERSON and %MV_ROLE_REPRESENTATIVE
 * @MV_ROLE_RESEARCHER: in the project's team
 * @MV_ROLE_LEAD: leads the project's team
 * @MV_ROLE_MEMBER: of the committee
 * @MV_ROLE_DEPUTY: deputy member of the committee
 * @MV_ROLE_SECRETARY: of the committee
 * @MV_ROLE_EDITOR: writes the organisation's catalogue records and study texts
 * @MV_ROLE_COORDINATOR: creates projects, sees what is overdue but no contents
 * @MV_ROLE_ADMINISTRATOR: of the organisation
 * @MV_ROLE_PERSON: the person that the scope is named after
 * @MV_ROLE_ACCOUNT: any account of the server
 * @MV_ROLE_SERVER: the server itself
 * @MV_ROLE_IMPORT: an import of register records
 *
 * What a person is towards one scope; several at once are possible.
 */
typedef enum
{
  MV_ROLE_NONE = 0,
  MV_ROLE_REPRESENTATIVE = 1 << 0,
  MV_ROLE_FORMER = 1 << 1,
  MV_ROLE_RESEARCHER = 1 << 2,
  MV_ROLE_LEAD = 1 << 3,
  MV_ROLE_MEMBER = 1 << 4,
  MV_ROLE_DEPUTY = 1 << 5,
  MV_ROLE_SECRETARY = 1 << 6,
  MV_ROLE_EDITOR = 1 << 7,
  MV_ROLE_COORDINATOR = 1 << 8,
  MV_ROLE_ADMINISTRATOR = 1 << 9,
  MV_ROLE_PERSON = 1 << 10,
  MV_ROLE_ACCOUNT = 1 << 11,
  MV_ROLE_SERVER = 1 << 12,
  MV_ROLE_IMPORT = 1 << 13,
} MvRoles;

#define MV_ROLES_TEAM (MV_ROLE_RESEARCHER | MV_ROLE_LEAD)
#define MV_ROLES_PROJECT (MV_ROLES_TEAM | MV_ROLE_REPRESENTATIVE)
#define MV_ROLES_COMMITTEE (MV_ROLE_MEMBER | MV_ROLE_DEPUTY | MV_ROLE_SECRETARY)

/**
 * MvOwn:
 * @MV_OWN_NONE: any of the roles
 * @MV_OWN_CHANGE: changed only by its own writer
 * @MV_OWN_REMOVE: removed only by its own writer: what somebody wrote does not disappear because a
 *   colleague deletes it
 * @MV_OWN_BOTH: changed and removed only by its own writer
 *
 * What a record's own writer alone may do, among those whose roles allow it.
 */
typedef enum
{
  MV_OWN_NONE = 0,
  MV_OWN_CHANGE = 1 << 0,
  MV_OWN_REMOVE = 1 << 1,
  MV_OWN_BOTH = MV_OWN_CHANGE | MV_OWN_REMOVE,
} MvOwn;

/**
 * MvRight:
 *
 * One row of the table: who may do what with a kind in a scope. %MV_ROLE_SERVER alone means that
 * nobody may do it by put or del: the server does it, of itself or because of a command.
 */
typedef struct
{
  MvScopeType scope;
  const char *kind;
  MvRoles create; /* may put a new record of the kind there */
  MvRoles change; /* may put over one */
  MvRoles remove; /* may delete one */
  MvOwn own;      /* what only the record's own writer may do */
} MvRight;

const MvRight *mv_rights_list (guint *out_n_rows);
const MvRight *mv_rights_find (MvScopeType scope, const char *kind);
MvRoles mv_rights_readers (MvScopeType scope);

MvRoles mv_rights_get_effective (MvScopeType scope, MvRoles roles);
gboolean mv_rights_may_read (MvScopeType scope, MvRoles roles);
gboolean mv_rights_may_create (MvScopeType scope, const char *kind, MvRoles roles);
gboolean mv_rights_may_change (MvScopeType scope, const char *kind, MvRoles roles, gboolean is_own);
gboolean mv_rights_may_remove (MvScopeType scope, const char *kind, MvRoles roles, gboolean is_own);

/**
 * MvCommandFlags:
 * @MV_COMMAND_ONLINE: only with the server at hand
 * @MV_COMMAND_QUEUES: may wait in the outbox
 * @MV_COMMAND_HAS_BASE: acts on a version of an item, so the operation carries a base
 *
 * How a command travels.
 */
typedef enum
{
  MV_COMMAND_ONLINE = 0,
  MV_COMMAND_QUEUES = 1 << 0,
  MV_COMMAND_HAS_BASE = 1 << 1,
} MvCommandFlags;

/**
 * MvCommand:
 *
 * One row of the table of commands.
 */
typedef struct
{
  const char *name;  /* contribution.share */
  const char *args;  /* members of args, see mv_command_check_args() */
  MvScopeType scope; /* scope whose roles decide; `…/by/` stands for `…/rep/` too */
  MvRoles who;
  MvCommandFlags flags;
  const char *effect; /* one English sentence for people who read the table */
} MvCommand;

const MvCommand *mv_commands_list (guint *out_n_rows);
const MvCommand *mv_commands_find (const char *name);
gboolean mv_command_check_args (const MvCommand *self, JsonObject *args, GError **error);

MvRoles mv_roles_from_name (const char *name);
const char *mv_roles_get_name (MvRoles single_role);

G_END_DECLS
