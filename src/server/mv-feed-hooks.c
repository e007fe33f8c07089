/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include "mv-directory.h"
#include "mv-json.h"
#include "mv-quotes.h"

#include <string.h>

/* The contribution may have been withdrawn or gone home meanwhile; then there is nothing to follow.
 */
static gboolean
refresh_followup (MvFeed *self, const char *scope, const char *contribution, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;

  if (contribution == NULL)
    return TRUE;
  if (!mv_feed_read (self, contribution, &item, error))
    return FALSE;
  if (item == NULL || item->body == NULL || strcmp (item->kind, "contribution") != 0 ||
      strcmp (item->scope, scope) != 0)
    return TRUE;

  return mv_feed_update_followup (self, contribution, NULL, error);
}

/* What was quoted of a contribution is not what it says any more. */
static gboolean
after_contribution (MvFeed *self, const char *scope, const char *id, GError **error)
{
  return mv_quotes_drop (self, id, error) && refresh_followup (self, scope, id, error);
}

/* What follows, in the same transaction, from a record that somebody wrote or removed. @body: as it
 * was written, or as it was before it was removed. */
gboolean
mv_feed_after_write (MvFeed *self,
                     const char *scope,
                     const char *kind,
                     const char *id,
                     JsonObject *body,
                     GError **error)
{
  MvScope parts;
  gboolean is_shared;

  if (!mv_scope_parse (scope, &parts))
    return TRUE;

  is_shared = parts.type == MV_SCOPE_PROJECT_BY || parts.type == MV_SCOPE_PROJECT_REP;
  if (is_shared && strcmp (kind, "reply") == 0)
    return refresh_followup (self, scope, mv_json_get_text (body, "contribution"), error);
  if (is_shared && strcmp (kind, "contribution") == 0)
    return after_contribution (self, scope, id, error);
  if (parts.type == MV_SCOPE_PROJECT_REP && strcmp (kind, "consent") == 0)
    return mv_quotes_drop_uncovered (self, parts.owner, parts.person, error);
  if (parts.type == MV_SCOPE_PROJECT && strcmp (kind, "project") == 0)
    return mv_directory_refresh_project (self, id, error);
  if (parts.type == MV_SCOPE_USER && strcmp (kind, "profile") == 0)
    return mv_feed_set_regions (self, parts.owner, NULL, error) &&
           mv_directory_refresh_released (self, parts.owner, error);
  return TRUE;
}
