/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-store-answers.h"
#include "mv-store-private.h"
#include "mv-views.h"

G_BEGIN_DECLS

/*
 * What the views share. Views are put together on the reading executor; errors are the database's
 * until the view's own function hands them out.
 */

/**
 * MvViewSource:
 *
 * One account of the store, with what has been looked up in it so far.
 */
typedef struct
{
  MvStore *store;     /* (unowned) */
  MvDb *db;           /* (unowned) */
  MvAccount *account; /* (owned) */
  GHashTable *titles; /* (owned) (element-type utf8 utf8): project -> title */
  GHashTable *names;  /* (owned) (element-type utf8 utf8): project and uid -> name */
  GHashTable *roles;  /* (owned) (element-type utf8 MvRoles): scope -> roles */
} MvViewSource;

MvViewSource *mv_view_source_new (MvStore *store, const char *account, GError **error);
void mv_view_source_free (MvViewSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvViewSource, mv_view_source_free)

/* Titles and names are the source's own and live as long; %NULL where nothing is known. */
gboolean mv_view_source_get_title (MvViewSource *self,
                                   const char *project,
                                   const char **out_title,
                                   GError **error);
gboolean mv_view_source_get_name (MvViewSource *self,
                                  const char *project,
                                  const char *uid,
                                  const char **out_name,
                                  GError **error);
gboolean mv_view_source_get_roles (MvViewSource *self,
                                   const char *scope,
                                   MvRoles *out_roles,
                                   GError **error);
gboolean mv_view_source_get_reply_days (MvViewSource *self,
                                        const char *project,
                                        guint *out_days,
                                        GError **error);

/* (element-type MvRow) */
GPtrArray *mv_view_collect_rows (MvStatement *statement, GError **error);
/* (element-type MvRecord) */
GPtrArray *mv_view_collect_records (MvStatement *statement, GError **error);

/* The first sentence of what was written, without its full stop, at most 80 characters. */
char *mv_view_dup_title (MvRow *contribution);
char *mv_view_dup_day (const char *moment);
char *mv_view_dup_today (MvStore *store, int plus_days);

MvContributionView *mv_view_make_contribution (MvViewSource *self, MvRow *row, GError **error);

/* Titles of projects and organisations in the language asked for. */
gboolean mv_view_dup_organisation (
    MvViewSource *self, const char *id, const char *language, char **out_name, GError **error);

/* Boxes of a project (mv-project-boxes.c) */
typedef struct
{
  GPtrArray *boxes; /* (owned) (element-type MvProjectBox) */
  char *region;     /* (owned) (nullable) */
  guint current;
} MvBoxes;

gboolean mv_boxes_load (MvViewSource *source,
                        const char *project,
                        const char *vocabulary,
                        const char *language,
                        MvBoxes *out_boxes,
                        GError **error);
void mv_boxes_clear (MvBoxes *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MvBoxes, mv_boxes_clear)
void mv_project_box_free (MvProjectBox *self);

/* Month of a date as in MvStitch; 0 where there is none. */
guint mv_view_get_month (const char *date);

G_END_DECLS
