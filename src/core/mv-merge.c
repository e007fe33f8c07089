/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-merge.h"

#include "mv-json.h"

#include <string.h>

/* --- What to do with a line ---------------------------------------------------------------- */

static MvMergeAction
decide_put (const MvMergeLocal *local, const MvMergeLine *line)
{
  gboolean is_new = TRUE;

  /* Sequence numbers of different scopes have nothing to do with each other; revisions are the
   * item's own. An item that moved may come before or after the end of its old place. */
  if (local->exists && g_strcmp0 (local->scope, line->scope) == 0)
    is_new = line->seq > local->seq;
  else if (local->exists)
    is_new = line->rev >= local->rev;

  if (!is_new)
    return MV_MERGE_IGNORE;

  return line->conflict_of != NULL ? MV_MERGE_SIBLING : MV_MERGE_STORE;
}

static MvMergeAction
decide_del (const MvMergeLocal *local, const MvMergeLine *line)
{
  gboolean is_departure =
      g_strcmp0 (line->why, "moved") == 0 || g_strcmp0 (line->why, "unpublished") == 0;
  gboolean is_here;

  /* Erasure is for good and for every copy, also one that is only left in the bin. */
  if (g_strcmp0 (line->why, "erased") == 0)
    return MV_MERGE_ERASE;

  if (!local->exists)
    return MV_MERGE_IGNORE;

  /* An item that moved may have been deleted in its new place before this device heard of the
   * move: then only the revisions can tell which of the two is later. */
  is_here = g_strcmp0 (local->scope, line->scope) == 0;
  if (is_here ? line->seq <= local->seq : is_departure || line->rev <= local->rev)
    return MV_MERGE_IGNORE;

  if (is_departure)
    return MV_MERGE_REMOVE;

  /* Deleted, or a reason that a newer server has: nothing of one's own is lost. */
  return local->is_own ? MV_MERGE_TO_BIN : MV_MERGE_REMOVE;
}

/**
 * mv_merge_decide:
 * @local: what the device has under the line's id, as the server last had it
 * @line: a put or del line
 *
 * Decides what a line means for a device. The order in which lines of different scopes arrive does
 * not matter, and a line that comes twice changes nothing.
 *
 * Returns: what to do
 */
MvMergeAction
mv_merge_decide (const MvMergeLocal *local, const MvMergeLine *line)
{
  g_return_val_if_fail (local != NULL && line != NULL, MV_MERGE_IGNORE);

  return line->is_put ? decide_put (local, line) : decide_del (local, line);
}

/* --- Merging by fields --------------------------------------------------------------------- */

static JsonObject *merge_objects (JsonObject *base, JsonObject *mine, JsonObject *theirs);

/* A member that is null means the same as one that is not there. */
static JsonNode *
get_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

static gboolean
is_equal (JsonNode *a, JsonNode *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return json_node_equal (a, b);
}

/* A list of objects that each have an id of their own. */
typedef struct
{
  GPtrArray *ids;   /* (owned) (element-type utf8): unowned texts, in order */
  GHashTable *rows; /* (owned) (element-type utf8 JsonNode): unowned */
} MvIdList;

static void
mv_id_list_free (MvIdList *self)
{
  g_ptr_array_unref (self->ids);
  g_hash_table_unref (self->rows);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvIdList, mv_id_list_free)

static gboolean
mv_id_list_take (MvIdList *self, JsonNode *row)
{
  const char *id = NULL;

  if (JSON_NODE_HOLDS_OBJECT (row))
    id = mv_json_get_text (json_node_get_object (row), "id");
  if (id == NULL || g_hash_table_contains (self->rows, id))
    return FALSE;

  g_ptr_array_add (self->ids, (gpointer) id);
  g_hash_table_insert (self->rows, (gpointer) id, row);
  return TRUE;
}

/* NULL if @node is something else; a list that is not there is an empty one. */
static MvIdList *
mv_id_list_new (JsonNode *node)
{
  g_autoptr (MvIdList) self = g_new0 (MvIdList, 1);
  JsonArray *array;

  self->ids = g_ptr_array_new ();
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);

  if (node == NULL)
    return g_steal_pointer (&self);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (!mv_id_list_take (self, json_array_get_element (array, i)))
        return NULL;
    }

  return g_steal_pointer (&self);
}

static JsonNode *
mv_id_list_get (MvIdList *self, const char *id)
{
  return g_hash_table_lookup (self->rows, id);
}

/* Whether the rows that @self has of @base stand in the same order there. */
static gboolean
keeps_order (MvIdList *base, MvIdList *self)
{
  guint next = 0;

  for (guint i = 0; i < base->ids->len; i++)
    {
      const char *id = g_ptr_array_index (base->ids, i);
      guint index;

      if (mv_id_list_get (self, id) == NULL)
        continue;

      g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, &index);
      if (index < next)
        return FALSE;
      next = index + 1;
    }

  return TRUE;
}

/* One row of a list. Returns FALSE if both sides did something to it that does not go together;
 * else @out_row is the row, or NULL where it was removed. */
