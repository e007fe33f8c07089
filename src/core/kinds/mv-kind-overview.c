/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const units[] = { "persons", "projects", "contributions", "suggestions",
                                     "days",    "minutes",  "kroner",        NULL };

static const MvField figure_fields[] = {
  { "id", MV_FIELD_TEXT, MV_FIELD_REQUIRED, .max = 40 },
  { "phase", MV_FIELD_CODE, 0, .codes = mv_codes_phases },
  { "group", MV_FIELD_TEXT, 0, .max = 80 },
  { "count", MV_FIELD_INTEGER, 0 },
  { "of", MV_FIELD_INTEGER, 0 },
  { "missing", MV_FIELD_INTEGER, 0 },
  { "unit", MV_FIELD_CODE, 0, .codes = units },
  { "suppressed", MV_FIELD_BOOLEAN, 0 },
  { NULL },
};

static const MvField fields[] = {
  { "at", MV_FIELD_TIME, MV_FIELD_REQUIRED },
  { "period", MV_FIELD_TEXT, 0, .max = 40 },
  { "figures", MV_FIELD_OBJECT, MV_FIELD_MANY, .max_items = 500, .fields = figure_fields },
  { NULL },
};

/* Figures that the server has computed. */
const MvKind mv_kind_overview = {
  .name = "overview",
  .type_name = "MvOverviewRecord",
  .fields = fields,
};
