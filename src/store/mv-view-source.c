/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-view-private.h"

#include "mv-json.h"
#include "mv-scope.h"

#include <stdio.h>
#include <string.h>

#define TITLE_CHARACTERS 80
#define REPLY_DAYS 28 /* unless the project says otherwise */

MvViewSource *
mv_view_source_new (MvStore *store, const char *account, GError **error)
{
  MvDb *db = mv_store_get_db (store);
  g_autoptr (MvAccount) found = mv_account_load (db, account, error);
  MvViewSource *self;

  if (found == NULL)
    return NULL;

  self = g_new0 (MvViewSource, 1);
  self->store = store;
  self->db = db;
  self->account = g_steal_pointer (&found);
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
mv_view_source_free (MvViewSource *self)
{
  mv_account_free (self->account);
  g_hash_table_unref (self->titles);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->roles);
  g_free (self);
}

/* The first text that the statement gives; %NULL if there is none. */
static gboolean
load_row (MvStatement *statement, MvRow **out_row, GError **error)
{
  gboolean has_row = FALSE;

  *out_row = NULL;
  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    *out_row = mv_row_from_statement (statement);
  return TRUE;
}

/* A project the person is in, one of the person's own, or what is left of a past one. */
gboolean
mv_view_source_get_title (MvViewSource *self,
                          const char *project,
                          const char **out_title,
                          GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (MvRow) row = NULL;
  gpointer title;

  *out_title = NULL;
  if (project == NULL)
    return TRUE;
  if (g_hash_table_lookup_extended (self->titles, project, NULL, &title))
    {
      *out_title = title;
      return TRUE;
    }

  statement = mv_db_query (self->db, error,
                           "SELECT " MV_ROW_COLUMNS " FROM item WHERE account = $1 AND id = $2 "
                           "UNION ALL SELECT " MV_ROW_COLUMNS
                           " FROM item INDEXED BY item_target WHERE account = $1 "
                           "AND target = $2 AND kind = 'pastproject' LIMIT 1",
                           "tt", self->account->key, project);
  if (!load_row (statement, &row, error))
    return FALSE;

  if (row != NULL)
    *out_title = mv_json_get_text (mv_row_get_object (row), "title");
  title = g_strdup (*out_title);
  g_hash_table_insert (self->titles, g_strdup (project), title);
  *out_title = title;
  return TRUE;
}

/* The name that the person has released in the project. */
gboolean
mv_view_source_get_name (
    MvViewSource *self, const char *project, const char *uid, const char **out_name, GError **error)
{
  g_autofree char *key = g_strconcat (project, " ", uid, NULL);
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (MvRow) row = NULL;
  gpointer name;

  if (g_hash_table_lookup_extended (self->names, key, NULL, &name))
    {
      *out_name = name;
      return TRUE;
    }

  *out_name = NULL;
  statement =
      mv_db_query (self->db, error,
                   "SELECT " MV_ROW_COLUMNS " FROM item INDEXED BY item_target WHERE account = $1 "
                   "AND target = $3 AND kind = 'member' AND project = $2 LIMIT 1",
                   "ttt", self->account->key, project, uid);
  if (!load_row (statement, &row, error))
    return FALSE;

  name = g_strdup (row != NULL ? mv_json_get_text (mv_row_get_object (row), "name") : NULL);
  g_hash_table_insert (self->names, g_steal_pointer (&key), name);
  *out_name = name;
  return TRUE;
}

gboolean
mv_view_source_get_roles (MvViewSource *self, const char *scope, MvRoles *out_roles, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) local = NULL;
  gpointer roles;

  if (g_hash_table_lookup_extended (self->roles, scope, NULL, &roles))
    {
      *out_roles = (MvRoles) GPOINTER_TO_UINT (roles);
      return TRUE;
    }

  name = mv_db_get_one_text (self->db, &local,
                             "SELECT role FROM scope WHERE account = $1 AND scope = $2", "tt",
                             self->account->key, scope);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  *out_roles = name != NULL ? mv_roles_from_name (name) : MV_ROLE_NONE;
  g_hash_table_insert (self->roles, g_strdup (scope), GUINT_TO_POINTER (*out_roles));
  return TRUE;
}

