/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-kinds.h"

static const char *const verdicts[] = { "understood", "satisfied", "disagree", NULL };

static const MvField fields[] = {
  { "reply", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED | MV_FIELD_KEY, .target = "reply" },
  { "contribution", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "contribution" },
  { "verdict", MV_FIELD_CODE, 0, .codes = verdicts },
  { "mattered", MV_FIELD_INTEGER, 0, .max = 4 },
  { "text", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "date", MV_FIELD_DATE, 0 },
  { "released", MV_FIELD_BOOLEAN, 0 },
  { NULL },
};

/* What a person thinks of an answer, and how much the contribution mattered (0 nothing … 4 very
 * much). */
const MvKind mv_kind_rating = {
  .name = "rating",
  .type_name = "MvRatingRecord",
  .fields = fields,
};
