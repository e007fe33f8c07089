/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "contribution", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED,
    .target = "contribution idea request question" },
  { "suggestion", MV_FIELD_UUID, MV_FIELD_NULLABLE },
  { "of_rev", MV_FIELD_INTEGER, 0, .min = 1 },
  { "outcome", MV_FIELD_CODE, 0, .codes = mv_codes_outcomes },
  { "reason", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "text", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "changed", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "matters", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "effect", MV_FIELD_CODE, 0, .codes = mv_codes_effects },
  { "effects_on", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_effects_on },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "note", MV_FIELD_TEXT, 0, .max = 4000 },
  { NULL },
};

/* A reply that the team has not sent yet. */
const MvKind mv_kind_reply_draft = {
  .name = "reply-draft",
  .type_name = "MvReplyDraftRecord",
  .fields = fields,
};
