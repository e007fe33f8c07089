/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-item-private.h"

G_BEGIN_DECLS

/*
 * The reading half of a list: which rows there are, and what is in some of them. Runs on the
 * reading executor and knows nothing of models.
 */

/**
 * MvListKey:
 *
 * One row, small enough to hold a hundred thousand of: the id's 16 bytes, and which account it is
 * in.
 */
typedef struct
{
  guint8 id[16];
  guint16 account; /* index in @accounts of the result */
} MvListKey;

guint mv_list_key_hash (gconstpointer key);
gboolean mv_list_key_equal (gconstpointer a, gconstpointer b);
gboolean mv_list_key_from_id (MvListKey *self, const char *id);
char *mv_list_key_dup_id (const MvListKey *self);

/* A filter of one's own */
typedef struct
{
  MvListWhat what;
  char *text;    /* (nullable) */
  char *project; /* (nullable) */
  char *phase;   /* (nullable) */
  int year;
  int answered;
  int own;
  char *status; /* (nullable) */
  gboolean favourites;
  char *language; /* (nullable) */
} MvListQuery;

MvListQuery *mv_list_query_new (const MvListFilter *filter);
void mv_list_query_free (MvListQuery *self);

/* Which rows there are, in order */
typedef struct
{
  GPtrArray *accounts; /* (owned) (element-type utf8) */
  GArray *keys;        /* (owned) (element-type MvListKey) */
} MvListRows;

MvListRows *mv_list_rows_read (MvStore *store, const MvListQuery *query, GError **error);
void mv_list_rows_free (MvListRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvListRows, mv_list_rows_free)

/* What is in some of them: (element-type MvItemContents), in the order asked for; empty contents
 * for a row that is gone. @accounts and @ids are as long as each other. */
GPtrArray *mv_list_contents_read (MvStore *store,
                                  MvListWhat what,
                                  const char *language,
                                  GPtrArray *accounts,
                                  GPtrArray *ids,
                                  GError **error);

G_END_DECLS
