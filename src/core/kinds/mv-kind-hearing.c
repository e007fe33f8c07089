/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const states[] = { "open", "answered", "closed", NULL };

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 300 },
  { "sender", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "text", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 20000 },
  { "received", MV_FIELD_DATE, 0 },
  { "due", MV_FIELD_DATE, 0 },
  { "statement", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 60000 },
  { "answered", MV_FIELD_DATE, 0 },
  { "outcome", MV_FIELD_CODE, 0, .codes = mv_codes_outcomes },
  { "fate", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "state", MV_FIELD_CODE, 0, .codes = states },
  { "link", MV_FIELD_TEXT, 0, .max = 500 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "documents", MV_FIELD_REFERENCE, MV_FIELD_MANY, .target = "document document-version" },
  { NULL },
};

/* A round of comments, with the committee's statement and what became of it. */
const MvKind mv_kind_hearing = {
  .name = "hearing",
  .type_name = "MvHearingRecord",
  .fields = fields,
};
