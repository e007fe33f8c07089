/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-kind.h"

G_BEGIN_DECLS

/* Texts of all kinds of records, made from seeds, whole and broken, for what reads them. */

typedef void (*MvTestTextFunc) (const char *text, gsize length, gpointer data);

/* The canonical text of a body; @is_rare: with what is canonical and seldom seen. */
char *mv_test_make_body (const MvKind *kind, guint64 seed, gboolean is_rare);
/* Calls @func with the text, where @n_gone bytes at @at are replaced. The memory ends with it. */
void mv_test_hand_over_with (
    const char *text, gsize at, gsize n_gone, const char *new, MvTestTextFunc func, gpointer data);
/* Calls @func with texts that @wrap makes of bodies of all kinds: as they are, written otherwise,
 * cut at every byte, with other bytes and values in them, nested and with names twice. */
void mv_test_foreach_text (char *(*wrap) (const char *body), MvTestTextFunc func, gpointer data);

G_END_DECLS
