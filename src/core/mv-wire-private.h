/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-wire.h"

G_BEGIN_DECLS

/* What the parts of the wire module share when they write. */
void mv_wire_append_text_member (GString *to, const char *name, const char *text);
void mv_wire_append_integer_member (GString *to, const char *name, gint64 value);
void
mv_wire_append_problem (GString *to, MvProblem problem, const char *request_id, const char *field);
void mv_wire_append_cursors (GString *to, GHashTable *cursors);

/* A put line as mv_line_append_put() writes it (mv-wire-put.c). */
MvLine *mv_line_read_plain_put (const char *text, gsize length);

G_END_DECLS
