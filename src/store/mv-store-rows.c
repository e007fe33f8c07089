/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-answers.h"
#include "mv-store-private.h"

#include "mv-json.h"
#include "mv-scope.h"

#include <string.h>

/* Items: as shown, and the server's row beneath those that the outbox changes. */

/* The row itself */

MvRow *
mv_row_new (const char *id, const char *scope, const char *kind, const char *by)
{
  MvRow *self = g_new0 (MvRow, 1);

  self->id = g_strdup (id);
  self->scope = g_strdup (scope);
  self->kind = g_strdup (kind);
  self->by = g_strdup (by);
  self->body = g_strdup ("{}");
  self->is_present = TRUE;
  return self;
}

MvRow *
mv_row_copy (const MvRow *self)
{
  MvRow *copy = g_new0 (MvRow, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->scope = g_strdup (self->scope);
  copy->kind = g_strdup (self->kind);
  copy->by = g_strdup (self->by);
  copy->body = g_strdup (self->body);
  copy->conflict_of = g_strdup (self->conflict_of);
  copy->object = NULL;
  return copy;
}

void
mv_row_free (MvRow *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->scope);
  g_free (self->kind);
  g_free (self->by);
  g_free (self->body);
  g_free (self->conflict_of);
  g_clear_pointer (&self->object, json_object_unref);
  g_free (self);
}

/* The body taken apart; an empty object if the file was damaged so that it is not JSON any more.
 * Not to be changed. */
JsonObject *
mv_row_get_object (MvRow *self)
{
  if (self->object == NULL)
    self->object = mv_json_parse_object (self->body, -1, MV_RECORD_MAX_BYTES * 2, NULL);
  if (self->object == NULL)
    self->object = json_object_new ();
  return self->object;
}

void
mv_row_set_body (MvRow *self, const char *body)
{
  char *copy = g_strdup (body);

  g_free (self->body);
  self->body = copy;
  g_clear_pointer (&self->object, json_object_unref);
}

void
mv_row_take_object (MvRow *self, JsonObject *object)
{
  g_free (self->body);
  self->body = mv_json_object_to_text (object);
  g_clear_pointer (&self->object, json_object_unref);
  self->object = object;
}

void
mv_row_set_scope (MvRow *self, const char *scope)
{
  char *copy = g_strdup (scope);

  g_free (self->scope);
  self->scope = copy;
}

MvRecord *
mv_row_to_record (MvRow *self)
{
  MvRecord *record = mv_record_new_from_body (self->kind, self->id, mv_row_get_object (self));

  mv_record_set_scope (record, self->scope);
  mv_record_set_by (record, self->by);
  mv_record_set_position (record, self->rev, self->seq);
  return record;
}

/* Reads the columns %MV_ROW_COLUMNS. */
MvRow *
mv_row_from_statement (MvStatement *statement)
{
  MvRow *row = g_new0 (MvRow, 1);

  row->id = g_strdup (mv_statement_get_text (statement, 0));
  row->scope = g_strdup (mv_statement_get_text (statement, 1));
  row->kind = g_strdup (mv_statement_get_text (statement, 2));
  row->rev = mv_statement_get_integer (statement, 3);
  row->seq = mv_statement_get_integer (statement, 4);
  row->by = g_strdup (mv_statement_get_text (statement, 5));
  row->body = g_strdup (mv_statement_get_text (statement, 6));
  row->conflict_of = g_strdup (mv_statement_get_text (statement, 7));
  row->is_present = TRUE;
  return row;
}

/* Loading */

gboolean
mv_rows_load_shown (MvDb *db, const char *account, const char *id, MvRow **out_row, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = FALSE;

  *out_row = NULL;
  statement = mv_db_query (db, error,
                           "SELECT " MV_ROW_COLUMNS ", pending, is_device_only FROM item "
                           "WHERE account = $1 AND id = $2",
                           "tt", account, id);
  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return FALSE;

  if (has_row)
    {
      *out_row = mv_row_from_statement (statement);
      (*out_row)->pending = (guint) mv_statement_get_integer (statement, 8);
      (*out_row)->is_device_only = mv_statement_get_integer (statement, 9) != 0;
    }
  return TRUE;
}

gboolean
mv_rows_load_beneath (
    MvDb *db, const char *account, const char *id, MvRow **out_row, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = FALSE;

  *out_row = NULL;
  statement = mv_db_query (db, error,
                           "SELECT " MV_ROW_COLUMNS ", is_present FROM beneath "
                           "WHERE account = $1 AND id = $2",
                           "tt", account, id);
  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return FALSE;

  if (has_row)
    {
      *out_row = mv_row_from_statement (statement);
      (*out_row)->is_present = mv_statement_get_integer (statement, 8) != 0;
    }
  return TRUE;
}

