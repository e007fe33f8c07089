/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField about_fields[] = {
  { "document", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "document" },
  { "version", MV_FIELD_REFERENCE, 0, .target = "document-version" },
  { "paragraph", MV_FIELD_UUID, 0 },
  { NULL },
};

static const MvField fields[] = {
  { "contribution", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED | MV_FIELD_KEY,
    .target = "contribution idea request question" },
  { "suggestion", MV_FIELD_UUID, MV_FIELD_KEY | MV_FIELD_NULLABLE },
  { "of_rev", MV_FIELD_INTEGER, 0, .min = 1 },
  { "outcome", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = mv_codes_outcomes },
  { "reason", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "text", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "changed", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "matters", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "effect", MV_FIELD_CODE, 0, .codes = mv_codes_effects },
  { "effects_on", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_effects_on },
  { "about", MV_FIELD_OBJECT, MV_FIELD_NULLABLE, .fields = about_fields },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "date", MV_FIELD_DATE, 0 },
  { NULL },
};

/* What became of a suggestion, or of the whole: written by the project or a committee. */
const MvKind mv_kind_reply = {
  .name = "reply",
  .type_name = "MvReplyRecord",
  .fields = fields,
  .check = mv_check_reason,
};
