/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const sorts[] = {
  "regional-authority", "health-trust",      "hospital", "university",
  "municipality",       "user-organisation", "other",    NULL
};

static const char *const role_words[] = { "sentences", "titles", NULL };

static const MvField fields[] = {
  { "name", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "name_nn", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "number", MV_FIELD_TEXT, 0, .max = 20 },
  { "parent", MV_FIELD_REFERENCE, 0, .target = "organisation" },
  { "region", MV_FIELD_CODE, 0, .codes = mv_codes_regions },
  { "sort", MV_FIELD_CODE, 0, .codes = sorts },
  { "short", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 40 },
  { "vocabulary", MV_FIELD_TEXT, 0, .max = 60 },
  { "roles", MV_FIELD_CODE, 0, .codes = role_words },
  { "phone", MV_FIELD_TEXT, 0, .max = 40 },
  { "email", MV_FIELD_TEXT, 0, .max = 200 },
  { "website", MV_FIELD_TEXT, 0, .max = 500 },
  { "note", MV_FIELD_TEXT, 0, .max = 2000 },
  { NULL },
};

/* A hospital trust, a regional health authority, a university or a user organisation. */
const MvKind mv_kind_organisation = {
  .name = "organisation",
  .type_name = "MvOrganisationRecord",
  .fields = fields,
};
