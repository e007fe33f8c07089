/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-document-import.h"

G_BEGIN_DECLS

/* One part of a document: its name and what stands in it. */
typedef struct
{
  const char *name;
  const char *text;
} MvTestPart;

GBytes *mv_test_zip (const MvTestPart *parts, guint n_parts);
GBytes *mv_test_docx (const char *body, const char *styles, const char *numbering);
GBytes *mv_test_odt (const char *body, const char *styles);

/* Imports what must be read, and writes it a line a paragraph: `h1 …`, `p …`, `-1 …`, `1.1 …`
 * (level, number), `q …`, `r …`; line ends as |, tabs as ~. */
char *mv_test_dup_lines (MvDocumentImport *import);
void mv_test_assert_lines (const char *name, GBytes *bytes, const char *expected);

G_END_DECLS
