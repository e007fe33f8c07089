/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const released_fields[] = { "name",  "organisation", "phone",
                                               "email", "contact",      NULL };

static const MvField release_fields[] = {
  { "project", MV_FIELD_REFERENCE, MV_FIELD_KEY, .target = "project" },
  { "committee", MV_FIELD_UUID, MV_FIELD_KEY },
  { "fields", MV_FIELD_CODE, MV_FIELD_MANY, .codes = released_fields },
  { NULL },
};

static const MvField fields[] = {
  { "name", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 120 },
  { "organisation", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "phone", MV_FIELD_TEXT, 0, .max = 40 },
  { "email", MV_FIELD_TEXT, 0, .max = 200 },
  { "contact", MV_FIELD_TEXT, 0, .max = 500 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "regions", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_regions },
  { "county", MV_FIELD_TEXT, 0, .max = 80 },
  { "areas", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_areas },
  { "support", MV_FIELD_TEXT, 0, .max = 4000 },
  { "released", MV_FIELD_OBJECT, MV_FIELD_MANY, .fields = release_fields },
  { "pause_until", MV_FIELD_DATE, 0 },
  { "reminders", MV_FIELD_BOOLEAN, 0 },
  { "muted", MV_FIELD_REFERENCE, MV_FIELD_MANY, .target = "project" },
  { NULL },
};

/* A person's own particulars, and which of them which project or committee may see. */
const MvKind mv_kind_profile = {
  .name = "profile",
  .type_name = "MvProfileRecord",
  .fields = fields,
};
