/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-kinds.h"

static const char *const as[] = { "representative", "researcher", "committee-member", NULL };

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_DRAFT_OPTIONAL | MV_FIELD_SEARCHED, .max = 200 },
  { "provider", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "date", MV_FIELD_DATE, 0 },
  { "valid_until", MV_FIELD_DATE, 0 },
  { "minutes", MV_FIELD_INTEGER, 0, .max = 100000 },
  { "as", MV_FIELD_CODE, 0, .codes = as },
  { "resource", MV_FIELD_REFERENCE, 0, .target = "resource" },
  { "certificate", MV_FIELD_TEXT, 0, .max = 500 },
  { "note", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { NULL },
};

/* A course that a person took. */
const MvKind mv_kind_training = {
  .name = "training",
  .type_name = "MvTrainingRecord",
  .fields = fields,
  .check = mv_check_dates,
};
