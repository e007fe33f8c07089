/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const sorts[] = { "decision",  "information", "discussion", "assessment",
                                     "statement", "other",       NULL };

static const char *const states[] = { "prepared", "treated", "postponed", "withdrawn", NULL };

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 300 },
  { "number", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 40 },
  { "meeting", MV_FIELD_REFERENCE, 0, .target = "meeting" },
  { "order", MV_FIELD_INTEGER, 0, .max = 1000 },
  { "sort", MV_FIELD_CODE, 0, .codes = sorts },
  { "text", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 60000 },
  { "proposal", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "project", MV_FIELD_UUID, 0 },
  { "figures_at", MV_FIELD_DATE, 0 },
  { "documents", MV_FIELD_REFERENCE, MV_FIELD_MANY, .target = "document document-version" },
  { "state", MV_FIELD_CODE, 0, .codes = states },
  { NULL },
};

/* One item on a committee's agenda. */
const MvKind mv_kind_case = {
  .name = "case",
  .type_name = "MvCaseRecord",
  .fields = fields,
};
