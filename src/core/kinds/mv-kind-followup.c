/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-kinds.h"

static const char *const states[] = {
  "awaiting", "partly", "answered", "closed", "reopened", NULL
};

static const MvField fields[] = {
  { "contribution", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "contribution" },
  { "state", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = states },
  { "shared", MV_FIELD_TIME, MV_FIELD_REQUIRED },
  { "seen", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "due", MV_FIELD_DATE, MV_FIELD_REQUIRED },
  { "reminded", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "reminders", MV_FIELD_INTEGER, 0, .max = 1000 },
  { "answered", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "closed", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "reopened", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "question", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "suggestions", MV_FIELD_INTEGER, 0, .max = 1000 },
  { "replied", MV_FIELD_INTEGER, 0, .max = 1000 },
  { NULL },
};

/* What has become of a shared contribution. One for each, written by the server. */
const MvKind mv_kind_followup = {
  .name = "followup",
  .type_name = "MvFollowupRecord",
  .fields = fields,
};
