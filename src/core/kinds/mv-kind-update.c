/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "text", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 20000 },
  { "date", MV_FIELD_DATE, MV_FIELD_REQUIRED },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "phases", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_phases },
  { "documents", MV_FIELD_REFERENCE, MV_FIELD_MANY, .target = "document document-version" },
  { "contributions", MV_FIELD_REFERENCE, MV_FIELD_MANY, .target = "contribution" },
  { "results", MV_FIELD_BOOLEAN, 0 },
  { "link", MV_FIELD_TEXT, 0, .max = 500 },
  { NULL },
};

/* News from the project, also after its end. */
const MvKind mv_kind_update = {
  .name = "update",
  .type_name = "MvUpdateRecord",
  .fields = fields,
};
