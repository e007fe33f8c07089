/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-directory.h"

#include "mv-json.h"

#define CATALOGUE "catalogue"

/* Members and roles are in mv-directory-members.c. */

static gboolean
refuse_unknown (GError **error, const char *field)
{
  mv_problem_set (error, MV_PROBLEM_NOT_FOUND, field, "%s: no such record", field);
  return FALSE;
}

/**
 * mv_directory_put:
 * @feed: the feed, inside a transaction
 * @scope: where
 * @kind: what
 * @id: its id
 * @by: (nullable): uid of the writer; %NULL for the server
 * @body: what it says
 * @error: return location for an error
 *
 * Validates a record and writes it, new or over what is there. Fails with %MV_PROBLEM_UNKNOWN_KIND,
 * %MV_PROBLEM_INVALID with the field, and %MV_DB_ERROR.
 *
 * Returns: whether it was written
 */
gboolean
mv_directory_put (MvFeed *feed,
                  const char *scope,
                  const char *kind,
                  const char *id,
                  const char *by,
                  JsonObject *body,
                  GError **error)
{
  const char *writer = by != NULL ? by : "";

  return mv_feed_check_record (feed, NULL, scope, kind, id, body, MV_RECORD_COMPLETE, error) &&
         mv_feed_write_object (feed, scope, kind, id, writer, body, NULL, NULL, error);
}

/* People */

static JsonObject *
describe_person (MvFeed *feed, const char *uid, GError **error)
{
  g_autoptr (MvStatement) row = mv_db_query (
      mv_feed_get_db (feed), error,
      "SELECT name, email, language, confirmed, created FROM person WHERE uid = $1", "t", uid);
  g_autoptr (JsonObject) body = NULL;
  gboolean has_row;

  if (row == NULL || !mv_statement_step (row, &has_row, error))
    return NULL;
  if (!has_row)
    {
      refuse_unknown (error, "user");
      return NULL;
    }

  body = json_object_new ();
  json_object_set_string_member (body, "uid", uid);
  json_object_set_string_member (body, "name", mv_statement_get_text (row, 0));
  if (!mv_statement_is_null (row, 1))
    json_object_set_string_member (body, "email", mv_statement_get_text (row, 1));
  json_object_set_string_member (body, "language", mv_statement_get_text (row, 2));
  json_object_set_boolean_member (body, "confirmed", !mv_statement_is_null (row, 3));
  json_object_set_string_member (body, "created", mv_statement_get_text (row, 4));
  return g_steal_pointer (&body);
}

/**
 * mv_directory_refresh_account:
 * @feed: the feed, inside a transaction
 * @uid: whose
 * @error: return location for an error
 *
 * Writes the person's own account record anew from what the server knows; the regions in it stay.
 *
 * Returns: whether it was written
 */
gboolean
mv_directory_refresh_account (MvFeed *feed, const char *uid, GError **error)
{
  g_autofree char *scope = mv_scope_user (uid);
  g_autoptr (JsonObject) body = describe_person (feed, uid, error);
  g_autoptr (MvFeedItem) old = NULL;

  if (body == NULL || !mv_feed_read (feed, uid, &old, error))
    return FALSE;

  if (old != NULL && old->body != NULL)
    {
      g_autoptr (JsonObject) old_body = mv_feed_item_parse_body (old, error);

      if (old_body == NULL)
        return FALSE;
      if (json_object_has_member (old_body, "regions"))
        json_object_set_member (body, "regions", json_object_dup_member (old_body, "regions"));
    }

  return mv_directory_put (feed, scope, "account", uid, NULL, body, error);
}

static gboolean
set_regions (MvFeed *feed, const MvNewPerson *person, GError **error)
{
  g_autofree char *scope = mv_scope_user (person->uid);
  g_autoptr (JsonObject) body = describe_person (feed, person->uid, error);
  JsonArray *regions;

  if (body == NULL)
    return FALSE;

  regions = json_array_new ();
  for (guint i = 0; person->regions[i] != NULL; i++)
    json_array_add_string_element (regions, person->regions[i]);
  json_object_set_array_member (body, "regions", regions);

  return mv_feed_set_regions (feed, person->uid, person->regions, error) &&
         mv_directory_put (feed, scope, "account", person->uid, NULL, body, error);
}

