/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-db"

#include "config.h"

#include "mv-db-private.h"

/* One use of what a database has prepared, for every back end. */

typedef struct
{
  MvDb *db; /* (owned) */
} MvStatementPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (MvStatement, mv_statement, G_TYPE_OBJECT)

static void
mv_statement_finalize (GObject *object)
{
  MvStatementPrivate *priv = mv_statement_get_instance_private (MV_STATEMENT (object));

  g_clear_object (&priv->db);

  G_OBJECT_CLASS (mv_statement_parent_class)->finalize (object);
}

static void
mv_statement_class_init (MvStatementClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mv_statement_finalize;
}

static void
mv_statement_init (MvStatement *self)
{
}

void
mv_statement_set_db (MvStatement *self, MvDb *db)
{
  MvStatementPrivate *priv = mv_statement_get_instance_private (self);

  g_set_object (&priv->db, db);
}

MvDb *
mv_statement_get_db (MvStatement *self)
{
  MvStatementPrivate *priv = mv_statement_get_instance_private (self);

  return priv->db;
}

/**
 * mv_statement_bind_null:
 * @self: a statement that is not being stepped
 * @index: number of the parameter, from 1
 *
 * Binds no value.
 */
void
mv_statement_bind_null (MvStatement *self, guint index)
{
  g_return_if_fail (MV_IS_STATEMENT (self));
  g_return_if_fail (index >= 1);

  MV_STATEMENT_GET_CLASS (self)->bind_null (self, index);
}

/**
 * mv_statement_bind_integer:
 * @self: a statement that is not being stepped
 * @index: number of the parameter, from 1
 * @value: the value
 *
 * Binds a whole number.
 */
void
mv_statement_bind_integer (MvStatement *self, guint index, gint64 value)
{
  g_return_if_fail (MV_IS_STATEMENT (self));
  g_return_if_fail (index >= 1);

  MV_STATEMENT_GET_CLASS (self)->bind_integer (self, index, value);
}

/**
 * mv_statement_bind_text:
 * @self: a statement that is not being stepped
 * @index: number of the parameter, from 1
 * @value: (nullable): UTF-8, which is copied
 *
 * Binds text.
 */
void
mv_statement_bind_text (MvStatement *self, guint index, const char *value)
{
  g_return_if_fail (MV_IS_STATEMENT (self));
  g_return_if_fail (index >= 1);

  MV_STATEMENT_GET_CLASS (self)->bind_text (self, index, value);
}

/**
 * mv_statement_bind_bytes:
 * @self: a statement that is not being stepped
 * @index: number of the parameter, from 1
 * @value: (nullable): bytes
 *
 * Binds bytes.
 */
void
mv_statement_bind_bytes (MvStatement *self, guint index, GBytes *value)
{
  g_return_if_fail (MV_IS_STATEMENT (self));
  g_return_if_fail (index >= 1);

  MV_STATEMENT_GET_CLASS (self)->bind_bytes (self, index, value);
}

/**
 * mv_statement_step:
 * @self: a statement
 * @out_has_row: (out) (optional): whether there is a row to read; %FALSE when the statement is done
 *
 * Runs the statement up to its next row or its end. After the end, the next step begins anew.
 *
 * Fails with any of %MV_DB_ERROR but %MV_DB_ERROR_NEWER and %MV_DB_ERROR_UNSUPPORTED. The
 * statement's own changes are undone; after %MV_DB_ERROR_FULL, %MV_DB_ERROR_IO and
 * %MV_DB_ERROR_CONNECTION the whole transaction may be, and every further step in it fails.
 *
 * Returns: whether it ran
 */
gboolean
mv_statement_step (MvStatement *self, gboolean *out_has_row, GError **error)
{
  gboolean has_row = FALSE;

  g_return_val_if_fail (MV_IS_STATEMENT (self), FALSE);

  if (!mv_db_check_open (mv_statement_get_db (self), error) ||
      !mv_db_check_transaction (mv_statement_get_db (self), error) ||
      !MV_STATEMENT_GET_CLASS (self)->step (self, &has_row, error))
    return FALSE;

  if (out_has_row != NULL)
    *out_has_row = has_row;
  return TRUE;
}

