/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-housekeeping.h"

#include "mv-log.h"
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

struct _MvHousekeeping
{
  MvOverdueRound *overdue; /* (owned) (nullable): NULL between two rounds */
  gint64 next_us;          /* when the next round begins */
};

/**
 * mv_housekeeping_new:
 *
 * Returns: (transfer full): housekeeping whose first round is due
 */
MvHousekeeping *
mv_housekeeping_new (void)
{
  return g_new0 (MvHousekeeping, 1);
}

void
mv_housekeeping_free (MvHousekeeping *self)
{
  g_clear_pointer (&self->overdue, mv_overdue_round_free);
  g_free (self);
}

/**
 * mv_housekeeping_is_going_on:
 * @self: housekeeping
 *
 * Returns: whether a round has begun and is not over
 */
gboolean
mv_housekeeping_is_going_on (MvHousekeeping *self)
{
  return self->overdue != NULL;
}

/**
 * mv_housekeeping_give_up:
 * @self: housekeeping
 *
 * Ends a round that is going on, where the database does not take it; the next begins when it is
 * due.
 */
void
mv_housekeeping_give_up (MvHousekeeping *self)
{
  g_clear_pointer (&self->overdue, mv_overdue_round_free);
}

static gboolean
take_step (MvHousekeeping *self, MvFeed *feed, gboolean *out_is_over, GError **error)
{
  if (!mv_overdue_round_step (self->overdue, feed, out_is_over, error))
    return FALSE;

  return !*out_is_over || (purge_tombstones (feed, error) && purge_answers (feed, error) &&
                           purge_wakes (feed, error));
}

/**
 * mv_housekeeping_step:
 * @self: housekeeping
 * @feed: the feed, inside a transaction; the same each time
 * @error: return location for an error
 *
 * Does the next step of a round, or begins one if the last began %MV_HOUSEKEEPING_EVERY_US ago; if
 * none is due, it does nothing. A round counts what has become overdue, and throws away what has
 * been kept long enough: tombstones after 400 days, answers that a device has seen after 90, and
 * words to the server that it has heard. A step that fails leaves nothing behind and ends its
 * round; the next begins when it is due.
 *
 * Returns: whether the step was done
 */
gboolean
mv_housekeeping_step (MvHousekeeping *self, MvFeed *feed, GError **error)
{
  MvDb *db = mv_feed_get_db (feed);
  gint64 now_us = mv_clock_now_us (mv_feed_get_clock (feed));
  gboolean is_over = FALSE;

  if (self->overdue == NULL && now_us < self->next_us)
    return TRUE;
  if (!mv_db_savepoint (db, "house", error))
    return FALSE;

  if (self->overdue == NULL)
    {
      self->overdue = mv_overdue_round_new ();
      self->next_us = now_us + MV_HOUSEKEEPING_EVERY_US;
    }
  if (take_step (self, feed, &is_over, error))
    {
      if (is_over)
        {
          g_clear_pointer (&self->overdue, mv_overdue_round_free);
          MV_LOG (G_LOG_LEVEL_INFO, "housekeeping", "the tables have been looked after");
        }
      return mv_db_release (db, "house", error);
    }

  mv_housekeeping_give_up (self);
  if (mv_db_roll_back_to (db, "house", NULL))
    mv_db_release (db, "house", NULL);
  return FALSE;
}
