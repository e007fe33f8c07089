/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-housekeeping.h"

#include "mv-overdue.h"

#define ANSWERS_DAYS 90

static char *
dup_days_ago (MvFeed *feed, int days)
{
  return mv_time_to_text (mv_clock_now_us (mv_feed_get_clock (feed)) - days * G_TIME_SPAN_DAY);
}

/* Tombstones that every device has had time to hear of go, and the floor of their scope rises to
 * the newest of them. That something was erased is never forgotten. */
static gboolean
purge_tombstones (MvFeed *feed, GError **error)
{
  MvDb *db = mv_feed_get_db (feed);
  g_autofree char *before = dup_days_ago (feed, MV_FEED_TOMBSTONE_DAYS);
  g_autofree char *now = mv_clock_dup_now (mv_feed_get_clock (feed));

  return mv_db_run (db, error, "UPDATE departed SET at = $1 WHERE at IS NULL", "t", now) &&
         mv_db_run (db, error,
                    "UPDATE scope SET floor = gone.newest FROM"
                    " (SELECT scope AS id, max(seq) AS newest FROM item WHERE why IS NOT NULL"
                    " AND why <> 'erased' AND written < $1 GROUP BY scope) AS gone"
                    " WHERE gone.id = scope.id AND gone.newest > scope.floor",
                    "t", before) &&
         mv_db_run (db, error,
                    "UPDATE scope SET floor = gone.newest FROM"
                    " (SELECT scope AS id, max(seq) AS newest FROM departed WHERE at < $1"
                    " GROUP BY scope) AS gone"
                    " WHERE gone.id = scope.id AND gone.newest > scope.floor",
                    "t", before) &&
         mv_db_run (db, error,
                    "DELETE FROM item WHERE why IS NOT NULL AND why <> 'erased' AND written < $1",
                    "t", before) &&
         mv_db_run (db, error, "DELETE FROM departed WHERE at < $1", "t", before);
}

/* Answers to operations are kept until the device has seen them, and for a while in any case. */
static gboolean
purge_answers (MvFeed *feed, GError **error)
{
  g_autofree char *before = dup_days_ago (feed, ANSWERS_DAYS);

  return mv_db_run (mv_feed_get_db (feed), error,
                    "DELETE FROM operation WHERE at < $1 AND n <="
                    " (SELECT ack FROM device WHERE device.id = operation.device)",
                    "t", before);
}

static gboolean
purge_wakes (MvFeed *feed, GError **error)
{
  g_autofree char *before =
      mv_time_to_text (mv_clock_now_us (mv_feed_get_clock (feed)) - G_TIME_SPAN_HOUR);

  return mv_db_run (mv_feed_get_db (feed), error, "DELETE FROM wake WHERE at < $1", "t", before);
}

/**
 * mv_housekeeping_run:
 * @feed: the feed, inside a transaction
 * @error: return location for an error
 *
 * Counts what has become overdue, and throws away what has been kept long enough: tombstones after
 * 400 days, answers that a device has seen after 90, and words to the server that it has heard.
 *
 * Returns: whether it was done
 */
gboolean
mv_housekeeping_run (MvFeed *feed, GError **error)
{
  return mv_overdue_refresh_all (feed, error) && purge_tombstones (feed, error) &&
         purge_answers (feed, error) && purge_wakes (feed, error);
}
