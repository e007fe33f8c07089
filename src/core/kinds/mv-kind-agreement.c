/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const states[] = { "draft", "proposed", "confirmed", "ended", NULL };

static const MvField fields[] = {
  { "project", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "project" },
  { "uid", MV_FIELD_UUID, MV_FIELD_REQUIRED },
  { "title", MV_FIELD_TEXT, 0, .max = 200 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "number", MV_FIELD_INTEGER, 0, .max = 1000, .min = 1 },
  { "text", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 60000 },
  { "role", MV_FIELD_CODE, 0, .codes = mv_codes_roles },
  { "phases", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_phases },
  { "expectations", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "fee", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "rate_table", MV_FIELD_REFERENCE, 0, .target = "rate-table" },
  { "support", MV_FIELD_TEXT, 0, .max = 4000 },
  { "authorship", MV_FIELD_TEXT, 0, .max = 2000 },
  { "contact", MV_FIELD_TEXT, 0, .max = 500 },
  { "disagreement", MV_FIELD_TEXT, 0, .max = 2000 },
  { "reply_days", MV_FIELD_INTEGER, 0, .max = 56, .min = 7 },
  { "confidentiality", MV_FIELD_BOOLEAN, 0 },
  { "confidentiality_date", MV_FIELD_DATE, 0 },
  { "start", MV_FIELD_DATE, 0 },
  { "end", MV_FIELD_DATE, 0 },
  { "state", MV_FIELD_CODE, 0, .codes = states },
  { "confirmed_by_person", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "confirmed_by_team", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "ended", MV_FIELD_DATE, 0 },
  { "ended_reason", MV_FIELD_TEXT, 0, .max = 2000 },
  { NULL },
};

/* What a representative and a project have agreed on. Facts; no signature. */
const MvKind mv_kind_agreement = {
  .name = "agreement",
  .type_name = "MvAgreementRecord",
  .fields = fields,
  .check = mv_check_dates,
};
