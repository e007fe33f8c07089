/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* A damaged file is set aside and never written to again. What the server has can be fetched again;
 * what only this device has is taken over as far as it can be read. */

typedef struct
{
  const char *table;
  const char *columns; /* those of the new row, in the order of @types */
  const char *types;   /* t text, i integer, for each column */
  const char *key;     /* order in which the table is kept */
  const char *where;   /* (nullable): what is taken over */
} MvRescueTable;

static const MvRescueTable tables[] = {
  { "account", "account, server, uid, device, name, push_epoch, last_n, acknowledged", "ttttttii",
    "account", NULL },
  { "outbox",
    "entry, account, n, type, id, kind, scope, base, base_entry, body, name, args, dropped, at, "
    "state, problem, field, not_before, answered",
    "itittttiitttttt"
    "itii",
    "entry", NULL },
  { "touch", "account, id, entry", "tti", "account, id, entry", NULL },
  { "bin", "account, id, scope, kind, rev, written_by, body, removed", "ttttitti", "account, id",
    NULL },
  { "beneath", "account, id, is_present, scope, kind, rev, seq, written_by, body, conflict_of",
    "ttittiittt", "account, id", NULL },
  { "item",
    "account, id, scope, kind, rev, seq, written_by, body, conflict_of, pending, is_device_only",
    "ttttiitttii", "account, id",
    "scope = 'user/me' OR pending > 0 OR is_device_only = 1 OR rev = 0" },
};

static char *
choose_name (const char *path, MvClock *clock)
{
  g_autofree char *now = mv_clock_dup_now (clock);
  g_autofree char *day = g_strndup (now, strlen ("2026-11-20"));
  char *name = g_strconcat (path, ".damaged-", day, NULL);

  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.damaged-%s-%u", path, day, i);
    }
  return name;
}

static gboolean
set_aside (const char *path, const char *kept, GError **error)
{
  static const char *const companions[] = { "-wal", "-shm" };

  if (g_rename (path, kept) != 0)
    {
      g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_FAILED,
                   "The damaged file could not be moved: %s", g_strerror (errno));
      return FALSE;
    }

  /* They belong to the file by name; a new file must not find them. */
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *from = g_strconcat (path, companions[i], NULL);
      g_autofree char *to = g_strconcat (kept, companions[i], NULL);

      g_rename (from, to);
    }
  return TRUE;
}

static MvStatement *
prepare_insert (MvDb *db, const MvRescueTable *table, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  guint n_columns = (guint) strlen (table->types);

  g_string_printf (sql, "INSERT OR IGNORE INTO %s (%s) SELECT ", table->table, table->columns);
  for (guint i = 1; i <= n_columns; i++)
    g_string_append_printf (sql, "%s$%u", i > 1 ? ", " : "", i);
  /* What an operation shows on is worth nothing without the operation. */
  if (strcmp (table->table, "touch") == 0)
    g_string_append (sql, " WHERE EXISTS (SELECT 1 FROM outbox WHERE entry = $3)");

  return mv_db_prepare (db, sql->str, error);
}

static gboolean
copy_row (MvDb *to, const MvRescueTable *table, MvStatement *row, GError **error)
{
  g_autoptr (MvStatement) insert = prepare_insert (to, table, error);
  gboolean has_row = FALSE;

  if (insert == NULL)
    return FALSE;

  for (guint i = 0; table->types[i] != '\0'; i++)
    {
      if (mv_statement_is_null (row, i))
        mv_statement_bind_null (insert, i + 1);
      else if (table->types[i] == 'i')
        mv_statement_bind_integer (insert, i + 1, mv_statement_get_integer (row, i));
      else
        mv_statement_bind_text (insert, i + 1, mv_statement_get_text (row, i));
    }

  return mv_statement_step (insert, &has_row, error);
}

/* Reads until the damage. Read from both ends, a table loses only what lies around it. Only trouble
 * with the new file is an error. */
