/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const sorts[] = { "text", "yes-no", "number", "choice", NULL };

static const MvField question_fields[] = {
  { "id", MV_FIELD_UUID, MV_FIELD_REQUIRED | MV_FIELD_KEY },
  { "text", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 2000 },
  { "help", MV_FIELD_TEXT, 0, .max = 2000 },
  { "sort", MV_FIELD_CODE, 0, .codes = sorts },
  { "choices", MV_FIELD_TEXT, MV_FIELD_MANY, .max = 200 },
  { "max", MV_FIELD_INTEGER, 0, .max = 100000 },
  { NULL },
};

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "organisation", MV_FIELD_REFERENCE, 0, .target = "organisation" },
  { "funder", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "year", MV_FIELD_INTEGER, 0, .max = 9999 },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "source", MV_FIELD_TEXT, 0, .max = 500 },
  { "questions", MV_FIELD_OBJECT, MV_FIELD_REQUIRED | MV_FIELD_MANY, .max_items = 200,
    .fields = question_fields },
  { NULL },
};

/* The questions that a funder asks in an application or a yearly report. */
const MvKind mv_kind_question_set = {
  .name = "question-set",
  .type_name = "MvQuestionSetRecord",
  .fields = fields,
};
