/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include "mv-json.h"

#include <string.h>

/* In the catalogue an editor writes what belongs to the own organisation or to one below it. */

#define MAX_LEVELS 8

/* Ids of the organisations that a record belongs to (element-type utf8). */
static GPtrArray *
list_organisations (
    MvFeed *self, const char *kind, const char *id, JsonObject *body, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  const char *organisation = mv_json_get_text (body, "organisation");
  const char *study = mv_json_get_text (body, "study");
  JsonArray *covers = mv_json_get_array (body, "covers");

  if (strcmp (kind, "organisation") == 0)
    g_ptr_array_add (ids, g_strdup (id));
  else if (organisation != NULL)
    g_ptr_array_add (ids, g_strdup (organisation));

  for (guint i = 0; covers != NULL && i < json_array_get_length (covers); i++)
    g_ptr_array_add (ids, g_strdup (json_array_get_string_element (covers, i)));

  if (ids->len == 0 && strcmp (kind, "study-text") == 0 && study != NULL)
    {
      g_autoptr (MvFeedItem) item = NULL;
      g_autoptr (JsonObject) study_body = NULL;

      if (!mv_feed_read (self, study, &item, error))
        return NULL;
      study_body = item != NULL && item->body != NULL ? mv_feed_item_parse_body (item, NULL) : NULL;
      if (study_body != NULL && mv_json_get_text (study_body, "organisation") != NULL)
        g_ptr_array_add (ids, g_strdup (mv_json_get_text (study_body, "organisation")));
    }

  return g_steal_pointer (&ids);
}

/* Whether the person edits for the organisation, or for one above it. */
static gboolean
is_editor_of (MvFeed *self, const char *uid, const char *organisation, GError **error)
{
  g_autofree char *at = g_strdup (organisation);

  for (guint level = 0; at != NULL && level < MAX_LEVELS; level++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (MvFeedItem) item = NULL;
      g_autoptr (JsonObject) body = NULL;
      MvRoles roles = mv_feed_get_membership (self, MV_MEMBERSHIP_ORGANISATION, at, uid, &local);

      if (roles & MV_ROLE_EDITOR)
        return TRUE;
      if (local != NULL || !mv_feed_read (self, at, &item, &local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }

      body = item != NULL && item->body != NULL ? mv_feed_item_parse_body (item, NULL) : NULL;
      g_free (at);
      at = body != NULL ? g_strdup (mv_json_get_text (body, "parent")) : NULL;
    }
  return FALSE;
}

static gboolean
edits_all (MvFeed *self, const char *uid, GPtrArray *organisations, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean edits = organisations->len > 0;

  for (guint i = 0; edits && i < organisations->len; i++)
    edits = is_editor_of (self, uid, organisations->pdata[i], &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (!edits)
    mv_problem_set (error, MV_PROBLEM_NOT_ALLOWED, "organisation",
                    "The record belongs to another organisation");
  return edits;
}

/**
 * mv_feed_check_editor:
 * @self: a feed in a transaction
 * @caller: who writes
 * @scope: type of the scope
 * @current: (nullable): the record as it stands
 * @kind: its kind
 * @id: its id
 * @body: (nullable): the record as it is to be, %NULL to remove it
 *
 * Checks the rule of the catalogue and of study texts: the record's own organisation's editors, and
 * the organisation never changes. Other scopes pass.
 *
 * Returns: whether the rule is kept; if not, %MV_PROBLEM_NOT_ALLOWED or %MV_PROBLEM_INVALID
 */
gboolean
mv_feed_check_editor (MvFeed *self,
                      const MvCaller *caller,
                      MvScopeType scope,
                      const MvFeedItem *current,
                      const char *kind,
                      const char *id,
                      JsonObject *body,
                      GError **error)
{
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (GPtrArray) organisations = NULL;

  if (scope != MV_SCOPE_CATALOGUE && scope != MV_SCOPE_STUDIES)
    return TRUE;

  if (current != NULL && current->body != NULL)
    {
      before = mv_feed_item_parse_body (current, error);
      if (before == NULL)
        return FALSE;
    }
  if (before != NULL && body != NULL &&
      g_strcmp0 (mv_json_get_text (before, "organisation"),
                 mv_json_get_text (body, "organisation")) != 0)
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "organisation", "The organisation never changes");
      return FALSE;
    }

  organisations = list_organisations (self, kind, id, before != NULL ? before : body, error);
  return organisations != NULL && edits_all (self, caller->uid, organisations, error);
}
