/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "hearing", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "hearing" },
  { "text", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 20000 },
  { "date", MV_FIELD_DATE, 0 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { NULL },
};

/* What one member says in a hearing. */
const MvKind mv_kind_hearing_answer = {
  .name = "hearing-answer",
  .type_name = "MvHearingAnswerRecord",
  .fields = fields,
};
