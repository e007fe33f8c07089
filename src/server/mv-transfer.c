/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-transfer.h"

#include "mv-feed-schema.h"
#include "mv-problem.h"

#include <glib/gi18n.h>
#include <string.h>

#define UNFINISHED "unfinished"

void
mv_table_sum_free (MvTableSum *self)
{
  if (self == NULL)
    return;

  g_free (self->table);
  g_free (self);
}

/**
 * mv_table_sum_dup_hash:
 * @self: what a table holds
 *
 * Returns: (transfer full): its hash, hexadecimal
 */
char *
mv_table_sum_dup_hash (const MvTableSum *self)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER
                          "x%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                          self->hash[0], self->hash[1], self->hash[2], self->hash[3]);
}

static MvTableSum *
table_sum_new (const char *table)
{
  MvTableSum *self = g_new0 (MvTableSum, 1);

  self->table = g_strdup (table);
  return self;
}

/* Hashing */

static void
add_value (GChecksum *sum, MvStatement *row, guint column)
{
  const char *name = mv_statement_get_name (row, column);
  char type = mv_statement_get_value_type (row, column);
  g_autofree char *number = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const void *data = "";
  size_t size = 0;
  guint64 size_be;

  if (type == 'i')
    {
      number = g_strdup_printf ("%" G_GINT64_FORMAT, mv_statement_get_integer (row, column));
      data = number;
      size = strlen (number);
    }
  else if (type == 't')
    {
      data = mv_statement_get_text (row, column);
      size = strlen (data);
    }
  else if (type == 'b')
    {
      bytes = mv_statement_dup_bytes (row, column);
      data = g_bytes_get_data (bytes, &size);
    }

  size_be = GUINT64_TO_BE (size);
  g_checksum_update (sum, (const guchar *) name, (gssize) strlen (name) + 1);
  g_checksum_update (sum, (const guchar *) &type, 1);
  g_checksum_update (sum, (const guchar *) &size_be, sizeof size_be);
  if (size > 0)
    g_checksum_update (sum, data, (gssize) size);
}

/* Adding up makes the order of the rows not matter, and two equal rows not cancel each other. */
static void
add_row (MvTableSum *self, MvStatement *row)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint64 digest[4];
  gsize length = sizeof digest;

  for (guint i = 0; i < mv_statement_get_n_columns (row); i++)
    add_value (sum, row, i);
  g_checksum_get_digest (sum, (guint8 *) digest, &length);
  for (guint i = 0; i < G_N_ELEMENTS (digest); i++)
    self->hash[i] += GUINT64_FROM_BE (digest[i]);
  self->n_rows++;
}

static gboolean
measure_row (MvStatement *row, gpointer user_data, GError **error)
{
  add_row (user_data, row);
  return TRUE;
}

/**
 * mv_transfer_measure:
 * @db: a connection in a transaction
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type MvTableSum): what each table holds, or %NULL on error
 */
GPtrArray *
mv_transfer_measure (MvDb *db, GError **error)
{
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_table_sum_free);
  g_auto (GStrv) tables = mv_db_list_tables (db, error);

  for (guint i = 0; tables != NULL && tables[i] != NULL; i++)
    {
      MvTableSum *sum = table_sum_new (tables[i]);

      g_ptr_array_add (sums, sum);
      if (!mv_db_walk (db, tables[i], measure_row, sum, error))
        return NULL;
    }
  return tables != NULL ? g_steal_pointer (&sums) : NULL;
}

static const MvTableSum *
find_sum (GPtrArray *sums, const char *table)
{
  for (guint i = 0; i < sums->len; i++)
    {
      if (strcmp (((MvTableSum *) sums->pdata[i])->table, table) == 0)
        return sums->pdata[i];
    }
  return NULL;
}

/**
 * mv_transfer_compare:
 * @expected: (element-type MvTableSum): what there should be
 * @found: (element-type MvTableSum): what there is
 * @error: return location for an error
 *
 * Fails with %MV_DB_ERROR_CORRUPT, naming the first table that differs.
 *
 * Returns: whether both are the same
 */
