/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MvSuggestion:
 *
 * One numbered suggestion of a contribution while it is being written. Its id survives that it is
 * moved or reworded, so that an answer finds it. One that was taken out stays in its place until
 * the page is left, so that it can be put back. Properties: `text`, `is-removed`.
 */
#define MV_TYPE_SUGGESTION (mv_suggestion_get_type ())
G_DECLARE_FINAL_TYPE (MvSuggestion, mv_suggestion, MV, SUGGESTION, GObject)

MvSuggestion *mv_suggestion_new (const char *id, const char *text);
const char *mv_suggestion_get_id (MvSuggestion *self);
const char *mv_suggestion_get_text (MvSuggestion *self);
void mv_suggestion_set_text (MvSuggestion *self, const char *text);
gboolean mv_suggestion_is_blank (MvSuggestion *self);
gboolean mv_suggestion_get_is_removed (MvSuggestion *self);
void mv_suggestion_set_is_removed (MvSuggestion *self, gboolean is_removed);

G_END_DECLS
