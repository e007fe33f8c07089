/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const sorts[] = {
  "course", "guide", "video", "text", "network", "contact", NULL
};

static const char *const audiences[] = { "representative", "researcher", "committee", NULL };

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "summary", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 2000 },
  { "sort", MV_FIELD_CODE, 0, .codes = sorts },
  { "audience", MV_FIELD_CODE, MV_FIELD_MANY, .codes = audiences },
  { "link", MV_FIELD_TEXT, 0, .max = 500 },
  { "provider", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "minutes", MV_FIELD_INTEGER, 0, .max = 100000 },
  { "organisation", MV_FIELD_REFERENCE, 0, .target = "organisation" },
  { "date", MV_FIELD_DATE, 0 },
  { NULL },
};

/* A course, a guide, a network: something to learn from. */
const MvKind mv_kind_resource = {
  .name = "resource",
  .type_name = "MvResourceRecord",
  .fields = fields,
};
