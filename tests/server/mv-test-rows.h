/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-test-matrix.h"

G_BEGIN_DECLS

/* The rows of the file on rights, and what is tried to fill them. */

/* Rows of the same cells stand together, so that the file can be read. */
typedef struct
{
  GString *names;
  char *cells[MV_N_PLACES];
} MvTestRow;

void mv_test_row_free (MvTestRow *self);
/* @cells: (transfer full) */
void mv_test_add_to_rows (GPtrArray *rows, const char *name, char *cells[MV_N_PLACES]);
void mv_test_append_rows (GString *to, GPtrArray *rows);
void mv_test_append_heading (GString *to, const char *first);

const char *mv_test_describe_result (const MvResult *result);
/* What is done between the two is undone. */
void mv_test_begin_case (MvTestMatrix *m);
void mv_test_end_case (MvTestMatrix *m);
char *mv_test_add_one (MvTestMatrix *m,
                       const MvRight *right,
                       MvTestPlace place,
                       MvTestActor actor,
                       const char *author,
                       char **out_body);
gint64 mv_test_read_rev (MvTestMatrix *m, const char *id);

/* mv-test-commands.c */
void mv_test_append_commands (MvTestMatrix *m, GString *to);

G_END_DECLS