/* How long a project has for its answers, in days. */
gboolean
mv_view_source_get_reply_days (MvViewSource *self,
                               const char *project,
                               guint *out_days,
                               GError **error)
{
  g_autoptr (MvRow) row = NULL;

  *out_days = REPLY_DAYS;
  if (project == NULL)
    return TRUE;
  if (!mv_rows_load_shown (self->db, self->account->key, project, &row, error))
    return FALSE;
  if (row != NULL)
    *out_days = (guint) CLAMP (
        mv_json_get_integer (mv_row_get_object (row), "reply_days", REPLY_DAYS), 7, 56);
  return TRUE;
}

gboolean
mv_view_dup_organisation (
    MvViewSource *self, const char *id, const char *language, char **out_name, GError **error)
{
  g_autoptr (MvRow) row = NULL;
  JsonObject *body;
  const char *name = NULL;

  *out_name = NULL;
  if (id == NULL)
    return TRUE;
  if (!mv_rows_load_shown (self->db, self->account->key, id, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;

  body = mv_row_get_object (row);
  if (g_strcmp0 (language, "nn") == 0)
    name = mv_json_get_text (body, "name_nn");
  *out_name = g_strdup (name != NULL ? name : mv_json_get_text (body, "name"));
  return TRUE;
}

GPtrArray *
mv_view_collect_rows (MvStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_row_free);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, mv_row_from_statement (statement));
    }
}

GPtrArray *
mv_view_collect_records (MvStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rows = mv_view_collect_rows (statement, error);
  GPtrArray *records;

  if (rows == NULL)
    return NULL;

  records = g_ptr_array_new_full (rows->len, g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (records, mv_row_to_record (g_ptr_array_index (rows, i)));
  return records;
}

/* Texts */

/* Where the first sentence ends: after . ! or ? before a blank, or before a line break. */
static const char *
find_sentence_end (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\n')
        return p;
      if (strchr (".!?", *p) != NULL && (p[1] == ' ' || p[1] == '\n' || p[1] == '\0'))
        return p + 1;
    }
  return text + strlen (text);
}

static char *
cut_title (const char *text, const char *end)
{
  g_autofree char *sentence = g_strndup (text, (size_t) (end - text));
  const char *cut;
  char *blank;

  g_strstrip (sentence);
  /* A heading has no full stop. */
  if (g_str_has_suffix (sentence, ".") && !g_str_has_suffix (sentence, ".."))
    sentence[strlen (sentence) - 1] = '\0';
  if (g_utf8_strlen (sentence, -1) <= TITLE_CHARACTERS)
    return g_steal_pointer (&sentence);

  /* At a blank where there is one in the last half, so that no word is cut. */
  cut = g_utf8_offset_to_pointer (sentence, TITLE_CHARACTERS - 1);
  sentence[cut - sentence] = '\0';
  blank = strrchr (sentence, ' ');
  if (blank != NULL && blank > sentence + strlen (sentence) / 2)
    *blank = '\0';
  return g_strconcat (sentence, "…", NULL);
}

static const char *
get_first_suggestion (JsonObject *body)
{
  JsonArray *suggestions = mv_json_get_array (body, "suggestions");
  JsonNode *node;

  if (suggestions == NULL || json_array_get_length (suggestions) == 0)
    return NULL;
  node = json_array_get_element (suggestions, 0);
  return JSON_NODE_HOLDS_OBJECT (node) ? mv_json_get_text (json_node_get_object (node), "text")
                                       : NULL;
}

char *
mv_view_dup_title (MvRow *contribution)
{
  JsonObject *body = mv_row_get_object (contribution);
  const char *text = mv_json_get_text (body, "text");

  while (text != NULL && g_ascii_isspace (*text))
    text++;
  if (text == NULL || *text == '\0')
    text = get_first_suggestion (body);
  if (text == NULL)
    return g_strdup ("");
  return cut_title (text, find_sentence_end (text));
}

guint
mv_view_get_month (const char *date)
{
  guint year, month;

  if (date == NULL || sscanf (date, "%4u-%2u", &year, &month) != 2 || month < 1 || month > 12)
    return 0;
  return year * 12 + month - 1;
}

/* The day of a day or a moment. */
char *
mv_view_dup_day (const char *moment)
{
  return moment != NULL ? g_strndup (moment, strlen ("2026-11-20")) : NULL;
}

/* The day so many days from today. */
char *
mv_view_dup_today (MvStore *store, int plus_days)
{
  gint64 then = mv_store_now (store) + plus_days * G_TIME_SPAN_DAY;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (then / G_USEC_PER_SEC);
  g_autoptr (GDateTime) here = g_date_time_to_local (utc);

  return g_date_time_format (here, "%Y-%m-%d");
}
