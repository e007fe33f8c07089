/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "uid", MV_FIELD_UUID, MV_FIELD_REQUIRED },
  { "name", MV_FIELD_TEXT, MV_FIELD_REQUIRED, .max = 120 },
  { "email", MV_FIELD_TEXT, 0, .max = 200 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "regions", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_regions },
  { "confirmed", MV_FIELD_BOOLEAN, 0 },
  { "created", MV_FIELD_TIME, 0 },
  { NULL },
};

/* What the server knows of the person who is signed in. */
const MvKind mv_kind_account = {
  .name = "account",
  .type_name = "MvAccountRecord",
  .fields = fields,
};
