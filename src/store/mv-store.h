/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "mv-clock.h"
#include "mv-executor.h"
#include "mv-random.h"
#include "mv-record.h"
#include "mv-wire.h"

G_BEGIN_DECLS

/**
 * MvStoreError:
 * @MV_STORE_ERROR_FAILED: the database refused; nothing was changed
 * @MV_STORE_ERROR_FULL: the disk is full; nothing was changed, and what is on the screen is not
 * saved
 * @MV_STORE_ERROR_DAMAGED: the file is damaged; see mv_store_rescue()
 * @MV_STORE_ERROR_NEWER: the file was made by a newer version of the program; it was left alone
 * @MV_STORE_ERROR_NOT_FOUND: no such record or account here
 * @MV_STORE_ERROR_IDENTITY_NUMBER: the text holds what looks like a national identity number
 * @MV_STORE_ERROR_NOT_ALLOWED: the rights table says no
 * @MV_STORE_ERROR_CLOSED: mv_store_close() was called before; nobody is told of it, since there is
 * no window any more
 *
 * Errors of the store. A record that breaks a rule of its kind gives %MV_PROBLEM_INVALID with the
 * field.
 */
typedef enum
{
  MV_STORE_ERROR_FAILED = 1,
  MV_STORE_ERROR_FULL,
  MV_STORE_ERROR_DAMAGED,
  MV_STORE_ERROR_NEWER,
  MV_STORE_ERROR_NOT_FOUND,
  MV_STORE_ERROR_IDENTITY_NUMBER,
  MV_STORE_ERROR_NOT_ALLOWED,
  MV_STORE_ERROR_CLOSED,
} MvStoreError;

#define MV_STORE_ERROR (mv_store_error_quark ())
GQuark mv_store_error_quark (void);

/**
 * MvAccount:
 *
 * One person on one server, or the person of this machine alone. Every row of the replica belongs
 * to an account.
 */
typedef struct
{
  char *key;    /* short text that names the account in this replica */
  char *server; /* (nullable): base address; %NULL for "only on this machine" */
  char *uid;
  char *device; /* (nullable) */
  char *name;
  gboolean is_complete;  /* the first download is finished */
  gint64 last_answer_us; /* when the server last answered; 0 before the first time */
} MvAccount;

MvAccount *mv_account_copy (const MvAccount *self);
void mv_account_free (MvAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvAccount, mv_account_free)

/**
 * MvStore:
 *
 * The replica on this device: what each account may see, what it has written and not yet sent, its
 * drafts and its bin. Writes happen in one transaction each: the row and its place in the outbox.
 *
 * Bound to two executors, one that writes and one that reads, each with a connection of its own.
 * Functions without `_async` are called on the executor they belong to (with inline executors: from
 * anywhere). The main thread calls the `_async` ones, or mv_store_run_async().
 *
 * Signal `changed (GStrv kinds)`: emitted in the main context that opened the store, after a
 * commit, with the kinds of records that changed; changes in quick succession are told of together.
 */
#define MV_TYPE_STORE (mv_store_get_type ())
G_DECLARE_FINAL_TYPE (MvStore, mv_store, MV, STORE, GObject)

/* @path: file of the replica, or `:memory:`; @vfs: (nullable): SQLite's named VFS */
MvStore *mv_store_open (const char *path,
                        const char *vfs,
                        MvExecutor *writer,
                        MvExecutor *reader,
                        MvClock *clock,
                        MvRandom *random,
                        GError **error);
