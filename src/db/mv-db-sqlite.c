/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-db"

#include "config.h"

#include "mv-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define BUSY_TIMEOUT_MS 5000

/* SQLite. The file is kept with a write-ahead log that is synced at each commit. */

#define MV_TYPE_DB_SQLITE (mv_db_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (MvDbSqlite, mv_db_sqlite, MV, DB_SQLITE, MvDb)

struct _MvDbSqlite
{
  MvDb parent_instance;

  sqlite3 *handle;  /* (owned) (nullable): NULL once it is closed */
  GHashTable *idle; /* (owned) (element-type utf8 GPtrArray<sqlite3_stmt>): prepared, not in use */
};

G_DEFINE_FINAL_TYPE (MvDbSqlite, mv_db_sqlite, MV_TYPE_DB)

#define MV_TYPE_STATEMENT_SQLITE (mv_statement_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (MvStatementSqlite, mv_statement_sqlite, MV, STATEMENT_SQLITE, MvStatement)

struct _MvStatementSqlite
{
  MvStatement parent_instance;

  sqlite3_stmt *native; /* (owned): goes back to @idle */
  GPtrArray *idle;      /* (owned): where it goes back to */
  int bind_result;      /* first failure of a bind, SQLITE_OK if none */
  gint64 n_changed;
};

G_DEFINE_FINAL_TYPE (MvStatementSqlite, mv_statement_sqlite, MV_TYPE_STATEMENT)

/* SQLite tells of a full disk only where it writes rows; where it makes room for the list of its
 * write-ahead log, as each opening does, it tells of an error of the disk and keeps the reason. */
static gboolean
is_disk_full (sqlite3 *handle, int result)
{
  return (result & 0xff) == SQLITE_IOERR && handle != NULL &&
         sqlite3_system_errno (handle) == ENOSPC;
}

static MvDbError
get_error_code (sqlite3 *handle, int result)
{
  if (is_disk_full (handle, result))
    return MV_DB_ERROR_FULL;
  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return MV_DB_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return MV_DB_ERROR_CONSTRAINT;
    case SQLITE_FULL:
      return MV_DB_ERROR_FULL;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      return MV_DB_ERROR_IO;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return MV_DB_ERROR_CORRUPT;
    default:
      return MV_DB_ERROR_FAILED;
    }
}

/* The one place where SQLite's results become ours. */
static gboolean
check_result (sqlite3 *handle, int result, GError **error)
{
  if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;

  g_set_error (error, MV_DB_ERROR, get_error_code (handle, result), "%s",
               handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (result));
  return FALSE;
}

/* The statement */

