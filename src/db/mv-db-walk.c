/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-db"

#include "config.h"

#include "mv-db-private.h"

#include <string.h>

/* Tables that others refer to come first, so that a copy can be written in this order. */
static const char *const first_tables[] = { "scope", "person", "device" };

static guint
get_place (const char *table)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (first_tables) && strcmp (first_tables[i], table) != 0)
    i++;
  return i;
}

static int
compare_tables (gconstpointer a, gconstpointer b)
{
  const char *first = *(const char *const *) a, *second = *(const char *const *) b;
  guint i = get_place (first), j = get_place (second);

  return i != j ? (i < j ? -1 : 1) : strcmp (first, second);
}

/**
 * mv_db_list_tables:
 * @self: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full): the names of the tables without that of the migrations, those that
 * others refer to first; %NULL on error
 */
GStrv
mv_db_list_tables (MvDb *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MvStatement) row = NULL;
  gboolean has_row = TRUE;

  g_return_val_if_fail (MV_IS_DB (self), NULL);

  row = mv_db_query (self, error, "SELECT name FROM {tables}", "");
  if (row == NULL)
    return NULL;

  while (has_row)
    {
      const char *name;

      if (!mv_statement_step (row, &has_row, error))
        return NULL;
      name = has_row ? mv_statement_get_text (row, 0) : NULL;
      if (name != NULL && strcmp (name, "migration") != 0 && !g_str_has_prefix (name, "sqlite_"))
        g_ptr_array_add (names, g_strdup (name));
    }

  g_ptr_array_sort (names, compare_tables);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* @out_n: how many rows there were */
static gboolean
walk_statement (
    MvDb *self, const char *sql, MvDbRowFunc func, gpointer user_data, guint *out_n, GError **error)
{
  g_autoptr (MvStatement) row = mv_db_query (self, error, sql, "");
  gboolean has_row = TRUE;

  *out_n = 0;
  if (row == NULL)
    return FALSE;

  while (has_row)
    {
      if (!mv_statement_step (row, &has_row, error) || (has_row && !func (row, user_data, error)))
        return FALSE;
      *out_n += has_row ? 1 : 0;
    }
  return TRUE;
}

static gboolean
walk_by_cursor (MvDb *self, const char *table, MvDbRowFunc func, gpointer user_data, GError **error)
{
  guint n_rows = MV_DB_GET_CLASS (self)->walk_rows;
  g_autofree char *open =
      g_strdup_printf ("DECLARE walk_%s NO SCROLL CURSOR FOR SELECT * FROM %s", table, table);
  g_autofree char *fetch = g_strdup_printf ("FETCH %u FROM walk_%s", n_rows, table);
  g_autofree char *close = g_strdup_printf ("CLOSE walk_%s", table);
  guint n;

  if (!mv_db_execute_script (self, open, error))
    return FALSE;
  do
    {
      if (!walk_statement (self, fetch, func, user_data, &n, error))
        return FALSE;
    }
  while (n == n_rows);

  return mv_db_execute_script (self, close, error);
}

/**
 * mv_db_walk:
 * @self: a connection in a transaction
 * @table: name of a table, as mv_db_list_tables() gives it
 * @func: called with each row, in no order
 * @user_data: for @func
 * @error: return location for an error
 *
 * Visits all rows of a table, however many, with few of them in memory.
 *
 * Fails as statements do, and as @func does.
 *
 * Returns: whether all rows were visited
 */
gboolean
mv_db_walk (MvDb *self, const char *table, MvDbRowFunc func, gpointer user_data, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", table);
  guint n;

  g_return_val_if_fail (MV_IS_DB (self), FALSE);
  g_return_val_if_fail (mv_db_is_in_transaction (self), FALSE);

  if (MV_DB_GET_CLASS (self)->walk_rows > 0)
    return walk_by_cursor (self, table, func, user_data, error);
  return walk_statement (self, sql, func, user_data, &n, error);
}

/**
 * mv_db_settle_identities:
 * @self: a connection
 * @error: return location for an error
 *
 * After rows were written with numbers of their own into tables that number their rows: makes the
 * next number one that is free.
 *
 * Returns: whether it is
 */
gboolean
mv_db_settle_identities (MvDb *self, GError **error)
{
  g_return_val_if_fail (MV_IS_DB (self), FALSE);

  return mv_db_check_open (self, error) &&
         (MV_DB_GET_CLASS (self)->settle_identities == NULL ||
          MV_DB_GET_CLASS (self)->settle_identities (self, error));
}
