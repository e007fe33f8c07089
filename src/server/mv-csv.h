/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvCsv:
 *
 * A table from a spreadsheet (RFC 4180), with a line of headings. Commas, semicolons or tabs part
 * the cells, whichever stands in the first line; a byte-order mark and either kind of line end are
 * understood; empty lines are not rows.
 */
typedef struct
{
  GStrv headings;
  GPtrArray *rows; /* (owned) (element-type GStrv): as many cells as headings */
  GArray *lines;   /* (owned) (element-type guint): where each row begins, from 1 */
} MvCsv;

MvCsv *mv_csv_parse (const char *text, GError **error);
void mv_csv_free (MvCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvCsv, mv_csv_free)

/* %NULL if there is no such column, or nothing in the cell. */
const char *mv_csv_get (const MvCsv *self, guint row, const char *heading);

G_END_DECLS
