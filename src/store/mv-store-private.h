/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-db.h"
#include "mv-rights.h"
#include "mv-store.h"

G_BEGIN_DECLS

/*
 * What the files of the store share. Everything below works inside the transaction that
 * mv_store_begin() opened, on the writing executor, and gives errors of the database as they are;
 * mv_store_end() makes them the store's own.
 */

#define MV_STORE_DRAFT_REST_US (5 * G_TIME_SPAN_SECOND)
#define MV_STORE_DONE_KEPT_US (35 * G_TIME_SPAN_DAY)
#define MV_STORE_BIN_KEPT_US (30 * G_TIME_SPAN_DAY)
#define MV_STORE_PAGE_ROWS MV_WIRE_MAX_ROWS
/* From so many bytes on, answers to pulls are written in bulk. */
#define MV_STORE_LARGE_BYTES (64 * 1024)

/* A name in `changed` that is not a kind: what waits to be sent has changed. */
#define MV_STORE_CHANGED_OUTBOX "outbox"

/**
 * MvRow:
 *
 * One item as the server has it or as this device shows it.
 */
typedef struct
{
  char *id;
  char *scope;
  char *kind;
  char *by;
  char *body;        /* canonical JSON */
  char *conflict_of; /* (nullable): the item this is a sibling of */
  gint64 rev, seq;   /* 0 where the server has no such item */
  gboolean is_present;
  gboolean is_device_only;
  guint pending;      /* MvPending */
  JsonObject *object; /* (owned) (nullable): @body taken apart, see mv_row_get_object() */
} MvRow;

typedef enum
{
  MV_PENDING_NOTHING = 0,
  MV_PENDING_UNSENT = 1,
  MV_PENDING_ATTENTION = 2,
} MvPending;

MvRow *mv_row_new (const char *id, const char *scope, const char *kind, const char *by);
MvRow *mv_row_copy (const MvRow *self);
void mv_row_free (MvRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvRow, mv_row_free)
JsonObject *mv_row_get_object (MvRow *self);
void mv_row_set_body (MvRow *self, const char *body);
void mv_row_take_object (MvRow *self, JsonObject *object);
void mv_row_set_scope (MvRow *self, const char *scope);
MvRecord *mv_row_to_record (MvRow *self);

/* Columns drawn out of a body for the views */
typedef struct
{
  char *project;  /* (nullable) */
  char *target;   /* (nullable) */
  char *sort_key; /* (nullable) */
  char *facets;   /* (nullable) */
} MvColumns;

void mv_columns_draw (MvRow *row, MvColumns *out_columns);
void mv_columns_clear (MvColumns *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MvColumns, mv_columns_clear)
char *mv_columns_dup_words (MvRow *row);
gboolean mv_columns_is_own (MvRow *row, const char *uid);

/**
 * MvEntry:
 *
 * One row of the outbox.
 */
typedef enum
{
  MV_ENTRY_WAITING, /* not sent, may still change */
  MV_ENTRY_SENT,    /* sent, no answer yet: never changes */
  MV_ENTRY_DONE,    /* answered; kept for a while in case the server forgets */
  MV_ENTRY_REFUSED, /* answered or stopped here with no: needs attention */
  MV_ENTRY_SETTLED, /* was refused, and the person has dealt with it */
} MvEntryState;

typedef struct
{
  gint64 entry;
  gint64 n;
  MvOpType type;
  char *id, *kind, *scope; /* (nullable) */
  gboolean has_base;
  gint64 base;
  gint64 base_entry; /* 0: none */
  char *body;        /* (nullable) */
  char *name, *args; /* (nullable): of a command */
  GStrv dropped;     /* (nullable): of a resolve */
  char *at;          /* (nullable) */
  MvEntryState state;
  MvProblem problem; /* 0: none */
  char *field;       /* (nullable) */
  gint64 not_before; /* µs since 1970 */
} MvEntry;

MvEntry *mv_entry_new (MvOpType type, const char *id);
void mv_entry_free (MvEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvEntry, mv_entry_free)

