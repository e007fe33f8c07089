/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include "mv-json.h"

#include <string.h>

/* A restricted document version stands in the feed with title and dates only. Its paragraphs are
 * kept apart and are read one version at a time, by who may read it at that moment. */

static gboolean
store_paragraphs (MvFeed *self, const char *id, JsonNode *paragraphs, GError **error)
{
  g_autofree char *text = mv_json_to_text (paragraphs);

  return mv_db_run (self->db, error,
                    "INSERT INTO restricted_text (item, paragraphs) VALUES ($1, $2)"
                    " ON CONFLICT (item) DO UPDATE SET paragraphs = $2",
                    "tt", id, text);
}

/* What is kept apart of a version; %NULL without an error if nothing is. */
static JsonNode *
load_paragraphs (MvFeed *self, const char *id, GError **error)
{
  g_autofree char *text = mv_db_get_one_text (
      self->db, error, "SELECT paragraphs FROM restricted_text WHERE item = $1", "t", id);

  return text != NULL ? mv_json_parse (text, -1, MV_RECORD_MAX_BYTES, error) : NULL;
}

/**
 * mv_feed_hold_back:
 * @self: a feed in a transaction
 * @id: id of a record that is to be written
 * @kind: its kind
 * @body: the whole record; what does not belong into the feed is taken out of it
 * @error: return location for an error
 *
 * Keeps the paragraphs of a restricted version apart. A put without paragraphs leaves those that
 * are there; a version that is restricted no longer gets them back.
 *
 * Returns: whether it was done
 */
gboolean
mv_feed_hold_back (MvFeed *self, const char *id, const char *kind, JsonObject *body, GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonArray *paragraphs = mv_json_get_array (body, "paragraphs");
  JsonNode *kept;

  if (strcmp (kind, "document-version") != 0)
    return TRUE;

  if (mv_json_get_boolean (body, "restricted", FALSE))
    {
      if (paragraphs != NULL && json_array_get_length (paragraphs) > 0 &&
          !store_paragraphs (self, id, json_object_get_member (body, "paragraphs"), error))
        return FALSE;
      json_object_remove_member (body, "paragraphs");
      return TRUE;
    }

  kept = paragraphs == NULL ? load_paragraphs (self, id, &local) : NULL;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (kept != NULL)
    json_object_set_member (body, "paragraphs", kept);
  return mv_feed_forget_held_back (self, id, kind, error);
}

gboolean
mv_feed_forget_held_back (MvFeed *self, const char *id, const char *kind, GError **error)
{
  return strcmp (kind, "document-version") != 0 ||
         mv_db_run (self->db, error, "DELETE FROM restricted_text WHERE item = $1", "t", id);
}

/**
 * mv_feed_read_paragraphs:
 * @self: a feed
 * @version: a document version that the caller may read
 * @error: return location for an error
 *
 * Returns: (transfer full): its paragraphs, wherever they are kept
 */
JsonArray *
mv_feed_read_paragraphs (MvFeed *self, const MvFeedItem *version, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonObject) body = mv_feed_item_parse_body (version, error);
  g_autoptr (JsonNode) node = NULL;

  if (body == NULL)
    return NULL;
  if (!mv_json_get_boolean (body, "restricted", FALSE))
    return mv_json_get_array (body, "paragraphs") != NULL
               ? json_array_ref (mv_json_get_array (body, "paragraphs"))
               : json_array_new ();

  node = load_paragraphs (self, version->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_dup_array (node)
                                                      : json_array_new ();
}
