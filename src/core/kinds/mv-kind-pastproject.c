/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "project", MV_FIELD_UUID, MV_FIELD_REQUIRED },
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "organisation", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "vocabulary", MV_FIELD_TEXT, 0, .max = 60 },
  { "form", MV_FIELD_CODE, 0, .codes = mv_codes_forms },
  { "role", MV_FIELD_CODE, 0, .codes = mv_codes_member_roles },
  { "lead", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 120 },
  { "start", MV_FIELD_DATE, 0 },
  { "end", MV_FIELD_DATE, 0 },
  { "since", MV_FIELD_DATE, 0 },
  { "until", MV_FIELD_DATE, 0 },
  { "study", MV_FIELD_UUID, 0 },
  { NULL },
};

/* What stays with a person of a project that she was in. */
const MvKind mv_kind_pastproject = {
  .name = "pastproject",
  .type_name = "MvPastprojectRecord",
  .fields = fields,
};
