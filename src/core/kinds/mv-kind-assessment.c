/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const impartial[] = { "yes", "no", "unsure", NULL };

static const char *const grades[] = { "A", "B", "C", NULL };

static const char *const effects[] = { "none", "raised", "lowered", NULL };

static const MvField fields[] = {
  { "committee", MV_FIELD_REFERENCE, MV_FIELD_DRAFT_OPTIONAL, .target = "committee" },
  { "case", MV_FIELD_REFERENCE, 0, .target = "case" },
  { "application", MV_FIELD_TEXT, MV_FIELD_DRAFT_OPTIONAL | MV_FIELD_SEARCHED, .max = 300 },
  { "applicant", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "impartial", MV_FIELD_CODE, 0, .codes = impartial },
  { "impartial_reason", MV_FIELD_TEXT, 0, .max = 2000 },
  { "declared", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "grade", MV_FIELD_CODE, 0, .codes = grades },
  { "comment", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "effect", MV_FIELD_CODE, 0, .codes = effects },
  { "submitted", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { NULL },
};

/* A user representative's grade of an application for funds. */
const MvKind mv_kind_assessment = {
  .name = "assessment",
  .type_name = "MvAssessmentRecord",
  .fields = fields,
  .check = mv_check_grade,
};
