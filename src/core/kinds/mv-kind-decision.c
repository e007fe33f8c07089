/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "case", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "case" },
  { "meeting", MV_FIELD_REFERENCE, 0, .target = "meeting" },
  { "text", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 8000 },
  { "date", MV_FIELD_DATE, 0 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "outcome", MV_FIELD_CODE, 0, .codes = mv_codes_outcomes },
  { "fate", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "followed_up", MV_FIELD_DATE, 0 },
  { NULL },
};

/* What a committee decided in a case, and what became of it. */
const MvKind mv_kind_decision = {
  .name = "decision",
  .type_name = "MvDecisionRecord",
  .fields = fields,
};
