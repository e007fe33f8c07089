/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-db"

#include "config.h"

#include "mv-db.h"

#include "mv-db-private.h"

#include <string.h>

G_DEFINE_QUARK (mv - db - error - quark, mv_db_error)

typedef struct
{
  char *url; /* (owned) (nullable): until mv_db_open() has set it */
  gboolean is_in_transaction;
  gboolean is_bulk;
  gboolean is_closed;
} MvDbPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (MvDb, mv_db, G_TYPE_OBJECT)

static void
mv_db_finalize (GObject *object)
{
  MvDbPrivate *priv = mv_db_get_instance_private (MV_DB (object));

  g_free (priv->url);

  G_OBJECT_CLASS (mv_db_parent_class)->finalize (object);
}

static void
mv_db_class_init (MvDbClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mv_db_finalize;
  klass->parameter_mark = '$';
}

static void
mv_db_init (MvDb *self)
{
}

/* libpq takes its own kind of URI whole, and its keywords without our prefix. */
char *
mv_db_postgresql_dup_connection (const char *url)
{
  gboolean is_uri = g_str_has_prefix (url, "postgresql://");

  return g_strdup (is_uri ? url : url + strlen ("postgresql:"));
}

/**
 * mv_db_open:
 * @url: `sqlite:PATH`, `sqlite::memory:`, `postgresql://…`, or `postgresql:` and libpq's own
 * keywords
 *   (`postgresql:host=/run/postgresql dbname=medvirk`)
 * @vfs: (nullable): name of the SQLite VFS to use, %NULL for the default; ignored by PostgreSQL
 * @flags: how to open it
 *
 * Opens a connection. A SQLite file that does not exist is made, readable by its owner alone,
 * unless
 * @flags forbid it.
 *
 * Fails with %MV_DB_ERROR_UNSUPPORTED if @url names a database that this build does not have, with
 * %MV_DB_ERROR_CORRUPT, %MV_DB_ERROR_IO, %MV_DB_ERROR_FULL or %MV_DB_ERROR_BUSY for a file, and
 * with %MV_DB_ERROR_CONNECTION for a server that does not answer. A damaged file is left as it is.
 *
 * Returns: (transfer full): a connection, or %NULL on error
 */
MvDb *
mv_db_open (const char *url, const char *vfs, MvDbFlags flags, GError **error)
{
  MvDb *self = NULL;
  MvDbPrivate *priv;

  g_return_val_if_fail (url != NULL, NULL);

  if (g_str_has_prefix (url, "sqlite:"))
    {
      self = mv_db_sqlite_open (url + strlen ("sqlite:"), vfs, flags, error);
    }
  else if (g_str_has_prefix (url, "postgresql:"))
    {
      g_autofree char *connection = mv_db_postgresql_dup_connection (url);

      self = mv_db_postgresql_open (connection, flags, error);
    }
  else
    {
      g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_UNSUPPORTED,
                   "The database address begins neither with sqlite: nor with postgresql:");
    }

  if (self == NULL)
    return NULL;

  priv = mv_db_get_instance_private (self);
  priv->url = g_strdup (url);

  return self;
}

/**
 * mv_db_get_url:
 * @self: a connection
 *
 * Returns: (transfer none): the address it was opened with. It may hold a password: not for logs.
 */
const char *
mv_db_get_url (MvDb *self)
{
  MvDbPrivate *priv = mv_db_get_instance_private (self);

  g_return_val_if_fail (MV_IS_DB (self), NULL);

  return priv->url;
}

gboolean
mv_db_check_open (MvDb *self, GError **error)
{
  MvDbPrivate *priv = mv_db_get_instance_private (self);

  if (!priv->is_closed)
    return TRUE;

  g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_CLOSED, "The database is closed");
  return FALSE;
}

/**
 * mv_db_close:
 * @self: a connection
 *
 * Ends the connection now, whoever still holds a reference. A transaction that is open is rolled
 * back. The last connection to a SQLite file takes its log into the file, unless it only reads.
 * Everything that is asked for afterwards fails with %MV_DB_ERROR_CLOSED. Called again, it does
 * nothing.
 */
void
mv_db_close (MvDb *self)
{
  MvDbPrivate *priv = mv_db_get_instance_private (self);

  g_return_if_fail (MV_IS_DB (self));

  if (priv->is_closed)
    return;

  mv_db_roll_back (self);
  priv->is_closed = TRUE;
  MV_DB_GET_CLASS (self)->close (self);
}

/**
 * mv_db_prepare:
 * @self: a connection
 * @sql: one statement, with `$1` parameters and tokens
 *
 * Makes a statement ready. The same text is prepared by the database only once for each connection.
 * Dropping the last reference ends the use, so that no read stays open.
 *
 * Fails with %MV_DB_ERROR_FAILED for text that the database does not understand.
 *
 * Returns: (transfer full): a statement without bound values, or %NULL on error
 */
