/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const states[] = { "open",   "proposed",  "accepted", "declined",
                                      "filled", "withdrawn", NULL };

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "text", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "project", MV_FIELD_UUID, 0 },
  { "project_title", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "committee", MV_FIELD_REFERENCE, 0, .target = "committee" },
  { "person", MV_FIELD_UUID, 0 },
  { "phases", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_phases },
  { "areas", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_areas },
  { "role", MV_FIELD_CODE, 0, .codes = mv_codes_roles },
  { "minutes", MV_FIELD_INTEGER, 0, .max = 1000000 },
  { "start", MV_FIELD_DATE, 0 },
  { "due", MV_FIELD_DATE, 0 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "state", MV_FIELD_CODE, 0, .codes = states },
  { "answered", MV_FIELD_DATE, 0 },
  { "reason", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "filled", MV_FIELD_DATE, 0 },
  { NULL },
};

/* A project or a committee asks for a representative or for advice. */
const MvKind mv_kind_request = {
  .name = "request",
  .type_name = "MvRequestRecord",
  .fields = fields,
};
