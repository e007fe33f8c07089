/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_DRAFT_OPTIONAL | MV_FIELD_SEARCHED, .max = 200 },
  { "form", MV_FIELD_CODE, 0, .codes = mv_codes_forms },
  { "organisation", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "vocabulary", MV_FIELD_TEXT, 0, .max = 60 },
  { "lead", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 120 },
  { "role", MV_FIELD_CODE, 0, .codes = mv_codes_roles },
  { "start", MV_FIELD_DATE, 0 },
  { "end", MV_FIELD_DATE, 0 },
  { "state", MV_FIELD_CODE, 0, .codes = mv_codes_project_states },
  { "linked", MV_FIELD_REFERENCE, MV_FIELD_NULLABLE, .target = "project" },
  { "note", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { NULL },
};

/* An assignment that a person keeps for herself, without a server or beside it. */
const MvKind mv_kind_ownproject = {
  .name = "ownproject",
  .type_name = "MvOwnprojectRecord",
  .fields = fields,
  .check = mv_check_dates,
};
