/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-record.h"

G_BEGIN_DECLS

/**
 * MvConflictChoice:
 *
 * What a person may do with two texts.
 */
typedef enum
{
  MV_CONFLICT_BOTH,
  MV_CONFLICT_HERE,
  MV_CONFLICT_OTHER,
} MvConflictChoice;

/**
 * MvConflictView:
 *
 * "You have written on two machines": both texts side by side. Signal `chosen (int choice)`.
 */
#define MV_TYPE_CONFLICT_VIEW (mv_conflict_view_get_type ())
G_DECLARE_FINAL_TYPE (MvConflictView, mv_conflict_view, MV, CONFLICT_VIEW, AdwBin)

GtkWidget *
mv_conflict_view_new (MvRecord *here, MvRecord *other, const char *title, const char *about);
void mv_conflict_view_set_folded (MvConflictView *self, gboolean folded);

G_END_DECLS
