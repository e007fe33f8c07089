/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include "mv-json.h"

#include <string.h>

/* What a record must be before it is written: right in itself, under its own id, and pointing only
 * to what is there for its writer. */

typedef struct
{
  MvFeed *feed;           /* (unowned) */
  const MvCaller *caller; /* (unowned) (nullable): %NULL for the server itself */
  const MvScope *scope;   /* (unowned): of the record */
  const char *scope_name; /* (unowned) */
  const char *kind;       /* (unowned): of the record */
  GHashTable *known;      /* (unowned) (nullable) (element-type utf8): pointed to before already */
  GError *error;          /* (owned) (nullable): the first that was found */
} ReferenceCheck;

static void
collect_cb (const MvField *field, const char *id, gpointer data)
{
  g_hash_table_add (data, g_strdup (id));
}

/* Ids that the record pointed to before; they may have gone since, which must not stop an edit. */
static GHashTable *
list_known (MvFeed *feed, const char *id, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (MvRecord) record = NULL;

  if (!mv_feed_read (feed, id, &item, error))
    return NULL;
  if (item == NULL || item->body == NULL)
    return g_steal_pointer (&known);

  body = mv_feed_item_parse_body (item, error);
  if (body == NULL)
    return NULL;
  record = mv_record_new_from_body (item->kind, id, body);
  mv_record_foreach_reference (record, collect_cb, known);
  return g_steal_pointer (&known);
}

/* A project that one was in may still be named in one's own records. */
static gboolean
was_in_project (ReferenceCheck *check, const char *pid)
{
  gint64 n = 0;

  return mv_db_get_one_integer (
             check->feed->db, &n, NULL, &check->error,
             "SELECT count(*) FROM membership WHERE type = 'project' AND owner = $1"
             " AND uid = $2",
             "tt", pid, check->caller->uid) &&
         n > 0;
}

static gboolean
may_refer_to (ReferenceCheck *check, const MvFeedItem *item, const MvScope *at)
{
  MvRoles roles;

  if (check->caller == NULL)
    return TRUE;

  roles = mv_feed_get_caller_roles (check->feed, check->caller, item->scope, &check->error);
  return mv_rights_may_read (at->type, roles) ||
         (strcmp (item->kind, "project") == 0 && was_in_project (check, item->id));
}

/* Whether a contribution is this person's own. */
static gboolean
is_of_person (const MvScope *at, const char *uid)
{
  switch (at->type)
    {
    case MV_SCOPE_USER:
      return strcmp (at->owner, uid) == 0;
    case MV_SCOPE_PROJECT_BY:
    case MV_SCOPE_PROJECT_REP:
      return strcmp (at->person, uid) == 0;
    default:
      return FALSE;
    }
}

static gboolean
is_project_scope (MvScopeType type)
{
  return type >= MV_SCOPE_PROJECT && type <= MV_SCOPE_PROJECT_TEAM;
}

/* Rules of single kinds about where the other record stands. */
static gboolean
stands_right (ReferenceCheck *check, const MvFeedItem *item, const MvScope *at)
{
  gboolean is_contribution = strcmp (item->kind, "contribution") == 0;

  if (strcmp (check->kind, "reply") == 0)
    return !is_contribution || strcmp (item->scope, check->scope_name) == 0;
  if (strcmp (check->kind, "rating") == 0 || strcmp (check->kind, "claim") == 0)
    return !is_contribution || check->caller == NULL || is_of_person (at, check->caller->uid);
  if (strcmp (item->kind, "project") == 0 && is_project_scope (check->scope->type))
    return strcmp (item->id, check->scope->owner) == 0;
  return TRUE;
}

static void
check_reference_cb (const MvField *field, const char *id, gpointer data)
{
  ReferenceCheck *check = data;
  g_autoptr (MvFeedItem) item = NULL;
  MvScope at;

  if (check->error != NULL || (check->known != NULL && g_hash_table_contains (check->known, id)) ||
      !mv_feed_read (check->feed, id, &item, &check->error))
    return;

  if (item == NULL || item->why != NULL || item->conflict_of != NULL ||
      !mv_field_may_refer_to (field, item->kind) || !mv_scope_parse (item->scope, &at) ||
      !may_refer_to (check, item, &at) || !stands_right (check, item, &at))
    {
      if (check->error == NULL)
        mv_problem_set (&check->error, MV_PROBLEM_INVALID, field->name,
                        "The record that %s points to is not there", field->name);
    }
}

