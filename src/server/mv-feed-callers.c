/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-feed-state.h"

#include <string.h>

#define TOKEN_PREFIX "mvd_"
#define TOKEN_MAX_LENGTH 128

#define ASLEEP_AFTER_US (90 * G_TIME_SPAN_DAY)
#define NOTE_AFTER_US G_TIME_SPAN_HOUR

void
mv_caller_free (MvCaller *self)
{
  if (self == NULL)
    return;

  g_free (self->uid);
  g_free (self->device);
  g_free (self);
}

/**
 * mv_feed_hash_token:
 * @token: a token or code of high entropy
 *
 * The server keeps no secret itself. A fast hash is enough for 256 random bits.
 *
 * Returns: (transfer full): SHA-256 as hexadecimal digits
 */
char *
mv_feed_hash_token (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

static MvCaller *
refuse (MvProblem problem, const char *message, GError **error)
{
  mv_problem_set (error, problem, NULL, "%s", message);
  return NULL;
}

/* @row: id, uid, confirmed, seen, revoked, erased, whether the token is the new one */
static MvCaller *
caller_from_row (MvFeed *self, MvStatement *row, GError **error)
{
  gint64 now = mv_clock_now_us (self->clock);
  gint64 seen = 0;
  MvCaller *caller;

  if (!mv_statement_is_null (row, 5))
    return refuse (MV_PROBLEM_NOT_AUTHENTICATED, "The account was erased", error);
  if (!mv_statement_is_null (row, 4))
    return refuse (MV_PROBLEM_DEVICE_REVOKED, "The device was removed", error);
  if (!mv_time_from_text (mv_statement_get_text (row, 3), &seen) || now - seen > ASLEEP_AFTER_US)
    return refuse (MV_PROBLEM_DEVICE_ASLEEP, "The device was not used for 90 days", error);

  caller = g_new0 (MvCaller, 1);
  caller->device = g_strdup (mv_statement_get_text (row, 0));
  caller->uid = g_strdup (mv_statement_get_text (row, 1));
  caller->is_confirmed = !mv_statement_is_null (row, 2);
  caller->needs_note = mv_statement_get_integer (row, 6) != 0 || now - seen >= NOTE_AFTER_US;

  return caller;
}

/**
 * mv_feed_authenticate:
 * @self: a feed
 * @token: (nullable): a device's token
 *
 * Fails with %MV_PROBLEM_NOT_AUTHENTICATED, %MV_PROBLEM_DEVICE_REVOKED or
 * %MV_PROBLEM_DEVICE_ASLEEP, and as databases do. Writes nothing, so that it can run on a reader.
 *
 * Returns: (transfer full): who asks, or %NULL on error
 */
MvCaller *
mv_feed_authenticate (MvFeed *self, const char *token, GError **error)
{
  g_autofree char *hash = NULL;
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = FALSE;

  if (token == NULL || !g_str_has_prefix (token, TOKEN_PREFIX) || strlen (token) > TOKEN_MAX_LENGTH)
    return refuse (MV_PROBLEM_NOT_AUTHENTICATED, "There is no token", error);

  hash = mv_feed_hash_token (token);
  statement = mv_db_query (self->db, error,
                           "SELECT device.id, device.uid, person.confirmed, device.seen,"
                           " device.revoked, person.erased,"
                           " CASE WHEN device.token_hash = $1 THEN 0 ELSE 1 END"
                           " FROM device JOIN person ON person.uid = device.uid"
                           " WHERE device.token_hash = $1 OR device.next_token_hash = $1",
                           "t", hash);
  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return NULL;

  if (!has_row)
    return refuse (MV_PROBLEM_NOT_AUTHENTICATED, "The token is not known", error);
  return caller_from_row (self, statement, error);
}

/**
 * mv_feed_note_use:
 * @self: a feed on the writer's connection, in a transaction
 * @token: the token that was used
 *
 * Writes down what mv_feed_authenticate() found worth a note: the hour at which the device was
 * seen, and that its new token replaces the old one.
 *
 * Returns: whether it was written
 */
gboolean
mv_feed_note_use (MvFeed *self, const char *token, GError **error)
{
  g_autofree char *hash = mv_feed_hash_token (token);
  g_autofree char *now = mv_clock_dup_now (self->clock);

  return mv_db_run (self->db, error,
                    "UPDATE device SET token_hash = next_token_hash, next_token_hash = NULL,"
                    " token_since = $2 WHERE next_token_hash = $1",
                    "tt", hash, now) &&
         mv_db_run (self->db, error, "UPDATE device SET seen = $2 WHERE token_hash = $1", "tt",
                    hash, now);
}