/* The change: one transaction (mv-store-change.c) */
gboolean mv_store_begin (MvStore *self, const char *account, GError **error);
gboolean mv_store_begin_bulk (MvStore *self, const char *account, GError **error);
gboolean mv_store_end (MvStore *self, gboolean is_good, GError **error);
void mv_store_end_bulk (MvStore *self);
void mv_store_note_kind (MvStore *self, const char *kind);
void mv_store_note_contribution (MvStore *self, const char *id);
void mv_store_forget_contribution (MvStore *self, const char *id);
void mv_store_translate_error (GError **error);
/* If @error tells of damage, the next opening sees it at once, wherever in the file it is. */
void mv_store_note_damage (MvStore *self, const GError *error);
gboolean mv_store_check_suspect (const char *path, GError **error);
void mv_store_mark_open (MvStore *self, const char *path);
void mv_store_mark_closed (MvStore *self);
char *mv_store_dup_suspect_path (const char *path);
const MvAccount *mv_store_get_account (MvStore *self);
gboolean mv_store_reload_account (MvStore *self, GError **error);
gboolean mv_store_is_local (MvStore *self);
gint64 mv_store_now (MvStore *self);
MvDb *mv_store_get_db (MvStore *self);
gboolean mv_store_is_writer (MvStore *self);
gboolean mv_store_is_closed (MvStore *self);
MvClock *mv_store_get_clock (MvStore *self);
gboolean mv_store_clean_up (MvStore *self, GError **error);

/* Accounts and roles */
MvAccount *mv_account_load (MvDb *db, const char *key, GError **error);
gboolean mv_store_load_role (MvStore *self, const char *scope, char **out_role, GError **error);

/* Rows: the server's and the shown (mv-store-rows.c). A row that is not there gives %NULL without
 * an error and TRUE. */
gboolean
mv_rows_load_shown (MvDb *db, const char *account, const char *id, MvRow **out_row, GError **error);
gboolean mv_rows_load_beneath (
    MvDb *db, const char *account, const char *id, MvRow **out_row, GError **error);
gboolean mv_rows_load_server (MvStore *self, const char *id, MvRow **out_row, GError **error);
gboolean mv_rows_write_shown (MvStore *self, MvRow *row, GError **error);
MvStatement *mv_rows_prepare_insert (MvDb *db, GError **error);
gboolean mv_rows_insert_shown (
    MvStore *self, MvStatement *insert, MvRow *row, gboolean *out_is_new, GError **error);
gboolean mv_rows_write_words (MvStore *self, const char *account, MvRow *row, GError **error);
gboolean mv_rows_remove_shown (MvStore *self, const char *id, GError **error);
gboolean mv_rows_write_beneath (MvStore *self, MvRow *row, GError **error);
gboolean mv_rows_remove_beneath (MvStore *self, const char *id, GError **error);
gboolean mv_rows_set_server (MvStore *self, MvRow *row, GError **error);
gboolean mv_rows_put_in_bin (MvStore *self, MvRow *row, GError **error);
gboolean mv_rows_erase (MvStore *self, const char *id, GError **error);
gboolean mv_rows_derive_state (MvStore *self, const char *contribution, GError **error);
MvRow *mv_row_from_statement (MvStatement *statement);
/* Columns in the order mv_row_from_statement() reads them. Queries that do not go by the id name
 * their index: SQLite, which keeps no statistics here, would rather go through all rows of an
 * account. */
#define MV_ROW_COLUMNS "id, scope, kind, rev, seq, written_by, body, conflict_of"

/* Saving (mv-store-save.c) */
gboolean mv_store_save_record (MvStore *self, MvRecord *record, MvSaveFlags flags, GError **error);
gboolean mv_store_keep_here (MvStore *self, MvRow *row, gboolean is_device_only, GError **error);
gboolean mv_store_keep_as_edit (MvStore *self, const MvEntry *entry, GError **error);
gboolean mv_store_find_edit (MvStore *self, const char *shared, char **out_id, GError **error);
gboolean mv_store_load_or_fail (MvStore *self, const char *id, MvRow **out_row, GError **error);
gboolean mv_store_load_roles (MvStore *self, const char *scope, MvRoles *out_roles, GError **error);
gboolean mv_store_refuse_rights (const char *what, const char *kind, GError **error);

/* The outbox (mv-store-outbox.c) */
#define MV_ENTRY_COLUMNS                                                                           \
  "entry, n, type, outbox.id, kind, scope, base, base_entry, body, name, args, dropped, at, "      \
  "state, problem, field, not_before"
