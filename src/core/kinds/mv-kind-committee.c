/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const levels[] = { "regional", "local", "clinic", "youth", NULL };

static const MvField fields[] = {
  { "name", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "name_nn", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "covers", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED | MV_FIELD_MANY, .target = "organisation" },
  { "region", MV_FIELD_CODE, 0, .codes = mv_codes_regions },
  { "level", MV_FIELD_CODE, 0, .codes = levels },
  { "email", MV_FIELD_TEXT, 0, .max = 200 },
  { "phone", MV_FIELD_TEXT, 0, .max = 40 },
  { "website", MV_FIELD_TEXT, 0, .max = 500 },
  { "mandate", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { NULL },
};

/* A user committee and the organisations it covers. */
const MvKind mv_kind_committee = {
  .name = "committee",
  .type_name = "MvCommitteeRecord",
  .fields = fields,
};
