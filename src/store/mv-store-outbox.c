/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-commanded.h"
#include "mv-scope.h"

#include <string.h>

/* The outbox: what the person has done and the server has to be told. Entries that were not sent
 * yet are folded; an entry that was sent never changes. */

static const char *const type_names[] = {
  [MV_OP_PUT] = "put",
  [MV_OP_DEL] = "del",
  [MV_OP_RESOLVE] = "resolve",
  [MV_OP_COMMAND] = "command",
};

static const char *const state_names[] = {
  [MV_ENTRY_WAITING] = "waiting", [MV_ENTRY_SENT] = "sent",       [MV_ENTRY_DONE] = "done",
  [MV_ENTRY_REFUSED] = "refused", [MV_ENTRY_SETTLED] = "settled",
};

static guint
find_name (const char *const *names, guint n_names, const char *name)
{
  for (guint i = 0; i < n_names; i++)
    {
      if (g_strcmp0 (names[i], name) == 0)
        return i;
    }
  return 0;
}

MvEntry *
mv_entry_new (MvOpType type, const char *id)
{
  MvEntry *self = g_new0 (MvEntry, 1);

  self->type = type;
  self->id = g_strdup (id);
  return self;
}

void
mv_entry_free (MvEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->kind);
  g_free (self->scope);
  g_free (self->body);
  g_free (self->name);
  g_free (self->args);
  g_strfreev (self->dropped);
  g_free (self->at);
  g_free (self->field);
  g_free (self);
}

/* Reads the columns %MV_ENTRY_COLUMNS. */
MvEntry *
mv_entry_from_statement (MvStatement *statement)
{
  MvEntry *entry = g_new0 (MvEntry, 1);
  const char *dropped = mv_statement_get_text (statement, 11);

  entry->entry = mv_statement_get_integer (statement, 0);
  entry->n = mv_statement_get_integer (statement, 1);
  entry->type = (MvOpType) find_name (type_names, G_N_ELEMENTS (type_names),
                                      mv_statement_get_text (statement, 2));
  entry->id = g_strdup (mv_statement_get_text (statement, 3));
  entry->kind = g_strdup (mv_statement_get_text (statement, 4));
  entry->scope = g_strdup (mv_statement_get_text (statement, 5));
  entry->has_base = !mv_statement_is_null (statement, 6);
  entry->base = mv_statement_get_integer (statement, 6);
  entry->base_entry = mv_statement_get_integer (statement, 7);
  entry->body = g_strdup (mv_statement_get_text (statement, 8));
  entry->name = g_strdup (mv_statement_get_text (statement, 9));
  entry->args = g_strdup (mv_statement_get_text (statement, 10));
  entry->dropped = dropped != NULL ? g_strsplit (dropped, "\n", -1) : NULL;
  entry->at = g_strdup (mv_statement_get_text (statement, 12));
  entry->state = (MvEntryState) find_name (state_names, G_N_ELEMENTS (state_names),
                                           mv_statement_get_text (statement, 13));
  entry->problem = (MvProblem) mv_statement_get_integer (statement, 14);
  entry->field = g_strdup (mv_statement_get_text (statement, 15));
  entry->not_before = mv_statement_get_integer (statement, 16);
  return entry;
}

/* All rows of @statement, which may be %NULL if its preparation failed. */
GPtrArray *
mv_outbox_collect (MvStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_entry_free);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&entries);
      g_ptr_array_add (entries, mv_entry_from_statement (statement));
    }
}

/* Entries that show on @id and are not done, oldest first. */
GPtrArray *
mv_outbox_list_touching (MvStore *self, const char *id, GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (mv_store_get_db (self), error,
                   "SELECT " MV_ENTRY_COLUMNS " FROM touch CROSS JOIN outbox USING (entry) "
                   "WHERE touch.account = $1 AND touch.id = $2 "
                   "AND state IN ('waiting', 'sent', 'refused') ORDER BY entry",
                   "tt", mv_store_get_account (self)->key, id);

  return mv_outbox_collect (statement, error);
}

/* Ids that @entry shows on; empty once its item was erased. */
GStrv
mv_outbox_list_touched (MvStore *self, const MvEntry *entry, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = TRUE;

  statement = mv_db_query (mv_store_get_db (self), error, "SELECT id FROM touch WHERE entry = $1",
                           "i", entry->entry);
  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_strv_builder_end (ids);
      g_strv_builder_add (ids, mv_statement_get_text (statement, 0));
    }
}

