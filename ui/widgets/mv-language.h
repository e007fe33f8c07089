/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The program's language: nb, nn or en, chosen in the program and not by the machine's locale. */
const char *mv_language_from_environment (void);
const char *mv_language_apply (const char *language);

G_END_DECLS