/* The server's row, wherever it stands; %NULL if the server has none that this device knows of. */
gboolean
mv_rows_load_server (MvStore *self, const char *id, MvRow **out_row, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;

  if (!mv_rows_load_beneath (db, account, id, out_row, error))
    return FALSE;

  if (*out_row == NULL)
    {
      if (!mv_rows_load_shown (db, account, id, out_row, error))
        return FALSE;
      if (*out_row != NULL && (*out_row)->rev == 0)
        g_clear_pointer (out_row, mv_row_free);
    }
  else if (!(*out_row)->is_present)
    {
      g_clear_pointer (out_row, mv_row_free);
    }

  return TRUE;
}

/* Writing */

/* A contribution's state hangs on records about it, which may come before or after it. */
static void
note_row (MvStore *self, const char *kind, const char *id, const char *target)
{
  mv_store_note_kind (self, kind);
  if (strcmp (kind, "contribution") == 0)
    mv_store_note_contribution (self, id);
  else if (target != NULL && (strcmp (kind, "followup") == 0 || strcmp (kind, "reply") == 0))
    mv_store_note_contribution (self, target);
}

gboolean
mv_rows_write_words (MvStore *self, const char *account, MvRow *row, GError **error)
{
  g_autofree char *words = mv_columns_dup_words (row);

  if (words == NULL)
    return TRUE;

  return mv_db_run (mv_store_get_db (self), error,
                    "INSERT INTO words (account, id, words) VALUES ($1, $2, $3) "
                    "ON CONFLICT (account, id) DO UPDATE SET words = excluded.words",
                    "ttt", account, row->id, words);
}

#define INSERT_SHOWN                                                                               \
  "INSERT INTO item (account, " MV_ROW_COLUMNS ", pending, is_device_only, is_own, project, "      \
  "target, sort_key, facets, state, n_open) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "     \
  "$11, $12, $13, $14, $15, $16, nullif ($17, -1), nullif ($18, -1)) ON CONFLICT (account, id) "

/* A statement for mv_rows_insert_shown(), to be used for many rows. */
MvStatement *
mv_rows_prepare_insert (MvDb *db, GError **error)
{
  return mv_db_prepare (db, INSERT_SHOWN "DO NOTHING", error);
}

static void
bind_shown (MvStatement *statement,
            const MvAccount *account,
            MvRow *row,
            const MvColumns *columns,
            gint64 state,
            gint64 n_open)
{
  const char *const texts[] = { account->key, row->id, row->scope, row->kind };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    mv_statement_bind_text (statement, i + 1, texts[i]);
  mv_statement_bind_integer (statement, 5, row->rev);
  mv_statement_bind_integer (statement, 6, row->seq);
  mv_statement_bind_text (statement, 7, row->by);
  mv_statement_bind_text (statement, 8, row->body);
  mv_statement_bind_text (statement, 9, row->conflict_of);
  mv_statement_bind_integer (statement, 10, row->pending);
  mv_statement_bind_integer (statement, 11, row->is_device_only);
  mv_statement_bind_integer (statement, 12, mv_columns_is_own (row, account->uid));
  mv_statement_bind_text (statement, 13, columns->project);
  mv_statement_bind_text (statement, 14, columns->target);
  mv_statement_bind_text (statement, 15, columns->sort_key);
  mv_statement_bind_text (statement, 16, columns->facets);
  mv_statement_bind_integer (statement, 17, state);
  mv_statement_bind_integer (statement, 18, n_open);
}

static gboolean
run_insert (MvStatement *statement, gboolean *out_is_new, GError **error)
{
  gboolean has_row;

  if (!mv_statement_step (statement, &has_row, error))
    return FALSE;
  *out_is_new = mv_statement_get_n_changed (statement) > 0;
  return TRUE;
}

/* Shows @row if nothing stands under its id yet, with the state that it has by the answers which
 * are here; its words are the caller's. @insert: from mv_rows_prepare_insert(). */
gboolean
mv_rows_insert_shown (
    MvStore *self, MvStatement *insert, MvRow *row, gboolean *out_is_new, GError **error)
{
  const MvAccount *account = mv_store_get_account (self);
  g_auto (MvColumns) columns = { 0 };
  gint64 state, n_open;

  mv_columns_draw (row, &columns);
  if (!mv_answers_find_state (mv_store_get_db (self), account->key, row, &state, &n_open, error))
    return FALSE;

  mv_statement_reset (insert);
  bind_shown (insert, account, row, &columns, state, n_open);
  if (!run_insert (insert, out_is_new, error))
    return FALSE;
  if (!*out_is_new)
    return TRUE;

  note_row (self, row->kind, row->id, columns.target);
  mv_store_forget_contribution (self, row->id);
  return TRUE;
}

