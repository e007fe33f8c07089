/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-kinds.h"

static const MvField fields[] = {
  { "project", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "project" },
  { "title", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "count", MV_FIELD_INTEGER, MV_FIELD_REQUIRED, .max = 1000000 },
  { "oldest", MV_FIELD_DATE, 0 },
  { "nudged", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { NULL },
};

/* How many suggestions wait too long in a project; no person, no text. */
const MvKind mv_kind_overdue = {
  .name = "overdue",
  .type_name = "MvOverdueRecord",
  .fields = fields,
};
