/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const kinds[] = { "input",          "document-comment",
                                     "meeting",        "review-information",
                                     "review-consent", "review-protocol",
                                     "interview",      "prioritisation",
                                     "assessment",     "analysis",
                                     "talk",           "writing",
                                     "co-authorship",  "dissemination",
                                     "teaching",       "recruitment",
                                     "other",          NULL };

static const char *const forms[] = { "meeting",   "document", "e-mail", "phone",
                                     "workshop",  "survey",   "talk",   "writing",
                                     "interview", "other",    NULL };

static const char *const arenas[] = {
  "project-group", "reference-group", "steering-group", "user-panel", "committee",
  "council",       "network",         "working-group",  "other",      NULL
};

static const char *const approaches[] = { "once", "continuous", NULL };

static const char *const audiences[] = { "project", "team", NULL };

static const MvField about_fields[] = {
  { "document", MV_FIELD_REFERENCE, MV_FIELD_REQUIRED, .target = "document" },
  { "version", MV_FIELD_REFERENCE, 0, .target = "document-version" },
  { "paragraph", MV_FIELD_UUID, 0 },
  { NULL },
};

static const MvField suggestion_fields[] = {
  { "id", MV_FIELD_UUID, MV_FIELD_REQUIRED | MV_FIELD_KEY },
  { "text", MV_FIELD_TEXT, MV_FIELD_DRAFT_OPTIONAL | MV_FIELD_SEARCHED, .max = 4000 },
  { "about", MV_FIELD_OBJECT, MV_FIELD_NULLABLE, .fields = about_fields },
  { NULL },
};

static const MvField fields[] = {
  { "project", MV_FIELD_REFERENCE, MV_FIELD_DRAFT_OPTIONAL, .target = "project ownproject" },
  { "date", MV_FIELD_DATE, MV_FIELD_DRAFT_OPTIONAL },
  { "until", MV_FIELD_DATE, 0 },
  { "text", MV_FIELD_TEXT, MV_FIELD_DRAFT_OPTIONAL | MV_FIELD_SEARCHED, .max = 20000 },
  { "phases", MV_FIELD_CODE, MV_FIELD_MANY, .codes = mv_codes_phases },
  { "suggestions", MV_FIELD_OBJECT, MV_FIELD_MANY, .fields = suggestion_fields },
  { "language", MV_FIELD_CODE, 0, .codes = mv_codes_languages },
  { "kind", MV_FIELD_CODE, 0, .codes = kinds },
  { "form", MV_FIELD_CODE, 0, .codes = forms },
  { "arena", MV_FIELD_CODE, 0, .codes = arenas },
  { "role", MV_FIELD_CODE, 0, .codes = mv_codes_roles },
  { "approach", MV_FIELD_CODE, 0, .codes = approaches },
  { "audience", MV_FIELD_CODE, 0, .codes = audiences },
  { "hoped", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "went_well", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "could_be_better", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "learned", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 8000 },
  { "meeting", MV_FIELD_REFERENCE, MV_FIELD_NULLABLE, .target = "meeting" },
  { "about", MV_FIELD_OBJECT, MV_FIELD_NULLABLE, .fields = about_fields },
  { "edits", MV_FIELD_REFERENCE, MV_FIELD_NULLABLE, .target = "contribution" },
  { "was", MV_FIELD_UUID, MV_FIELD_NULLABLE },
  { "on_behalf", MV_FIELD_BOOLEAN, 0 },
  { "confirmed", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "withdrawn", MV_FIELD_BOOLEAN, 0 },
  { NULL },
};

/* What a person contributed, with numbered suggestions. A draft in user/me until it is shared. */
const MvKind mv_kind_contribution = {
  .name = "contribution",
  .type_name = "MvContributionRecord",
  .fields = fields,
};
