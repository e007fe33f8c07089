/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include "mv-json.h"

#define ITEM_COLUMNS                                                                               \
  "item.id, scope.name, item.kind, item.writer, item.author, item.body, item.why, "                \
  "item.conflict_of, item.scope, item.rev, item.seq FROM item JOIN scope ON scope.id = "           \
  "item.scope "

void
mv_feed_item_free (MvFeedItem *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->scope);
  g_free (self->kind);
  g_free (self->writer);
  g_free (self->author);
  g_free (self->body);
  g_free (self->why);
  g_free (self->conflict_of);
  g_free (self);
}

static MvFeedItem *
item_from_row (MvStatement *row)
{
  MvFeedItem *self = g_new0 (MvFeedItem, 1);

  self->id = g_strdup (mv_statement_get_text (row, 0));
  self->scope = g_strdup (mv_statement_get_text (row, 1));
  self->kind = g_strdup (mv_statement_get_text (row, 2));
  self->writer = g_strdup (mv_statement_get_text (row, 3));
  self->author = g_strdup (mv_statement_get_text (row, 4));
  self->body = g_strdup (mv_statement_get_text (row, 5));
  self->why = g_strdup (mv_statement_get_text (row, 6));
  self->conflict_of = g_strdup (mv_statement_get_text (row, 7));
  self->scope_id = mv_statement_get_integer (row, 8);
  self->rev = mv_statement_get_integer (row, 9);
  self->seq = mv_statement_get_integer (row, 10);

  return self;
}

/**
 * mv_feed_item_parse_body:
 * @self: an item that is not a tombstone
 *
 * Returns: (transfer full): a copy of its body, or %NULL on error
 */
JsonObject *
mv_feed_item_parse_body (const MvFeedItem *self, GError **error)
{
  g_return_val_if_fail (self->body != NULL, NULL);

  return mv_json_parse_object (self->body, -1, MV_RECORD_MAX_BYTES, error);
}

/**
 * mv_feed_read:
 * @self: a feed
 * @id: an id
 * @out_item: (out) (nullable): the item or tombstone of that id, %NULL if there is none
 *
 * Reads an item, whoever may read it.
 *
 * Returns: whether it could be read
 */
gboolean
mv_feed_read (MvFeed *self, const char *id, MvFeedItem **out_item, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (self->db, error, "SELECT " ITEM_COLUMNS "WHERE item.id = $1", "t", id);
  gboolean has_row = FALSE;

  *out_item = NULL;
  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *out_item = item_from_row (statement);
  return TRUE;
}

/**
 * mv_feed_list:
 * @self: a feed
 * @scope: name of a scope
 * @kind: name of a kind
 *
 * Returns: (transfer full) (element-type MvFeedItem): the living items of the kind in the scope,
 * without siblings, by id; %NULL on error
 */
GPtrArray *
mv_feed_list (MvFeed *self, const char *scope, const char *kind, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_feed_item_free);
  g_autoptr (MvStatement) statement =
      mv_db_query (self->db, error,
                   "SELECT " ITEM_COLUMNS "WHERE scope.name = $1 AND item.kind = $2"
                   " AND item.why IS NULL AND item.conflict_of IS NULL ORDER BY item.id",
                   "tt", scope, kind);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;

  while (has_row)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (items, item_from_row (statement));
    }

  return g_steal_pointer (&items);
}

/* Rows */

gboolean
mv_feed_store_row (MvFeed *self, const MvFeedRow *row, gint64 *out_seq, GError **error)
{
  g_autofree char *now = mv_clock_dup_now (self->clock);
  gint64 seq = mv_feed_add_pending (self, row->scope_id, row->id, FALSE);

  if (out_seq != NULL)
    *out_seq = seq;
  return mv_db_run (self->db, error,
                    "INSERT INTO item (id, scope, seq, rev, kind, writer, author, written, body,"
                    " why, conflict_of) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, NULL, $9)"
                    " ON CONFLICT (id) DO UPDATE SET scope = $2, seq = $3, rev = $4, kind = $5,"
                    " writer = $6, written = $7, body = $8, why = NULL, conflict_of = $9",
                    "tiiittttt", row->id, row->scope_id, seq, row->rev, row->kind,
                    row->by != NULL ? row->by : "", now, row->body, row->conflict_of);
}