static gboolean
copy_table (MvDb *from, MvDb *to, const MvRescueTable *table, gboolean is_backwards, GError **error)
{
  const char *direction = is_backwards ? " DESC" : "";
  g_auto (GStrv) keys = g_strsplit (table->key, ", ", -1);
  g_autofree char *order = g_strjoinv (is_backwards ? " DESC, " : ", ", keys);
  g_autofree char *sql =
      g_strdup_printf ("SELECT %s FROM %s WHERE %s ORDER BY %s%s", table->columns, table->table,
                       table->where != NULL ? table->where : "1", order, direction);
  g_autoptr (MvStatement) rows = mv_db_query (from, NULL, sql, "");
  gboolean has_row = FALSE;

  while (rows != NULL && mv_statement_step (rows, &has_row, NULL) && has_row)
    {
      if (!copy_row (to, table, rows, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
copy_tables (MvDb *from, MvDb *to, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (!copy_table (from, to, &tables[i], FALSE, error) ||
          !copy_table (from, to, &tables[i], TRUE, error))
        return FALSE;
    }

  return mv_db_run (to, error,
                    "INSERT OR IGNORE INTO touch (account, id, entry) "
                    "SELECT account, id, entry FROM outbox WHERE id IS NOT NULL",
                    "");
}

/* Draws the columns of what was taken over for the account of the running change, and lays the
 * outbox over it again. */
gboolean
mv_store_show_again (MvStore *self, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MvStatement) statement = mv_db_query (mv_store_get_db (self), error,
                                                   "SELECT id FROM item WHERE account = $1 UNION "
                                                   "SELECT id FROM touch WHERE account = $1",
                                                   "t", mv_store_get_account (self)->key);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (has_row)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (has_row)
        g_ptr_array_add (ids, g_strdup (mv_statement_get_text (statement, 0)));
    }
  g_clear_object (&statement);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (MvRow) row = NULL;

      if (!mv_rows_load_shown (mv_store_get_db (self), mv_store_get_account (self)->key, id, &row,
                               error) ||
          (row != NULL && !mv_rows_write_shown (self, row, error)) ||
          !mv_overlay_refresh (self, id, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const char *kept;
  const char *vfs; /* (nullable) */
  guint n_rescued;
} MvRescue;

/* Of what is in the new file now, a server may have some: drafts that were sent. */
static gboolean
count_rescued (MvStore *self, guint *out_n, GError **error)
{
  gint64 n = 0;

  if (!mv_db_get_one_integer (mv_store_get_db (self), &n, NULL, error,
                              "SELECT (SELECT count(*) FROM item WHERE pending > 0 OR "
                              "is_device_only = 1 OR rev = 0) + (SELECT count(*) FROM bin)",
                              ""))
    return FALSE;
  *out_n = (guint) n;
  return TRUE;
}

static gboolean
take_over (MvStore *self, gpointer data, GError **error)
{
  MvRescue *rescue = data;
  g_autofree char *url = g_strconcat ("sqlite:", rescue->kept, NULL);
  g_autoptr (MvDb) from = mv_db_open (url, rescue->vfs, MV_DB_READ_ONLY | MV_DB_MUST_EXIST, NULL);
  g_autoptr (GPtrArray) accounts = NULL;

  if (from == NULL)
    return TRUE; /* nothing of it can be read */

  if (!mv_store_begin (self, NULL, error) ||
      !mv_store_end (self, copy_tables (from, mv_store_get_db (self), error), error))
    return FALSE;

  accounts = mv_store_list_accounts (self, error);
  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      const MvAccount *account = g_ptr_array_index (accounts, i);

      if (!mv_store_begin (self, account->key, error) ||
          !mv_store_end (self, mv_store_show_again (self, error), error))
        return FALSE;
    }
  return count_rescued (self, &rescue->n_rescued, error);
}

/**
 * mv_store_rescue:
 * @path: the damaged file
 * @vfs: (nullable): SQLite's named VFS
 * @writer: where writes run
 * @reader: where reads run
 * @clock: the time
 * @random: chance, for ids
 * @out_kept: (out) (optional): where the damaged file is now; the caller frees it
 * @out_n_rescued: (out) (optional): how many texts were taken over that no server had, those in the
 * bin with them
 *
 * Sets the damaged file aside, opens a new one and takes over accounts, the outbox, drafts, rows of
 * this device and the bin as far as they can be read. Everything else comes from the servers with
 * the next exchange.
 *
 * Fails as mv_store_open(), and with %MV_STORE_ERROR_FAILED if the file cannot be moved; the
 * damaged file is never thrown away.
 *
 * Returns: (transfer full): the store, or %NULL on error
 */
MvStore *
mv_store_rescue (const char *path,
                 const char *vfs,
                 MvExecutor *writer,
                 MvExecutor *reader,
                 MvClock *clock,
                 MvRandom *random,
                 char **out_kept,
                 guint *out_n_rescued,
                 GError **error)
{
  g_autofree char *kept = NULL;
  g_autofree char *suspect_path = NULL;
  g_autoptr (MvStorePlace) place = NULL;
  g_autoptr (MvStore) self = NULL;
  MvRescue rescue = { 0 };

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (MV_IS_CLOCK (clock), NULL);

  kept = choose_name (path, clock);
  if (!set_aside (path, kept, error))
    return NULL;

  rescue.kept = kept;
  rescue.vfs = vfs;
  place = mv_store_place_new (path, vfs, writer, reader, clock, random);
  self = mv_store_open_with (place, take_over, &rescue, error);
  if (self == NULL)
    return NULL;

  suspect_path = mv_store_dup_suspect_path (path);
  g_remove (suspect_path);
  if (out_kept != NULL)
    *out_kept = g_steal_pointer (&kept);
  if (out_n_rescued != NULL)
    *out_n_rescued = rescue.n_rescued;
  return g_steal_pointer (&self);
}
