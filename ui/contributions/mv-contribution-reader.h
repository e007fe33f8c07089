/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-views.h"

G_BEGIN_DECLS

/**
 * MvContributionReader:
 *
 * A shared contribution to read: the text, what became of each suggestion, and what the reader can
 * do about it. Signals: `edit`, `update`, `unshare`, `withdraw`, `send` (answers of the team).
 */
#define MV_TYPE_CONTRIBUTION_READER (mv_contribution_reader_get_type ())
G_DECLARE_FINAL_TYPE (MvContributionReader, mv_contribution_reader, MV, CONTRIBUTION_READER, AdwBin)

GtkWidget *mv_contribution_reader_new (const char *today);
void mv_contribution_reader_set_names (MvContributionReader *self, GHashTable *names);
void mv_contribution_reader_show (MvContributionReader *self,
                                  const MvContributionView *view,
                                  gboolean has_title_above,
                                  gboolean is_just_shared);
void mv_contribution_reader_set_folded (MvContributionReader *self, gboolean folded);
gboolean mv_contribution_reader_has_begun (MvContributionReader *self);
GPtrArray *mv_contribution_reader_take_answers (MvContributionReader *self);
void mv_contribution_reader_forget_answers (MvContributionReader *self);
void mv_contribution_reader_focus_news (MvContributionReader *self);

G_END_DECLS
