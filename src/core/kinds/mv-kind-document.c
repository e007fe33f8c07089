/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const sorts[] = { "information", "consent", "protocol", "questionnaire",
                                     "application", "plan",    "report",   "article",
                                     "lay-summary", "other",   NULL };

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "sort", MV_FIELD_CODE, 0, .codes = sorts },
  { "summary", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 2000 },
  { "link", MV_FIELD_TEXT, 0, .max = 500 },
  { "phases", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_phases },
  { "restricted", MV_FIELD_BOOLEAN, 0 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { NULL },
};

/* A text or a link that the project's people work on; what it says stands in its versions. */
const MvKind mv_kind_document = {
  .name = "document",
  .type_name = "MvDocumentRecord",
  .fields = fields,
};
