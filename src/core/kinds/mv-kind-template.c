/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const sorts[] = { "agreement", "confidentiality", "invitation",
                                     "letter",    "thanks",          "case-paper",
                                     "report",    "other",           NULL };

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "sort", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = sorts },
  { "language", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = mv_codes_languages },
  { "organisation", MV_FIELD_REFERENCE, 0, .target = "organisation" },
  { "text", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 60000 },
  { "date", MV_FIELD_DATE, 0 },
  { NULL },
};

/* A text to start from: an agreement, a letter, a case paper. */
const MvKind mv_kind_template = {
  .name = "template",
  .type_name = "MvTemplateRecord",
  .fields = fields,
};
