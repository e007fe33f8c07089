/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-import.h"

G_BEGIN_DECLS

/* What was wrong in a file that was imported, where, what became of it, and what to do. */
char *mv_import_words_dup_problem (const char *file, const MvImportProblem *problem);
/* @error: why nothing of @file was taken in */
char *mv_import_words_dup_refusal (const char *file, const GError *error);

G_END_DECLS