static void
mv_statement_sqlite_bind_null (MvStatement *statement, guint index)
{
  MvStatementSqlite *self = MV_STATEMENT_SQLITE (statement);
  int result = sqlite3_bind_null (self->native, (int) index);

  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

static void
mv_statement_sqlite_bind_integer (MvStatement *statement, guint index, gint64 value)
{
  MvStatementSqlite *self = MV_STATEMENT_SQLITE (statement);
  int result = sqlite3_bind_int64 (self->native, (int) index, value);

  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

static void
mv_statement_sqlite_bind_text (MvStatement *statement, guint index, const char *value)
{
  MvStatementSqlite *self = MV_STATEMENT_SQLITE (statement);
  int result = sqlite3_bind_text (self->native, (int) index, value, -1, SQLITE_TRANSIENT);

  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

static void
mv_statement_sqlite_bind_bytes (MvStatement *statement, guint index, GBytes *value)
{
  MvStatementSqlite *self = MV_STATEMENT_SQLITE (statement);
  size_t size = 0;
  const void *data;
  int result;

  if (value == NULL)
    {
      mv_statement_sqlite_bind_null (statement, index);
      return;
    }

  /* SQLite takes a NULL pointer for null, which no bytes are not. */
  data = g_bytes_get_data (value, &size);
  result = sqlite3_bind_blob64 (self->native, (int) index, data != NULL ? data : "", size,
                                SQLITE_TRANSIENT);
  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

static gboolean
mv_statement_sqlite_step (MvStatement *statement, gboolean *out_has_row, GError **error)
{
  MvStatementSqlite *self = MV_STATEMENT_SQLITE (statement);
  sqlite3 *handle = sqlite3_db_handle (self->native);
  int result;

  if (self->bind_result != SQLITE_OK)
    return check_result (NULL, self->bind_result, error);

  result = sqlite3_step (self->native);
  *out_has_row = result == SQLITE_ROW;
  if (result == SQLITE_ROW)
    return TRUE;

  if (result == SQLITE_DONE)
    self->n_changed = sqlite3_changes64 (handle);
  else
    check_result (handle, result, error);

  /* Ends the read, so that a statement somebody still holds keeps no snapshot open. */
  sqlite3_reset (self->native);
  return result == SQLITE_DONE;
}

static void
mv_statement_sqlite_reset (MvStatement *statement)
{
  sqlite3_reset (MV_STATEMENT_SQLITE (statement)->native);
}

static gboolean
mv_statement_sqlite_is_null (MvStatement *statement, guint column)
{
  return sqlite3_column_type (MV_STATEMENT_SQLITE (statement)->native, (int) column) == SQLITE_NULL;
}

static gint64
mv_statement_sqlite_get_integer (MvStatement *statement, guint column)
{
  return sqlite3_column_int64 (MV_STATEMENT_SQLITE (statement)->native, (int) column);
}

static const char *
mv_statement_sqlite_get_text (MvStatement *statement, guint column)
{
  return (const char *) sqlite3_column_text (MV_STATEMENT_SQLITE (statement)->native, (int) column);
}

static GBytes *
mv_statement_sqlite_dup_bytes (MvStatement *statement, guint column)
{
  MvStatementSqlite *self = MV_STATEMENT_SQLITE (statement);
  const void *data;

  if (sqlite3_column_type (self->native, (int) column) == SQLITE_NULL)
    return NULL;

  data = sqlite3_column_blob (self->native, (int) column);
  return g_bytes_new (data, (size_t) sqlite3_column_bytes (self->native, (int) column));
}

static guint
mv_statement_sqlite_get_n_columns (MvStatement *statement)
{
  return (guint) sqlite3_column_count (MV_STATEMENT_SQLITE (statement)->native);
}

static const char *
mv_statement_sqlite_get_name (MvStatement *statement, guint column)
{
  return sqlite3_column_name (MV_STATEMENT_SQLITE (statement)->native, (int) column);
}

static char
mv_statement_sqlite_get_value_type (MvStatement *statement, guint column)
{
  switch (sqlite3_column_type (MV_STATEMENT_SQLITE (statement)->native, (int) column))
    {
    case SQLITE_INTEGER:
      return 'i';
    case SQLITE_BLOB:
      return 'b';
    default:
      return 't';
    }
}

static gint64
mv_statement_sqlite_get_n_changed (MvStatement *statement)
{
  return MV_STATEMENT_SQLITE (statement)->n_changed;
}

/* The use is over: what SQLite prepared waits for the next one. */
static void
mv_statement_sqlite_finalize (GObject *object)
{
  MvStatementSqlite *self = MV_STATEMENT_SQLITE (object);

  if (self->native != NULL)
    {
      sqlite3_reset (self->native);
      sqlite3_clear_bindings (self->native);
      g_ptr_array_add (self->idle, self->native);
    }
  g_clear_pointer (&self->idle, g_ptr_array_unref);

  G_OBJECT_CLASS (mv_statement_sqlite_parent_class)->finalize (object);
}

static void
mv_statement_sqlite_class_init (MvStatementSqliteClass *klass)
{
  MvStatementClass *statement_class = MV_STATEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mv_statement_sqlite_finalize;

  statement_class->bind_null = mv_statement_sqlite_bind_null;
  statement_class->bind_integer = mv_statement_sqlite_bind_integer;
  statement_class->bind_text = mv_statement_sqlite_bind_text;
  statement_class->bind_bytes = mv_statement_sqlite_bind_bytes;
  statement_class->step = mv_statement_sqlite_step;
  statement_class->reset = mv_statement_sqlite_reset;
  statement_class->is_null = mv_statement_sqlite_is_null;
  statement_class->get_integer = mv_statement_sqlite_get_integer;
  statement_class->get_text = mv_statement_sqlite_get_text;
  statement_class->dup_bytes = mv_statement_sqlite_dup_bytes;
  statement_class->get_n_columns = mv_statement_sqlite_get_n_columns;
  statement_class->get_name = mv_statement_sqlite_get_name;
  statement_class->get_value_type = mv_statement_sqlite_get_value_type;
  statement_class->get_n_changed = mv_statement_sqlite_get_n_changed;
}

static void
mv_statement_sqlite_init (MvStatementSqlite *self)
{
}

/* The connection */

static void
free_native (gpointer data)
{
  sqlite3_finalize (data);
}

static sqlite3_stmt *
prepare_native (MvDbSqlite *self, const char *sql, GError **error)
{
  g_autofree char *filled = mv_db_fill (MV_DB (self), sql, error);
  sqlite3_stmt *native = NULL;
  int result;

  if (filled == NULL)
    return NULL;

  result = sqlite3_prepare_v3 (self->handle, filled, -1, SQLITE_PREPARE_PERSISTENT, &native, NULL);
  if (!check_result (self->handle, result, error))
    return NULL;

  if (native == NULL)
    g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_FAILED, "There is no statement in the text");
  return native;
}

static MvStatement *
mv_db_sqlite_prepare (MvDb *db, const char *sql, GError **error)
{
  MvDbSqlite *self = MV_DB_SQLITE (db);
  GPtrArray *idle = g_hash_table_lookup (self->idle, sql);
  MvStatementSqlite *statement;
  sqlite3_stmt *native;

  if (idle != NULL && idle->len > 0)
    native = g_ptr_array_steal_index_fast (idle, idle->len - 1);
  else
    native = prepare_native (self, sql, error);
  if (native == NULL)
    return NULL;

  if (idle == NULL)
    {
      idle = g_ptr_array_new_with_free_func (free_native);
      g_hash_table_insert (self->idle, g_strdup (sql), idle);
    }

  statement = g_object_new (MV_TYPE_STATEMENT_SQLITE, NULL);
  statement->native = native;
  statement->idle = g_ptr_array_ref (idle);
  mv_statement_set_db (MV_STATEMENT (statement), db);

  return MV_STATEMENT (statement);
}

static gboolean
mv_db_sqlite_execute_script (MvDb *db, const char *sql, GError **error)
{
  MvDbSqlite *self = MV_DB_SQLITE (db);
  g_autofree char *filled = mv_db_fill (db, sql, error);

  if (filled == NULL)
    return FALSE;

  return check_result (self->handle, sqlite3_exec (self->handle, filled, NULL, NULL, NULL), error);
}

static const char *
mv_db_sqlite_get_token (MvDb *db, const char *name)
{
  static const struct
  {
    const char *name, *value;
  } tokens[] = {
    { "blob", "blob" },
    { "clustered", "WITHOUT ROWID" },
    { "forupdate", "" }, /* a writing transaction has the whole file for itself */
    { "identity", "integer PRIMARY KEY" },
    { "json", "" },
    { "scrub", "PRAGMA wal_checkpoint (TRUNCATE)" }, /* what was deleted leaves the files too */
    { "tables", "(SELECT name FROM sqlite_schema WHERE type = 'table') AS tables" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      if (strcmp (tokens[i].name, name) == 0)
        return tokens[i].value;
    }
  return NULL;
}

static const char *
mv_db_sqlite_get_begin (MvDb *db, gboolean for_writing)
{
  return for_writing ? "BEGIN IMMEDIATE" : "BEGIN";
}

static gboolean
mv_db_sqlite_is_transaction_open (MvDb *db)
{
  return !sqlite3_get_autocommit (MV_DB_SQLITE (db)->handle);
}

static GStrv
mv_db_sqlite_list_statements (MvDb *db)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer sql;

  g_hash_table_iter_init (&iter, MV_DB_SQLITE (db)->idle);
  while (g_hash_table_iter_next (&iter, &sql, NULL))
    g_strv_builder_add (texts, sql);
  return g_strv_builder_end (texts);
}

/* Reads the log back into the file and cuts it to nothing, unless somebody reads in it: then as
 * much as can be done without waiting for them. What is left, here or by a disk that fails, stands
 * safe in the log as before. */
static void
shorten_log (MvDbSqlite *self)
{
  int result;

  sqlite3_busy_timeout (self->handle, 0);
  result = sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  if (result != SQLITE_OK)
    g_debug ("The log stays as long as it is: %s", sqlite3_errstr (result));
}

/* The log is read back into the file once in 16 MiB instead of 4, and fewer pages are read and
 * written twice. With the lesser word it is synced before that, so the file is never ahead of it.
 * Left at that length it would be read at each start.
 */
static gboolean
mv_db_sqlite_set_bulk (MvDb *db, gboolean is_bulk, GError **error)
{
  if (!mv_db_sqlite_execute_script (db,
                                    is_bulk
                                        ? "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384;"
                                          "PRAGMA wal_autocheckpoint = 4096"
                                        : "PRAGMA synchronous = FULL; PRAGMA cache_size = -2000;"
                                          "PRAGMA wal_autocheckpoint = 1000",
                                    error))
    return FALSE;

  if (!is_bulk)
    shorten_log (MV_DB_SQLITE (db));
  return TRUE;
}

/* SQLite itself waits for statements that somebody still holds. */
static void
mv_db_sqlite_close (MvDb *db)
{
  MvDbSqlite *self = MV_DB_SQLITE (db);

  g_hash_table_remove_all (self->idle);
  g_clear_pointer (&self->handle, sqlite3_close_v2);
}

static void
mv_db_sqlite_finalize (GObject *object)
{
  MvDbSqlite *self = MV_DB_SQLITE (object);

  mv_db_sqlite_close (MV_DB (self));
  g_clear_pointer (&self->idle, g_hash_table_unref);

  G_OBJECT_CLASS (mv_db_sqlite_parent_class)->finalize (object);
}

static void
mv_db_sqlite_class_init (MvDbSqliteClass *klass)
{
  MvDbClass *db_class = MV_DB_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mv_db_sqlite_finalize;

  /* SQLite numbers `$1` by place and `?1` by number. */
  db_class->parameter_mark = '?';
  db_class->prepare = mv_db_sqlite_prepare;
  db_class->execute_script = mv_db_sqlite_execute_script;
  db_class->get_token = mv_db_sqlite_get_token;
  db_class->get_begin = mv_db_sqlite_get_begin;
  db_class->is_transaction_open = mv_db_sqlite_is_transaction_open;
  db_class->set_bulk = mv_db_sqlite_set_bulk;
  db_class->close = mv_db_sqlite_close;
  db_class->list_statements = mv_db_sqlite_list_statements;
}

static void
mv_db_sqlite_init (MvDbSqlite *self)
{
  self->idle =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

/* SQLite would make the file readable for everybody; its companions get the file's own mode. */
static void
make_private_file (const char *path)
{
  int descriptor = g_open (path, O_RDWR | O_CREAT | O_EXCL, 0600);

  if (descriptor >= 0)
    g_close (descriptor, NULL);
}

static gboolean
configure (MvDbSqlite *self, MvDbFlags flags, GError **error)
{
  static const char *const always =
      "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
      "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL;"
      "PRAGMA journal_size_limit = 4194304;";

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);

  if (!mv_db_sqlite_execute_script (MV_DB (self), always, error))
    return FALSE;

  /* Reads the file's header too, so that a damaged file is found here. */
  return mv_db_sqlite_execute_script (MV_DB (self),
                                      (flags & MV_DB_READ_ONLY)
                                          ? "SELECT count(*) FROM sqlite_schema"
                                          : "PRAGMA journal_mode = WAL",
                                      error);
}

MvDb *
mv_db_sqlite_open (const char *path, const char *vfs, MvDbFlags flags, GError **error)
{
  g_autoptr (MvDbSqlite) self = g_object_new (MV_TYPE_DB_SQLITE, NULL);
  gboolean may_create = !(flags & (MV_DB_READ_ONLY | MV_DB_MUST_EXIST));
  int open_flags = SQLITE_OPEN_NOMUTEX;
  int result;

  if (vfs == NULL && may_create && strcmp (path, ":memory:") != 0)
    make_private_file (path);

  open_flags |= (flags & MV_DB_READ_ONLY) ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (may_create)
    open_flags |= SQLITE_OPEN_CREATE;

  result = sqlite3_open_v2 (path, &self->handle, open_flags, vfs);
  if (!check_result (self->handle, result, error) || !configure (self, flags, error))
    return NULL;

  return MV_DB (g_steal_pointer (&self));
}