MvEntry *mv_entry_from_statement (MvStatement *statement);
GPtrArray *mv_outbox_collect (MvStatement *statement, GError **error);
GPtrArray *mv_outbox_list_touching (MvStore *self, const char *id, GError **error);
gboolean
mv_outbox_add (MvStore *self, MvEntry *entry, const char *const *also_touched, GError **error);
gboolean mv_outbox_forget (MvStore *self, MvEntry *entry, GError **error);
gboolean mv_outbox_settle (MvStore *self, const char *id, GError **error);
gboolean mv_outbox_settle_commands (MvStore *self, const char *id, GError **error);
gboolean mv_outbox_set_base (MvStore *self, MvEntry *entry, GError **error);
gboolean mv_outbox_find_last (MvStore *self, const char *id, MvEntry **out_entry, GError **error);
gboolean mv_outbox_refuse (
    MvStore *self, MvEntry *entry, MvProblem problem, const char *field, GError **error);
gboolean mv_outbox_release (MvStore *self, const char *id, GError **error);
gboolean mv_outbox_keep_commanded (MvStore *self, MvRow *row, GError **error);
gboolean mv_outbox_put (MvStore *self, MvRow *row, gboolean is_draft, GError **error);
gboolean mv_outbox_del (MvStore *self, const char *id, GError **error);
GStrv mv_outbox_list_touched (MvStore *self, const MvEntry *entry, GError **error);

/* What an item looks like with the outbox on top (mv-store-overlay.c, mv-store-effects.c) */
gboolean mv_overlay_refresh (MvStore *self, const char *id, GError **error);
gboolean mv_overlay_refresh_touched (MvStore *self, const MvEntry *entry, GError **error);
gboolean mv_effect_apply (MvStore *self, const MvEntry *entry, MvRow *row, GError **error);
GStrv mv_effect_list_touched (MvStore *self, const char *name, JsonObject *args, GError **error);

/* Which operation the server has last (mv-store-position.c) */
gboolean mv_store_note_position (MvStore *self, const MvPushAnswer *answer, GError **error);

/* Rows that nobody here has seen yet (mv-store-arrivals.c) */
typedef struct _MvArrivals MvArrivals;
typedef gboolean (*MvArrivalFunc) (MvStore *self, MvRow *row, GError **error);
MvArrivals *
mv_arrivals_new (MvStore *self, gboolean with_words, MvArrivalFunc take_known, GError **error);
gboolean mv_arrivals_take (MvArrivals *self, MvRow *row, GError **error);
gboolean mv_arrivals_settle (MvArrivals *self, const char *id, GError **error);
gboolean mv_arrivals_flush (MvArrivals *self, GError **error);
void mv_arrivals_free (MvArrivals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvArrivals, mv_arrivals_free)

/* The words of what came in large numbers (mv-store-words.c) */
gboolean mv_store_put_off_words (MvStore *self, GError **error);
void mv_store_plan_words (MvStore *self);

/* A scope that is fetched again (mv-store-reset.c) */
gboolean mv_reset_begin (MvStore *self, const char *scope, gint64 head, GError **error);
gboolean
mv_reset_is_running (MvStore *self, const char *scope, gboolean *out_is_running, GError **error);
gboolean mv_reset_add_row (MvStore *self, MvRow *row, GError **error);
gboolean mv_reset_remove_row (MvStore *self, const char *scope, const char *id, GError **error);
gboolean mv_reset_finish_ready (MvStore *self, GError **error);
gboolean mv_reset_drop (MvStore *self, const char *scope, GError **error);

GPtrArray *mv_records_collect (MvStatement *statement, GError **error);

/* Opening, shared by mv_store_open() and mv_store_rescue() (mv-store-open.c) */

/**
 * MvStorePlace:
 *
 * Which file is to be opened, and what the store is bound to.
 */
typedef struct
{
  char *path;            /* (owned) */
  char *vfs;             /* (owned) (nullable) */
  MvExecutor *writer;    /* (owned) */
  MvExecutor *reader;    /* (owned) */
  MvClock *clock;        /* (owned) */
  MvRandom *random;      /* (owned) */
  GMainContext *context; /* (owned): where `changed` is emitted */
} MvStorePlace;

MvStorePlace *mv_store_place_new (const char *path,
                                  const char *vfs,
                                  MvExecutor *writer,
                                  MvExecutor *reader,
                                  MvClock *clock,
                                  MvRandom *random);
void mv_store_place_free (MvStorePlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvStorePlace, mv_store_place_free)

/* Runs before anybody else has the store, so the thread that opens it may write. */
typedef gboolean (*MvStoreOpening) (MvStore *self, gpointer data, GError **error);
MvStore *mv_store_open_with (const MvStorePlace *place,
                             MvStoreOpening opening,
                             gpointer data,
                             GError **error);
gboolean mv_store_show_again (MvStore *self, GError **error);
MvExecutor *mv_store_get_executor (MvStore *self, gboolean for_writing);

G_END_DECLS