/**
 * mv_statement_reset:
 * @self: a statement
 *
 * Ends the rows; the next step begins anew. Bound values stay.
 */
void
mv_statement_reset (MvStatement *self)
{
  g_return_if_fail (MV_IS_STATEMENT (self));

  MV_STATEMENT_GET_CLASS (self)->reset (self);
}

/**
 * mv_statement_is_null:
 * @self: a statement on a row
 * @column: number of the column, from 0
 *
 * Returns: whether the row has no value there
 */
gboolean
mv_statement_is_null (MvStatement *self, guint column)
{
  g_return_val_if_fail (MV_IS_STATEMENT (self), TRUE);

  return MV_STATEMENT_GET_CLASS (self)->is_null (self, column);
}

/**
 * mv_statement_get_integer:
 * @self: a statement on a row
 * @column: number of the column, from 0
 *
 * Returns: the number there, 0 for no value
 */
gint64
mv_statement_get_integer (MvStatement *self, guint column)
{
  g_return_val_if_fail (MV_IS_STATEMENT (self), 0);

  return MV_STATEMENT_GET_CLASS (self)->get_integer (self, column);
}

/**
 * mv_statement_get_text:
 * @self: a statement on a row
 * @column: number of the column, from 0
 *
 * Returns: (transfer none) (nullable): the text there, until the next step; %NULL for no value
 */
const char *
mv_statement_get_text (MvStatement *self, guint column)
{
  g_return_val_if_fail (MV_IS_STATEMENT (self), NULL);

  return MV_STATEMENT_GET_CLASS (self)->get_text (self, column);
}

/**
 * mv_statement_dup_bytes:
 * @self: a statement on a row
 * @column: number of the column, from 0
 *
 * Returns: (transfer full) (nullable): a copy of the bytes there; %NULL for no value
 */
GBytes *
mv_statement_dup_bytes (MvStatement *self, guint column)
{
  g_return_val_if_fail (MV_IS_STATEMENT (self), NULL);

  return MV_STATEMENT_GET_CLASS (self)->dup_bytes (self, column);
}

/**
 * mv_statement_get_n_columns:
 * @self: a statement on a row
 *
 * Returns: the number of columns
 */
guint
mv_statement_get_n_columns (MvStatement *self)
{
  g_return_val_if_fail (MV_IS_STATEMENT (self), 0);

  return MV_STATEMENT_GET_CLASS (self)->get_n_columns (self);
}

/**
 * mv_statement_get_n_changed:
 * @self: a statement that is done
 *
 * Returns: the number of rows that an INSERT, UPDATE or DELETE touched
 */
gint64
mv_statement_get_n_changed (MvStatement *self)
{
  g_return_val_if_fail (MV_IS_STATEMENT (self), 0);

  return MV_STATEMENT_GET_CLASS (self)->get_n_changed (self);
}

/**
 * mv_statement_get_name:
 * @self: a statement on a row
 * @column: number of the column, from 0
 *
 * Returns: (transfer none): the column's name, until the next step
 */
const char *
mv_statement_get_name (MvStatement *self, guint column)
{
  g_return_val_if_fail (MV_IS_STATEMENT (self), NULL);

  return MV_STATEMENT_GET_CLASS (self)->get_name (self, column);
}

/**
 * mv_statement_get_value_type:
 * @self: a statement on a row
 * @column: number of the column, from 0
 *
 * Returns: what the value is, as a letter of mv_db_run(): `i`, `t` or `b`; `0` for no value
 */
char
mv_statement_get_value_type (MvStatement *self, guint column)
{
  g_return_val_if_fail (MV_IS_STATEMENT (self), '0');

  if (mv_statement_is_null (self, column))
    return '0';
  return MV_STATEMENT_GET_CLASS (self)->get_value_type (self, column);
}
