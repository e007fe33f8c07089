/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-json.h"
#include "mv-scope.h"

/* Marks of one's own: how far something has been read, and what is a favourite. */

/* The newest place in the feed that belongs to @target: its own, or that of an answer to it. */
static gboolean
load_newest_seq (MvStore *self, const char *target, gint64 *out_seq, GError **error)
{
  *out_seq = 0;
  return mv_db_get_one_integer (mv_store_get_db (self), out_seq, NULL, error,
                                "SELECT max(seq) FROM (SELECT seq FROM item WHERE account = $1 "
                                "AND id = $2 UNION ALL SELECT seq FROM item INDEXED BY item_target "
                                "WHERE target = $2 AND kind = 'reply' AND account = $1)",
                                "tt", mv_store_get_account (self)->key, target);
}

static gboolean
mark_read (MvStore *self, const char *target, GError **error)
{
  g_autoptr (MvRecord) mark = mv_record_new (mv_kind_find ("mark"), "");
  g_autofree char *scope = mv_scope_user (mv_store_get_account (self)->uid);
  g_autofree char *now = mv_clock_dup_now (mv_store_get_clock (self));
  g_autofree char *id = NULL;
  g_autoptr (MvRow) old = NULL;
  gint64 seq;

  if (!load_newest_seq (self, target, &seq, error))
    return FALSE;

  mv_record_set_text (mark, "target", target);
  mv_record_set_text (mark, "sort", "read");
  id = mv_record_dup_natural_id (mark, scope);
  if (!mv_rows_load_shown (mv_store_get_db (self), mv_store_get_account (self)->key, id, &old,
                           error))
    return FALSE;
  if (old != NULL && mv_json_get_integer (mv_row_get_object (old), "seq", -1) >= seq)
    return TRUE;

  mv_record_set_integer (mark, "seq", seq);
  mv_record_set_text (mark, "at", now);
  return mv_store_save_record (self, mark, MV_SAVE_DRAFT, error);
}

/**
 * mv_store_mark_read:
 * @self: a store
 * @account: key of an account
 * @target: id of what was opened
 *
 * What has come to @target until now is not new any more. Opening it again without anything new
 * changes nothing.
 *
 * Returns: whether it is noted
 */
gboolean
mv_store_mark_read (MvStore *self, const char *account, const char *target, GError **error)
{
  g_return_val_if_fail (target != NULL, FALSE);

  if (!mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, mark_read (self, target, error), error);
}

static gboolean
set_favourite (MvStore *self, const char *target, gboolean is_favourite, GError **error)
{
  g_autoptr (MvRecord) mark = mv_record_new (mv_kind_find ("mark"), "");
  g_autofree char *scope = mv_scope_user (mv_store_get_account (self)->uid);
  g_autofree char *id = NULL;
  g_autoptr (MvRow) old = NULL;

  mv_record_set_text (mark, "target", target);
  mv_record_set_text (mark, "sort", "favourite");
  id = mv_record_dup_natural_id (mark, scope);
  if (!mv_rows_load_shown (mv_store_get_db (self), mv_store_get_account (self)->key, id, &old,
                           error))
    return FALSE;

  if (is_favourite == (old != NULL))
    return TRUE;
  if (is_favourite)
    return mv_store_save_record (self, mark, MV_SAVE_DEVICE_ONLY, error);
  return mv_rows_remove_shown (self, id, error);
}

/**
 * mv_store_set_favourite:
 * @self: a store
 * @account: key of an account
 * @target: id of a study
 * @is_favourite: whether the person wants to find it again
 *
 * Kept on this device alone and never sent, since it may say something about the person's health.
 * What is not a favourite any more leaves no trace.
 *
 * Returns: whether it is noted
 */
gboolean
mv_store_set_favourite (
    MvStore *self, const char *account, const char *target, gboolean is_favourite, GError **error)
{
  g_return_val_if_fail (target != NULL, FALSE);

  if (!mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, set_favourite (self, target, is_favourite, error), error);
}
