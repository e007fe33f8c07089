/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"
#include "mv-paragraph.h"

static const MvField paragraph_fields[] = {
  { "id", MV_FIELD_UUID, MV_FIELD_REQUIRED | MV_FIELD_KEY },
  { "style", MV_FIELD_CODE, 0, .codes = mv_paragraph_styles },
  { "level", MV_FIELD_INTEGER, 0, .max = MV_PARAGRAPH_MAX_LEVEL },
  { "number", MV_FIELD_INTEGER, 0, .max = MV_PARAGRAPH_MAX_NUMBER },
  { "text", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = MV_PARAGRAPH_MAX_TEXT },
  { NULL },
};

static const MvField change_fields[] = {
  { "paragraph", MV_FIELD_UUID, 0 },
  { "contribution", MV_FIELD_REFERENCE, 0, .target = "contribution" },
  { "suggestion", MV_FIELD_UUID, 0 },
  { "text", MV_FIELD_TEXT, MV_FIELD_DRAFT_OPTIONAL | MV_FIELD_SEARCHED, .max = 4000 },
  { NULL },
};

static const MvField fields[] = {
  { "document", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "document" },
  { "number", MV_FIELD_INTEGER, MV_FIELD_REQUIRED, .max = 10000, .min = 1 },
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "date", MV_FIELD_DATE, MV_FIELD_REQUIRED },
  { "read_by", MV_FIELD_DATE, 0 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "restricted", MV_FIELD_BOOLEAN, 0 },
  { "may_keep", MV_FIELD_BOOLEAN, 0 },
  { "paragraphs", MV_FIELD_OBJECT, MV_FIELD_MANY, .max_items = MV_PARAGRAPHS_MAX,
    .fields = paragraph_fields },
  { "changes", MV_FIELD_OBJECT, MV_FIELD_MANY, .max_items = 500, .fields = change_fields },
  { NULL },
};

/* One version of a document. Paragraphs keep their ids from version to version. */
const MvKind mv_kind_document_version = {
  .name = "document-version",
  .type_name = "MvDocumentVersionRecord",
  .fields = fields,
};