/* Whether the contribution has the suggestion that a new reply is about, and had the revision. */
static gboolean
check_reply (MvFeed *feed, MvRecord *record, GError **error)
{
  const char *suggestion = mv_record_get_text (record, "suggestion");
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) body = NULL;
  JsonArray *suggestions;

  if (!mv_feed_read (feed, mv_record_get_text (record, "contribution"), &item, error))
    return FALSE;
  if (item == NULL || item->body == NULL || strcmp (item->kind, "contribution") != 0)
    return TRUE;

  if (mv_record_get_integer (record, "of_rev") > item->rev)
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "of_rev", "There is no such revision yet");
      return FALSE;
    }
  if (suggestion == NULL || *suggestion == '\0')
    return TRUE;

  body = mv_feed_item_parse_body (item, error);
  if (body == NULL)
    return FALSE;
  suggestions = mv_json_get_array (body, "suggestions");
  for (guint i = 0; suggestions != NULL && i < json_array_get_length (suggestions); i++)
    {
      JsonObject *object = json_array_get_object_element (suggestions, i);

      if (g_strcmp0 (mv_json_get_text (object, "id"), suggestion) == 0)
        return TRUE;
    }

  mv_problem_set (error, MV_PROBLEM_INVALID, "suggestion", "There is no such suggestion");
  return FALSE;
}

static gboolean
check_references (ReferenceCheck *check, MvRecord *record, GError **error)
{
  g_autoptr (GHashTable) known = list_known (check->feed, mv_record_get_id (record), error);

  if (known == NULL)
    return FALSE;

  check->known = known;
  mv_record_foreach_reference (record, check_reference_cb, check);
  if (check->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&check->error));
      return FALSE;
    }

  return strcmp (check->kind, "reply") != 0 || g_hash_table_size (known) > 0 ||
         check_reply (check->feed, record, error);
}

/* Whether a kind with a natural key has the id that follows from it. One that a person brought from
 * home to where others read it, as a released rating, keeps the id that it got there. */
static gboolean
has_right_id (MvRecord *record, const char *scope, const MvScope *parts)
{
  const char *id = mv_record_get_id (record);
  g_autofree char *here = mv_record_dup_natural_id (record, scope);
  g_autofree char *home = NULL;
  g_autofree char *at_home = NULL;

  if (here == NULL || strcmp (here, id) == 0)
    return TRUE;
  if (strcmp (mv_record_get_kind_name (record), "rating") != 0 || parts->person[0] == '\0')
    return FALSE;

  home = mv_scope_user (parts->person);
  at_home = mv_record_dup_natural_id (record, home);
  return strcmp (at_home, id) == 0;
}

/**
 * mv_feed_check_record:
 * @self: a feed in a transaction
 * @caller: (nullable): the writer, %NULL for the server itself, which may point to everything
 * @scope: name of the scope in which the record is to stand
 * @kind: name of its kind
 * @id: its id
 * @body: its body
 * @stage: whether it is a draft
 *
 * Checks kind, fields and size, that an id is the one of the natural key, and that the references
 * which the record did not have before point to what is there for the writer.
 *
 * Fails with %MV_PROBLEM_UNKNOWN_KIND, %MV_PROBLEM_INVALID and the field, or a database's error.
 *
 * Returns: whether the record may be written, as far as the record goes
 */
gboolean
mv_feed_check_record (MvFeed *self,
                      const MvCaller *caller,
                      const char *scope,
                      const char *kind,
                      const char *id,
                      JsonObject *body,
                      MvRecordStage stage,
                      GError **error)
{
  g_autoptr (MvRecord) record = NULL;
  MvScope parts;
  ReferenceCheck check = {
    .feed = self, .caller = caller, .scope = &parts, .scope_name = scope, .kind = kind
  };

  if (mv_kind_find (kind) == NULL)
    {
      mv_problem_set (error, MV_PROBLEM_UNKNOWN_KIND, "kind", "There is no such kind of record");
      return FALSE;
    }
  if (!mv_scope_parse (scope, &parts))
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "scope", "There is no such scope");
      return FALSE;
    }

  record = mv_record_new_from_body (kind, id, body);
  if (!mv_record_validate (record, stage, error))
    return FALSE;

  if (!has_right_id (record, scope, &parts))
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "id",
                      "The id does not follow from the record's key");
      return FALSE;
    }

  return check_references (&check, record, error);
}