gboolean
mv_transfer_compare (GPtrArray *expected, GPtrArray *found, GError **error)
{
  for (guint i = 0; i < expected->len; i++)
    {
      const MvTableSum *one = expected->pdata[i];
      const MvTableSum *other = find_sum (found, one->table);

      if (other != NULL && other->n_rows == one->n_rows &&
          memcmp (other->hash, one->hash, sizeof one->hash) == 0)
        continue;
      g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_CORRUPT, _ ("The copy of the table %s differs"),
                   one->table);
      return FALSE;
    }
  return TRUE;
}

/* Copying */

typedef struct
{
  MvDb *target;        /* (unowned) */
  MvStatement *insert; /* (owned) (nullable): before the first row */
  MvTableSum *sum;     /* (unowned) */
} Copy;

static gboolean
prepare_insert (Copy *self, MvStatement *row, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autofree char *sql = NULL;

  for (guint i = 0; i < mv_statement_get_n_columns (row); i++)
    {
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", mv_statement_get_name (row, i));
      g_string_append_printf (marks, "%s$%u", i > 0 ? ", " : "", i + 1);
    }
  sql =
      g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", self->sum->table, names->str, marks->str);
  self->insert = mv_db_prepare (self->target, sql, error);
  return self->insert != NULL;
}

static void
bind_value (MvStatement *insert, MvStatement *row, guint column)
{
  g_autoptr (GBytes) bytes = NULL;

  switch (mv_statement_get_value_type (row, column))
    {
    case 'i':
      mv_statement_bind_integer (insert, column + 1, mv_statement_get_integer (row, column));
      break;
    case 't':
      mv_statement_bind_text (insert, column + 1, mv_statement_get_text (row, column));
      break;
    case 'b':
      bytes = mv_statement_dup_bytes (row, column);
      mv_statement_bind_bytes (insert, column + 1, bytes);
      break;
    default:
      mv_statement_bind_null (insert, column + 1);
      break;
    }
}

static gboolean
copy_row (MvStatement *row, gpointer user_data, GError **error)
{
  Copy *self = user_data;

  if (self->insert == NULL && !prepare_insert (self, row, error))
    return FALSE;

  add_row (self->sum, row);
  for (guint i = 0; i < mv_statement_get_n_columns (row); i++)
    bind_value (self->insert, row, i);
  if (!mv_statement_step (self->insert, NULL, error))
    return FALSE;
  mv_statement_reset (self->insert);
  return TRUE;
}

static GPtrArray *
copy_tables (MvDb *source, MvDb *target, GError **error)
{
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_table_sum_free);
  g_auto (GStrv) tables = mv_db_list_tables (source, error);

  for (guint i = 0; tables != NULL && tables[i] != NULL; i++)
    {
      Copy copy = { target, NULL, table_sum_new (tables[i]) };
      gboolean is_done;

      g_ptr_array_add (sums, copy.sum);
      is_done = mv_db_walk (source, tables[i], copy_row, &copy, error);
      g_clear_object (&copy.insert);
      if (!is_done)
        return NULL;
    }
  return tables != NULL ? g_steal_pointer (&sums) : NULL;
}

/* The target */

/**
 * mv_transfer_mark_unfinished:
 * @db: a connection
 * @is_unfinished: whether something remains to be done before it may be served
 * @error: return location for an error
 *
 * Returns: whether it was noted
 */
gboolean
mv_transfer_mark_unfinished (MvDb *db, gboolean is_unfinished, GError **error)
{
  if (!is_unfinished)
    return mv_db_run (db, error, "DELETE FROM meta WHERE key = '" UNFINISHED "'", "");

  return mv_db_run (db, error,
                    "INSERT INTO meta (key, value) VALUES ('" UNFINISHED "', '1')"
                    " ON CONFLICT (key) DO NOTHING",
                    "");
}

static gboolean
is_unfinished (MvDb *db, gboolean *out_is, GError **error)
{
  gint64 n = 0;

  if (!mv_db_get_one_integer (db, &n, NULL, error,
                              "SELECT count(*) FROM meta WHERE key = '" UNFINISHED "'", ""))
    return FALSE;

  *out_is = n > 0;
  return TRUE;
}

/**
 * mv_transfer_check_finished:
 * @db: a connection to a database with tables
 * @error: return location for an error
 *
 * Fails with %MV_PROBLEM_INVALID if a restore into it was broken off.
 *
 * Returns: whether it may be served
 */
