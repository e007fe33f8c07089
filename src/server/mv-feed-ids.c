/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

/* Some ids are nobody's choice: they follow from what the record is about, so that two who write it
 * at once meet. Everybody who knows what it will be about can work such an id out, and could put
 * something else under it beforehand, in a place of one's own. So whatever stands there without the
 * id following from it makes way: it gets another id, with nothing lost. */

#define UUID_VERSION_AT 14

static gboolean
follows_from_key (const char *id)
{
  return mv_uuid_is_valid (id) && id[UUID_VERSION_AT] == '5';
}

/* The siblings stay beside what they are siblings of. */
static gboolean
take_siblings_along (MvFeed *self, const MvFeedItem *item, const char *new_id, GError **error)
{
  g_autoptr (MvStatement) row =
      mv_db_query (self->db, error, "SELECT id FROM item WHERE conflict_of = $1", "t", item->id);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean has_row = TRUE;

  if (row == NULL)
    return FALSE;
  while (has_row)
    {
      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      if (has_row)
        g_ptr_array_add (ids, g_strdup (mv_statement_get_text (row, 0)));
    }

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 seq = mv_feed_add_pending (self, item->scope_id, ids->pdata[i], FALSE);

      if (!mv_db_run (self->db, error,
                      "UPDATE item SET conflict_of = $1, seq = $2, rev = rev + 1 WHERE id = $3",
                      "tit", new_id, seq, ids->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rename_item (MvFeed *self, const MvFeedItem *item, GError **error)
{
  g_autofree char *new_id = mv_uuid_new_v7 (self->clock, self->random);
  gint64 gone = mv_feed_add_pending (self, item->scope_id, item->id, TRUE);
  gint64 seq = mv_feed_add_pending (self, item->scope_id, new_id, FALSE);
  g_autofree char *now = mv_clock_dup_now (self->clock);

  return mv_db_run (self->db, error,
                    "INSERT INTO departed (scope, id, seq, rev, why, at)"
                    " VALUES ($1, $2, $3, $4, $5, $6)"
                    " ON CONFLICT (scope, id) DO UPDATE SET seq = $3, rev = $4, why = $5, at = $6",
                    "itiitt", item->scope_id, item->id, gone, item->rev + 1,
                    item->why != NULL ? item->why : "moved", now) &&
         mv_db_run (self->db, error, "UPDATE item SET id = $1, seq = $2 WHERE id = $3", "tit",
                    new_id, seq, item->id) &&
         mv_db_run (self->db, error, "UPDATE operation SET item = $1 WHERE item = $2", "tt", new_id,
                    item->id) &&
         take_siblings_along (self, item, new_id, error);
}

/**
 * mv_feed_make_way:
 * @self: a feed in a transaction
 * @id: an id that follows from the record which is to be written
 * @inout_item: (inout) (nullable): what stands under it; set to %NULL when it has made way
 *
 * Gives another id to an item that somebody put under an id that does not follow from it: of a kind
 * without a natural key, and written by a person. Others stay.
 *
 * Returns: whether it is known what stands there
 */
gboolean
mv_feed_make_way (MvFeed *self, const char *id, MvFeedItem **inout_item, GError **error)
{
  MvFeedItem *item = *inout_item;
  const MvKind *kind = item != NULL ? mv_kind_find (item->kind) : NULL;

  if (kind == NULL || mv_kind_has_natural_key (kind) || item->author[0] == '\0' ||
      item->conflict_of != NULL || !follows_from_key (id))
    return TRUE;
  if (!rename_item (self, item, error))
    return FALSE;

  g_clear_pointer (inout_item, mv_feed_item_free);
  return TRUE;
}
