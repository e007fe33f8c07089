/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MvDbError:
 * @MV_DB_ERROR_FAILED: the database refused a statement; the message is its own
 * @MV_DB_ERROR_BUSY: somebody else holds the lock, or the transaction must be tried again
 * @MV_DB_ERROR_CONSTRAINT: a rule of the tables was broken (double key, missing reference)
 * @MV_DB_ERROR_FULL: the disk is full; nothing of the transaction was kept
 * @MV_DB_ERROR_IO: the disk failed
 * @MV_DB_ERROR_CORRUPT: the file is not a database, or a damaged one
 * @MV_DB_ERROR_NEWER: the tables were made by a newer version
 * @MV_DB_ERROR_CONNECTION: no connection to the server of the database
 * @MV_DB_ERROR_UNSUPPORTED: this build has no such database
 * @MV_DB_ERROR_CLOSED: mv_db_close() was called before
 */
typedef enum
{
  MV_DB_ERROR_FAILED = 1,
  MV_DB_ERROR_BUSY,
  MV_DB_ERROR_CONSTRAINT,
  MV_DB_ERROR_FULL,
  MV_DB_ERROR_IO,
  MV_DB_ERROR_CORRUPT,
  MV_DB_ERROR_NEWER,
  MV_DB_ERROR_CONNECTION,
  MV_DB_ERROR_UNSUPPORTED,
  MV_DB_ERROR_CLOSED,
} MvDbError;

#define MV_DB_ERROR (mv_db_error_quark ())
GQuark mv_db_error_quark (void);

/**
 * MvDb:
 *
 * One connection to a database, used by one thread at a time. SQL is one text for both back ends,
 * with `$1` parameters and a few tokens in braces that the back end fills in: `{blob}` (type of
 * bytes), `{clustered}` (end of a CREATE TABLE that is kept in key order), `{forupdate}` (row lock
 * of a SELECT), `{identity}` (a key column that numbers its rows by itself), `{json}` (after a
 * text whose members are asked for with `->>`), `{scrub}` (a statement
 * that makes deleted rows leave the files too) and `{tables}` (a table with the `name` of each
 * table).
 */
#define MV_TYPE_DB (mv_db_get_type ())
G_DECLARE_DERIVABLE_TYPE (MvDb, mv_db, MV, DB, GObject)

#define MV_TYPE_STATEMENT (mv_statement_get_type ())
G_DECLARE_DERIVABLE_TYPE (MvStatement, mv_statement, MV, STATEMENT, GObject)

struct _MvDbClass
{
  GObjectClass parent_class;
  char parameter_mark; /* what stands before the number of a parameter */
  MvStatement *(*prepare) (MvDb *self, const char *sql, GError **error);
  gboolean (*execute_script) (MvDb *self, const char *sql, GError **error);
  const char *(*get_token) (MvDb *self, const char *name);
  const char *(*get_begin) (MvDb *self, gboolean for_writing);
  gboolean (*is_transaction_open) (MvDb *self);
  guint
      walk_rows; /* fetched at a time with a cursor; 0 if a statement fetches one after the other */
  gboolean (*settle_identities) (MvDb *self, GError **error); /* (nullable) */
  /* (nullable): %NULL if nobody can be told */
  gboolean (*notify) (MvDb *self, const char *channel, const char *payload, GError **error);
  gboolean (*set_bulk) (MvDb *self, gboolean is_bulk, GError **error); /* (nullable) */
  void (*close) (MvDb *self);                                          /* more than once, too */
  GStrv (*list_statements) (MvDb *self);                               /* (nullable) */
};

struct _MvStatementClass
{
  GObjectClass parent_class;
  void (*bind_null) (MvStatement *self, guint index);
  void (*bind_integer) (MvStatement *self, guint index, gint64 value);
  void (*bind_text) (MvStatement *self, guint index, const char *value);
  void (*bind_bytes) (MvStatement *self, guint index, GBytes *value);
  gboolean (*step) (MvStatement *self, gboolean *out_has_row, GError **error);
  void (*reset) (MvStatement *self);
  gboolean (*is_null) (MvStatement *self, guint column);
  gint64 (*get_integer) (MvStatement *self, guint column);
  const char *(*get_text) (MvStatement *self, guint column);
  GBytes *(*dup_bytes) (MvStatement *self, guint column);
  guint (*get_n_columns) (MvStatement *self);
  const char *(*get_name) (MvStatement *self, guint column);
  char (*get_value_type) (MvStatement *self, guint column); /* of a value that is not null */
  gint64 (*get_n_changed) (MvStatement *self);
};

