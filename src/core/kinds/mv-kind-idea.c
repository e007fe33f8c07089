/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const states[] = { "sent",      "received", "taken-further",
                                      "passed-on", "declined", "answered",
                                      NULL };

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_DRAFT_OPTIONAL | MV_FIELD_SEARCHED, .max = 200 },
  { "text", MV_FIELD_TEXT, MV_FIELD_DRAFT_OPTIONAL | MV_FIELD_SEARCHED, .max = 20000 },
  { "committee", MV_FIELD_REFERENCE, MV_FIELD_DRAFT_OPTIONAL, .target = "committee" },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "date", MV_FIELD_DATE, 0 },
  { "state", MV_FIELD_CODE, 0, .codes = states },
  { "decided", MV_FIELD_DATE, 0 },
  { "reason", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "passed_to", MV_FIELD_TEXT, 0, .max = 200 },
  { NULL },
};

/* A person's idea for research; the committee answers. */
const MvKind mv_kind_idea = {
  .name = "idea",
  .type_name = "MvIdeaRecord",
  .fields = fields,
};
