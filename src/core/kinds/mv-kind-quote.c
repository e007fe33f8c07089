/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const audiences[] = { "committee", "catalogue", NULL };

static const MvField fields[] = {
  { "text", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 4000 },
  { "shown_as", MV_FIELD_TEXT, 0, .max = 120 },
  { "quoted", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = mv_codes_quoted },
  { "audience", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = audiences },
  { "contribution", MV_FIELD_UUID, 0 },
  { "suggestion", MV_FIELD_UUID, 0 },
  { "project", MV_FIELD_UUID, 0 },
  { "project_title", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "phases", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_phases },
  { "outcome", MV_FIELD_CODE, 0, .codes = mv_codes_outcomes },
  { "changed", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "date", MV_FIELD_DATE, 0 },
  { NULL },
};

/* A server-written copy of a sentence for a committee or the catalogue, where the person consents.
 */
const MvKind mv_kind_quote = {
  .name = "quote",
  .type_name = "MvQuoteRecord",
  .fields = fields,
};
