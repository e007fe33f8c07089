/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const audiences[] = { "committee", "catalogue", "report", "public", NULL };

static const MvField fields[] = {
  { "project", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED | MV_FIELD_KEY, .target = "project" },
  { "quoted", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = mv_codes_quoted },
  { "audiences", MV_FIELD_CODE, MV_FIELD_MANY, .codes = audiences },
  { "start", MV_FIELD_DATE, 0 },
  { "end", MV_FIELD_DATE, 0 },
  { NULL },
};

/* How a person may be quoted from a project, and for whom. The person's own; can be taken back. */
const MvKind mv_kind_consent = {
  .name = "consent",
  .type_name = "MvConsentRecord",
  .fields = fields,
  .check = mv_check_dates,
};
