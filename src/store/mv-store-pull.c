/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-json.h"
#include "mv-merge.h"
#include "mv-scope.h"

#include <string.h>

/* The fetching side of the exchange: pages of the feed, and how far each scope has been read. */

/* The server may call a person's own scope by its full name. */
static const char *
get_local_scope (MvStore *self, const char *scope)
{
  const char *uid = mv_store_get_account (self)->uid;

  return g_str_has_prefix (scope, "user/") && strcmp (scope + strlen ("user/"), uid) == 0
             ? MV_SCOPE_ME
             : scope;
}

/* What to ask for */

static gboolean
add_cursors (MvStore *self, MvPull *pull, GError **error)
{
  g_autoptr (MvStatement) statement = mv_db_query (
      mv_store_get_db (self), error, "SELECT scope, seq, since, head FROM scope WHERE account = $1",
      "t", mv_store_get_account (self)->key);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  while (has_row)
    {
      const char *scope;
      gint64 seq, since;

      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      scope = mv_statement_get_text (statement, 0);
      seq = mv_statement_get_integer (statement, 1);
      since = mv_statement_get_integer (statement, 2);
      mv_cursors_set (pull->cursors, scope, seq);
      if (seq > 0 && seq < mv_statement_get_integer (statement, 3) && since > 0)
        mv_cursors_set (pull->since, scope, since);
    }
  return TRUE;
}

static gboolean
prepare_pull (MvStore *self, MvPull **out_pull, GError **error)
{
  g_autoptr (MvPull) pull = mv_pull_new ();
  g_autoptr (GError) local = NULL;

  pull->schema = MV_WIRE_SCHEMA;
  pull->limit = MV_STORE_PAGE_ROWS;
  pull->epoch = mv_db_get_one_text (mv_store_get_db (self), &local,
                                    "SELECT epoch FROM account WHERE account = $1", "t",
                                    mv_store_get_account (self)->key);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!add_cursors (self, pull, error))
    return FALSE;

  *out_pull = g_steal_pointer (&pull);
  return TRUE;
}

/**
 * mv_store_prepare_pull:
 * @self: a store
 * @account: key of an account
 * @out_pull: (out): what to ask the server
 *
 * Returns: whether it could be read
 */
gboolean
mv_store_prepare_pull (MvStore *self, const char *account, MvPull **out_pull, GError **error)
{
  g_autoptr (MvPull) pull = NULL;

  g_return_val_if_fail (out_pull != NULL, FALSE);

  *out_pull = NULL;
  if (!mv_store_begin (self, account, error) ||
      !mv_store_end (self, prepare_pull (self, &pull, error), error))
    return FALSE;

  *out_pull = g_steal_pointer (&pull);
  return TRUE;
}

/* The head of a page */

static gboolean
apply_scopes (MvStore *self, GPtrArray *scopes, GError **error)
{
  const char *account = mv_store_get_account (self)->key;

  for (guint i = 0; i < scopes->len; i++)
    {
      const MvLineScope *line = g_ptr_array_index (scopes, i);

      if (!mv_db_run (mv_store_get_db (self), error,
                      "INSERT INTO scope (account, scope, role, head) VALUES ($1, $2, $3, $4) "
                      "ON CONFLICT (account, scope) DO UPDATE SET role = excluded.role, "
                      "head = excluded.head",
                      "ttti", account, get_local_scope (self, line->scope), line->role, line->head))
        return FALSE;
    }
  return TRUE;
}

/* The first page's heads are what "the first download" means. */
static gboolean
note_first_heads (MvStore *self, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;
  gint64 is_started = 0;

  if (!mv_db_get_one_integer (db, &is_started, NULL, error,
                              "SELECT is_started FROM account WHERE account = $1", "t", account))
    return FALSE;

  return is_started ||
         (mv_db_run (db, error, "UPDATE scope SET first_head = head WHERE account = $1", "t",
                     account) &&
          mv_db_run (db, error, "UPDATE account SET is_started = 1 WHERE account = $1", "t",
                     account));
}

/* Another epoch than before: the server was restored, so it may have forgotten operations too. */
static gboolean
note_epoch (MvStore *self, const char *epoch, GError **error)
{
  return mv_db_run (mv_store_get_db (self), error,
                    "UPDATE account SET asks_position = CASE WHEN push_epoch <> $2 THEN 1 "
                    "ELSE asks_position END, epoch = $2, last_answer = $3 WHERE account = $1",
                    "tti", mv_store_get_account (self)->key, epoch, mv_store_now (self));
}