/* Leaves a tombstone, which holds no text. */
gboolean
mv_feed_bury_row (MvFeed *self,
                  const MvFeedItem *item,
                  const char *by,
                  const char *why,
                  gint64 *out_seq,
                  GError **error)
{
  g_autofree char *now = mv_clock_dup_now (self->clock);
  gint64 seq = mv_feed_add_pending (self, item->scope_id, item->id, FALSE);

  if (out_seq != NULL)
    *out_seq = seq;
  if (!mv_feed_forget_held_back (self, item->id, item->kind, error))
    return FALSE;
  return mv_db_run (
      self->db, error,
      "UPDATE item SET seq = $1, rev = rev + 1, writer = $2, written = $3, body = NULL,"
      " why = $4 WHERE id = $5",
      "itttt", seq, by, now, why, item->id);
}

/* What the server writes of itself, and commands in its name */

static gboolean
write_text (MvFeed *self,
            const char *scope,
            const char *kind,
            const char *id,
            const char *by,
            const char *body,
            gint64 *out_rev,
            gint64 *out_seq,
            GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;
  MvFeedRow row = { .id = id, .rev = 1, .kind = kind, .by = by, .body = body };

  if (!mv_feed_ensure_scope (self, scope, &row.scope_id, error) ||
      !mv_feed_read (self, id, &item, error))
    return FALSE;

  if (item != NULL && (item->scope_id != row.scope_id || g_strcmp0 (item->kind, kind) != 0) &&
      !mv_feed_make_way (self, id, &item, error))
    return FALSE;
  if (item != NULL)
    {
      if (item->scope_id != row.scope_id || g_strcmp0 (item->kind, kind) != 0)
        {
          mv_problem_set (error, MV_PROBLEM_INVALID, "id", "The id belongs to another record");
          return FALSE;
        }
      if (g_strcmp0 (item->why, "erased") == 0)
        {
          mv_problem_set (error, MV_PROBLEM_ERASED, NULL, "The record was erased");
          return FALSE;
        }

      row.rev = item->rev + 1;
      row.conflict_of = item->conflict_of;
      if (g_strcmp0 (item->body, body) == 0)
        {
          if (out_rev != NULL)
            *out_rev = item->rev;
          if (out_seq != NULL)
            *out_seq = item->seq;
          return TRUE;
        }
    }

  if (out_rev != NULL)
    *out_rev = row.rev;
  return mv_feed_store_row (self, &row, out_seq, error);
}

/**
 * mv_feed_write:
 * @self: a feed in a transaction
 * @scope: name of a scope, which is made if need be; `user/<uid>`, never `user/me`
 * @kind: name of a kind
 * @id: id of a new record, or of one of that kind in that scope
 * @by: (nullable): uid of the writer, %NULL for the server
 * @body: the record as JSON
 * @out_rev: (out) (optional): its revision
 * @out_seq: (out) (optional): its number, below zero until the end of the transaction
 *
 * Writes a record over whatever stands there; a tombstone comes to life, unless it was erased. The
 * same body again changes nothing. Rights, fields and references are not checked:
 * mv_feed_check_record().
 *
 * Fails with %MV_PROBLEM_INVALID, %MV_PROBLEM_ERASED, as the JSON reader does, and as databases do.
 *
 * Returns: whether it was written
 */
gboolean
mv_feed_write (MvFeed *self,
               const char *scope,
               const char *kind,
               const char *id,
               const char *by,
               const char *body,
               gint64 *out_rev,
               gint64 *out_seq,
               GError **error)
{
  g_autoptr (JsonObject) object = mv_json_parse_object (body, -1, MV_RECORD_MAX_BYTES, error);

  return object != NULL &&
         mv_feed_write_object (self, scope, kind, id, by, object, out_rev, out_seq, error);
}

gboolean
mv_feed_write_object (MvFeed *self,
                      const char *scope,
                      const char *kind,
                      const char *id,
                      const char *by,
                      JsonObject *body,
                      gint64 *out_rev,
                      gint64 *out_seq,
                      GError **error)
{
  g_autoptr (JsonObject) kept = mv_json_object_copy (body);
  g_autofree char *text = NULL;

  if (!mv_feed_hold_back (self, id, kind, kept, error))
    return FALSE;
  text = mv_json_object_to_text (kept);
  return write_text (self, scope, kind, id, by, text, out_rev, out_seq, error);
}

gboolean
mv_feed_keep_sibling (MvFeed *self, const MvFeedItem *item, GError **error)
{
  g_autofree char *id = mv_uuid_new_v7 (self->clock, self->random);
  MvFeedRow row = {
    .id = id,
    .scope_id = item->scope_id,
    .rev = 1,
    .kind = item->kind,
    .by = item->writer,
    .body = item->body,
    .conflict_of = item->id,
  };

  return mv_feed_store_row (self, &row, NULL, error);
}

