/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-paragraph.h"

G_BEGIN_DECLS

/**
 * MvOdtStyles:
 *
 * The styles of an OpenDocument text: which paragraph styles are titles and quotes, which lists
 * have numbers, and how far they have counted.
 */
typedef struct _MvOdtStyles MvOdtStyles;

MvOdtStyles *mv_odt_styles_new (void);
void mv_odt_styles_free (MvOdtStyles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvOdtStyles, mv_odt_styles_free)

void
mv_odt_styles_start (MvOdtStyles *self, const char *name, const char **names, const char **values);
gboolean mv_odt_styles_is_based_on (MvOdtStyles *self, const char *style, const char *ancestor);
gboolean mv_odt_styles_has_numbers (MvOdtStyles *self, const char *list, guint level);
void mv_odt_styles_begin_list (MvOdtStyles *self, const char *list);
guint
mv_odt_styles_count_item (MvOdtStyles *self, const char *list, guint level, const guint *starts_at);

G_END_DECLS
