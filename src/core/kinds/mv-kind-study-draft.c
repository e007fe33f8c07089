/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const MvField word_fields[] = {
  { "word", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 120 },
  { "explanation", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 1000 },
  { NULL },
};

static const MvField fields[] = {
  { "study", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "study" },
  { "language", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = mv_codes_languages },
  { "title", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 300 },
  { "summary", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "why", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "who_can", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "who_cannot", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "what_happens", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "benefits", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "duration", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "where", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "contact", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 2000 },
  { "rights", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "results", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "more", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "influence", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "words", MV_FIELD_OBJECT, MV_FIELD_MANY, .fields = word_fields },
  { "reviewed", MV_FIELD_DATE, 0 },
  { "reviewer", MV_FIELD_TEXT, 0, .max = 200 },
  { "reviewed_by_representative", MV_FIELD_BOOLEAN, 0 },
  { "note", MV_FIELD_TEXT, 0, .max = 2000 },
  { NULL },
};

/* A study text that the team works on before it is published. */
const MvKind mv_kind_study_draft = {
  .name = "study-draft",
  .type_name = "MvStudyDraftRecord",
  .fields = fields,
};
