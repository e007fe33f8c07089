/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-db"

#include "config.h"

#include "mv-db.h"

/* Prepare, bind and run in one call. */

static MvStatement *
query_va (MvDb *self, const char *sql, const char *types, va_list arguments, GError **error)
{
  g_autoptr (MvStatement) statement = mv_db_prepare (self, sql, error);

  if (statement == NULL)
    return NULL;

  for (guint i = 1; *types != '\0'; types++, i++)
    {
      switch (*types)
        {
        case 't':
          mv_statement_bind_text (statement, i, va_arg (arguments, const char *));
          break;
        case 'i':
          mv_statement_bind_integer (statement, i, va_arg (arguments, gint64));
          break;
        case 'b':
          mv_statement_bind_bytes (statement, i, va_arg (arguments, GBytes *));
          break;
        default:
          g_assert_not_reached ();
        }
    }

  return g_steal_pointer (&statement);
}

/**
 * mv_db_run:
 * @self: a connection
 * @error: where to put an error; it stands first because the values are last
 * @sql: a statement without rows
 * @types: one letter for each parameter: `t` text (%NULL is null), `i` gint64, `b` #GBytes (%NULL
 * is null)
 * @...: the values
 *
 * Runs a statement to its end. A literal number must be cast to gint64.
 *
 * Returns: whether it ran; errors are those of mv_statement_step()
 */
gboolean
mv_db_run (MvDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = TRUE;
  va_list arguments;

  va_start (arguments, types);
  statement = query_va (self, sql, types, arguments, error);
  va_end (arguments);
  if (statement == NULL)
    return FALSE;

  while (has_row)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * mv_db_query:
 * @self: a connection
 * @error: where to put an error
 * @sql: a statement
 * @types: as in mv_db_run()
 * @...: the values
 *
 * Returns: (transfer full): the statement, bound and not yet stepped, or %NULL on error
 */
MvStatement *
mv_db_query (MvDb *self, GError **error, const char *sql, const char *types, ...)
{
  MvStatement *statement;
  va_list arguments;

  va_start (arguments, types);
  statement = query_va (self, sql, types, arguments, error);
  va_end (arguments);

  return statement;
}

/**
 * mv_db_get_one_integer:
 * @self: a connection
 * @out_value: (out): the first column of the first row; untouched if there is none
 * @out_found: (out) (optional): whether there was a row with a value
 * @error: where to put an error
 * @sql: a statement
 * @types: as in mv_db_run()
 * @...: the values
 *
 * Returns: whether the statement ran
 */
gboolean
mv_db_get_one_integer (MvDb *self,
                       gint64 *out_value,
                       gboolean *out_found,
                       GError **error,
                       const char *sql,
                       const char *types,
                       ...)
{
  g_autoptr (MvStatement) statement = NULL;
  gboolean found = FALSE;
  va_list arguments;

  va_start (arguments, types);
  statement = query_va (self, sql, types, arguments, error);
  va_end (arguments);
  if (statement == NULL || !mv_statement_step (statement, &found, error))
    return FALSE;

  found = found && !mv_statement_is_null (statement, 0);
  if (found)
    *out_value = mv_statement_get_integer (statement, 0);
  if (out_found != NULL)
    *out_found = found;
  return TRUE;
}

/**
 * mv_db_get_one_text:
 * @self: a connection
 * @error: where to put an error
 * @sql: a statement
 * @types: as in mv_db_run()
 * @...: the values
 *
 * Returns: (transfer full) (nullable): the first column of the first row; %NULL with an error if
 * the statement failed, and without one if there is no row or no value
 */
char *
mv_db_get_one_text (MvDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = FALSE;
  va_list arguments;

  va_start (arguments, types);
  statement = query_va (self, sql, types, arguments, error);
  va_end (arguments);
  if (statement == NULL || !mv_statement_step (statement, &has_row, error) || !has_row)
    return NULL;

  return g_strdup (mv_statement_get_text (statement, 0));
}
