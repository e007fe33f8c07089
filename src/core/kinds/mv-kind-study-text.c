/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const states[] = { "draft", "published", "unpublished", NULL };

static const MvField word_fields[] = {
  { "word", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 120 },
  { "explanation", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 1000 },
  { NULL },
};

static const MvField fields[] = {
  { "study", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED | MV_FIELD_KEY, .target = "study" },
  { "language", MV_FIELD_CODE, MV_FIELD_REQUIRED | MV_FIELD_KEY, .codes = mv_codes_languages },
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 300 },
  { "summary", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 4000 },
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
  { "state", MV_FIELD_CODE, 0, .codes = states },
  { "published", MV_FIELD_DATE, 0 },
  { "organisation", MV_FIELD_REFERENCE, 0, .target = "organisation" },
  { "note", MV_FIELD_TEXT, 0, .max = 2000 },
  { NULL },
};

/* A study in plain words, one record a language. The sections stand in the order of the page; the
 * status section comes from the study itself. */
const MvKind mv_kind_study_text = {
  .name = "study-text",
  .type_name = "MvStudyTextRecord",
  .fields = fields,
};
