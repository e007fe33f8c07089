/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-trouble.h"

G_BEGIN_DECLS

/* What goes wrong is really made to go wrong, and has a sentence of its own in three languages. */

#define TROUBLE_START_US (1800000000 * (gint64) G_USEC_PER_SEC)
#define TROUBLE_N_LANGUAGES 3
extern const char *const trouble_languages[TROUBLE_N_LANGUAGES];

/* The program says a whole sentence of the error, and no other case has the same. @about: what the
 * error is about; cases with the same answer have the same */
void trouble_assert_sentence (const GError *error, MvTroubleTask task, const char *about);

/* Each adds the tests of its file. */
void trouble_add_connecting (void);
void trouble_add_replica (void);

G_END_DECLS
