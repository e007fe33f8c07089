/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-db"

#include "config.h"

#include "mv-db-private.h"

#include <libpq-fe.h>
#include <string.h>

/* PostgreSQL. A statement is prepared on the server at its first use, when the types of its
 * parameters are known, and fetches its rows whole: a LIMIT keeps that small, and other statements
 * can run between two rows. */

/* Numbers that PostgreSQL gave its types for good (pg_type.dat). */
enum
{
  OID_UNKNOWN = 0,
  OID_BYTEA = 17,
  OID_INT8 = 20,
  OID_INT4 = 23,
  OID_TEXT = 25,
};

#define MV_TYPE_DB_POSTGRESQL (mv_db_postgresql_get_type ())
G_DECLARE_FINAL_TYPE (MvDbPostgresql, mv_db_postgresql, MV, DB_POSTGRESQL, MvDb)

struct _MvDbPostgresql
{
  MvDb parent_instance;

  PGconn *connection;   /* (owned) (nullable) */
  GHashTable *prepared; /* (owned) (element-type utf8 utf8): types and text -> name on the server */
  GHashTable *filled;   /* (owned) (element-type utf8 utf8): text -> text for PostgreSQL */
  gboolean is_read_only;
};

G_DEFINE_FINAL_TYPE (MvDbPostgresql, mv_db_postgresql, MV_TYPE_DB)

#define MV_TYPE_STATEMENT_POSTGRESQL (mv_statement_postgresql_get_type ())
G_DECLARE_FINAL_TYPE (
    MvStatementPostgresql, mv_statement_postgresql, MV, STATEMENT_POSTGRESQL, MvStatement)

typedef struct
{
  Oid type;
  GBytes *value; /* (owned) (nullable): as it travels, text with its end */
} Parameter;

struct _MvStatementPostgresql
{
  MvStatement parent_instance;

  const char *sql;    /* (unowned): key of the connection's @filled */
  GArray *parameters; /* (owned) (element-type Parameter) */
  PGresult *result;   /* (owned) (nullable): %NULL when not being stepped */
  int row;
  gint64 n_changed;
};

G_DEFINE_FINAL_TYPE (MvStatementPostgresql, mv_statement_postgresql, MV_TYPE_STATEMENT)

static MvDbError
get_error_code (const char *state)
{
  static const struct
  {
    const char *prefix;
    MvDbError code;
  } rows[] = {
    { "08", MV_DB_ERROR_CONNECTION },    /* connection */
    { "57P0", MV_DB_ERROR_CONNECTION },  /* the server is going down, or not up yet */
    { "23", MV_DB_ERROR_CONSTRAINT },    /* integrity */
    { "40", MV_DB_ERROR_BUSY },          /* serialisation, deadlock */
    { "55P03", MV_DB_ERROR_BUSY },       /* lock not available in time */
    { "53100", MV_DB_ERROR_FULL },       /* disk full */
    { "53300", MV_DB_ERROR_CONNECTION }, /* too many connections */
    { "58", MV_DB_ERROR_IO },            /* system */
    { "XX001", MV_DB_ERROR_CORRUPT },    /* data */
    { "XX002", MV_DB_ERROR_CORRUPT },    /* index */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_str_has_prefix (state, rows[i].prefix))
        return rows[i].code;
    }
  return MV_DB_ERROR_FAILED;
}

/* The one place where PostgreSQL's results become ours. Only the primary message is taken: the
 * detail may hold a row's text. */
static gboolean
check_result (MvDbPostgresql *self, PGresult *result, GError **error)
{
  ExecStatusType status = PQresultStatus (result);
  const char *state = result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  const char *message =
      result != NULL ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  MvDbError code;

  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
    return TRUE;

  if (PQstatus (self->connection) != CONNECTION_OK)
    code = MV_DB_ERROR_CONNECTION;
  else
    code = get_error_code (state != NULL ? state : "");

  g_set_error (error, MV_DB_ERROR, code, "%s",
               message != NULL ? message : "The database server did not answer");
  return FALSE;
}

/* The connection, when it was lost */

static gboolean set_up_session (MvDbPostgresql *self, GError **error);

