/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-export.h"

#include "mv-audit.h"
#include "mv-json.h"
#include "mv-scope.h"

#define MAX_NOTES 100000

/* Rows as objects with the names of the columns; `body` as the object that it is. */
static gboolean
add_rows (
    MvDb *db, JsonObject *to, const char *name, const char *sql, const char *uid, GError **error)
{
  JsonArray *list = json_array_new ();
  g_autoptr (MvStatement) row = mv_db_query (db, error, sql, "t", uid);
  gboolean has_row = TRUE;

  json_object_set_array_member (to, name, list);
  while (row != NULL && has_row)
    {
      JsonObject *object;

      if (!mv_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      object = json_object_new ();
      json_array_add_object_element (list, object);
      for (guint i = 0; i < mv_statement_get_n_columns (row); i++)
        {
          const char *column = mv_statement_get_name (row, i);
          const char *text = mv_statement_get_text (row, i);
          JsonObject *body = NULL;

          if (text == NULL)
            continue;
          if (g_strcmp0 (column, "body") == 0)
            body = mv_json_parse_object (text, -1, MV_RECORD_MAX_BYTES, error);
          if (body != NULL)
            json_object_set_object_member (object, column, body);
          else if (mv_statement_get_value_type (row, i) == 'i')
            json_object_set_int_member (object, column, mv_statement_get_integer (row, i));
          else
            json_object_set_string_member (object, column, text);
        }
    }
  return row != NULL;
}

static gboolean
add_audit (MvFeed *feed, JsonObject *to, const char *uid, GError **error)
{
  JsonArray *list = json_array_new ();
  g_autoptr (GPtrArray) notes = mv_audit_list (feed, uid, NULL, MAX_NOTES, error);

  json_object_set_array_member (to, "audit", list);
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    json_array_add_object_element (list, json_object_ref (notes->pdata[i]));
  return notes != NULL;
}

/* Each list and the question that fills it; $1 is the person. Tokens and codes are kept as hashes,
 * which say nothing about anybody. */
static const struct
{
  const char *name;
  const char *sql;
} lists[] = {
  { "person", "SELECT uid, name, language, email, enrolled, confirmed, created FROM person"
              " WHERE uid = $1" },
  { "memberships", "SELECT type, owner, roles, former, since, ended FROM membership"
                   " WHERE uid = $1 ORDER BY since, owner" },
  { "devices", "SELECT id, name, created, seen, revoked FROM device WHERE uid = $1"
               " ORDER BY created, id" },
  { "invitations", "SELECT type, created, expires, used FROM invitation WHERE uid = $1"
                   " ORDER BY created" },
  /* Written by the person, or standing in a scope that is the person's. */
  { "records", "SELECT item.id, scope.name AS scope, item.kind, item.rev, item.written, item.why,"
               " item.conflict_of, item.body FROM item JOIN scope ON scope.id = item.scope"
               " WHERE item.author = $1 OR item.writer = $1 OR scope.name LIKE '%/' || $1"
               " ORDER BY item.written, item.id" },
  /* About the person: memberships and roles as others see them. */
  { "about", "SELECT item.id, scope.name AS scope, item.kind, item.rev, item.written, item.body"
             " FROM item JOIN scope ON scope.id = item.scope"
             " WHERE item.body LIKE '%\"' || $1 || '\"%' AND item.author <> $1"
             " AND item.writer <> $1 AND scope.name NOT LIKE '%/' || $1 ORDER BY item.id" },
};

/**
 * mv_export_person:
 * @feed: a feed in a transaction
 * @uid: a person
 * @error: return location for an error
 *
 * Fails with %MV_PROBLEM_NOT_FOUND if there is no such person.
 *
 * Returns: (transfer full): one JSON object, or %NULL on error
 */
char *
mv_export_person (MvFeed *feed, const char *uid, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *now = mv_clock_dup_now (mv_feed_get_clock (feed));

  json_object_set_string_member (object, "made", now);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (!add_rows (mv_feed_get_db (feed), object, lists[i].name, lists[i].sql, uid, error))
        return NULL;
    }
  if (json_array_get_length (mv_json_get_array (object, "person")) == 0)
    {
      mv_problem_set (error, MV_PROBLEM_NOT_FOUND, "user", "There is no such person");
      return NULL;
    }
  return add_audit (feed, object, uid, error) ? mv_json_object_to_text (object) : NULL;
}
