/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-kinds.h"

static const char *const minimum_for[] = { "attendance", "always", NULL };

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED, .max = 200 },
  { "organisation", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "organisation" },
  { "valid_from", MV_FIELD_DATE, MV_FIELD_REQUIRED },
  { "valid_until", MV_FIELD_DATE, 0 },
  { "hour", MV_FIELD_INTEGER, 0, .max = 10000000 },
  { "meeting", MV_FIELD_INTEGER, 0, .max = 10000000 },
  { "half_day", MV_FIELD_INTEGER, 0, .max = 10000000 },
  { "half_day_minutes", MV_FIELD_INTEGER, 0, .max = 1440 },
  { "day", MV_FIELD_INTEGER, 0, .max = 10000000 },
  { "day_minutes", MV_FIELD_INTEGER, 0, .max = 1440 },
  { "rounding_minutes", MV_FIELD_INTEGER, 0, .max = 480 },
  { "minimum_minutes", MV_FIELD_INTEGER, 0, .max = 480 },
  { "minimum_for", MV_FIELD_CODE, 0, .codes = minimum_for },
  { "pays_preparation", MV_FIELD_BOOLEAN, 0 },
  { "travel_hour", MV_FIELD_INTEGER, 0, .max = 10000000 },
  { "kilometre", MV_FIELD_INTEGER, 0, .max = 100000 },
  { "lost_earnings", MV_FIELD_BOOLEAN, 0 },
  { "attester", MV_FIELD_TEXT, 0, .max = 200 },
  { "source", MV_FIELD_TEXT, 0, .max = 500 },
  { "note", MV_FIELD_TEXT, 0, .max = 2000 },
  { NULL },
};

/* How hours and journeys become a fee; see mv-fee. Amounts are in øre, times in minutes. */
const MvKind mv_kind_rate_table = {
  .name = "rate-table",
  .type_name = "MvRateTableRecord",
  .fields = fields,
  .check = mv_check_dates,
};
