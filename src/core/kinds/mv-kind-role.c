/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-kinds.h"

static const char *const organisation_roles[] = { "editor", "coordinator", "administrator", NULL };

static const MvField fields[] = {
  { "uid", MV_FIELD_UUID, MV_FIELD_REQUIRED },
  { "name", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 120 },
  { "role", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = organisation_roles },
  { "organisation", MV_FIELD_REFERENCE, 0, .target = "organisation" },
  { "since", MV_FIELD_DATE, 0 },
  { "until", MV_FIELD_DATE, 0 },
  { NULL },
};

/* What a person is in an organisation. */
const MvKind mv_kind_role = {
  .name = "role",
  .type_name = "MvRoleRecord",
  .fields = fields,
};
