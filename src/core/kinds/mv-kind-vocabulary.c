/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField box_fields[] = {
  { "codes", MV_FIELD_CODE, MV_FIELD_REQUIRED | MV_FIELD_MANY, .codes = mv_codes_phases },
  { "nb", MV_FIELD_TEXT, MV_FIELD_REQUIRED, .max = 80 },
  { "nn", MV_FIELD_TEXT, MV_FIELD_REQUIRED, .max = 80 },
  { "en", MV_FIELD_TEXT, MV_FIELD_REQUIRED, .max = 80 },
  { "common", MV_FIELD_BOOLEAN, 0 },
  { NULL },
};

static const MvField fields[] = {
  { "name", MV_FIELD_TEXT, MV_FIELD_REQUIRED, .max = 60 },
  { "title_nb", MV_FIELD_TEXT, MV_FIELD_REQUIRED, .max = 120 },
  { "title_nn", MV_FIELD_TEXT, MV_FIELD_REQUIRED, .max = 120 },
  { "title_en", MV_FIELD_TEXT, MV_FIELD_REQUIRED, .max = 120 },
  { "organisation", MV_FIELD_REFERENCE, 0, .target = "organisation" },
  { "boxes", MV_FIELD_OBJECT, MV_FIELD_REQUIRED | MV_FIELD_MANY, .max_items = 11,
    .fields = box_fields },
  { NULL },
};

/* A region's own words for the phases, on our codes; see mv-phases. */
const MvKind mv_kind_vocabulary = {
  .name = "vocabulary",
  .type_name = "MvVocabularyRecord",
  .fields = fields,
  .check = mv_check_boxes,
};
