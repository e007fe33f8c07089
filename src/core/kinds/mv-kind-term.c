/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-kinds.h"

static const MvField fields[] = {
  { "nb", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 120 },
  { "nn", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 120 },
  { "en", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 120 },
  { "se", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 120 },
  { "explanation_nb", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 2000 },
  { "explanation_nn", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 2000 },
  { "explanation_en", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 2000 },
  { "group", MV_FIELD_TEXT, 0, .max = 80 },
  { "organisation", MV_FIELD_REFERENCE, 0, .target = "organisation" },
  { "instead_of", MV_FIELD_TEXT, MV_FIELD_MANY | MV_FIELD_SEARCHED, .max = 120 },
  { NULL },
};

/* A word of the field with its explanation, for the word list. */
const MvKind mv_kind_term = {
  .name = "term",
  .type_name = "MvTermRecord",
  .fields = fields,
};
