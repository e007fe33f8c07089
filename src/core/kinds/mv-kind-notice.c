/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "text", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "date", MV_FIELD_DATE, MV_FIELD_REQUIRED },
  { "until", MV_FIELD_DATE, 0 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { NULL },
};

/* A short message to everyone in a project or committee. */
const MvKind mv_kind_notice = {
  .name = "notice",
  .type_name = "MvNoticeRecord",
  .fields = fields,
  .check = mv_check_dates,
};