/* The state follows at the end of the change, when all answers that come with it are here. */
gboolean
mv_rows_write_shown (MvStore *self, MvRow *row, GError **error)
{
  const MvAccount *account = mv_store_get_account (self);
  g_autoptr (MvStatement) statement = NULL;
  g_auto (MvColumns) columns = { 0 };
  gboolean is_changed;

  mv_columns_draw (row, &columns);
  note_row (self, row->kind, row->id, columns.target);

  statement =
      mv_db_prepare (mv_store_get_db (self),
                     INSERT_SHOWN "DO UPDATE SET scope = excluded.scope, "
                                  "kind = excluded.kind, rev = excluded.rev, seq = excluded.seq, "
                                  "written_by = excluded.written_by, body = excluded.body, "
                                  "conflict_of = excluded.conflict_of, pending = excluded.pending, "
                                  "is_device_only = excluded.is_device_only, "
                                  "is_own = excluded.is_own, project = excluded.project, "
                                  "target = excluded.target, sort_key = excluded.sort_key, "
                                  "facets = excluded.facets",
                     error);
  if (statement == NULL)
    return FALSE;

  bind_shown (statement, account, row, &columns, -1, -1);
  return run_insert (statement, &is_changed, error) &&
         mv_rows_write_words (self, account->key, row, error);
}

gboolean
mv_rows_remove_shown (MvStore *self, const char *id, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;
  g_autoptr (MvRow) row = NULL;
  g_auto (MvColumns) columns = { 0 };

  if (!mv_rows_load_shown (db, account, id, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;

  mv_columns_draw (row, &columns);
  note_row (self, row->kind, row->id, columns.target);

  return mv_db_run (db, error, "DELETE FROM item WHERE account = $1 AND id = $2", "tt", account,
                    id) &&
         mv_db_run (db, error, "DELETE FROM words WHERE account = $1 AND id = $2", "tt", account,
                    id);
}

gboolean
mv_rows_write_beneath (MvStore *self, MvRow *row, GError **error)
{
  return mv_db_run (mv_store_get_db (self), error,
                    "INSERT OR REPLACE INTO beneath (account, " MV_ROW_COLUMNS ", is_present) "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                    "ttttiittti", mv_store_get_account (self)->key, row->id, row->scope, row->kind,
                    row->rev, row->seq, row->by, row->body, row->conflict_of,
                    (gint64) row->is_present);
}

gboolean
mv_rows_remove_beneath (MvStore *self, const char *id, GError **error)
{
  return mv_db_run (mv_store_get_db (self), error,
                    "DELETE FROM beneath WHERE account = $1 AND id = $2", "tt",
                    mv_store_get_account (self)->key, id);
}

/* The server has told of @row (or, not @row->is_present, that it is gone): shown at once, or laid
 * beneath what the outbox changes. */
gboolean
mv_rows_set_server (MvStore *self, MvRow *row, GError **error)
{
  g_autoptr (MvRow) beneath = NULL;

  if (!mv_rows_load_beneath (mv_store_get_db (self), mv_store_get_account (self)->key, row->id,
                             &beneath, error))
    return FALSE;

  if (beneath != NULL)
    return mv_rows_write_beneath (self, row, error) && mv_overlay_refresh (self, row->id, error);

  row->pending = MV_PENDING_NOTHING;
  row->is_device_only = FALSE;
  return row->is_present ? mv_rows_write_shown (self, row, error)
                         : mv_rows_remove_shown (self, row->id, error);
}

gboolean
mv_rows_put_in_bin (MvStore *self, MvRow *row, GError **error)
{
  return mv_db_run (mv_store_get_db (self), error,
                    "INSERT OR REPLACE INTO bin (account, id, scope, kind, rev, written_by, body, "
                    "removed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                    "ttttitti", mv_store_get_account (self)->key, row->id, row->scope, row->kind,
                    row->rev, row->by, row->body, mv_store_now (self));
}

/* Erased for good on the server: no copy stays here, also not in the outbox. Its operations are
 * kept without contents, so that the numbers have no gap; one that was sent must not change until
 * it has been answered, and touches nothing any more. */
gboolean
mv_rows_erase (MvStore *self, const char *id, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;

  return mv_rows_remove_shown (self, id, error) && mv_rows_remove_beneath (self, id, error) &&
         mv_db_run (db, error, "DELETE FROM bin WHERE account = $1 AND id = $2", "tt", account,
                    id) &&
         mv_db_run (db, error,
                    "DELETE FROM touch WHERE account = $1 AND id = $2 AND entry IN (SELECT entry "
                    "FROM outbox WHERE account = $1 AND id = $2)",
                    "tt", account, id) &&
         mv_db_run (db, error, "DELETE FROM outbox WHERE account = $1 AND id = $2 AND n = 0", "tt",
                    account, id) &&
         mv_db_run (db, error,
                    "UPDATE outbox SET body = '{}', problem = 0, state = 'settled' "
                    "WHERE account = $1 AND id = $2 AND body IS NOT NULL AND state <> 'sent'",
                    "tt", account, id);
}
