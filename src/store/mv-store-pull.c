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
  g_autoptr (MvStatement) statement =
      mv_db_query (mv_store_get_db (self), error, "SELECT scope, seq FROM scope WHERE account = $1",
                   "t", mv_store_get_account (self)->key);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  while (has_row)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (has_row)
        mv_cursors_set (pull->cursors, mv_statement_get_text (statement, 0),
                        mv_statement_get_integer (statement, 1));
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
    mv_row_take_object (row, json_object_ref (line->body));
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

static gboolean
apply_line (MvStore *self, const MvLine *line, const char *scope, GError **error)
{
  g_autoptr (MvRow) row = make_row (line, scope);
  g_autoptr (MvRow) server = NULL;
  MvMergeLocal local = { 0 };
  const MvMergeLine merge_line = {
    .is_put = line->type == MV_LINE_PUT,
    .scope = scope,
    .rev = line->rev,
    .seq = line->seq,
    .why = line->why,
    .conflict_of = line->conflict_of,
  };

  if (!mv_rows_load_server (self, line->id, &server, error))
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
      server->rev = line->rev;
      return mv_rows_put_in_bin (self, server, error) && mv_rows_set_server (self, row, error);
    case MV_MERGE_REMOVE:
      return mv_rows_set_server (self, row, error);
    case MV_MERGE_ERASE:
      return mv_rows_erase (self, line->id, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
apply_rows (MvStore *self, GPtrArray *rows, GError **error)
{
  gboolean has_reset = FALSE;
  gint64 ignored = 0;

  if (!mv_db_get_one_integer (mv_store_get_db (self), &ignored, &has_reset, error,
                              "SELECT 1 FROM scope WHERE account = $1 "
                              "AND reset_head IS NOT NULL LIMIT 1",
                              "t", mv_store_get_account (self)->key))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const MvLine *line = g_ptr_array_index (rows, i);
      const char *scope = get_local_scope (self, line->scope);
      g_autoptr (MvRow) row = NULL;
      gboolean is_reset = FALSE;

      if (has_reset && !mv_reset_is_running (self, scope, &is_reset, error))
        return FALSE;

      if (!is_reset)
        {
          if (!apply_line (self, line, scope, error))
            return FALSE;
          continue;
        }

      row = make_row (line, scope);
      if (row->is_present ? !mv_reset_add_row (self, row, error)
                          : !mv_reset_remove_row (self, scope, row->id, error))
        return FALSE;
      /* An erasure does not wait for the rest of the scope. */
      if (!row->is_present && g_strcmp0 (line->why, "erased") == 0 &&
          !apply_line (self, line, scope, error))
        return FALSE;
    }
  return TRUE;
}

/* The end */

static gboolean
apply_end (MvStore *self, const MvLine *end, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;
  GHashTableIter iter;
  gpointer scope, seq;
  gint64 n_behind = 0;

  g_hash_table_iter_init (&iter, end->cursors);
  while (g_hash_table_iter_next (&iter, &scope, &seq))
    {
      if (!mv_db_run (db, error, "UPDATE scope SET seq = $3 WHERE account = $1 AND scope = $2",
                      "tti", account, get_local_scope (self, scope), *(gint64 *) seq))
        return FALSE;
    }

  if (!mv_reset_finish_ready (self, error) ||
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
apply_page (MvStore *self, const MvPage *page, GError **error)
{
  return apply_head (self, page->head, error) && apply_rows (self, page->rows, error) &&
         (!page->is_whole || apply_end (self, page->end, error));
}

/**
 * mv_store_apply_page:
 * @self: a store
 * @account: key of an account
 * @page: an answer to a pull
 * @out_more: (out): whether the server has more to give at once. %FALSE for a page that was cut:
 * that is asked for again after a pause, see @page->is_whole
 *
 * Takes in the whole lines of a page and, if none is missing, how far it went, in one transaction.
 * Of a page that was cut the lines that came whole are kept, and they come again; lines that came
 * before change nothing. A page without a head is not from a Medvirk server and changes nothing.
 *
 * Returns: whether it was taken in; on failure nothing was changed
 */
gboolean
mv_store_apply_page (
    MvStore *self, const char *account, const MvPage *page, gboolean *out_more, GError **error)
{
  gboolean was_complete;

  g_return_val_if_fail (page != NULL && out_more != NULL, FALSE);

  *out_more = FALSE;
  if (page->head == NULL)
    return TRUE;

  if (!mv_store_begin (self, account, error))
    return FALSE;
  was_complete = mv_store_get_account (self)->is_complete;
  if (page->is_whole && !was_complete)
    mv_store_note_kind (self, "account");
  if (!mv_store_end (self, apply_page (self, page, error), error))
    return FALSE;

  *out_more = page->is_whole && page->end->more;
  return TRUE;
}
