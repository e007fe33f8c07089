/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one folding of text for search: lower case, accents off (é → e), Sámi letters to their
 * nearest (č → c, đ → d, ŋ → n, š → s, ŧ → t, ž → z, á → a), å ø æ stay letters. */
char *mv_fold (const char *text);
/* As mv_fold(), with å ø æ written aa oe ae, so that both ways of writing find each other. */
char *mv_fold_to_ascii (const char *text);

G_END_DECLS