/* The database server may have been started anew since. A transaction is lost with its connection,
 * so only the next one gets a new connection. */
static gboolean
ensure_connection (MvDbPostgresql *self, GError **error)
{
  if (PQstatus (self->connection) == CONNECTION_OK || mv_db_is_in_transaction (MV_DB (self)))
    return TRUE;

  g_hash_table_remove_all (self->prepared);
  PQreset (self->connection);
  return set_up_session (self, error);
}

/* The statement */

static void
clear_parameter (gpointer data)
{
  g_clear_pointer (&((Parameter *) data)->value, g_bytes_unref);
}

static void
set_parameter (MvStatement *statement, guint index, Oid type, GBytes *value)
{
  MvStatementPostgresql *self = MV_STATEMENT_POSTGRESQL (statement);
  Parameter *parameter;

  if (self->parameters->len < index)
    g_array_set_size (self->parameters, index);

  parameter = &g_array_index (self->parameters, Parameter, index - 1);
  clear_parameter (parameter);
  parameter->type = type;
  parameter->value = value;
}

static void
mv_statement_postgresql_bind_null (MvStatement *statement, guint index)
{
  set_parameter (statement, index, OID_UNKNOWN, NULL);
}

static void
mv_statement_postgresql_bind_integer (MvStatement *statement, guint index, gint64 value)
{
  char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  set_parameter (statement, index, OID_INT8, g_bytes_new_take (text, strlen (text) + 1));
}

static void
mv_statement_postgresql_bind_text (MvStatement *statement, guint index, const char *value)
{
  set_parameter (statement, index, OID_TEXT,
                 value != NULL ? g_bytes_new (value, strlen (value) + 1) : NULL);
}

static void
mv_statement_postgresql_bind_bytes (MvStatement *statement, guint index, GBytes *value)
{
  set_parameter (statement, index, OID_BYTEA, value != NULL ? g_bytes_ref (value) : NULL);
}

/* Name of the statement on the server, %NULL on error. */
static const char *
ensure_prepared (MvDbPostgresql *self,
                 MvStatementPostgresql *statement,
                 const Oid *types,
                 GError **error)
{
  GArray *parameters = statement->parameters;
  g_autoptr (GString) key = g_string_new (NULL);
  g_autofree char *name = NULL;
  const char *known;
  PGresult *result;
  gboolean is_prepared;

  for (guint i = 0; i < parameters->len; i++)
    g_string_append_printf (key, "%u,", types[i]);
  g_string_append (key, statement->sql);

  known = g_hash_table_lookup (self->prepared, key->str);
  if (known != NULL)
    return known;

  name = g_strdup_printf ("mv%u", g_hash_table_size (self->prepared));
  result = PQprepare (self->connection, name, g_hash_table_lookup (self->filled, statement->sql),
                      (int) parameters->len, types);
  is_prepared = check_result (self, result, error);
  PQclear (result);
  if (!is_prepared)
    return NULL;

  known = name;
  g_hash_table_insert (self->prepared, g_string_free (g_steal_pointer (&key), FALSE),
                       g_steal_pointer (&name));
  return known;
}

static gboolean
execute (MvDbPostgresql *self, MvStatementPostgresql *statement, GError **error)
{
  guint n = statement->parameters->len;
  g_autofree Oid *types = g_new0 (Oid, n);
  g_autofree const char **values = g_new0 (const char *, n);
  g_autofree int *lengths = g_new0 (int, n);
  g_autofree int *formats = g_new0 (int, n);
  const char *name;

  for (guint i = 0; i < n; i++)
    {
      const Parameter *parameter = &g_array_index (statement->parameters, Parameter, i);
      size_t size = 0;

      types[i] = parameter->type;
      formats[i] = parameter->type == OID_BYTEA;
      if (parameter->value == NULL)
        continue;

      values[i] = g_bytes_get_data (parameter->value, &size);
      if (values[i] == NULL)
        values[i] = "";
      lengths[i] = (int) size;
    }

  name = ensure_connection (self, error) ? ensure_prepared (self, statement, types, error) : NULL;
  if (name == NULL)
    return FALSE;

  statement->result = PQexecPrepared (self->connection, name, (int) n, values, lengths, formats, 0);
  if (!check_result (self, statement->result, error))
    {
      g_clear_pointer (&statement->result, PQclear);
      return FALSE;
    }

  statement->n_changed = g_ascii_strtoll (PQcmdTuples (statement->result), NULL, 10);
  statement->row = -1;
  return TRUE;
}