/**
 * mv_directory_add_person:
 * @feed: the feed, inside a transaction
 * @person: who
 * @error: return location for an error
 *
 * Adds a person, with the account record that her own devices will show. There is nothing to sign
 * in with before an invitation is used.
 *
 * Returns: whether the person was added
 */
gboolean
mv_directory_add_person (MvFeed *feed, const MvNewPerson *person, GError **error)
{
  if (!mv_feed_add_person (feed, person->uid, person->name, person->language, person->email, error))
    return FALSE;
  if (person->confirmed != NULL &&
      !mv_directory_confirm_person (feed, person->uid, person->confirmed, error))
    return FALSE;

  return person->regions != NULL ? set_regions (feed, person, error)
                                 : mv_directory_refresh_account (feed, person->uid, error);
}

/**
 * mv_directory_confirm_person:
 * @feed: the feed, inside a transaction
 * @uid: who
 * @now: the moment
 * @error: return location for an error
 *
 * Notes that somebody has said who this is. Nothing changes if that was noted before.
 *
 * Returns: whether it was noted
 */
gboolean
mv_directory_confirm_person (MvFeed *feed, const char *uid, const char *now, GError **error)
{
  return mv_db_run (mv_feed_get_db (feed), error,
                    "UPDATE person SET confirmed = $2 WHERE uid = $1 AND confirmed IS NULL", "tt",
                    uid, now);
}

/**
 * mv_directory_dup_person_name:
 * @feed: the feed
 * @uid: who
 * @error: %MV_PROBLEM_NOT_FOUND if there is no such person
 *
 * Returns: (transfer full): the person's name
 */
char *
mv_directory_dup_person_name (MvFeed *feed, const char *uid, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *name =
      mv_db_get_one_text (mv_feed_get_db (feed), &local_error,
                          "SELECT name FROM person WHERE uid = $1 AND erased IS NULL", "t", uid);

  if (name == NULL && local_error == NULL)
    refuse_unknown (error, "user");
  else if (name == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return name;
}

/**
 * mv_directory_has_account:
 * @feed: the feed
 * @uid: who
 * @out_has: (out): whether a device of the person has ever been let in
 * @error: return location for an error
 *
 * Returns: whether the answer is known
 */
gboolean
mv_directory_has_account (MvFeed *feed, const char *uid, gboolean *out_has, GError **error)
{
  gint64 ignored;

  return mv_db_get_one_integer (mv_feed_get_db (feed), &ignored, out_has, error,
                                "SELECT 1 FROM person WHERE uid = $1 AND enrolled IS NOT NULL", "t",
                                uid);
}

/* What there is */

/**
 * mv_directory_find_organisation:
 * @feed: the feed
 * @number: its number in the national register of organisations
 * @error: %MV_PROBLEM_NOT_FOUND if it is not in the catalogue
 *
 * Returns: (transfer full): its id
 */
char *
mv_directory_find_organisation (MvFeed *feed, const char *number, GError **error)
{
  g_autoptr (GPtrArray) items = mv_feed_list (feed, CATALOGUE, "organisation", error);

  if (items == NULL)
    return NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const MvFeedItem *item = g_ptr_array_index (items, i);
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (item, error);

      if (body == NULL)
        return NULL;
      if (g_strcmp0 (mv_json_get_text (body, "number"), number) == 0)
        return g_strdup (item->id);
    }

  refuse_unknown (error, "organisation");
  return NULL;
}

/**
 * mv_directory_has_vocabulary:
 * @feed: the feed
 * @name: name of a vocabulary
 * @out_has: (out): whether the catalogue has it
 * @error: return location for an error
 *
 * Returns: whether the answer is known
 */
gboolean
mv_directory_has_vocabulary (MvFeed *feed, const char *name, gboolean *out_has, GError **error)
{
  g_autoptr (GPtrArray) items = mv_feed_list (feed, CATALOGUE, "vocabulary", error);

  if (items == NULL)
    return FALSE;

  *out_has = FALSE;
  for (guint i = 0; i < items->len && !*out_has; i++)
    {
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (g_ptr_array_index (items, i), error);

      if (body == NULL)
        return FALSE;
      *out_has = g_strcmp0 (mv_json_get_text (body, "name"), name) == 0;
    }

  return TRUE;
}

