/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-store-private.h"

G_BEGIN_DECLS

/* The inside of the store: for a few files named mv-store-… alone. */
struct _MvStore
{
  GObject parent_instance;

  MvExecutor *writer;    /* (owned) */
  MvExecutor *reader;    /* (owned) */
  MvClock *clock;        /* (owned) */
  MvRandom *random;      /* (owned): under @lock */
  MvDb *writer_db;       /* (owned): used on @writer */
  MvDb *reader_db;       /* (owned): used on @reader */
  GMainContext *context; /* (owned): where `changed` is emitted */
  char *suspect_path;    /* (owned) (nullable): says beside the file that it is damaged */
  char *open_path;       /* (owned) (nullable): says beside the file that somebody has it open */

  GMutex lock;
  GHashTable *told;          /* (owned) (element-type utf8): kinds to tell of; under @lock */
  gboolean is_telling;       /* a source is on its way; under @lock */
  int is_closed;             /* atomic: mv_store_close() was called; jobs before it still run */
  gboolean is_reading_words; /* a step is under way; used in @context */
  gboolean wants_check;      /* nobody closed the file last time; used in @context */
  gboolean is_opening;       /* nobody but the opener has it yet */

  /* The transaction that is running, if any; used on @writer */
  MvAccount *account;        /* (owned) (nullable) */
  GHashTable *kinds;         /* (owned) (element-type utf8): changed in it */
  GHashTable *contributions; /* (owned) (element-type utf8): whose state must be derived again */
};

void mv_store_tell (MvStore *self, GHashTable *kinds);
GWeakRef *mv_store_new_weak_ref (MvStore *self);
void mv_store_free_weak_ref (gpointer data);

G_END_DECLS
