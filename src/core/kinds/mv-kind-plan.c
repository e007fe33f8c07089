/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField person_fields[] = {
  { "uid", MV_FIELD_UUID, MV_FIELD_REQUIRED | MV_FIELD_KEY },
  { "planned", MV_FIELD_CODE, 0, .codes = mv_codes_roles },
  { "actual", MV_FIELD_CODE, 0, .codes = mv_codes_roles },
  { NULL },
};

static const MvField fields[] = {
  { "project", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED | MV_FIELD_KEY, .target = "project" },
  { "phase", MV_FIELD_CODE, MV_FIELD_REQUIRED | MV_FIELD_KEY, .codes = mv_codes_phases },
  { "state", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = mv_codes_phase_states },
  { "reason", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "start", MV_FIELD_DATE, 0 },
  { "end", MV_FIELD_DATE, 0 },
  { "people", MV_FIELD_OBJECT, MV_FIELD_MANY, .fields = person_fields },
  { "note", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { NULL },
};

/* Where a project stands in a phase, and who is planned to do what in it. */
const MvKind mv_kind_plan = {
  .name = "plan",
  .type_name = "MvPlanRecord",
  .fields = fields,
  .check = mv_check_plan,
};
