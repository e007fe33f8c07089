/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvCatalogue:
 *
 * The translations of one language, beside the one that the program speaks: a letter is written in
 * the language of whoever gets it. Sources are marked with N_() and have names in braces where
 * something is filled in: "Hello {name},".
 */
typedef struct _MvCatalogue MvCatalogue;

MvCatalogue *mv_catalogue_new (const char *language, GBytes *bytes);
void mv_catalogue_free (MvCatalogue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvCatalogue, mv_catalogue_free)

const char *mv_catalogue_get_language (const MvCatalogue *self);
const char *mv_catalogue_get (const MvCatalogue *self, const char *source);
char *mv_catalogue_fill (const MvCatalogue *self, const char *source, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