typedef enum
{
  MV_DB_DEFAULT = 0,
  MV_DB_READ_ONLY = 1 << 0,
  MV_DB_MUST_EXIST = 1 << 1,
} MvDbFlags;

/* @url: `sqlite:PATH`, `sqlite::memory:`, `postgresql://…` or `postgresql:host=… dbname=…`; @vfs:
 * (nullable): SQLite's named VFS */
MvDb *mv_db_open (const char *url, const char *vfs, MvDbFlags flags, GError **error);
const char *mv_db_get_url (MvDb *self);
void mv_db_close (MvDb *self);

/* Parameters are numbered from 1, columns from 0. What the database prepared is kept per connection
 * by the statement's text; the MvStatement is one use of it, and dropping it ends that use. */
MvStatement *mv_db_prepare (MvDb *self, const char *sql, GError **error);
void mv_statement_bind_null (MvStatement *self, guint index);
void mv_statement_bind_integer (MvStatement *self, guint index, gint64 value);
void mv_statement_bind_text (MvStatement *self, guint index, const char *value);
void mv_statement_bind_bytes (MvStatement *self, guint index, GBytes *value);
gboolean mv_statement_step (MvStatement *self, gboolean *out_has_row, GError **error);
void mv_statement_reset (MvStatement *self);
gboolean mv_statement_is_null (MvStatement *self, guint column);
gint64 mv_statement_get_integer (MvStatement *self, guint column);
const char *mv_statement_get_text (MvStatement *self, guint column);
GBytes *mv_statement_dup_bytes (MvStatement *self, guint column);
guint mv_statement_get_n_columns (MvStatement *self);
const char *mv_statement_get_name (MvStatement *self, guint column);
/* `i`, `t` or `b` as for mv_db_run(), and `0` for no value */
char mv_statement_get_value_type (MvStatement *self, guint column);
gint64 mv_statement_get_n_changed (MvStatement *self);

/* Prepare, bind and run in one call. @types has one letter a parameter: t text (NULL is null),
 * i gint64, b GBytes (NULL is null). mv_db_run() is for statements without rows; mv_db_query()
 * returns a statement that is bound and not yet stepped. */
gboolean mv_db_run (MvDb *self, GError **error, const char *sql, const char *types, ...);
MvStatement *mv_db_query (MvDb *self, GError **error, const char *sql, const char *types, ...);
gboolean mv_db_get_one_integer (MvDb *self,
                                gint64 *out_value,
                                gboolean *out_found,
                                GError **error,
                                const char *sql,
                                const char *types,
                                ...);
char *mv_db_get_one_text (MvDb *self, GError **error, const char *sql, const char *types, ...);

gboolean mv_db_begin (MvDb *self, gboolean for_writing, GError **error);
gboolean mv_db_commit (MvDb *self, GError **error);
void mv_db_roll_back (MvDb *self);
gboolean mv_db_is_in_transaction (MvDb *self);
gboolean mv_db_savepoint (MvDb *self, const char *name, GError **error);
gboolean mv_db_release (MvDb *self, const char *name, GError **error);
gboolean mv_db_roll_back_to (MvDb *self, const char *name, GError **error);

/* Runs the numbered migrations (`0001-….sql`) below @resource_path that have not been run. */
gboolean mv_db_migrate (MvDb *self, GResource *resource, const char *resource_path, GError **error);
gboolean mv_db_migrate_to (
    MvDb *self, GResource *resource, const char *resource_path, gint64 last, GError **error);
gboolean mv_db_get_version (MvDb *self, gint64 *out_version, GError **error);

/* Texts of what has been prepared so far, for tests that ask how it is carried out. */
GStrv mv_db_list_statements (MvDb *self);

/* For writing many rows that can be fetched again. */
gboolean mv_db_set_bulk (MvDb *self, gboolean is_bulk, GError **error);

/* Whole tables, for copies of a database (mv-db-walk.c). */
typedef gboolean (*MvDbRowFunc) (MvStatement *row, gpointer user_data, GError **error);

GStrv mv_db_list_tables (MvDb *self, GError **error);
gboolean
mv_db_walk (MvDb *self, const char *table, MvDbRowFunc func, gpointer user_data, GError **error);
gboolean mv_db_settle_identities (MvDb *self, GError **error);

/* PostgreSQL's NOTIFY; nothing on SQLite. See mv-db-listener.h for the other end. */
#define MV_DB_MAX_PAYLOAD 7999 /* bytes, by PostgreSQL */
gboolean mv_db_notify (MvDb *self, const char *channel, const char *payload, GError **error);
gboolean mv_db_can_notify (MvDb *self);

G_END_DECLS