MvStatement *
mv_db_prepare (MvDb *self, const char *sql, GError **error)
{
  g_return_val_if_fail (MV_IS_DB (self), NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  return mv_db_check_open (self, error) ? MV_DB_GET_CLASS (self)->prepare (self, sql, error) : NULL;
}

/* Runs statements without parameters and rows, one after the other. */
gboolean
mv_db_execute_script (MvDb *self, const char *sql, GError **error)
{
  return mv_db_check_open (self, error) &&
         MV_DB_GET_CLASS (self)->execute_script (self, sql, error);
}

/**
 * mv_db_begin:
 * @self: a connection outside a transaction
 * @for_writing: whether it will write; it then takes the database's one write lock at once
 *
 * Begins a transaction. One that only reads sees the database as it was at its first read. Those
 * that write follow one after the other on both back ends, so that what one has read does not
 * change before it writes.
 *
 * Fails with %MV_DB_ERROR_BUSY if another connection keeps the write lock for longer than five
 * seconds.
 *
 * Returns: whether it began
 */
gboolean
mv_db_begin (MvDb *self, gboolean for_writing, GError **error)
{
  MvDbPrivate *priv = mv_db_get_instance_private (self);

  g_return_val_if_fail (MV_IS_DB (self), FALSE);
  g_return_val_if_fail (!priv->is_in_transaction, FALSE);

  if (!mv_db_check_open (self, error))
    return FALSE;
  priv->is_in_transaction =
      mv_db_execute_script (self, MV_DB_GET_CLASS (self)->get_begin (self, for_writing), error);
  /* It may have begun and not got the lock. */
  if (!priv->is_in_transaction && MV_DB_GET_CLASS (self)->is_transaction_open (self))
    mv_db_execute_script (self, "ROLLBACK", NULL);

  return priv->is_in_transaction;
}

/* Some failures (a full disk, a lost connection) make the database end the transaction by itself.
 * What follows must not run outside of it as if nothing had happened. */
gboolean
mv_db_check_transaction (MvDb *self, GError **error)
{
  MvDbPrivate *priv = mv_db_get_instance_private (self);

  if (!priv->is_in_transaction || MV_DB_GET_CLASS (self)->is_transaction_open (self))
    return TRUE;

  g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_FAILED,
               "The transaction was ended by an earlier failure");
  return FALSE;
}

/**
 * mv_db_commit:
 * @self: a connection in a transaction
 *
 * Keeps what the transaction did. When it returns, the disk has it.
 *
 * Fails as statements do; the transaction is then rolled back and nothing of it was kept, except
 * that with %MV_DB_ERROR_CONNECTION nobody knows.
 *
 * Returns: whether everything was kept
 */
gboolean
mv_db_commit (MvDb *self, GError **error)
{
  MvDbPrivate *priv = mv_db_get_instance_private (self);

  g_return_val_if_fail (MV_IS_DB (self), FALSE);
  g_return_val_if_fail (priv->is_in_transaction, FALSE);

  if (!mv_db_check_transaction (self, error) || !mv_db_execute_script (self, "COMMIT", error))
    {
      mv_db_roll_back (self);
      return FALSE;
    }

  priv->is_in_transaction = FALSE;
  return TRUE;
}

/**
 * mv_db_roll_back:
 * @self: a connection
 *
 * Throws away what the transaction did. Does nothing outside a transaction, and never fails: what
 * cannot be rolled back was rolled back already.
 */
void
mv_db_roll_back (MvDb *self)
{
  MvDbPrivate *priv = mv_db_get_instance_private (self);

  g_return_if_fail (MV_IS_DB (self));

  if (!priv->is_in_transaction)
    return;

  if (MV_DB_GET_CLASS (self)->is_transaction_open (self))
    {
      g_autoptr (GError) error = NULL;

      if (!mv_db_execute_script (self, "ROLLBACK", &error))
        g_debug ("Rolling back: %s", error->message);
    }
  priv->is_in_transaction = FALSE;
}

/**
 * mv_db_is_in_transaction:
 * @self: a connection
 *
 * Returns: whether a transaction was begun and neither kept nor rolled back by the caller
 */
gboolean
mv_db_is_in_transaction (MvDb *self)
{
  MvDbPrivate *priv = mv_db_get_instance_private (self);

  g_return_val_if_fail (MV_IS_DB (self), FALSE);

  return priv->is_in_transaction;
}

