/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-scope.h"

#include "mv-random.h"

#include <string.h>

#define ME "me"

/* The shapes, as people read them. A part in angle brackets stands for an id (or, for studies, a
 * region); the first goes into MvScope.owner, the second into MvScope.person. */
static const char *const patterns[MV_SCOPE_LAST + 1] = {
  [MV_SCOPE_INVALID] = "",
  [MV_SCOPE_CATALOGUE] = "catalogue",
  [MV_SCOPE_STUDIES] = "studies/<region>",
  [MV_SCOPE_USER] = "user/<uid>",
  [MV_SCOPE_PROJECT] = "project/<pid>",
  [MV_SCOPE_PROJECT_NEWS] = "project/<pid>/news",
  [MV_SCOPE_PROJECT_BY] = "project/<pid>/by/<uid>",
  [MV_SCOPE_PROJECT_REP] = "project/<pid>/rep/<uid>",
  [MV_SCOPE_PROJECT_TEAM] = "project/<pid>/team",
  [MV_SCOPE_COMMITTEE] = "committee/<cid>",
  [MV_SCOPE_COMMITTEE_WITH] = "committee/<cid>/with/<uid>",
  [MV_SCOPE_COMMITTEE_PROJECT] = "committee/<cid>/project/<pid>",
  [MV_SCOPE_ORGANISATION] = "organisation/<oid>",
};

static const char *const regions[] = { "nord", "midt", "vest", "sor-ost", "national", NULL };

static gboolean
is_valid_part (MvScopeType type, const char *part)
{
  if (type == MV_SCOPE_STUDIES)
    return g_strv_contains (regions, part);

  /* A device does not need to know its person's id to ask for what is the person's own. */
  if (type == MV_SCOPE_USER && strcmp (part, ME) == 0)
    return TRUE;

  return mv_uuid_is_valid (part);
}

/* Takes @length bytes of a name for a placeholder of its shape. */
static gboolean
take_part (MvScope *scope, const char *part, size_t length)
{
  char *to = scope->owner[0] == '\0' ? scope->owner : scope->person;

  if (length >= sizeof scope->owner)
    return FALSE;
  memcpy (to, part, length);
  to[length] = '\0';
  return is_valid_part (scope->type, to);
}

static size_t
count_to_slash (const char *text)
{
  size_t n = 0;

  while (text[n] != '\0' && text[n] != '/')
    n++;
  return n;
}

/* Names are taken apart for each row that comes, so nothing is copied that does not fit. */
static gboolean
match_pattern (MvScopeType type, const char *text, MvScope *out_scope)
{
  const char *wanted = patterns[type];
  MvScope scope = { .type = type };

  while (*wanted != '\0')
    {
      size_t n_wanted, n_given;

      if (*wanted != '<' && *wanted != *text)
        return FALSE;
      n_wanted = count_to_slash (wanted);
      n_given = count_to_slash (text);
      if (*wanted == '<' ? !take_part (&scope, text, n_given)
                         : n_wanted != n_given || memcmp (wanted, text, n_given) != 0)
        return FALSE;

      wanted += n_wanted;
      text += n_given;
      if (*wanted != *text)
        return FALSE;
      if (*wanted == '/')
        wanted++, text++;
    }

  if (*text != '\0')
    return FALSE;
  *out_scope = scope;
  return TRUE;
}

/**
 * mv_scope_parse:
 * @text: (nullable): name of a scope, from the wire or a store
 * @out_scope: (out caller-allocates): the parts; untouched if @text is not the name of a scope
 *
 * Takes the name of a scope apart. Ids are lower-case UUIDs; `user/me` has the owner `me`.
 *
 * Returns: whether @text is the name of a scope
 */