/* The same for the main thread: runs on @writer. */
void mv_store_open_async (const char *path,
                          const char *vfs,
                          MvExecutor *writer,
                          MvExecutor *reader,
                          MvClock *clock,
                          MvRandom *random,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
MvStore *mv_store_open_finish (GAsyncResult *result, GError **error);
/* Sets a damaged file aside (out_kept: where), opens a new one, and takes over accounts and every
 * entry of the outbox, draft and bin that can still be read. */
MvStore *mv_store_rescue (const char *path,
                          const char *vfs,
                          MvExecutor *writer,
                          MvExecutor *reader,
                          MvClock *clock,
                          MvRandom *random,
                          char **out_kept,
                          guint *out_n_rescued,
                          GError **error);
void mv_store_close (MvStore *self);

/* Accounts */
gboolean mv_store_add_account (MvStore *self, const MvAccount *account, GError **error);
/* Gives the person of this machine a server: ids made from the local uid are made anew, everything
 * in `user/me` is queued once, in one transaction. Device-only rows stay on the device. */
gboolean mv_store_connect_account (MvStore *self,
                                   const char *key,
                                   const char *server,
                                   const char *uid,
                                   const char *device,
                                   const char *name,
                                   GError **error);
GPtrArray *mv_store_list_accounts (MvStore *self, GError **error);
MvAccount *mv_store_find_account (MvStore *self, const char *key, GError **error);

/* What a person does. @id and @scope as in the record; an empty id is made here. */
typedef enum
{
  MV_SAVE_SHARED = 0,           /* complete and valid, sent at once */
  MV_SAVE_DRAFT = 1 << 0,       /* of one's own: may be incomplete, sent at most every 5 s */
  MV_SAVE_DEVICE_ONLY = 1 << 1, /* never sent: favourites, searches, notes */
} MvSaveFlags;

/* A new time-ordered id, from any thread: for a record whose page must know its id before it is
 * saved. */
char *mv_store_new_id (MvStore *self);
/* A draft of a contribution that is shared never changes what the others see: it is kept as an
 * edit, a contribution of its own in `user/me` with `edits` (one for each shared contribution),
 * until mv_store_update_shared(). */
gboolean mv_store_save (
    MvStore *self, const char *account, MvRecord *record, MvSaveFlags flags, GError **error);
gboolean mv_store_remove (MvStore *self, const char *account, const char *id, GError **error);
gboolean mv_store_restore (MvStore *self, const char *account, const char *id, GError **error);
/* @id: (nullable): item the command acts on; the effect is shown here at once where the table of
 * commands lets it queue. */
gboolean mv_store_command (MvStore *self,
                           const char *account,
                           const char *name,
                           JsonObject *args,
                           const char *id,
                           GError **error);
gboolean mv_store_share (MvStore *self,
                         const char *account,
                         const char *contribution,
                         const char *audience,
                         GError **error);
/* "Update what is shared": @edit, or the edit of the shared contribution @edit, goes over the
 * shared text and away, in one batch. */
gboolean
mv_store_update_shared (MvStore *self, const char *account, const char *edit, GError **error);
/* The team's answer to one suggestion, or (@suggestion %NULL) to the whole: one reply in the
 * contribution's scope; answering again changes it. */
gboolean mv_store_answer (MvStore *self,
                          const char *account,
                          const char *contribution,
                          const char *suggestion,
                          const char *outcome,
                          const char *reason,
                          const char *text,
                          GError **error);
/* The person has had @target open (a contribution with its answers, an update, a version of a
 * document): it is not new any more, on none of the person's devices. */
gboolean
mv_store_mark_read (MvStore *self, const char *account, const char *target, GError **error);
/* Whether the person wants to find the study @target again; known on this device alone. */
gboolean mv_store_set_favourite (
    MvStore *self, const char *account, const char *target, gboolean is_favourite, GError **error);
/* Keeps the text of both: @keep is the record as the person wants it, @drop the siblings that go.
 */
gboolean mv_store_resolve (
    MvStore *self, const char *account, MvRecord *keep, const char *const *drop, GError **error);

/* What the exchange does. @out_push is %NULL when nothing is due now; mv_store_next_due() says when
 * something will be (0: nothing waits), since a draft rests for five seconds. A push may be without
 * operations: then the server is only asked for its position. */
gboolean mv_store_next_push (MvStore *self, const char *account, MvPush **out_push, GError **error);
gboolean mv_store_next_due (MvStore *self, const char *account, gint64 *out_due_us, GError **error);
/* After `op-gap`: the next push is empty, so that the server says which number it has last. */
gboolean mv_store_ask_position (MvStore *self, const char *account, GError **error);
gboolean mv_store_apply_push_answer (MvStore *self,
                                     const char *account,
                                     const MvPushAnswer *answer,
                                     GError **error);
gboolean
mv_store_prepare_pull (MvStore *self, const char *account, MvPull **out_pull, GError **error);

/**
 * MvPulled:
 *
 * What answers to pulls held.
 */
typedef struct
{
  guint n_rows;      /* lines between head and end that came whole */
  gboolean is_ours;  /* the first answer has a head */
  gboolean is_whole; /* nothing was cut */
  gboolean has_more; /* pull again at once */
} MvPulled;

/* Whole lines of @answers and, as far as they are whole, their cursors, in one transaction. */
gboolean mv_store_apply_answers (
    MvStore *self, const char *account, GPtrArray *answers, MvPulled *out_pulled, GError **error);
/* More of what was downloaded becomes ready to be searched. */
gboolean mv_store_read_words (MvStore *self, gboolean *out_is_done, GError **error);
/* A new device id for a copied profile: unsent operations are numbered anew from 1. */
gboolean
mv_store_fork_device (MvStore *self, const char *account, const char *device, GError **error);
gboolean mv_store_note_answer (MvStore *self, const char *account, GError **error);

typedef struct
{
  gint64 n;          /* 0 while it has no number yet */
  char *id;          /* (nullable) */
  char *kind;        /* (nullable) */
  char *command;     /* (nullable) */
  MvProblem problem; /* 0 while it only waits; else why it needs attention */
  char *field;       /* (nullable) */
} MvUnsent;

void mv_unsent_free (MvUnsent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvUnsent, mv_unsent_free)
gboolean mv_store_count_unsent (MvStore *self, const char *account, guint *out_n, GError **error);
GPtrArray *mv_store_list_unsent (MvStore *self, const char *account, GError **error);

/* Reading. @account: (nullable): all accounts. Records as this device shows them: the server's row
 * with the outbox on top. */
MvRecord *mv_store_get (MvStore *self, const char *account, const char *id, GError **error);
GPtrArray *mv_store_list (
    MvStore *self, const char *account, const char *kind, const char *scope_prefix, GError **error);
GPtrArray *
mv_store_list_siblings (MvStore *self, const char *account, const char *id, GError **error);
GPtrArray *mv_store_list_bin (MvStore *self, const char *account, GError **error);

/* Any of the above from the main thread: @func runs on the reading or the writing executor. */
typedef gpointer (*MvStoreFunc) (MvStore *store, gpointer data, GError **error);
void mv_store_read_async (MvStore *self,
                          MvStoreFunc func,
                          gpointer data,
                          GDestroyNotify free_data,
                          GDestroyNotify free_result,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
void mv_store_write_async (MvStore *self,
                           MvStoreFunc func,
                           gpointer data,
                           GDestroyNotify free_data,
                           GDestroyNotify free_result,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gpointer mv_store_run_finish (MvStore *self, GAsyncResult *result, GError **error);

void mv_store_save_async (MvStore *self,
                          const char *account,
                          MvRecord *record,
                          MvSaveFlags flags,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean mv_store_save_finish (MvStore *self, GAsyncResult *result, GError **error);
void mv_store_share_async (MvStore *self,
                           const char *account,
                           const char *contribution,
                           const char *audience,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean mv_store_share_finish (MvStore *self, GAsyncResult *result, GError **error);
void mv_store_command_async (MvStore *self,
                             const char *account,
                             const char *name,
                             JsonObject *args,
                             const char *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean mv_store_command_finish (MvStore *self, GAsyncResult *result, GError **error);
void mv_store_remove_async (MvStore *self,
                            const char *account,
                            const char *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean mv_store_remove_finish (MvStore *self, GAsyncResult *result, GError **error);
void mv_store_restore_async (MvStore *self,
                             const char *account,
                             const char *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean mv_store_restore_finish (MvStore *self, GAsyncResult *result, GError **error);
void mv_store_update_shared_async (MvStore *self,
                                   const char *account,
                                   const char *edit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean mv_store_update_shared_finish (MvStore *self, GAsyncResult *result, GError **error);
void mv_store_answer_async (MvStore *self,
                            const char *account,
                            const char *contribution,
                            const char *suggestion,
                            const char *outcome,
                            const char *reason,
                            const char *text,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean mv_store_answer_finish (MvStore *self, GAsyncResult *result, GError **error);
void mv_store_mark_read_async (MvStore *self,
                               const char *account,
                               const char *target,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean mv_store_mark_read_finish (MvStore *self, GAsyncResult *result, GError **error);
void mv_store_set_favourite_async (MvStore *self,
                                   const char *account,
                                   const char *target,
                                   gboolean is_favourite,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean mv_store_set_favourite_finish (MvStore *self, GAsyncResult *result, GError **error);
void mv_store_resolve_async (MvStore *self,
                             const char *account,
                             MvRecord *keep,
                             const char *const *drop,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean mv_store_resolve_finish (MvStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
