/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-kinds.h"

static const char *const sorts[] = { "read", "progress", "favourite", "search", "pause", NULL };

static const MvField fields[] = {
  { "target", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_KEY, .max = 200 },
  { "sort", MV_FIELD_CODE, MV_FIELD_REQUIRED | MV_FIELD_KEY, .codes = sorts },
  { "value", MV_FIELD_TEXT, 0, .max = 2000 },
  { "seq", MV_FIELD_INTEGER, 0 },
  { "at", MV_FIELD_TIME, 0 },
  { NULL },
};

/* Where a person has read up to, a favourite, a saved search, progress. */
const MvKind mv_kind_mark = {
  .name = "mark",
  .type_name = "MvMarkRecord",
  .fields = fields,
};
