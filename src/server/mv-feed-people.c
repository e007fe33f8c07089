/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include "mv-json.h"

#include <string.h>

#define NATIONAL "national"

/**
 * mv_feed_add_person:
 * @self: a feed in a transaction
 * @uid: id of a new person
 * @name: the name that the inviter gave
 * @language: nb, nn or en
 * @email: (nullable): an address
 *
 * Makes a person with a scope of the own, the catalogue and the national study texts. An account it
 * becomes when a device enrols.
 *
 * Fails with %MV_DB_ERROR_CONSTRAINT if there is one of that id.
 *
 * Returns: whether the person was made
 */
gboolean
mv_feed_add_person (MvFeed *self,
                    const char *uid,
                    const char *name,
                    const char *language,
                    const char *email,
                    GError **error)
{
  g_autofree char *now = mv_clock_dup_now (self->clock);
  g_autofree char *scope = mv_scope_user (uid);

  return mv_db_run (self->db, error,
                    "INSERT INTO person (uid, name, language, email, created)"
                    " VALUES ($1, $2, $3, $4, $5)",
                    "ttttt", uid, name, language, email, now) &&
         mv_feed_grant (self, uid, scope, MV_ROLE_PERSON, error) &&
         mv_feed_grant (self, uid, "catalogue", MV_ROLE_ACCOUNT, error) &&
         mv_feed_grant (self, uid, "studies/" NATIONAL, MV_ROLE_ACCOUNT, error);
}

/* Text field of a catalogue record, %NULL without an error if there is none. */
static char *
dup_field (MvFeed *self, const char *id, const char *field, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (!mv_feed_read (self, id, &item, error) || item == NULL || item->body == NULL)
    return NULL;

  body = mv_feed_item_parse_body (item, error);
  return body != NULL ? g_strdup (mv_json_get_text (body, field)) : NULL;
}

/* Regions of the organisations that the person edits for (element-type utf8); an organisation
 * without a region is national. */
static GHashTable *
list_edited_regions (MvFeed *self, const char *uid, GError **error)
{
  g_autoptr (GHashTable) regions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (MvStatement) row = mv_db_query (
      self->db, error,
      "SELECT owner, roles FROM membership WHERE uid = $1 AND type = 'organisation'", "t", uid);
  gboolean has_row = TRUE;

  if (row == NULL)
    return NULL;

  while (has_row)
    {
      g_autoptr (GError) local = NULL;
      char *region;

      if (!mv_statement_step (row, &has_row, error))
        return NULL;
      if (!has_row || !(mv_statement_get_integer (row, 1) & MV_ROLE_EDITOR))
        continue;

      region = dup_field (self, mv_statement_get_text (row, 0), "region", &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      g_hash_table_add (regions, region != NULL ? region : g_strdup (NATIONAL));
    }
  return g_steal_pointer (&regions);
}

/* What the person's profile says. */
static GStrv
dup_profile_regions (MvFeed *self, const char *uid, GError **error)
{
  g_autofree char *scope = mv_scope_user (uid);
  g_autoptr (GPtrArray) profiles = mv_feed_list (self, scope, "profile", error);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (MvRecord) record = NULL;

  if (profiles == NULL)
    return NULL;
  if (profiles->len == 0)
    return g_new0 (char *, 1);

  body = mv_feed_item_parse_body (profiles->pdata[0], error);
  if (body == NULL)
    return NULL;
  record = mv_record_new_from_body ("profile", ((MvFeedItem *) profiles->pdata[0])->id, body);
  return mv_record_dup_texts (record, "regions");
}

/**
 * mv_feed_set_regions:
 * @self: a feed in a transaction
 * @uid: a person
 * @regions: (nullable): regions whose study texts the person wants; %NULL for those of the profile
 *
 * Grants `studies/<region>` for exactly these, for national, and for those that the person edits;
 * and makes the person an editor of the catalogue, or no longer one.
 *
 * Returns: whether it was written
 */
gboolean
mv_feed_set_regions (MvFeed *self, const char *uid, const char *const *regions, GError **error)
{
  g_autoptr (GHashTable) edited = list_edited_regions (self, uid, error);
  g_auto (GStrv) wanted = NULL;
  MvRoles in_catalogue;

  if (edited == NULL)
    return FALSE;
  wanted = regions != NULL ? g_strdupv ((char **) regions) : dup_profile_regions (self, uid, error);
  if (wanted == NULL)
    return FALSE;

  for (const char *const *region = mv_scope_regions (); *region != NULL; region++)
    {
      g_autofree char *scope = g_strconcat ("studies/", *region, NULL);
      gboolean is_edited = g_hash_table_contains (edited, *region);
      gboolean is_wanted = strcmp (*region, NATIONAL) == 0 ||
                           g_strv_contains ((const char *const *) wanted, *region);
      MvRoles roles = is_wanted || is_edited ? MV_ROLE_ACCOUNT : MV_ROLE_NONE;

      if (!mv_feed_grant (self, uid, scope, roles | (is_edited ? MV_ROLE_EDITOR : MV_ROLE_NONE),
                          error))
        return FALSE;
    }

  in_catalogue = MV_ROLE_ACCOUNT | (g_hash_table_size (edited) > 0 ? MV_ROLE_EDITOR : MV_ROLE_NONE);
  return mv_feed_grant (self, uid, "catalogue", in_catalogue, error);
}