static gboolean
mv_statement_postgresql_step (MvStatement *statement, gboolean *out_has_row, GError **error)
{
  MvStatementPostgresql *self = MV_STATEMENT_POSTGRESQL (statement);
  MvDbPostgresql *db = MV_DB_POSTGRESQL (mv_statement_get_db (statement));

  if (self->result == NULL && !execute (db, self, error))
    return FALSE;

  self->row++;
  *out_has_row = self->row < PQntuples (self->result);
  if (!*out_has_row)
    g_clear_pointer (&self->result, PQclear);
  return TRUE;
}

static void
mv_statement_postgresql_reset (MvStatement *statement)
{
  g_clear_pointer (&MV_STATEMENT_POSTGRESQL (statement)->result, PQclear);
}

static gboolean
mv_statement_postgresql_is_null (MvStatement *statement, guint column)
{
  MvStatementPostgresql *self = MV_STATEMENT_POSTGRESQL (statement);

  return self->result == NULL || PQgetisnull (self->result, self->row, (int) column);
}

static const char *
mv_statement_postgresql_get_text (MvStatement *statement, guint column)
{
  MvStatementPostgresql *self = MV_STATEMENT_POSTGRESQL (statement);

  if (mv_statement_postgresql_is_null (statement, column))
    return NULL;

  return PQgetvalue (self->result, self->row, (int) column);
}

