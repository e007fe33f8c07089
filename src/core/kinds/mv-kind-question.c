/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const states[] = { "open", "answered", "closed", NULL };

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "text", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 20000 },
  { "committee", MV_FIELD_REFERENCE, 0, .target = "committee" },
  { "due", MV_FIELD_DATE, 0 },
  { "date", MV_FIELD_DATE, 0 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "state", MV_FIELD_CODE, 0, .codes = states },
  { "documents", MV_FIELD_REFERENCE, MV_FIELD_MANY, .target = "document document-version" },
  { NULL },
};

/* A project asks a committee something. */
const MvKind mv_kind_question = {
  .name = "question",
  .type_name = "MvQuestionRecord",
  .fields = fields,
};