static void
copy_text (JsonObject *from, const char *name, JsonObject *to)
{
  const char *text = mv_json_get_text (from, name);

  if (text != NULL)
    json_object_set_string_member (to, name, text);
}

static gboolean
count_representatives (MvFeed *feed, const char *scope, gint64 *out_n, GError **error)
{
  g_autoptr (GPtrArray) members = mv_feed_list (feed, scope, "member", error);

  if (members == NULL)
    return FALSE;

  *out_n = 0;
  for (guint i = 0; i < members->len; i++)
    {
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (g_ptr_array_index (members, i), error);

      if (body == NULL)
        return FALSE;
      if (g_strcmp0 (mv_json_get_text (body, "role"), "representative") == 0)
        (*out_n)++;
    }

  return TRUE;
}

/**
 * mv_directory_refresh_project:
 * @feed: the feed, inside a transaction
 * @pid: the project
 * @error: return location for an error
 *
 * Writes the project's card anew: what the organisation's coordinators see of it, a title, a lead,
 * dates and a count, and no contents.
 *
 * Returns: whether it was written
 */
gboolean
mv_directory_refresh_project (MvFeed *feed, const char *pid, GError **error)
{
  static const char *const shown[] = { "title", "lead", "form", "start", "end", "state" };
  g_autofree char *scope = mv_scope_project (pid);
  g_autofree char *card_scope = NULL;
  g_autofree char *card_name = NULL;
  g_autofree char *card_id = NULL;
  g_autoptr (MvFeedItem) project = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonObject) card = json_object_new ();
  gint64 n_representatives;

  if (!mv_feed_read (feed, pid, &project, error))
    return FALSE;
  if (project == NULL || project->body == NULL)
    return refuse_unknown (error, "project");

  body = mv_feed_item_parse_body (project, error);
  if (body == NULL || !count_representatives (feed, scope, &n_representatives, error))
    return FALSE;

  json_object_set_string_member (card, "project", pid);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    copy_text (body, shown[i], card);
  json_object_set_int_member (card, "representatives", n_representatives);

  card_scope = g_strdup_printf ("organisation/%s", mv_json_get_text (body, "organisation"));
  card_name = g_strdup_printf ("%s\nproject-card\n%s", card_scope, pid);
  card_id = mv_uuid_new_v5 (card_name);
  return mv_directory_put (feed, card_scope, "project-card", card_id, NULL, card, error);
}

/**
 * mv_directory_put_project:
 * @feed: the feed, inside a transaction
 * @pid: its id
 * @by: (nullable): who
 * @body: its record
 * @error: return location for an error
 *
 * Writes a project and its card. Fails with %MV_PROBLEM_NOT_FOUND if there is no such organisation
 * or vocabulary, and as mv_directory_put() does.
 *
 * Returns: whether it was written
 */
gboolean
mv_directory_put_project (
    MvFeed *feed, const char *pid, const char *by, JsonObject *body, GError **error)
{
  g_autofree char *scope = mv_scope_project (pid);
  const char *oid = mv_json_get_text (body, "organisation");
  const char *vocabulary = mv_json_get_text (body, "vocabulary");
  g_autoptr (MvFeedItem) organisation = NULL;
  gboolean has_vocabulary = FALSE;

  if (oid != NULL && !mv_feed_read (feed, oid, &organisation, error))
    return FALSE;
  if (organisation == NULL || g_strcmp0 (organisation->kind, "organisation") != 0)
    return refuse_unknown (error, "organisation");

  if (vocabulary != NULL && !mv_directory_has_vocabulary (feed, vocabulary, &has_vocabulary, error))
    return FALSE;
  if (!has_vocabulary)
    return refuse_unknown (error, "vocabulary");

  return mv_directory_put (feed, scope, "project", pid, by, body, error) &&
         mv_directory_refresh_project (feed, pid, error);
}
