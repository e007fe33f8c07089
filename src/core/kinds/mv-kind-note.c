/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "text", MV_FIELD_TEXT, MV_FIELD_DRAFT_OPTIONAL | MV_FIELD_SEARCHED, .max = 20000 },
  { "project", MV_FIELD_REFERENCE, 0, .target = "project ownproject" },
  { "about", MV_FIELD_UUID, MV_FIELD_NULLABLE },
  { "date", MV_FIELD_DATE, 0 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { NULL },
};

/* A note of one's own, or among the team. */
const MvKind mv_kind_note = {
  .name = "note",
  .type_name = "MvNoteRecord",
  .fields = fields,
};
