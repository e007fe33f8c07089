/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const states[] = { "open", "used", "confirmed", "expired", "revoked", NULL };

static const MvField fields[] = {
  { "uid", MV_FIELD_UUID, MV_FIELD_REQUIRED },
  { "name", MV_FIELD_TEXT, 0, .max = 120 },
  { "role", MV_FIELD_CODE, 0, .codes = mv_codes_member_roles },
  { "made_by", MV_FIELD_UUID, 0 },
  { "made", MV_FIELD_TIME, MV_FIELD_REQUIRED },
  { "expires", MV_FIELD_TIME, MV_FIELD_REQUIRED },
  { "used", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "confirmed", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "state", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = states },
  { NULL },
};

/* An invitation that was made in the program; the code itself is never kept. Written by the server.
 */
const MvKind mv_kind_invitation = {
  .name = "invitation",
  .type_name = "MvInvitationRecord",
  .fields = fields,
};
