/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the codes of a study are called. */
const char *const *mv_study_states (void);
const char *mv_study_state_name (const char *code);
const char *mv_study_state_style (const char *code);
const char *mv_study_source_name (const char *code);
char *mv_study_only_in (const char *language);

G_END_DECLS
