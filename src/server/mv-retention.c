/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-retention.h"

#include "mv-audit.h"

#include <glib/gi18n.h>
#include <string.h>

#define YEAR 365

/* A project's end, by its record. */
#define PROJECT_ENDED                                                                              \
  "JOIN item p ON p.kind = 'project' AND p.body IS NOT NULL AND p.conflict_of IS NULL"             \
  " AND p.body{json} ->> 'state' = 'ended' AND p.body{json} ->> 'end' < $1"

/* Periods without a law that sets them are proposals; the organisation decides them (the
 * controller, GDPR article 5 (1) e) and changes the row. What a person wrote in scopes of their own
 * is not here: that is theirs for as long as the account lives. */
static const MvRetention retentions[] = {
  {
      .name = "project-records",
      .what =
          N_ ("Records of a project: plan, meetings, documents, notices, news, the team's notes"),
      .days = 5 * YEAR,
      .since = N_ ("the project's end"),
      .source = N_ ("Funders' control (documents five years after the final report); proposed"),
      .action = MV_RETENTION_REMOVES_RECORDS,
      .sql = "SELECT item.id FROM item JOIN scope ON scope.id = item.scope " PROJECT_ENDED
             " AND scope.name IN ('project/' || p.id, 'project/' || p.id || '/news',"
             " 'project/' || p.id || '/team')"
             " WHERE item.why IS NULL AND item.kind NOT IN ('project', 'member')",
  },
  {
      .name = "contact",
      .what = N_ ("Telephone, e-mail and other contact of somebody who was a member"),
      .days = YEAR,
      .since = N_ ("the membership's end"),
      .source = N_ ("GDPR article 5 (1) e; proposed"),
      .action = MV_RETENTION_STRIPS_CONTACT,
      .sql = "SELECT item.id FROM item WHERE item.kind = 'member' AND item.why IS NULL"
             " AND item.body{json} ->> 'until' < $1 AND (item.body{json} ->> 'contact' IS NOT NULL"
             " OR item.body{json} ->> 'phone' IS NOT NULL"
             " OR item.body{json} ->> 'email' IS NOT NULL)",
  },
  {
      .name = "ideas",
      .what = N_ ("Ideas that were sent to a committee"),
      .days = 5 * YEAR,
      .since = N_ ("the idea was last written to"),
      .source = N_ ("GDPR article 5 (1) e; proposed"),
      .action = MV_RETENTION_REMOVES_RECORDS,
      .sql = "SELECT item.id FROM item JOIN scope ON scope.id = item.scope"
             " WHERE item.kind = 'idea' AND item.why IS NULL AND scope.name LIKE 'committee/%'"
             " AND item.written < $1",
  },
  {
      .name = "invitations",
      .what = N_ ("Invitations and link codes, as hashes"),
      .days = 30,
      .since = N_ ("the code stopped working"),
      .source = N_ ("GDPR article 5 (1) e; proposed"),
      .action = MV_RETENTION_DELETES_ROWS,
      .sql = "invitation WHERE expires < $1",
  },
  {
      .name = "devices",
      .what = N_ ("Access of a device that is not used"),
      .days = 400,
      .since = N_ ("it was last seen"),
      .source = N_ ("No older device can be brought up to date"),
      .action = MV_RETENTION_REVOKES_DEVICES,
      .sql = "device WHERE revoked IS NULL AND seen < $1",
  },
  {
      .name = "audit",
      .what = N_ ("The notes on what was done with whose data"),
      .days = 2 * YEAR,
      .since = N_ ("it was done"),
      .source = N_ ("Normen, fact sheets 15 and 25; proposed"),
      .action = MV_RETENTION_DELETES_ROWS,
      .sql = "audit WHERE at < $1",
  },
  {
      .name = "tombstones",
      .what = N_ ("That there was a record, without its contents"),
      .days = 400,
      .since = N_ ("it was deleted"),
      .source = N_ ("So that every device hears of it"),
      .action = MV_RETENTION_BY_SERVER,
  },
  {
      .name = "answers",
      .what = N_ ("What the server answered a device, without texts"),
      .days = 90,
      .since = N_ ("the device has seen it"),
      .source = N_ ("So that a lost answer can be given again"),
      .action = MV_RETENTION_BY_SERVER,
  },
};

/**
 * mv_retentions_list:
 * @out_n: (out): how many
 *
 * Returns: (transfer none) (array length=out_n): the table
 */
const MvRetention *
mv_retentions_list (guint *out_n)
{
  *out_n = G_N_ELEMENTS (retentions);
  return retentions;
}