static gint64
mv_statement_postgresql_get_integer (MvStatement *statement, guint column)
{
  const char *text = mv_statement_postgresql_get_text (statement, column);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static GBytes *
mv_statement_postgresql_dup_bytes (MvStatement *statement, guint column)
{
  const char *text = mv_statement_postgresql_get_text (statement, column);
  unsigned char *data;
  size_t size;
  GBytes *bytes;

  if (text == NULL)
    return NULL;

  data = PQunescapeBytea ((const unsigned char *) text, &size);
  bytes = g_bytes_new (data, size);
  PQfreemem (data);
  return bytes;
}

static guint
mv_statement_postgresql_get_n_columns (MvStatement *statement)
{
  MvStatementPostgresql *self = MV_STATEMENT_POSTGRESQL (statement);

  return self->result != NULL ? (guint) PQnfields (self->result) : 0;
}

static const char *
mv_statement_postgresql_get_name (MvStatement *statement, guint column)
{
  return PQfname (MV_STATEMENT_POSTGRESQL (statement)->result, (int) column);
}

static char
mv_statement_postgresql_get_value_type (MvStatement *statement, guint column)
{
  switch (PQftype (MV_STATEMENT_POSTGRESQL (statement)->result, (int) column))
    {
    case OID_INT8:
    case OID_INT4:
      return 'i';
    case OID_BYTEA:
      return 'b';
    default:
      return 't';
    }
}

static gint64
mv_statement_postgresql_get_n_changed (MvStatement *statement)
{
  return MV_STATEMENT_POSTGRESQL (statement)->n_changed;
}

static void
mv_statement_postgresql_finalize (GObject *object)
{
  MvStatementPostgresql *self = MV_STATEMENT_POSTGRESQL (object);

  g_clear_pointer (&self->result, PQclear);
  g_clear_pointer (&self->parameters, g_array_unref);

  G_OBJECT_CLASS (mv_statement_postgresql_parent_class)->finalize (object);
}

static void
mv_statement_postgresql_class_init (MvStatementPostgresqlClass *klass)
{
  MvStatementClass *statement_class = MV_STATEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mv_statement_postgresql_finalize;

  statement_class->bind_null = mv_statement_postgresql_bind_null;
  statement_class->bind_integer = mv_statement_postgresql_bind_integer;
  statement_class->bind_text = mv_statement_postgresql_bind_text;
  statement_class->bind_bytes = mv_statement_postgresql_bind_bytes;
  statement_class->step = mv_statement_postgresql_step;
  statement_class->reset = mv_statement_postgresql_reset;
  statement_class->is_null = mv_statement_postgresql_is_null;
  statement_class->get_integer = mv_statement_postgresql_get_integer;
  statement_class->get_text = mv_statement_postgresql_get_text;
  statement_class->dup_bytes = mv_statement_postgresql_dup_bytes;
  statement_class->get_n_columns = mv_statement_postgresql_get_n_columns;
  statement_class->get_name = mv_statement_postgresql_get_name;
  statement_class->get_value_type = mv_statement_postgresql_get_value_type;
  statement_class->get_n_changed = mv_statement_postgresql_get_n_changed;
}

static void
mv_statement_postgresql_init (MvStatementPostgresql *self)
{
  self->parameters = g_array_new (FALSE, TRUE, sizeof (Parameter));
  g_array_set_clear_func (self->parameters, clear_parameter);
}

/* The connection */

static MvStatement *
mv_db_postgresql_prepare (MvDb *db, const char *sql, GError **error)
{
  MvDbPostgresql *self = MV_DB_POSTGRESQL (db);
  MvStatementPostgresql *statement;
  gpointer key;

  if (!g_hash_table_lookup_extended (self->filled, sql, &key, NULL))
    {
      char *filled = mv_db_fill (db, sql, error);

      if (filled == NULL)
        return NULL;

      key = g_strdup (sql);
      g_hash_table_insert (self->filled, key, filled);
    }

  statement = g_object_new (MV_TYPE_STATEMENT_POSTGRESQL, NULL);
  statement->sql = key;
  mv_statement_set_db (MV_STATEMENT (statement), db);

  return MV_STATEMENT (statement);
}

static gboolean
mv_db_postgresql_execute_script (MvDb *db, const char *sql, GError **error)
{
  MvDbPostgresql *self = MV_DB_POSTGRESQL (db);
  g_autofree char *filled = mv_db_fill (db, sql, error);
  PGresult *result;
  gboolean is_done;

  if (filled == NULL || !ensure_connection (self, error))
    return FALSE;

  result = PQexec (self->connection, filled);
  is_done = check_result (self, result, error);
  /* PostgreSQL takes the COMMIT of a broken transaction for a ROLLBACK and calls that a success. */
  if (is_done && strcmp (sql, "COMMIT") == 0 && strcmp (PQcmdStatus (result), "COMMIT") != 0)
    {
      g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_FAILED,
                   "The transaction was ended by an earlier failure");
      is_done = FALSE;
    }
  PQclear (result);

  return is_done;
}

