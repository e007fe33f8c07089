/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-list-model.h"

G_BEGIN_DECLS

/* What fills one row. */
typedef struct
{
  MvContributionView *contribution; /* (owned) (nullable) */
  MvRecord *record;                 /* (owned) (nullable) */
  char *title;                      /* (owned) (nullable) */
  char *subtitle;                   /* (owned) (nullable) */
} MvItemContents;

void mv_item_contents_clear (MvItemContents *self);

MvItem *mv_item_new (const char *account, const char *id);
void mv_item_fill (MvItem *self, MvItemContents *contents);

G_END_DECLS
