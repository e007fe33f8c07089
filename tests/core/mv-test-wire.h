/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-wire.h"

G_BEGIN_DECLS

/* What the tests of the wire share: ids, and rows of bad input. */

#define A "0193a000-0000-7000-8000-00000000000a"
#define B "0193a000-0000-7000-8000-00000000000b"

typedef struct
{
  const char *text;
  MvProblem problem;
  const char *field;
} BadRow;

static inline void
assert_problem (const GError *error, const BadRow *row)
{
  g_autofree char *field = mv_problem_dup_field (error);

  g_assert_error (error, MV_PROBLEM, (int) row->problem);
  g_assert_cmpstr (field, ==, row->field);
}

G_END_DECLS