static gboolean
is_identifier (const char *name)
{
  if (name == NULL || !g_ascii_isalpha (*name))
    return FALSE;

  for (const char *c = name; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && *c != '_')
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_on_savepoint (MvDb *self, const char *verb, const char *name, GError **error)
{
  MvDbPrivate *priv = mv_db_get_instance_private (self);
  g_autofree char *sql = NULL;

  g_return_val_if_fail (MV_IS_DB (self), FALSE);
  g_return_val_if_fail (priv->is_in_transaction, FALSE);
  g_return_val_if_fail (is_identifier (name), FALSE);

  sql = g_strdup_printf ("%s %s", verb, name);
  return mv_db_check_transaction (self, error) && mv_db_execute_script (self, sql, error);
}

/**
 * mv_db_savepoint:
 * @self: a connection in a transaction
 * @name: ASCII letters, digits and underscores, beginning with a letter
 *
 * Sets a mark in the transaction to which mv_db_roll_back_to() can return.
 *
 * Returns: whether it was set
 */
gboolean
mv_db_savepoint (MvDb *self, const char *name, GError **error)
{
  return run_on_savepoint (self, "SAVEPOINT", name, error);
}

/**
 * mv_db_release:
 * @self: a connection in a transaction
 * @name: name of a mark
 *
 * Forgets the mark; what was done since belongs to the transaction.
 *
 * Returns: whether it was forgotten
 */
gboolean
mv_db_release (MvDb *self, const char *name, GError **error)
{
  return run_on_savepoint (self, "RELEASE SAVEPOINT", name, error);
}

/**
 * mv_db_roll_back_to:
 * @self: a connection in a transaction
 * @name: name of a mark
 *
 * Throws away what was done since the mark, which stays. PostgreSQL needs this after each failed
 * statement before it takes another.
 *
 * Returns: whether the state of the mark is there again; if not, only mv_db_roll_back() is left
 */
gboolean
mv_db_roll_back_to (MvDb *self, const char *name, GError **error)
{
  return run_on_savepoint (self, "ROLLBACK TO SAVEPOINT", name, error);
}

/**
 * mv_db_list_statements:
 * @self: a connection
 *
 * Returns: (transfer full): the texts of all statements that were prepared on this connection and
 *   are kept for the next use; none on PostgreSQL
 */
GStrv
mv_db_list_statements (MvDb *self)
{
  g_return_val_if_fail (MV_IS_DB (self), NULL);

  return MV_DB_GET_CLASS (self)->list_statements != NULL
             ? MV_DB_GET_CLASS (self)->list_statements (self)
             : g_new0 (char *, 1);
}

/**
 * mv_db_set_bulk:
 * @self: a connection outside a transaction
 * @is_bulk: whether what is written from now on are many rows that can be fetched again
 *
 * With it a commit does not wait for the disk, and the connection may use more memory and a longer
 * log. After a power cut the latest such transactions may be gone, as a whole and in order, never a
 * part of one; a later transaction without it makes them last too. The end of it shortens the log,
 * unless somebody reads there. Does nothing on PostgreSQL.
 *
 * Returns: whether the database took it
 */
gboolean
mv_db_set_bulk (MvDb *self, gboolean is_bulk, GError **error)
{
  MvDbPrivate *priv;

  g_return_val_if_fail (MV_IS_DB (self), FALSE);
  g_return_val_if_fail (!mv_db_is_in_transaction (self), FALSE);

  if (!mv_db_check_open (self, error))
    return FALSE;
  priv = mv_db_get_instance_private (self);
  if (priv->is_bulk == !!is_bulk || MV_DB_GET_CLASS (self)->set_bulk == NULL)
    return TRUE;
  if (!MV_DB_GET_CLASS (self)->set_bulk (self, is_bulk, error))
    return FALSE;

  priv->is_bulk = !!is_bulk;
  return TRUE;
}

/**
 * mv_db_notify:
 * @self: a connection
 * @channel: ASCII letters, digits and underscores
 * @payload: (nullable): text of at most %MV_DB_MAX_PAYLOAD bytes
 *
 * Tells other processes on the same PostgreSQL that something changed, once the transaction is
 * kept. Does nothing on SQLite.
 *
 * Returns: whether the database took it
 */
gboolean
mv_db_notify (MvDb *self, const char *channel, const char *payload, GError **error)
{
  g_return_val_if_fail (MV_IS_DB (self), FALSE);
  g_return_val_if_fail (is_identifier (channel), FALSE);
  g_return_val_if_fail (payload == NULL || strlen (payload) <= MV_DB_MAX_PAYLOAD, FALSE);

  return !mv_db_can_notify (self) || MV_DB_GET_CLASS (self)->notify (self, channel, payload, error);
}

/**
 * mv_db_can_notify:
 * @self: a connection
 *
 * Returns: whether other processes can be told of changes
 */
gboolean
mv_db_can_notify (MvDb *self)
{
  g_return_val_if_fail (MV_IS_DB (self), FALSE);

  return MV_DB_GET_CLASS (self)->notify != NULL;
}
