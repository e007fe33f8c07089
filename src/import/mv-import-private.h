/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-import.h"

G_BEGIN_DECLS

/* Which record of a file, and where. */
typedef struct
{
  guint item; /* from 1 */
  guint line; /* from 1 */
} MvImportPlace;

MvImport *mv_import_new (void);
MvImportProblem *mv_import_add_problem (MvImport *self,
                                        const MvImportPlace *place,
                                        const char *field,
                                        const char *code,
                                        const char *format,
                                        ...) G_GNUC_PRINTF (5, 6);
GArray *mv_import_find_lines (const char *text, size_t length);

G_END_DECLS