static gboolean
begin_resets (MvStore *self, const MvLine *head, GError **error)
{
  for (guint i = 0; head->reset != NULL && head->reset[i] != NULL; i++)
    {
      const char *scope = get_local_scope (self, head->reset[i]);
      gint64 head_seq = 0;

      if (!mv_db_get_one_integer (mv_store_get_db (self), &head_seq, NULL, error,
                                  "SELECT head FROM scope WHERE account = $1 AND scope = $2", "tt",
                                  mv_store_get_account (self)->key, scope) ||
          !mv_reset_begin (self, scope, head_seq, error))
        return FALSE;
    }
  return TRUE;
}

/* Everything that waits for a scope we have lost needs attention; nothing of it is thrown away. */
static gboolean
refuse_for_scope (MvStore *self, const char *scope, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  statement = mv_db_query (mv_store_get_db (self), error,
                           "SELECT " MV_ENTRY_COLUMNS " FROM outbox WHERE account = $1 "
                           "AND state IN ('waiting', 'sent') AND (scope = $2 OR entry IN "
                           "(SELECT entry FROM touch CROSS JOIN item USING (account, id) "
                           "WHERE account = $1 AND item.scope = $2) OR entry IN "
                           "(SELECT entry FROM touch CROSS JOIN beneath USING (account, id) "
                           "WHERE account = $1 AND beneath.scope = $2)) ORDER BY entry",
                           "tt", mv_store_get_account (self)->key, scope);
  entries = mv_outbox_collect (statement, error);
  g_clear_object (&statement);
  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      MvEntry *entry = g_ptr_array_index (entries, i);

      /* One that was sent keeps its number and must be sent until it is answered. */
      if (entry->state == MV_ENTRY_SENT
              ? !mv_db_run (mv_store_get_db (self), error,
                            "UPDATE outbox SET problem = $2 WHERE entry = $1", "ii", entry->entry,
                            (gint64) MV_PROBLEM_NOT_ALLOWED)
              : !mv_outbox_refuse (self, entry, MV_PROBLEM_NOT_ALLOWED, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
list_ids_in (MvStore *self, const char *sql, const char *scope, GStrv *out_ids, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (MvStatement) statement = mv_db_query (mv_store_get_db (self), error, sql, "tt",
                                                   mv_store_get_account (self)->key, scope);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  while (has_row)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (has_row)
        g_strv_builder_add (ids, mv_statement_get_text (statement, 0));
    }
  *out_ids = g_strv_builder_end (ids);
  return TRUE;
}

/* The server's rows of a scope that is no longer granted go; what the outbox says about them stays.
 */
static gboolean
drop_scope (MvStore *self, const char *scope, GError **error)
{
  g_auto (GStrv) ids = NULL;

  if (!refuse_for_scope (self, scope, error) ||
      !list_ids_in (self,
                    "SELECT id FROM beneath WHERE account = $1 AND scope = $2 UNION "
                    "SELECT id FROM item WHERE account = $1 AND scope = $2 "
                    "AND is_device_only = 0",
                    scope, &ids, error))
    return FALSE;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (MvRow) gone = mv_row_new (ids[i], scope, "", "");

      gone->is_present = FALSE;
      if (!mv_rows_set_server (self, gone, error))
        return FALSE;
    }

  return mv_reset_drop (self, scope, error) &&
         mv_db_run (mv_store_get_db (self), error,
                    "DELETE FROM scope WHERE account = $1 AND scope = $2", "tt",
                    mv_store_get_account (self)->key, scope);
}

static gboolean
apply_head (MvStore *self, const MvLine *head, GError **error)
{
  for (guint i = 0; head->drop != NULL && head->drop[i] != NULL; i++)
    {
      if (!drop_scope (self, get_local_scope (self, head->drop[i]), error))
        return FALSE;
    }

  return apply_scopes (self, head->scopes, error) && note_first_heads (self, error) &&
         begin_resets (self, head, error) && note_epoch (self, head->epoch, error);
}

/* The lines */

static MvRow *
make_row (const MvLine *line, const char *scope)
{
  MvRow *row = mv_row_new (line->id, scope, line->kind != NULL ? line->kind : "",
                           line->by != NULL ? line->by : "");

  row->rev = line->rev;
  row->seq = line->seq;
  row->conflict_of = g_strdup (line->conflict_of);
  row->is_present = line->type == MV_LINE_PUT;
  if (line->body != NULL)
    mv_row_set_body (row, line->body);
  return row;
}

/* Gone before this device knew that it was there: what the device sent for it has arrived and the
 * answer was lost. That answer, when it comes, must not bring it back. */
static gboolean
note_gone (MvStore *self, MvRow *row, GError **error)
{
  g_autoptr (MvRow) beneath = NULL;

  if (!mv_rows_load_beneath (mv_store_get_db (self), mv_store_get_account (self)->key, row->id,
                             &beneath, error))
    return FALSE;

  return beneath == NULL || beneath->is_present || beneath->rev >= row->rev ||
         mv_rows_write_beneath (self, row, error);
}

/* @why: (nullable): of a row that is gone */
static gboolean
apply_row (MvStore *self, MvRow *row, const char *why, GError **error)
{
  g_autoptr (MvRow) server = NULL;
  MvMergeLocal local = { 0 };
  const MvMergeLine merge_line = {
    .is_put = row->is_present,
    .scope = row->scope,
    .rev = row->rev,
    .seq = row->seq,
    .why = why,
    .conflict_of = row->conflict_of,
  };

  if (!mv_rows_load_server (self, row->id, &server, error))
    return FALSE;
  if (server != NULL)
    {
      local.exists = TRUE;
      local.scope = server->scope;
      local.rev = server->rev;
      local.seq = server->seq;
      local.is_own = strcmp (server->by, mv_store_get_account (self)->uid) == 0;
    }

  switch (mv_merge_decide (&local, &merge_line))
    {
    case MV_MERGE_IGNORE:
      return server != NULL || row->is_present || note_gone (self, row, error);
    case MV_MERGE_STORE:
    case MV_MERGE_SIBLING:
      return mv_rows_set_server (self, row, error);
    case MV_MERGE_TO_BIN:
      server->rev = row->rev;
      return mv_rows_put_in_bin (self, server, error) && mv_rows_set_server (self, row, error);
    case MV_MERGE_REMOVE:
      return mv_rows_set_server (self, row, error);
    case MV_MERGE_ERASE:
      return mv_rows_erase (self, row->id, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
apply_known (MvStore *self, MvRow *row, GError **error)
{
  return apply_row (self, row, NULL, error);
}

/* A row of a scope that is being fetched again. An erasure does not wait for the rest of it. */
static gboolean
apply_to_reset (MvStore *self, MvRow *row, const char *why, GError **error)
{
  if (row->is_present)
    return mv_reset_add_row (self, row, error);

  return mv_reset_remove_row (self, row->scope, row->id, error) &&
         (g_strcmp0 (why, "erased") != 0 || apply_row (self, row, why, error));
}

static gboolean
apply_line (
    MvStore *self, MvArrivals *arrivals, const MvLine *line, gboolean may_be_reset, GError **error)
{
  const char *scope = get_local_scope (self, line->scope);
  g_autoptr (MvRow) row = make_row (line, scope);
  gboolean is_reset = FALSE;

  if (may_be_reset && !mv_reset_is_running (self, scope, &is_reset, error))
    return FALSE;
  /* What is not known here, an item's first line always stores: see mv_merge_decide(). */
  if (row->is_present && !is_reset)
    return mv_arrivals_take (arrivals, g_steal_pointer (&row), error);

  return mv_arrivals_settle (arrivals, row->id, error) &&
         (is_reset ? apply_to_reset (self, row, line->why, error)
                   : apply_row (self, row, line->why, error));
}

static gboolean
apply_rows (MvStore *self, GPtrArray *rows, gboolean with_words, GError **error)
{
  g_autoptr (MvArrivals) arrivals = mv_arrivals_new (self, with_words, apply_known, error);
  gboolean has_reset = FALSE;
  gint64 ignored = 0;

  if (arrivals == NULL ||
      !mv_db_get_one_integer (mv_store_get_db (self), &ignored, &has_reset, error,
                              "SELECT 1 FROM scope WHERE account = $1 "
                              "AND reset_head IS NOT NULL LIMIT 1",
                              "t", mv_store_get_account (self)->key))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      if (!apply_line (self, arrivals, g_ptr_array_index (rows, i), has_reset, error))
        return FALSE;
    }
  return mv_arrivals_flush (arrivals, error);
}

/* The end */

/* Notes when what was fetched up to here was known to be so, for the scopes that @sql names. */
static gboolean
note_since (MvStore *self, const MvLine *head, const char *sql, GError **error)
{
  gint64 now_us = 0;

  if (head->now == NULL || !mv_time_from_text (head->now, &now_us))
    return TRUE;
  return mv_db_run (mv_store_get_db (self), error, sql, "ti", mv_store_get_account (self)->key,
                    now_us / G_TIME_SPAN_SECOND);
}

static gboolean
apply_end (MvStore *self, const MvLine *head, const MvLine *end, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;
  GHashTableIter iter;
  gpointer scope, seq;
  gint64 n_behind = 0;

  if (!note_since (self, head, "UPDATE scope SET since = $2 WHERE account = $1 AND seq = 0", error))
    return FALSE;

  g_hash_table_iter_init (&iter, end->cursors);
  while (g_hash_table_iter_next (&iter, &scope, &seq))
    {
      if (!mv_db_run (db, error, "UPDATE scope SET seq = $3 WHERE account = $1 AND scope = $2",
                      "tti", account, get_local_scope (self, scope), *(gint64 *) seq))
        return FALSE;
    }

  if (!note_since (self, head, "UPDATE scope SET since = $2 WHERE account = $1 AND seq >= head",
                   error) ||
      !mv_reset_finish_ready (self, error) ||
      !mv_db_get_one_integer (db, &n_behind, NULL, error,
                              "SELECT count(*) FROM scope WHERE account = $1 "
                              "AND seq < first_head",
                              "t", account))
    return FALSE;

  return n_behind > 0 ||
         mv_db_run (db, error,
                    "UPDATE account SET is_complete = 1 WHERE account = $1 AND is_started = 1", "t",
                    account);
}

static gboolean
apply_page (MvStore *self, const MvPage *page, gboolean with_words, GError **error)
{
  if (page->is_whole && !mv_store_get_account (self)->is_complete)
    mv_store_note_kind (self, "account");

  return apply_head (self, page->head, error) && apply_rows (self, page->rows, with_words, error) &&
         (!page->is_whole || apply_end (self, page->head, page->end, error));
}

/* Takes the answers apart one after the other, since a page taken apart is several times as large.
 * What follows a cut one was asked for as if that had been whole. */
static gboolean
apply_all (MvStore *self, GPtrArray *answers, gboolean with_words, MvPulled *pulled, GError **error)
{
  pulled->is_whole = TRUE;
  for (guint i = 0; i < answers->len && pulled->is_whole; i++)
    {
      gsize length;
      const char *text = g_bytes_get_data (g_ptr_array_index (answers, i), &length);
      g_autoptr (MvPage) page = mv_page_decode (text, length);

      pulled->is_whole = page->is_whole;
      if (page->head == NULL)
        return TRUE;
      if (!apply_page (self, page, with_words, error))
        return FALSE;
      pulled->is_ours = TRUE;
      pulled->n_rows += page->rows->len;
      pulled->has_more = page->is_whole && page->end->more;
    }
  return TRUE;
}

static gsize
count_bytes (GPtrArray *answers)
{
  gsize n = 0;

  for (guint i = 0; i < answers->len; i++)
    n += g_bytes_get_size (g_ptr_array_index (answers, i));
  return n;
}

/**
 * mv_store_apply_answers:
 * @self: a store
 * @account: key of an account
 * @answers: (element-type GBytes): answers to pulls, each asked for with the cursors that the one
 * before it ended with
 * @out_pulled: (out): what they held. Without @has_more for a page that was cut: that is asked for
 * again after a pause
 *
 * Takes in the whole lines of the answers and, of those that were not cut, how far they went, all
 * in one transaction. Of a page that was cut the lines that came whole are kept, and they come
 * again; lines that came before change nothing. An answer without a head is not from a Medvirk
 * server and changes nothing.
 *
 * Large answers do not wait for the disk: a power cut may take them away again, with their marks.
 * The words of a first download are read later, see mv_store_read_words().
 *
 * Returns: whether they were taken in; on failure nothing was changed
 */
gboolean
mv_store_apply_answers (
    MvStore *self, const char *account, GPtrArray *answers, MvPulled *out_pulled, GError **error)
{
  gboolean is_large, was_complete, puts_off_words;
  MvPulled pulled = { 0 };

  g_return_val_if_fail (answers != NULL && out_pulled != NULL, FALSE);

  *out_pulled = pulled;
  is_large = count_bytes (answers) >= MV_STORE_LARGE_BYTES;
  if (!(is_large ? mv_store_begin_bulk : mv_store_begin) (self, account, error))
    return FALSE;

  was_complete = mv_store_get_account (self)->is_complete;
  puts_off_words = is_large && !was_complete;
  if (!mv_store_end (self,
                     (!puts_off_words || mv_store_put_off_words (self, error)) &&
                         apply_all (self, answers, !puts_off_words, &pulled, error),
                     error))
    return FALSE;

  *out_pulled = pulled;
  if (!pulled.has_more)
    mv_store_end_bulk (self);
  if (!pulled.has_more && !was_complete)
    mv_store_plan_words (self);
  return TRUE;
}
