/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-quotes.h"

#include "mv-json.h"

#include <string.h>

/**
 * mv_quotes_read_consent:
 * @feed: the feed
 * @pid: a project
 * @uid: a person who takes or took part in it
 * @out_consent: (out) (nullable) (transfer full): how the person may be quoted; %NULL if the person
 * has never said so
 * @error: return location for an error
 *
 * Returns: whether the answer is known
 */
gboolean
mv_quotes_read_consent (
    MvFeed *feed, const char *pid, const char *uid, JsonObject **out_consent, GError **error)
{
  g_autofree char *scope = mv_scope_project_person (pid, "rep", uid);
  g_autoptr (GPtrArray) items = mv_feed_list (feed, scope, "consent", error);

  *out_consent = NULL;
  if (items == NULL)
    return FALSE;
  if (items->len == 0)
    return TRUE;

  *out_consent = mv_feed_item_parse_body (items->pdata[0], error);
  return *out_consent != NULL;
}

static gboolean
has_text (JsonArray *array, const char *text)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (g_strcmp0 (json_array_get_string_element (array, i), text) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * mv_quotes_is_covered:
 * @feed: the feed
 * @consent: (nullable): how the person may be quoted
 * @audience: committee, catalogue
 *
 * Returns: whether the person may be quoted to that audience today
 */
gboolean
mv_quotes_is_covered (MvFeed *feed, JsonObject *consent, const char *audience)
{
  g_autofree char *today = mv_clock_dup_today (mv_feed_get_clock (feed), NULL);
  const char *quoted = consent != NULL ? mv_json_get_text (consent, "quoted") : NULL;
  const char *end = consent != NULL ? mv_json_get_text (consent, "end") : NULL;

  return quoted != NULL && strcmp (quoted, "none") != 0 &&
         (end == NULL || *end == '\0' || strcmp (end, today) >= 0) &&
         has_text (mv_json_get_array (consent, "audiences"), audience);
}

/* Living quotes of a contribution (element-type MvFeedItem). */
static GPtrArray *
list_quotes (MvFeed *feed, const char *contribution, GError **error)
{
  g_autofree char *pattern = g_strdup_printf ("%%\"contribution\":\"%s\"%%", contribution);
  g_autoptr (MvStatement) row =
      mv_db_query (mv_feed_get_db (feed), error,
                   "SELECT id FROM item WHERE kind = 'quote' AND body LIKE $1", "t", pattern);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) quotes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mv_feed_item_free);
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

  for (guint i = 0; i < ids->len; i++)
    {
      MvFeedItem *quote = NULL;

      if (!mv_feed_read (feed, ids->pdata[i], &quote, error))
        return NULL;
      g_ptr_array_add (quotes, quote);
    }
  return g_steal_pointer (&quotes);
}

/* A quote stays if it may be made today just as it is. */
static gboolean
may_stay (MvFeed *feed, const MvFeedItem *quote, JsonObject *consent, GError **error)
{
  g_autoptr (JsonObject) body = mv_feed_item_parse_body (quote, error);

  return body != NULL && consent != NULL &&
         mv_quotes_is_covered (feed, consent, mv_json_get_text (body, "audience")) &&
         g_strcmp0 (mv_json_get_text (body, "quoted"), mv_json_get_text (consent, "quoted")) == 0;
}

static gboolean
drop (MvFeed *feed, const char *contribution, JsonObject *consent, GError **error)
{
  g_autoptr (GPtrArray) quotes = list_quotes (feed, contribution, error);

  for (guint i = 0; quotes != NULL && i < quotes->len; i++)
    {
      const MvFeedItem *quote = quotes->pdata[i];
      g_autoptr (GError) local = NULL;

      if (may_stay (feed, quote, consent, &local))
        continue;
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!mv_feed_remove (feed, quote->id, "unpublished", error))
        return FALSE;
    }
  return quotes != NULL;
}

/**
 * mv_quotes_drop:
 * @feed: the feed, inside a transaction
 * @contribution: id of a contribution
 * @error: return location for an error
 *
 * Takes away every copy of the contribution, because it reads otherwise now or is gone.
 *
 * Returns: whether they are gone
 */
gboolean
mv_quotes_drop (MvFeed *feed, const char *contribution, GError **error)
{
  return drop (feed, contribution, NULL, error);
}

/**
 * mv_quotes_drop_uncovered:
 * @feed: the feed, inside a transaction
 * @pid: a project
 * @uid: whose consent in it was changed or ended
 * @error: return location for an error
 *
 * Takes away the copies that the consent does not cover as it stands now: those for an audience
 * that it does not name, and all when the person is to be named otherwise than they do.
 *
 * Returns: whether they are gone
 */
gboolean
mv_quotes_drop_uncovered (MvFeed *feed, const char *pid, const char *uid, GError **error)
{
  static const char *const parts[] = { "by", "rep" };
  g_autoptr (JsonObject) consent = NULL;

  if (!mv_quotes_read_consent (feed, pid, uid, &consent, error))
    return FALSE;

  for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
    {
      g_autofree char *scope = mv_scope_project_person (pid, parts[p], uid);
      g_autoptr (GPtrArray) items = mv_feed_list (feed, scope, "contribution", error);

      for (guint i = 0; items != NULL && i < items->len; i++)
        {
          const MvFeedItem *item = items->pdata[i];

          if (!drop (feed, item->id, consent, error))
            return FALSE;
        }
      if (items == NULL)
        return FALSE;
    }

  return TRUE;
}
