/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const states[] = { "planned", "held", "cancelled", NULL };

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "start", MV_FIELD_TIME, MV_FIELD_REQUIRED },
  { "end", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "place", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 300 },
  { "link", MV_FIELD_TEXT, 0, .max = 500 },
  { "state", MV_FIELD_CODE, 0, .codes = states },
  { "phases", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_phases },
  { "agenda", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 20000 },
  { "minutes", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 20000 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "invited", MV_FIELD_UUID, MV_FIELD_MANY },
  { "attended", MV_FIELD_UUID, MV_FIELD_MANY },
  { "documents", MV_FIELD_REFERENCE, MV_FIELD_MANY, .target = "document document-version" },
  { "support", MV_FIELD_TEXT, 0, .max = 2000 },
  { "uid", MV_FIELD_TEXT, 0, .max = 200 },
  { NULL },
};

/* A meeting of a project or a committee. */
const MvKind mv_kind_meeting = {
  .name = "meeting",
  .type_name = "MvMeetingRecord",
  .fields = fields,
  .check = mv_check_dates,
};
