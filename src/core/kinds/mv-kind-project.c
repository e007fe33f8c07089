/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "organisation", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "organisation" },
  { "vocabulary", MV_FIELD_TEXT, MV_FIELD_REQUIRED, .max = 60 },
  { "form", MV_FIELD_CODE, 0, .codes = mv_codes_forms },
  { "lead", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 120 },
  { "lead_uid", MV_FIELD_UUID, 0 },
  { "start", MV_FIELD_DATE, 0 },
  { "end", MV_FIELD_DATE, 0 },
  { "state", MV_FIELD_CODE, 0, .codes = mv_codes_project_states },
  { "reply_days", MV_FIELD_INTEGER, 0, .max = 56, .min = 7 },
  { "study", MV_FIELD_REFERENCE, 0, .target = "study" },
  { "summary", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "number", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 80 },
  { "funder", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "funded", MV_FIELD_DATE, 0 },
  { "funds", MV_FIELD_INTEGER, 0 },
  { "fields", MV_FIELD_TEXT, MV_FIELD_MANY | MV_FIELD_SEARCHED, .max = 120 },
  { "languages", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_languages },
  { "contact", MV_FIELD_TEXT, 0, .max = 500 },
  { "website", MV_FIELD_TEXT, 0, .max = 500 },
  { "not_relevant", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { NULL },
};

/* An assignment: study, innovation, council or panel, network, governing body. */
const MvKind mv_kind_project = {
  .name = "project",
  .type_name = "MvProjectRecord",
  .fields = fields,
  .check = mv_check_dates,
};