gboolean
mv_scope_parse (const char *text, MvScope *out_scope)
{
  g_return_val_if_fail (out_scope != NULL, FALSE);

  if (text == NULL)
    return FALSE;

  for (int type = MV_SCOPE_INVALID + 1; type <= MV_SCOPE_LAST; type++)
    {
      if (match_pattern ((MvScopeType) type, text, out_scope))
        return TRUE;
    }

  return FALSE;
}

/**
 * mv_scope_to_text:
 * @self: the parts of a scope's name
 *
 * Returns: (transfer full): the name, such as `project/…/by/…`
 */
char *
mv_scope_to_text (const MvScope *self)
{
  g_auto (GStrv) parts = NULL;
  gboolean has_owner = FALSE;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->type > MV_SCOPE_INVALID && self->type <= MV_SCOPE_LAST, NULL);

  parts = g_strsplit (patterns[self->type], "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (parts[i][0] != '<')
        continue;

      g_free (parts[i]);
      parts[i] = g_strdup (has_owner ? self->person : self->owner);
      has_owner = TRUE;
    }

  return g_strjoinv ("/", parts);
}

/**
 * mv_scope_type_get_pattern:
 * @type: a shape
 *
 * Returns: (transfer none): the shape for people to read, such as `project/<pid>/by/<uid>`; empty
 *   for %MV_SCOPE_INVALID
 */
const char *
mv_scope_type_get_pattern (MvScopeType type)
{
  g_return_val_if_fail (type <= MV_SCOPE_LAST, "");
  return patterns[type];
}

/**
 * mv_scope_regions:
 *
 * The regions that study texts stand in: the four regional health authorities' and, for studies
 * with sites in several, `national`.
 *
 * Returns: (transfer none): a %NULL-terminated list
 */
const char *const *
mv_scope_regions (void)
{
  return regions;
}

/**
 * mv_scope_user:
 * @uid: id of an account, or `me`
 *
 * Returns: (transfer full): `user/<uid>`
 */
char *
mv_scope_user (const char *uid)
{
  g_return_val_if_fail (uid != NULL, NULL);
  return g_strconcat ("user/", uid, NULL);
}

/**
 * mv_scope_project:
 * @pid: id of a project
 *
 * Returns: (transfer full): `project/<pid>`
 */
char *
mv_scope_project (const char *pid)
{
  g_return_val_if_fail (pid != NULL, NULL);
  return g_strconcat ("project/", pid, NULL);
}

/**
 * mv_scope_project_part:
 * @pid: id of a project
 * @part: `news` or `team`
 *
 * Returns: (transfer full): `project/<pid>/<part>`
 */
char *
mv_scope_project_part (const char *pid, const char *part)
{
  g_return_val_if_fail (pid != NULL && part != NULL, NULL);
  return g_strconcat ("project/", pid, "/", part, NULL);
}

/**
 * mv_scope_project_person:
 * @pid: id of a project
 * @part: `by` or `rep`
 * @uid: id of the person that the scope is named after
 *
 * Returns: (transfer full): `project/<pid>/<part>/<uid>`
 */
char *
mv_scope_project_person (const char *pid, const char *part, const char *uid)
{
  g_return_val_if_fail (pid != NULL && part != NULL && uid != NULL, NULL);
  return g_strconcat ("project/", pid, "/", part, "/", uid, NULL);
}

/**
 * mv_scope_committee:
 * @cid: id of a committee
 *
 * Returns: (transfer full): `committee/<cid>`
 */
char *
mv_scope_committee (const char *cid)
{
  g_return_val_if_fail (cid != NULL, NULL);
  return g_strconcat ("committee/", cid, NULL);
}

/**
 * mv_scope_committee_with:
 * @cid: id of a committee
 * @uid: id of the person that the committee shares the scope with
 *
 * Returns: (transfer full): `committee/<cid>/with/<uid>`
 */
char *
mv_scope_committee_with (const char *cid, const char *uid)
{
  g_return_val_if_fail (cid != NULL && uid != NULL, NULL);
  return g_strconcat ("committee/", cid, "/with/", uid, NULL);
}