/**
 * mv_retentions_find:
 * @name: of a row
 *
 * Returns: (transfer none) (nullable): the row
 */
const MvRetention *
mv_retentions_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (retentions); i++)
    {
      if (strcmp (retentions[i].name, name) == 0)
        return &retentions[i];
    }
  return NULL;
}

static char *
dup_moment (const MvRetention *self, MvFeed *feed)
{
  return mv_time_to_text (mv_clock_now_us (mv_feed_get_clock (feed)) -
                          self->days * G_TIME_SPAN_DAY);
}

static gboolean
is_about_records (const MvRetention *self)
{
  return self->action == MV_RETENTION_REMOVES_RECORDS ||
         self->action == MV_RETENTION_STRIPS_CONTACT;
}

/**
 * mv_retention_count:
 * @self: a row of the table
 * @feed: a feed
 * @out_n: (out): how many are over
 * @error: return location for an error
 *
 * Returns: whether they could be counted
 */
gboolean
mv_retention_count (const MvRetention *self, MvFeed *feed, gint64 *out_n, GError **error)
{
  g_autofree char *before = dup_moment (self, feed);
  g_autofree char *sql = NULL;

  *out_n = 0;
  if (self->sql == NULL)
    return TRUE;

  sql = is_about_records (self) ? g_strdup_printf ("SELECT count(*) FROM (%s) AS over", self->sql)
                                : g_strdup_printf ("SELECT count(*) FROM %s", self->sql);
  return mv_db_get_one_integer (mv_feed_get_db (feed), out_n, NULL, error, sql, "t", before);
}

static GPtrArray *
list_records (const MvRetention *self, MvFeed *feed, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *before = dup_moment (self, feed);
  g_autoptr (MvStatement) row = mv_db_query (mv_feed_get_db (feed), error, self->sql, "t", before);
  gboolean has_row = TRUE;

  if (row == NULL)
    return NULL;
  while (has_row)
    {
      if (!mv_statement_step (row, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (ids, g_strdup (mv_statement_get_text (row, 0)));
    }
  return g_steal_pointer (&ids);
}

static gboolean
strip_contact (MvFeed *feed, const char *id, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (!mv_feed_read (feed, id, &item, error))
    return FALSE;
  body = mv_feed_item_parse_body (item, error);
  if (body == NULL)
    return FALSE;

  json_object_remove_member (body, "contact");
  json_object_remove_member (body, "phone");
  json_object_remove_member (body, "email");
  return mv_feed_write_object (feed, item->scope, item->kind, id, "", body, NULL, NULL, error);
}

static gboolean
run_on_records (const MvRetention *self, MvFeed *feed, GError **error)
{
  g_autoptr (GPtrArray) ids = list_records (self, feed, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      if (!(self->action == MV_RETENTION_STRIPS_CONTACT
                ? strip_contact (feed, ids->pdata[i], error)
                : mv_feed_remove (feed, ids->pdata[i], "deleted", error)))
        return FALSE;
    }
  return ids != NULL;
}

static gboolean
run_on_rows (const MvRetention *self, MvFeed *feed, GError **error)
{
  g_autofree char *before = dup_moment (self, feed);
  g_autofree char *now = mv_clock_dup_now (mv_feed_get_clock (feed));
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", self->sql);

  if (self->action == MV_RETENTION_REVOKES_DEVICES)
    return mv_db_run (mv_feed_get_db (feed), error,
                      "UPDATE device SET revoked = $2 WHERE revoked IS NULL AND seen < $1", "tt",
                      before, now);
  return mv_db_run (mv_feed_get_db (feed), error, sql, "t", before);
}

/**
 * mv_retention_run:
 * @self: a row of the table
 * @feed: a feed in a transaction
 * @out_n: (out): how many were over and are gone now
 * @error: return location for an error
 *
 * Does what the row says, and notes the number in the audit. A row that the server itself sees to
 * does nothing here.
 *
 * Returns: whether it was done; if not, the caller rolls back
 */
gboolean
mv_retention_run (const MvRetention *self, MvFeed *feed, gint64 *out_n, GError **error)
{
  g_autofree char *detail = NULL;
  MvAuditNote note = { .action = "purge" };

  if (!mv_retention_count (self, feed, out_n, error))
    return FALSE;
  if (*out_n == 0)
    return TRUE;
  if (!(is_about_records (self) ? run_on_records (self, feed, error)
                                : run_on_rows (self, feed, error)))
    return FALSE;

  detail = g_strdup_printf ("%s: %" G_GINT64_FORMAT, self->name, *out_n);
  note.detail = detail;
  return mv_audit_note (feed, &note, error);
}
