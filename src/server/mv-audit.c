/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-audit.h"

#include <json-glib/json-glib.h>

/**
 * mv_audit_note:
 * @feed: a feed in a transaction
 * @note: what is done
 * @error: return location for an error
 *
 * Writes it down, in the transaction that does it.
 *
 * Returns: whether it was written
 */
gboolean
mv_audit_note (MvFeed *feed, const MvAuditNote *note, GError **error)
{
  g_autofree char *now = mv_clock_dup_now (mv_feed_get_clock (feed));

  return mv_db_run (mv_feed_get_db (feed), error,
                    "INSERT INTO audit (at, actor, action, subject, item, detail)"
                    " VALUES ($1, $2, $3, $4, $5, $6)",
                    "tttttt", now, note->actor != NULL ? note->actor : "", note->action,
                    note->subject, note->item, note->detail);
}

static JsonObject *
describe_row (MvStatement *row)
{
  static const char *const names[] = { "at",      "actor", "device", "action",
                                       "subject", "scope", "item",   "detail" };
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = mv_statement_get_text (row, i);

      if (text != NULL && *text != '\0')
        json_object_set_string_member (object, names[i], text);
    }
  return object;
}

/**
 * mv_audit_list:
 * @feed: a feed
 * @subject: (nullable): the person concerned, or who did it; %NULL for everybody
 * @since: (nullable): a day or a time; %NULL for always
 * @limit: how many at most, the newest
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type JsonObject): the notes, newest first; %NULL on error
 */
GPtrArray *
mv_audit_list (MvFeed *feed, const char *subject, const char *since, gint64 limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (MvStatement) row =
      mv_db_query (mv_feed_get_db (feed), error,
                   "SELECT at, actor, device, action, subject, scope, item, detail FROM audit"
                   " WHERE ($1 = '' OR subject = $1 OR actor = $1) AND at >= $2"
                   " ORDER BY id DESC LIMIT $3",
                   "tti", subject != NULL ? subject : "", since != NULL ? since : "", limit);
  gboolean has_row = TRUE;

  if (row == NULL)
    return NULL;
  while (has_row)
    {
      if (!mv_statement_step (row, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (list, describe_row (row));
    }
  return g_steal_pointer (&list);
}
