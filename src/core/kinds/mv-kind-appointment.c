/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-kinds.h"

static const char *const states[] = { "proposed", "accepted", "declined", "ended", NULL };

static const MvField fields[] = {
  { "name", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 120 },
  { "uid", MV_FIELD_UUID, 0 },
  { "organisation", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "body", MV_FIELD_TEXT, MV_FIELD_DRAFT_OPTIONAL | MV_FIELD_SEARCHED, .max = 300 },
  { "request", MV_FIELD_REFERENCE, 0, .target = "request" },
  { "role", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 120 },
  { "start", MV_FIELD_DATE, 0 },
  { "end", MV_FIELD_DATE, 0 },
  { "state", MV_FIELD_CODE, 0, .codes = states },
  { NULL },
};

/* A representative whom the committee has put forward. */
const MvKind mv_kind_appointment = {
  .name = "appointment",
  .type_name = "MvAppointmentRecord",
  .fields = fields,
  .check = mv_check_dates,
};