/* The newest entry on @id that the server has not answered; %NULL if there is none. */
gboolean
mv_outbox_find_last (MvStore *self, const char *id, MvEntry **out_entry, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = FALSE;

  *out_entry = NULL;
  statement = mv_db_query (mv_store_get_db (self), error,
                           "SELECT " MV_ENTRY_COLUMNS " FROM touch CROSS JOIN outbox USING (entry) "
                           "WHERE touch.account = $1 AND touch.id = $2 "
                           "AND state IN ('waiting', 'sent') ORDER BY entry DESC LIMIT 1",
                           "tt", mv_store_get_account (self)->key, id);
  if (statement == NULL || !mv_statement_step (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *out_entry = mv_entry_from_statement (statement);
  return TRUE;
}

/* What @entry builds on: the result of the newest unanswered operation on the item, else the
 * server's revision, else nothing (0 creates). */
gboolean
mv_outbox_set_base (MvStore *self, MvEntry *entry, GError **error)
{
  g_autoptr (MvEntry) last = NULL;
  g_autoptr (MvRow) server = NULL;

  if (!mv_outbox_find_last (self, entry->id, &last, error) ||
      !mv_rows_load_server (self, entry->id, &server, error))
    return FALSE;

  entry->has_base = last == NULL;
  entry->base = last == NULL && server != NULL ? server->rev : 0;
  entry->base_entry = last != NULL ? last->entry : 0;
  return TRUE;
}

static gboolean
add_touch (MvStore *self, gint64 entry, const char *id, GError **error)
{
  return mv_db_run (mv_store_get_db (self), error,
                    "INSERT OR IGNORE INTO touch (account, id, entry) VALUES ($1, $2, $3)", "tti",
                    mv_store_get_account (self)->key, id, entry);
}

static gboolean
insert_entry (MvStore *self, MvEntry *entry, GError **error)
{
  g_autofree char *dropped = entry->dropped != NULL ? g_strjoinv ("\n", entry->dropped) : NULL;
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = FALSE;

  statement =
      mv_db_query (mv_store_get_db (self), error,
                   "INSERT INTO outbox (account, type, id, kind, scope, body, name, args, "
                   "dropped, at, not_before, base, base_entry) VALUES ($1, $2, $3, $4, $5, "
                   "$6, $7, $8, $9, $10, $11, $12, $13) RETURNING entry",
                   "ttttttttttiii", mv_store_get_account (self)->key, type_names[entry->type],
                   entry->id, entry->kind, entry->scope, entry->body, entry->name, entry->args,
                   dropped, entry->at, entry->not_before, entry->base, entry->base_entry);
  if (statement == NULL)
    return FALSE;

  if (!entry->has_base)
    mv_statement_bind_null (statement, 12);
  if (entry->base_entry == 0)
    mv_statement_bind_null (statement, 13);
  if (!mv_statement_step (statement, &has_row, error))
    return FALSE;

  entry->entry = mv_statement_get_integer (statement, 0);
  return mv_statement_step (statement, &has_row, error);
}

/* Adds @entry, which gets its place, and shows it. @also_touched: (nullable): ids beside its own.
 */
gboolean
mv_outbox_add (MvStore *self, MvEntry *entry, const char *const *also_touched, GError **error)
{
  if (entry->at == NULL)
    entry->at = mv_clock_dup_now (mv_store_get_clock (self));

  if (!insert_entry (self, entry, error))
    return FALSE;
  if (entry->id != NULL && !add_touch (self, entry->entry, entry->id, error))
    return FALSE;
  for (guint i = 0; also_touched != NULL && also_touched[i] != NULL; i++)
    {
      if (!add_touch (self, entry->entry, also_touched[i], error))
        return FALSE;
    }

  mv_store_note_kind (self, MV_STORE_CHANGED_OUTBOX);
  return mv_overlay_refresh_touched (self, entry, error);
}

/* Takes away an entry that the server never heard of, and what it showed. */
gboolean
mv_outbox_forget (MvStore *self, MvEntry *entry, GError **error)
{
  g_auto (GStrv) ids = mv_outbox_list_touched (self, entry, error);

  g_return_val_if_fail (entry->n == 0, FALSE);

  if (ids == NULL || !mv_db_run (mv_store_get_db (self), error,
                                 "DELETE FROM outbox WHERE entry = $1", "i", entry->entry))
    return FALSE;

  mv_store_note_kind (self, MV_STORE_CHANGED_OUTBOX);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (!mv_overlay_refresh (self, ids[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle (MvStore *self, const char *id, const char *type, GError **error)
{
  MvDb *db = mv_store_get_db (self);
  const char *account = mv_store_get_account (self)->key;

  mv_store_note_kind (self, MV_STORE_CHANGED_OUTBOX);
  return mv_db_run (db, error,
                    "DELETE FROM outbox WHERE account = $1 AND state = 'refused' AND n = 0 "
                    "AND ($3 IS NULL OR type = $3) "
                    "AND entry IN (SELECT entry FROM touch WHERE account = $1 AND id = $2)",
                    "ttt", account, id, type) &&
         mv_db_run (db, error,
                    "UPDATE outbox SET state = 'settled' WHERE account = $1 "
                    "AND state = 'refused' AND ($3 IS NULL OR type = $3) "
                    "AND entry IN (SELECT entry FROM touch WHERE account = $1 AND id = $2)",
                    "ttt", account, id, type);
}

/* The person has dealt with what was refused on @id: it needs no attention any more. */
gboolean
mv_outbox_settle (MvStore *self, const char *id, GError **error)
{
  return settle (self, id, NULL, error);
}

/* Another command takes the place of one that was refused, but not of a text. */
gboolean
mv_outbox_settle_commands (MvStore *self, const char *id, GError **error)
{
  return settle (self, id, "command", error);
}

static gboolean
mark_refused (MvStore *self, MvEntry *entry, MvProblem problem, const char *field, GError **error)
{
  entry->state = MV_ENTRY_REFUSED;
  entry->problem = problem;
  mv_store_note_kind (self, MV_STORE_CHANGED_OUTBOX);

  return mv_db_run (mv_store_get_db (self), error,
                    "UPDATE outbox SET state = 'refused', problem = $2, field = $3, answered = $4 "
                    "WHERE entry = $1",
                    "iiti", entry->entry, (gint64) problem, field, mv_store_now (self)) &&
         mv_overlay_refresh_touched (self, entry, error);
}

/* @entry needs attention, and so does everything unsent that builds on it. Nothing is taken away.
 */
gboolean
mv_outbox_refuse (
    MvStore *self, MvEntry *entry, MvProblem problem, const char *field, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  g_autoptr (GPtrArray) dependents = NULL;

  if (!mark_refused (self, entry, problem, field, error))
    return FALSE;

  statement = mv_db_query (mv_store_get_db (self), error,
                           "SELECT " MV_ENTRY_COLUMNS " FROM outbox WHERE base_entry = $1 "
                           "AND state = 'waiting'",
                           "i", entry->entry);
  dependents = mv_outbox_collect (statement, error);
  g_clear_object (&statement);
  if (dependents == NULL)
    return FALSE;

  for (guint i = 0; i < dependents->len; i++)
    {
      if (!mv_outbox_refuse (self, g_ptr_array_index (dependents, i), MV_PROBLEM_DEPENDS, NULL,
                             error))
        return FALSE;
    }
  return TRUE;
}

/* A draft on @id rests no longer: something is built on it that is to be sent at once. */
gboolean
mv_outbox_release (MvStore *self, const char *id, GError **error)
{
  return mv_db_run (mv_store_get_db (self), error,
                    "UPDATE outbox SET not_before = 0 WHERE state = 'waiting' AND not_before > 0 "
                    "AND entry IN (SELECT entry FROM touch WHERE account = $1 AND id = $2)",
                    "tt", mv_store_get_account (self)->key, id);
}

/* Folding: the text that waits becomes the new one, and goes when it would have gone, so that
 * typing without a pause still travels every five seconds. */
static gboolean
fold_put (MvStore *self, MvEntry *waiting, MvRow *row, gboolean is_draft, GError **error)
{
  g_autofree char *at = mv_clock_dup_now (mv_store_get_clock (self));

  mv_store_note_kind (self, MV_STORE_CHANGED_OUTBOX);
  return mv_db_run (mv_store_get_db (self), error,
                    "UPDATE outbox SET body = $2, kind = $3, at = $4, not_before = $5 "
                    "WHERE entry = $1",
                    "ittti", waiting->entry, row->body, row->kind, at,
                    is_draft ? waiting->not_before : (gint64) 0) &&
         mv_overlay_refresh_touched (self, waiting, error);
}

/* What the person sees of @id is a text that was refused, and what it was built on: whatever came
 * to the server since, she has not seen. -1 if nothing was refused. */
static gboolean
find_refused_base (MvStore *self, const char *id, gint64 *out_base, GError **error)
{
  gboolean is_found = FALSE;

  if (!mv_db_get_one_integer (mv_store_get_db (self), out_base, &is_found, error,
                              "SELECT base FROM outbox WHERE account = $1 AND id = $2 "
                              "AND state = 'refused' AND type IN ('put', 'resolve') "
                              "AND base IS NOT NULL ORDER BY base LIMIT 1",
                              "tt", mv_store_get_account (self)->key, id))
    return FALSE;

  if (!is_found)
    *out_base = -1;
  return TRUE;
}

/* What commands set stays as the person sees it, as it will on the server. */
gboolean
mv_outbox_keep_commanded (MvStore *self, MvRow *row, GError **error)
{
  g_autoptr (MvRow) shown = NULL;

  if (!mv_commanded_concerns (row->kind))
    return TRUE;
  if (!mv_rows_load_shown (mv_store_get_db (self), mv_store_get_account (self)->key, row->id,
                           &shown, error))
    return FALSE;

  mv_row_take_object (row, mv_commanded_keep (row->kind, strcmp (row->scope, MV_SCOPE_ME) == 0,
                                              shown != NULL ? mv_row_get_object (shown) : NULL,
                                              mv_row_get_object (row)));
  return TRUE;
}

/* Queues @row as what the person wants the item to be, and shows it. */
gboolean
mv_outbox_put (MvStore *self, MvRow *row, gboolean is_draft, GError **error)
{
  gint64 refused_base = -1;
  g_autoptr (MvEntry) last = NULL;
  g_autoptr (MvEntry) entry = NULL;
  g_autoptr (MvRow) server = NULL;

  if (!mv_outbox_keep_commanded (self, row, error) ||
      !find_refused_base (self, row->id, &refused_base, error) ||
      !mv_outbox_settle (self, row->id, error) ||
      !mv_outbox_find_last (self, row->id, &last, error) ||
      !mv_rows_load_server (self, row->id, &server, error))
    return FALSE;

  if (last != NULL && last->state == MV_ENTRY_WAITING &&
      (last->type == MV_OP_PUT || last->type == MV_OP_RESOLVE) && g_str_equal (last->id, row->id))
    return fold_put (self, last, row, is_draft, error);

  if (last == NULL && server != NULL && g_str_equal (server->body, row->body))
    return mv_overlay_refresh (self, row->id, error);

  entry = mv_entry_new (MV_OP_PUT, row->id);
  entry->kind = g_strdup (row->kind);
  entry->scope = g_strdup (row->scope);
  entry->body = g_strdup (row->body);
  entry->not_before = is_draft ? mv_store_now (self) + MV_STORE_DRAFT_REST_US : 0;
  if (!mv_outbox_set_base (self, entry, error))
    return FALSE;
  if (entry->has_base && refused_base >= 0)
    entry->base = MIN (entry->base, refused_base);
  return mv_outbox_add (self, entry, NULL, error);
}

static gboolean
forget_all (MvStore *self, GPtrArray *entries, GError **error)
{
  /* Newest first, since the newer build on the older. */
  for (guint i = entries->len; i > 0; i--)
    {
      if (!mv_outbox_forget (self, g_ptr_array_index (entries, i - 1), error))
        return FALSE;
    }
  return TRUE;
}

/* Queues the removal of @id. What the server never heard of just goes. */
gboolean
mv_outbox_del (MvStore *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (MvEntry) entry = NULL;
  g_autoptr (MvRow) server = NULL;
  MvEntry *last;

  if (!mv_outbox_settle (self, id, error) || !mv_rows_load_server (self, id, &server, error))
    return FALSE;
  entries = mv_outbox_list_touching (self, id, error);
  if (entries == NULL)
    return FALSE;

  if (server == NULL && (entries->len == 0 ||
                         ((MvEntry *) g_ptr_array_index (entries, 0))->state == MV_ENTRY_WAITING))
    return forget_all (self, entries, error) && mv_overlay_refresh (self, id, error);

  last = entries->len > 0 ? g_ptr_array_index (entries, entries->len - 1) : NULL;
  entry = mv_entry_new (MV_OP_DEL, id);
  if (last == NULL || last->state != MV_ENTRY_WAITING || last->type != MV_OP_PUT)
    return mv_outbox_set_base (self, entry, error) && mv_outbox_add (self, entry, NULL, error);

  /* The text that waited goes, and the removal builds on what that text was built on. */
  entry->has_base = last->has_base;
  entry->base = last->base;
  entry->base_entry = last->base_entry;
  return mv_outbox_forget (self, last, error) && mv_outbox_add (self, entry, NULL, error);
}
