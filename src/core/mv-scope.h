/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvScopeType:
 *
 * The shapes of a scope. An item stands in exactly one scope, and rights are given per scope.
 */
typedef enum
{
  MV_SCOPE_INVALID = 0,
  MV_SCOPE_CATALOGUE,         /* catalogue */
  MV_SCOPE_STUDIES,           /* studies/<region> */
  MV_SCOPE_USER,              /* user/<uid>, which the person's own devices call user/me */
  MV_SCOPE_PROJECT,           /* project/<pid> */
  MV_SCOPE_PROJECT_NEWS,      /* project/<pid>/news */
  MV_SCOPE_PROJECT_BY,        /* project/<pid>/by/<uid> */
  MV_SCOPE_PROJECT_REP,       /* project/<pid>/rep/<uid> */
  MV_SCOPE_PROJECT_TEAM,      /* project/<pid>/team */
  MV_SCOPE_COMMITTEE,         /* committee/<cid> */
  MV_SCOPE_COMMITTEE_WITH,    /* committee/<cid>/with/<uid> */
  MV_SCOPE_COMMITTEE_PROJECT, /* committee/<cid>/project/<pid> */
  MV_SCOPE_ORGANISATION,      /* organisation/<oid> */
  MV_SCOPE_LAST = MV_SCOPE_ORGANISATION,
} MvScopeType;

/**
 * MvScope:
 *
 * The parts of a scope's name. Parts that the shape does not have are empty strings.
 */
typedef struct
{
  MvScopeType type;
  char owner[37];  /* id of the project, committee, organisation or user; region for studies */
  char person[37]; /* uid in …/by/, …/rep/ and …/with/; pid in committee/<cid>/project/<pid> */
} MvScope;

#define MV_SCOPE_ME "user/me"

gboolean mv_scope_parse (const char *text, MvScope *out_scope);
char *mv_scope_to_text (const MvScope *self);
const char *mv_scope_type_get_pattern (MvScopeType type);
const char *const *mv_scope_regions (void);

char *mv_scope_user (const char *uid);
char *mv_scope_project (const char *pid);
char *mv_scope_project_part (const char *pid, const char *part);
char *mv_scope_project_person (const char *pid, const char *part, const char *uid);
char *mv_scope_committee (const char *cid);
char *mv_scope_committee_with (const char *cid, const char *uid);

G_END_DECLS