/* An item that is alive, for functions that act on one. */
static MvFeedItem *
read_living (MvFeed *self, const char *id, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;

  if (!mv_feed_read (self, id, &item, error))
    return NULL;

  if (item == NULL || item->why != NULL)
    {
      mv_problem_set (error, MV_PROBLEM_NOT_FOUND, NULL, "There is no such record");
      return NULL;
    }
  return g_steal_pointer (&item);
}

/**
 * mv_feed_move:
 * @self: a feed in a transaction
 * @id: id of a living item
 * @to_scope: name of another scope, which is made if need be
 * @by: uid of the mover
 * @body: (nullable): a new body, %NULL to keep it
 * @out_rev: (out) (optional): its revision there
 * @out_seq: (out) (optional): its number there, below zero until the end of the transaction
 *
 * Takes an item to another scope, where it keeps its id. Its siblings stay where they were written:
 * nobody shares them by sharing the item.
 *
 * Returns: whether it moved; %MV_PROBLEM_NOT_FOUND if there is no such item
 */
gboolean
mv_feed_move (MvFeed *self,
              const char *id,
              const char *to_scope,
              const char *by,
              JsonObject *body,
              gint64 *out_rev,
              gint64 *out_seq,
              GError **error)
{
  g_autoptr (MvFeedItem) item = read_living (self, id, error);
  g_autofree char *text = body != NULL ? mv_json_object_to_text (body) : NULL;
  g_autofree char *now = mv_clock_dup_now (self->clock);
  MvFeedRow row = { .id = id, .by = by };
  gint64 seq;

  if (item == NULL || !mv_feed_ensure_scope (self, to_scope, &row.scope_id, error))
    return FALSE;

  row.kind = item->kind;
  row.rev = item->rev + 1;
  row.body = text != NULL ? text : item->body;
  row.conflict_of = item->conflict_of;
  if (out_rev != NULL)
    *out_rev = row.rev;

  if (item->scope_id != row.scope_id)
    {
      seq = mv_feed_add_pending (self, item->scope_id, id, TRUE);
      if (!mv_db_run (
              self->db, error,
              "INSERT INTO departed (scope, id, seq, rev, why, at)"
              " VALUES ($1, $2, $3, $4, 'moved', $5)"
              " ON CONFLICT (scope, id) DO UPDATE SET seq = $3, rev = $4, why = 'moved', at = $5",
              "itiit", item->scope_id, id, seq, row.rev, now) ||
          !mv_db_run (self->db, error, "DELETE FROM departed WHERE scope = $1 AND id = $2", "it",
                      row.scope_id, id))
        return FALSE;
    }

  return mv_feed_store_row (self, &row, out_seq, error);
}

/* Ids of the siblings of an item that are alive, or of all when it is erased. */
static GPtrArray *
list_siblings (MvFeed *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MvStatement) statement = mv_db_query (
      self->db, error, "SELECT id FROM item WHERE conflict_of = $1 AND why IS NULL", "t", id);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;

  while (has_row)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (ids, g_strdup (mv_statement_get_text (statement, 0)));
    }
  return g_steal_pointer (&ids);
}

/**
 * mv_feed_remove:
 * @self: a feed in a transaction
 * @id: id of an item
 * @why: `deleted`, `unpublished` or `erased`
 *
 * Leaves a tombstone. Erasing takes the siblings too, and also an item that was deleted before.
 *
 * Returns: whether it is gone; %MV_PROBLEM_NOT_FOUND if there is no such item
 */
gboolean
mv_feed_remove (MvFeed *self, const char *id, const char *why, GError **error)
{
  gboolean erases = g_strcmp0 (why, "erased") == 0;
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (GPtrArray) siblings = NULL;

  if (!mv_feed_read (self, id, &item, error))
    return FALSE;

  if (item == NULL || (item->why != NULL && !erases))
    {
      mv_problem_set (error, MV_PROBLEM_NOT_FOUND, NULL, "There is no such record");
      return FALSE;
    }
  if (g_strcmp0 (item->why, why) == 0)
    return TRUE;
  if (!mv_feed_bury_row (self, item, "", why, NULL, error))
    return FALSE;
  if (!erases)
    return TRUE;

  siblings = list_siblings (self, id, error);
  for (guint i = 0; siblings != NULL && i < siblings->len; i++)
    {
      if (!mv_feed_remove (self, siblings->pdata[i], why, error))
        return FALSE;
    }
  return siblings != NULL;
}
