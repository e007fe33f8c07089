/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-overdue.h"

#include "mv-directory.h"
#include "mv-json.h"

#include <string.h>

/* What waits in one project. */
typedef struct
{
  gint64 n_waiting;
  char *oldest; /* (owned) (nullable): day on which the first of them was due */
} Tally;

static void
tally_free (Tally *self)
{
  g_free (self->oldest);
  g_free (self);
}

static void
count (Tally *tally, JsonObject *followup, const char *today)
{
  static const char *const waiting[] = { "awaiting", "partly", "reopened", NULL };
  const char *state = mv_json_get_text (followup, "state");
  const char *due = mv_json_get_text (followup, "due");

  if (state == NULL || due == NULL || !g_strv_contains (waiting, state) || strcmp (due, today) >= 0)
    return;

  /* A contribution without suggestions waits for one answer, to the whole. */
  tally->n_waiting += MAX (1, mv_json_get_integer (followup, "suggestions", 0) -
                                  mv_json_get_integer (followup, "replied", 0));
  if (tally->oldest == NULL || strcmp (due, tally->oldest) < 0)
    {
      g_free (tally->oldest);
      tally->oldest = g_strdup (due);
    }
}

static Tally *
find_tally (GHashTable *tallies, const char *pid)
{
  Tally *tally = g_hash_table_lookup (tallies, pid);

  if (tally == NULL)
    {
      tally = g_new0 (Tally, 1);
      g_hash_table_insert (tallies, g_strdup (pid), tally);
    }
  return tally;
}

/* Project -> Tally, of the projects whose scopes are like @pattern; one with nothing late counts
 * too, since it may have had something. */
static GHashTable *
count_all (MvFeed *feed, const char *pattern, GError **error)
{
  g_autoptr (GHashTable) tallies =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tally_free);
  g_autofree char *today = mv_clock_dup_today (mv_feed_get_clock (feed), NULL);
  g_autoptr (MvStatement) row =
      mv_db_query (mv_feed_get_db (feed), error,
                   "SELECT scope.name, item.body FROM item JOIN scope ON scope.id = item.scope"
                   " WHERE item.kind = 'followup' AND item.why IS NULL AND scope.name LIKE $1",
                   "t", pattern);
  gboolean has_row = TRUE;

  if (row == NULL)
    return NULL;
  while (has_row)
    {
      g_autoptr (JsonObject) followup = NULL;
      MvScope at;

      if (!mv_statement_step (row, &has_row, error))
        return NULL;
      if (!has_row || !mv_scope_parse (mv_statement_get_text (row, 0), &at))
        continue;
      followup =
          mv_json_parse_object (mv_statement_get_text (row, 1), -1, MV_RECORD_MAX_BYTES, error);
      if (followup == NULL)
        return NULL;
      count (find_tally (tallies, at.owner), followup, today);
    }
  return g_steal_pointer (&tallies);
}

/**
 * mv_overdue_make_id:
 * @organisation: id of an organisation
 * @pid: a project of it
 *
 * Returns: (transfer full): id of the record that tells what is late in the project
 */
char *
mv_overdue_make_id (const char *organisation, const char *pid)
{
  g_autofree char *name = g_strdup_printf ("organisation/%s\noverdue\n%s", organisation, pid);

  return mv_uuid_new_v5 (name);
}

static gboolean
write_tally (MvFeed *feed, const char *pid, const Tally *tally, GError **error)
{
  g_autoptr (MvFeedItem) project = NULL;
  g_autoptr (MvFeedItem) old = NULL;
  g_autoptr (JsonObject) about = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *scope = NULL;
  g_autofree char *id = NULL;
  const char *oid;

  if (!mv_feed_read (feed, pid, &project, error))
    return FALSE;
  if (project == NULL || project->body == NULL)
    return TRUE;
  about = mv_feed_item_parse_body (project, error);
  oid = about != NULL ? mv_json_get_text (about, "organisation") : NULL;
  if (oid == NULL)
    return about != NULL;

  scope = g_strconcat ("organisation/", oid, NULL);
  id = mv_overdue_make_id (oid, pid);
  if (!mv_feed_read (feed, id, &old, error))
    return FALSE;
  if (tally == NULL || tally->n_waiting == 0)
    return old == NULL || old->body == NULL || mv_feed_remove (feed, id, "deleted", error);

  body =
      old != NULL && old->body != NULL ? mv_feed_item_parse_body (old, error) : json_object_new ();
  if (body == NULL)
    return FALSE;
  json_object_set_string_member (body, "project", pid);
  json_object_set_string_member (body, "title", mv_json_get_text (about, "title"));
  json_object_set_int_member (body, "count", tally->n_waiting);
  json_object_set_string_member (body, "oldest", tally->oldest);
  return mv_directory_put (feed, scope, "overdue", id, NULL, body, error);
}

/**
 * mv_overdue_refresh:
 * @feed: the feed, inside a transaction
 * @pid: a project
 * @error: return location for an error
 *
 * Counts anew what is late in the project. Nothing late: no record.
 *
 * Returns: whether it was written
 */
gboolean
mv_overdue_refresh (MvFeed *feed, const char *pid, GError **error)
{
  g_autofree char *pattern = g_strdup_printf ("project/%s/%%", pid);
  g_autoptr (GHashTable) tallies = count_all (feed, pattern, error);

  return tallies != NULL && write_tally (feed, pid, g_hash_table_lookup (tallies, pid), error);
}

/**
 * mv_overdue_refresh_all:
 * @feed: the feed, inside a transaction
 * @error: return location for an error
 *
 * Counts anew what is late everywhere, since days pass without anybody writing.
 *
 * Returns: whether it was written
 */
gboolean
mv_overdue_refresh_all (MvFeed *feed, GError **error)
{
  g_autoptr (GHashTable) tallies = count_all (feed, "project/%", error);
  g_autoptr (GList) pids = tallies != NULL ? g_hash_table_get_keys (tallies) : NULL;

  /* In one order, so that two servers on one database do not cross. */
  pids = g_list_sort (pids, (GCompareFunc) strcmp);
  for (GList *l = pids; l != NULL; l = l->next)
    {
      if (!write_tally (feed, l->data, g_hash_table_lookup (tallies, l->data), error))
        return FALSE;
    }
  return tallies != NULL;
}
