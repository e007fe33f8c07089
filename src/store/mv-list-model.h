/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-views.h"

G_BEGIN_DECLS

/**
 * MvItem:
 *
 * One row of a long list. Until its page has been read it is a placeholder (`is-loaded` is %FALSE)
 * of the same height; then it fills and notifies. The same object stays while it is shown, also
 * when rows come and go around it. Properties: `id`, `is-loaded`, `title`, `subtitle` (date and
 * project, parts for the page to write out) and `view` (MvContributionView or MvRecord of a study).
 */
#define MV_TYPE_ITEM (mv_item_get_type ())
G_DECLARE_FINAL_TYPE (MvItem, mv_item, MV, ITEM, GObject)

const char *mv_item_get_id (MvItem *self);
const char *mv_item_get_account (MvItem *self);
gboolean mv_item_is_loaded (MvItem *self);
const MvContributionView *mv_item_get_contribution (MvItem *self);
MvRecord *mv_item_get_record (MvItem *self);

/**
 * MvListModel:
 *
 * A paged GListModel of MvItem over the store. Follows the store's `changed` and tells of the
 * smallest change. Property `is-complete`: the number of items is known.
 */
typedef enum
{
  MV_LIST_CONTRIBUTIONS,
  MV_LIST_STUDIES,
} MvListWhat;

typedef struct
{
  MvListWhat what;
  const char *text;     /* (nullable): words to find */
  const char *project;  /* (nullable) */
  const char *phase;    /* (nullable): code */
  int year;             /* 0 means all */
  int answered;         /* -1 all, 0 awaiting or partly, 1 answered */
  int own;              /* -1 all, 1 own, 0 others' */
  const char *status;   /* (nullable): of studies */
  gboolean favourites;  /* only those studies that the person has marked */
  const char *language; /* (nullable): nb, nn or en: of studies' titles */
} MvListFilter;

#define MV_TYPE_LIST_MODEL (mv_list_model_get_type ())
G_DECLARE_FINAL_TYPE (MvListModel, mv_list_model, MV, LIST_MODEL, GObject)
MvListModel *mv_list_model_new (MvStore *store, const MvListFilter *filter);
void mv_list_model_set_filter (MvListModel *self, const MvListFilter *filter);
gboolean mv_list_model_is_complete (MvListModel *self);

G_END_DECLS