static const char *
mv_db_postgresql_get_token (MvDb *db, const char *name)
{
  static const struct
  {
    const char *name, *value;
  } tokens[] = {
    { "blob", "bytea" },
    { "clustered", "" },
    { "forupdate", "FOR UPDATE" },
    { "identity", "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY" },
    { "json", "::json" },
    { "scrub", "VACUUM" }, /* what was deleted leaves the files too */
    { "tables", "(SELECT tablename AS name FROM pg_catalog.pg_tables"
                " WHERE schemaname = current_schema ()) AS tables" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      if (strcmp (tokens[i].name, name) == 0)
        return tokens[i].value;
    }
  return NULL;
}

static const char *
mv_db_postgresql_get_begin (MvDb *db, gboolean for_writing)
{
  /* One writer at a time in the whole database, as SQLite has it: what a writer has read must not
   * change before it writes. The number is that of this use of advisory locks and means nothing. */
  return for_writing ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
                       "SELECT pg_advisory_xact_lock (7237416253)"
                     : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
}

static gboolean
mv_db_postgresql_is_transaction_open (MvDb *db)
{
  PGTransactionStatusType status = PQtransactionStatus (MV_DB_POSTGRESQL (db)->connection);

  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

static gboolean
mv_db_postgresql_notify (MvDb *db, const char *channel, const char *payload, GError **error)
{
  return mv_db_run (db, error, "SELECT pg_notify ($1, $2)", "tt", channel,
                    payload != NULL ? payload : "");
}

static gboolean
mv_db_postgresql_settle_identities (MvDb *db, GError **error)
{
  /* One number for each table: what its next row gets must be beyond what was written into it. */
  static const char *const sql =
      "DO $do$ DECLARE c record; BEGIN"
      " FOR c IN SELECT table_name AS t, column_name AS n FROM information_schema.columns"
      " WHERE is_identity = 'YES' AND table_schema = current_schema () LOOP"
      " EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L),"
      " (SELECT coalesce(max(%I), 0) + 1 FROM %I), false)',"
      " quote_ident(c.t), c.n, c.n, c.t); END LOOP; END $do$";
  MvDbPostgresql *self = MV_DB_POSTGRESQL (db);
  PGresult *result = PQexec (self->connection, sql);
  gboolean is_done = check_result (self, result, error);

  PQclear (result);
  return is_done;
}

static void
mv_db_postgresql_close (MvDb *db)
{
  g_clear_pointer (&MV_DB_POSTGRESQL (db)->connection, PQfinish);
}

static void
mv_db_postgresql_finalize (GObject *object)
{
  MvDbPostgresql *self = MV_DB_POSTGRESQL (object);

  g_clear_pointer (&self->prepared, g_hash_table_unref);
  g_clear_pointer (&self->filled, g_hash_table_unref);
  mv_db_postgresql_close (MV_DB (self));

  G_OBJECT_CLASS (mv_db_postgresql_parent_class)->finalize (object);
}

static void
mv_db_postgresql_class_init (MvDbPostgresqlClass *klass)
{
  MvDbClass *db_class = MV_DB_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mv_db_postgresql_finalize;

  db_class->prepare = mv_db_postgresql_prepare;
  db_class->close = mv_db_postgresql_close;
  db_class->execute_script = mv_db_postgresql_execute_script;
  db_class->get_token = mv_db_postgresql_get_token;
  db_class->get_begin = mv_db_postgresql_get_begin;
  db_class->is_transaction_open = mv_db_postgresql_is_transaction_open;
  db_class->notify = mv_db_postgresql_notify;
  db_class->walk_rows = 500;
  db_class->settle_identities = mv_db_postgresql_settle_identities;
}

static void
mv_db_postgresql_init (MvDbPostgresql *self)
{
  self->prepared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->filled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Notices ("relation exists, skipping") are for developers. */
static void
notice_cb (void *data, const PGresult *result)
{
  const char *message = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);

  g_debug ("PostgreSQL: %s", message != NULL ? message : "(no text)");
}

static gboolean
set_up_session (MvDbPostgresql *self, GError **error)
{
  static const char *const always =
      "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on;"
      "SET bytea_output = 'hex'; SET synchronous_commit = on; SET lock_timeout = '5s';";
  static const char *const reading = "SET default_transaction_read_only = on";
  PGresult *result;
  gboolean is_done;

  if (PQstatus (self->connection) != CONNECTION_OK)
    {
      g_autofree char *message = g_strchomp (g_strdup (PQerrorMessage (self->connection)));

      g_set_error_literal (error, MV_DB_ERROR, MV_DB_ERROR_CONNECTION, message);
      return FALSE;
    }

  PQsetNoticeReceiver (self->connection, notice_cb, NULL);
  result = PQexec (self->connection, always);
  if (self->is_read_only && PQresultStatus (result) == PGRES_COMMAND_OK)
    {
      PQclear (result);
      result = PQexec (self->connection, reading);
    }
  is_done = check_result (self, result, error);
  PQclear (result);
  return is_done;
}

MvDb *
mv_db_postgresql_open (const char *connection, MvDbFlags flags, GError **error)
{
  g_autoptr (MvDbPostgresql) self = g_object_new (MV_TYPE_DB_POSTGRESQL, NULL);

  self->is_read_only = (flags & MV_DB_READ_ONLY) != 0;
  self->connection = PQconnectdb (connection);

  return set_up_session (self, error) ? MV_DB (g_steal_pointer (&self)) : NULL;
}
