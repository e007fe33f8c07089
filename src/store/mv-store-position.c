/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

/* Which operation the server has last, as which device. */

/* The server's last number is behind what it had answered: it was restored from a copy. What it has
 * forgotten is sent again, the same as before. */
static gboolean
send_again (MvStore *self, gint64 last_n, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  statement = mv_db_query (mv_store_get_db (self), error,
                           "SELECT " MV_ENTRY_COLUMNS " FROM outbox WHERE account = $1 AND n > $2 "
                           "AND state IN ('done', 'refused', 'settled') ORDER BY n",
                           "ti", mv_store_get_account (self)->key, last_n);
  entries = mv_outbox_collect (statement, error);
  g_clear_object (&statement);
  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      MvEntry *entry = g_ptr_array_index (entries, i);

      if (!mv_db_run (mv_store_get_db (self), error,
                      "UPDATE outbox SET state = 'sent', problem = 0, field = NULL "
                      "WHERE entry = $1",
                      "i", entry->entry) ||
          !mv_overlay_refresh_touched (self, entry, error))
        return FALSE;
      mv_store_note_kind (self, MV_STORE_CHANGED_OUTBOX);
    }
  return TRUE;
}

/* Numbers that are not on this device any more cannot be sent again: what the server has not seen
 * moves up to follow its last one. */
static gboolean
close_gap (MvStore *self, gint64 last_n, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;
  gboolean is_found = FALSE;
  gint64 first = 0;

  if (!mv_db_get_one_integer (db, &first, &is_found, error,
                              "SELECT min(n) FROM outbox WHERE account = $1 AND state = 'sent'",
                              "t", account))
    return FALSE;

  if (is_found && first > last_n + 1)
    return mv_db_run (db, error, "UPDATE outbox SET n = n - $2 WHERE account = $1 AND n >= $3",
                      "tii", account, (gint64) (first - last_n - 1), first) &&
           mv_db_run (db, error, "UPDATE account SET last_n = last_n - $2 WHERE account = $1", "ti",
                      account, (gint64) (first - last_n - 1));

  if (!is_found)
    return mv_db_run (db, error,
                      "UPDATE account SET last_n = $2 WHERE account = $1 AND last_n > $2", "ti",
                      account, last_n);
  return TRUE;
}

/* Whether the server may have lost what it answered before: it says that it is another one, or was
 * asked. A late copy of an old answer says neither. */
static gboolean
is_position_news (MvStore *self, const MvPushAnswer *answer, gboolean *out_is_news, GError **error)
{
  *out_is_news = FALSE;
  return mv_db_get_one_integer (mv_store_get_db (self), &(gint64){ 0 }, out_is_news, error,
                                "SELECT 1 FROM account WHERE account = $1 "
                                "AND (push_epoch <> $2 OR (asks_position = 1 AND $3 = 0))",
                                "tti", mv_store_get_account (self)->key, answer->epoch,
                                (gint64) answer->results->len);
}

/* Takes note of where the server stands after @answer: what it has forgotten is sent again. */
gboolean
mv_store_note_position (MvStore *self, const MvPushAnswer *answer, GError **error)
{
  const char *account = mv_store_get_account (self)->key;
  gboolean is_news;

  if (!is_position_news (self, answer, &is_news, error))
    return FALSE;
  if (is_news &&
      (!send_again (self, answer->last_n, error) || !close_gap (self, answer->last_n, error) ||
       !mv_db_run (mv_store_get_db (self), error,
                   "UPDATE account SET asks_position = 0 WHERE account = $1", "t", account)))
    return FALSE;

  return mv_db_run (mv_store_get_db (self), error,
                    "UPDATE account SET push_epoch = $3, last_answer = $2, "
                    "acknowledged = coalesce ((SELECT min(n) - 1 FROM outbox "
                    "WHERE account = $1 AND state = 'sent'), last_n) WHERE account = $1",
                    "tit", account, mv_store_now (self), answer->epoch);
}

/**
 * mv_store_ask_position:
 * @self: a store
 * @account: key of an account
 *
 * The server missed an operation (`op-gap`), or is another one than before (`epoch`): the next push
 * is without operations, and its answer says from which number on they must be sent again.
 *
 * Returns: whether it was noted
 */
gboolean
mv_store_ask_position (MvStore *self, const char *account, GError **error)
{
  if (!mv_store_begin (self, account, error))
    return FALSE;

  return mv_store_end (self,
                       mv_db_run (mv_store_get_db (self), error,
                                  "UPDATE account SET asks_position = 1 WHERE account = $1", "t",
                                  account),
                       error);
}

/**
 * mv_store_note_answer:
 * @self: a store
 * @account: key of an account
 *
 * The server has answered just now.
 *
 * Returns: whether it was noted
 */
gboolean
mv_store_note_answer (MvStore *self, const char *account, GError **error)
{
  if (!mv_store_begin (self, account, error))
    return FALSE;

  return mv_store_end (self,
                       mv_db_run (mv_store_get_db (self), error,
                                  "UPDATE account SET last_answer = $2 WHERE account = $1", "ti",
                                  account, mv_store_now (self)),
                       error);
}

static gboolean
fork_device (MvStore *self, const char *device, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;

  mv_store_note_kind (self, MV_STORE_CHANGED_OUTBOX);
  return mv_db_run (db, error,
                    "DELETE FROM outbox WHERE account = $1 AND state IN ('done', 'settled')", "t",
                    account) &&
         mv_db_run (db, error,
                    "UPDATE outbox SET n = 0, "
                    "state = CASE state WHEN 'sent' THEN 'waiting' ELSE state END "
                    "WHERE account = $1",
                    "t", account) &&
         mv_db_run (db, error,
                    "UPDATE account SET device = $2, last_n = 0, acknowledged = 0, "
                    "asks_position = 0 WHERE account = $1",
                    "tt", account, device);
}

/**
 * mv_store_fork_device:
 * @self: a store
 * @account: key of an account
 * @device: the new device id that the server gave
 *
 * This profile is a copy of another device's: from now on it is a device of its own. Everything
 * that was not answered will be numbered anew from 1.
 *
 * Returns: whether it was done
 */
gboolean
mv_store_fork_device (MvStore *self, const char *account, const char *device, GError **error)
{
  g_return_val_if_fail (device != NULL, FALSE);

  if (!mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, fork_device (self, device, error), error);
}