static gboolean
merge_row (JsonNode *base, JsonNode *mine, JsonNode *theirs, JsonNode **out_row)
{
  JsonObject *merged;

  *out_row = NULL;

  if (is_equal (mine, theirs) || is_equal (base, theirs))
    {
      *out_row = mine != NULL ? mv_json_copy (mine) : NULL;
      return TRUE;
    }
  if (is_equal (base, mine))
    {
      *out_row = theirs != NULL ? mv_json_copy (theirs) : NULL;
      return TRUE;
    }

  /* Removed here and changed there, or made twice under one id. */
  if (base == NULL || mine == NULL || theirs == NULL)
    return FALSE;

  merged = merge_objects (json_node_get_object (base), json_node_get_object (mine),
                          json_node_get_object (theirs));
  if (merged == NULL)
    return FALSE;

  *out_row = json_node_alloc ();
  json_node_init_object (*out_row, merged);
  json_object_unref (merged);
  return TRUE;
}

/* Puts what only @other has behind whatever it stands behind there. */
static void
weave_order (GPtrArray *ids, MvIdList *other)
{
  guint at = 0;

  for (guint i = 0; i < other->ids->len; i++)
    {
      gpointer id = g_ptr_array_index (other->ids, i);
      guint index;

      if (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &index))
        at = index + 1;
      else
        g_ptr_array_insert (ids, (int) at++, id);
    }
}

/* The order of all rows: that of the side that changed it. NULL if both did. */
static GPtrArray *
merge_order (MvIdList *base, MvIdList *mine, MvIdList *theirs)
{
  MvIdList *leading = theirs;
  MvIdList *other = mine;
  GPtrArray *ids;

  if (!keeps_order (base, mine))
    {
      if (!keeps_order (base, theirs))
        return NULL;
      leading = mine;
      other = theirs;
    }

  ids = g_ptr_array_copy (leading->ids, NULL, NULL);
  weave_order (ids, other);

  return ids;
}

/* Both sides changed a list. If its rows have ids, what each did to which row tells more than that
 * the list is another. NULL if it does not go together. */
static JsonNode *
merge_lists (JsonNode *base_node, JsonNode *mine_node, JsonNode *theirs_node)
{
  g_autoptr (MvIdList) base = mv_id_list_new (base_node);
  g_autoptr (MvIdList) mine = mv_id_list_new (mine_node);
  g_autoptr (MvIdList) theirs = mv_id_list_new (theirs_node);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (JsonArray) array = json_array_new ();
  JsonNode *node;

  if (base == NULL || mine == NULL || theirs == NULL)
    return NULL;

  ids = merge_order (base, mine, theirs);
  if (ids == NULL)
    return NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      JsonNode *row;

      if (!merge_row (mv_id_list_get (base, id), mv_id_list_get (mine, id),
                      mv_id_list_get (theirs, id), &row))
        return NULL;
      if (row != NULL)
        json_array_add_element (array, row);
    }

  node = json_node_alloc ();
  return json_node_init_array (node, array);
}

/* Adds the member to @merged. Returns FALSE if both sides changed it, each in its own way. */
static gboolean
merge_member (
    JsonObject *merged, const char *name, JsonNode *base, JsonNode *mine, JsonNode *theirs)
{
  JsonNode *chosen;

  if (is_equal (mine, theirs) || is_equal (base, theirs))
    {
      chosen = mine != NULL ? mv_json_copy (mine) : NULL;
    }
  else if (is_equal (base, mine))
    {
      chosen = theirs != NULL ? mv_json_copy (theirs) : NULL;
    }
  else
    {
      chosen = merge_lists (base, mine, theirs);
      if (chosen == NULL)
        return FALSE;
    }

  if (chosen != NULL)
    json_object_set_member (merged, name, chosen);

  return TRUE;
}

static JsonObject *
merge_objects (JsonObject *base, JsonObject *mine, JsonObject *theirs)
{
  g_autoptr (JsonObject) merged = json_object_new ();
  JsonObject *sides[] = { mine, theirs };

  /* What neither side has any more, both have removed. */
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      JsonObjectIter iter;
      const char *name;

      json_object_iter_init (&iter, sides[i]);
      while (json_object_iter_next (&iter, &name, NULL))
        {
          if (!merge_member (merged, name, get_member (base, name), get_member (mine, name),
                             get_member (theirs, name)))
            return NULL;
        }
    }

  return g_steal_pointer (&merged);
}

/**
 * mv_merge_fields:
 * @base: what both sides started from
 * @mine: what this device made of it
 * @theirs: what the server has
 * @out_merged: (out) (transfer full): both changes together; untouched if they do not go together
 *
 * Three-way merge of a record's body. Changes go together where they are to different fields, or to
 * different rows, or different fields of a row, in a list whose rows have ids. A text that both
 * changed does not: then people decide, with both texts before them. A row that one side removed
 * and the other changed does not either.
 *
 * Returns: whether the changes go together
 */
gboolean
mv_merge_fields (JsonObject *base, JsonObject *mine, JsonObject *theirs, JsonObject **out_merged)
{
  JsonObject *merged;

  g_return_val_if_fail (base != NULL && mine != NULL && theirs != NULL, FALSE);
  g_return_val_if_fail (out_merged != NULL, FALSE);

  merged = merge_objects (base, mine, theirs);
  if (merged == NULL)
    return FALSE;

  *out_merged = merged;
  return TRUE;
}
