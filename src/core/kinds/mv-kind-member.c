/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "uid", MV_FIELD_UUID, MV_FIELD_REQUIRED },
  { "name", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 120 },
  { "organisation", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "contact", MV_FIELD_TEXT, 0, .max = 500 },
  { "phone", MV_FIELD_TEXT, 0, .max = 40 },
  { "email", MV_FIELD_TEXT, 0, .max = 200 },
  { "role", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = mv_codes_member_roles },
  { "since", MV_FIELD_DATE, 0 },
  { "until", MV_FIELD_DATE, 0 },
  { "account", MV_FIELD_BOOLEAN, 0 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { NULL },
};

/* A person in a project, with what the person has released there. Written by the server. */
const MvKind mv_kind_member = {
  .name = "member",
  .type_name = "MvMemberRecord",
  .fields = fields,
};