gboolean
mv_transfer_check_finished (MvDb *db, GError **error)
{
  gboolean is = FALSE;

  if (!is_unfinished (db, &is, error))
    return FALSE;
  if (is)
    mv_problem_set (error, MV_PROBLEM_INVALID, NULL, "%s",
                    _ ("A restore into this database was broken off; run it again"));
  return !is;
}

/* In the order in which nothing refers to what is gone. */
static gboolean
empty_tables (MvDb *db, char **tables, GError **error)
{
  for (guint i = g_strv_length (tables); i-- > 0;)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", tables[i]);

      if (!mv_db_run (db, error, sql, ""))
        return FALSE;
    }
  return TRUE;
}

/* What a database has before anybody has put anything in: its own few facts. What a broken restore
 * left is nobody's. */
static gboolean
make_room (MvDb *db, GError **error)
{
  g_auto (GStrv) tables = mv_db_list_tables (db, error);
  gboolean may_be_emptied = FALSE;

  if (tables == NULL || !is_unfinished (db, &may_be_emptied, error))
    return FALSE;

  for (guint i = 0; !may_be_emptied && tables[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i]);
      gint64 n = 0;

      if (!mv_db_get_one_integer (db, &n, NULL, error, sql, ""))
        return FALSE;
      if (n > 0 && strcmp (tables[i], "meta") != 0)
        {
          mv_problem_set (error, MV_PROBLEM_INVALID, NULL, "%s",
                          _ ("The database to copy into is not empty"));
          return FALSE;
        }
    }
  return empty_tables (db, tables, error);
}

static gboolean
check_version (MvDb *source, MvDb *target, gint64 version, GError **error)
{
  gint64 other = 0;

  if (!mv_db_get_version (target, &other, error))
    return FALSE;
  if (other == version)
    return TRUE;

  mv_problem_set (error, MV_PROBLEM_INVALID, NULL, "%s",
                  _ ("The database to copy into has tables of another version"));
  return FALSE;
}

static GPtrArray *
copy_and_check (
    MvDb *source, MvDb *target, MvTransferFunc finish, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) sums =
      make_room (target, error) ? copy_tables (source, target, error) : NULL;
  g_autoptr (GPtrArray) found = sums != NULL ? mv_transfer_measure (target, error) : NULL;

  if (found == NULL || !mv_transfer_compare (sums, found, error) ||
      !mv_db_settle_identities (target, error) ||
      (finish != NULL && !finish (target, sums, user_data, error)))
    return NULL;

  return g_steal_pointer (&sums);
}

/**
 * mv_transfer_copy:
 * @source: a connection outside a transaction, for reading
 * @target: a connection outside a transaction to a database without records
 * @finish: (nullable): what else to write before it is kept
 * @user_data: for @finish
 * @error: return location for an error
 *
 * Copies everything, as it was at one moment, and compares. The source may be served meanwhile and
 * is left as it is, its version too: the copy has the same.
 *
 * Fails with %MV_PROBLEM_INVALID if there is something in the target, with %MV_DB_ERROR_NEWER for a
 * source of a newer program, with %MV_DB_ERROR_CORRUPT if the copy is not the same, and as
 * databases do; nothing but empty tables is in the target then.
 *
 * Returns: (transfer full) (element-type MvTableSum): what was copied, or %NULL on error
 */
GPtrArray *
mv_transfer_copy (
    MvDb *source, MvDb *target, MvTransferFunc finish, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) sums = NULL;
  gint64 version = 0;

  g_return_val_if_fail (MV_IS_DB (source) && MV_IS_DB (target), NULL);

  if (!mv_db_get_version (source, &version, error))
    return NULL;
  if (version == 0)
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, NULL, "%s", _ ("The database has no tables"));
      return NULL;
    }
  if (!mv_feed_schema_make_tables (target, version, error) ||
      !check_version (source, target, version, error) || !mv_db_begin (source, FALSE, error))
    return NULL;

  if (mv_db_begin (target, TRUE, error))
    {
      sums = copy_and_check (source, target, finish, user_data, error);
      if (sums == NULL)
        mv_db_roll_back (target);
      else if (!mv_db_commit (target, error))
        g_clear_pointer (&sums, g_ptr_array_unref);
    }
  mv_db_roll_back (source);
  return g_steal_pointer (&sums);
}
