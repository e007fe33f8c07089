/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "project", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "project" },
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "lead", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 120 },
  { "form", MV_FIELD_CODE, 0, .codes = mv_codes_forms },
  { "start", MV_FIELD_DATE, 0 },
  { "end", MV_FIELD_DATE, 0 },
  { "state", MV_FIELD_CODE, 0, .codes = mv_codes_project_states },
  { "representatives", MV_FIELD_INTEGER, 0, .max = 10000 },
  { "updated", MV_FIELD_DATE, 0 },
  { NULL },
};

/* What coordinators see of a project. */
const MvKind mv_kind_project_card = {
  .name = "project-card",
  .type_name = "MvProjectCardRecord",
  .fields = fields,
};
