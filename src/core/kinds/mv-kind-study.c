/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-checks.h"
#include "mv-codes.h"
#include "mv-kinds.h"

static const char *const sources[] = {
  "fnsp", "ctgov", "ctis", "isrctn", "fhir", "csv", "own", NULL
};

static const char *const sorts[] = { "interventional", "observational", "registry", "other", NULL };

static const char *const sexes[] = { "all", "female", "male", NULL };

static const char *const systems[] = { "nct",     "euct", "eudract", "isrctn", "rek",
                                       "cristin", "utn",  "sponsor", "other",  NULL };

static const MvField identifier_fields[] = {
  { "system", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = systems },
  { "value", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 80 },
  { NULL },
};

static const MvField site_fields[] = {
  { "name", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 200 },
  { "city", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 80 },
  { NULL },
};

static const MvField contact_fields[] = {
  { "name", MV_FIELD_TEXT, 0, .max = 200 },
  { "phone", MV_FIELD_TEXT, 0, .max = 40 },
  { "email", MV_FIELD_TEXT, 0, .max = 200 },
  { NULL },
};

static const MvField fields[] = {
  { "title", MV_FIELD_TEXT, MV_FIELD_REQUIRED | MV_FIELD_SEARCHED, .max = 500 },
  { "official_title", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 1000 },
  { "acronym", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 60 },
  { "summary", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 4000 },
  { "status", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = mv_codes_study_states },
  { "register_status", MV_FIELD_TEXT, 0, .max = 80 },
  { "source", MV_FIELD_CODE, MV_FIELD_REQUIRED, .codes = sources },
  { "source_id", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 120 },
  { "link", MV_FIELD_TEXT, 0, .max = 500 },
  { "ids", MV_FIELD_OBJECT, MV_FIELD_MANY, .max_items = 20, .fields = identifier_fields },
  { "organisation", MV_FIELD_REFERENCE, 0, .target = "organisation" },
  { "responsible", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "participating", MV_FIELD_TEXT, MV_FIELD_MANY | MV_FIELD_SEARCHED, .max = 200 },
  { "sites", MV_FIELD_OBJECT, MV_FIELD_MANY, .max_items = 50, .fields = site_fields },
  { "region", MV_FIELD_CODE, 0, .codes = mv_codes_regions },
  { "conditions", MV_FIELD_TEXT, MV_FIELD_MANY | MV_FIELD_SEARCHED, .max = 200 },
  { "treatments", MV_FIELD_TEXT, MV_FIELD_MANY | MV_FIELD_SEARCHED, .max = 200 },
  { "categories", MV_FIELD_TEXT, MV_FIELD_MANY | MV_FIELD_SEARCHED, .max = 120 },
  { "keywords", MV_FIELD_TEXT, MV_FIELD_MANY | MV_FIELD_SEARCHED, .max = 120 },
  { "sponsor", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "funder", MV_FIELD_TEXT, MV_FIELD_SEARCHED, .max = 200 },
  { "sort", MV_FIELD_CODE, 0, .codes = sorts },
  { "phase", MV_FIELD_TEXT, 0, .max = 60 },
  { "start", MV_FIELD_DATE, 0 },
  { "end", MV_FIELD_DATE, 0 },
  { "sex", MV_FIELD_CODE, 0, .codes = sexes },
  { "minimum_age", MV_FIELD_INTEGER, 0, .max = 130 },
  { "maximum_age", MV_FIELD_INTEGER, 0, .max = 130 },
  { "healthy_volunteers", MV_FIELD_BOOLEAN, 0 },
  { "participants", MV_FIELD_INTEGER, 0, .max = 100000000 },
  { "contacts", MV_FIELD_OBJECT, MV_FIELD_MANY, .max_items = 10, .fields = contact_fields },
  { "has_results", MV_FIELD_BOOLEAN, 0 },
  { "updated", MV_FIELD_DATE, 0 },
  { "fetched", MV_FIELD_DATE, 0 },
  { NULL },
};

/* What a register says about a study; the words for patients are study-text. The whole source
 * record does not stand here: it is fetched when asked for. */
const MvKind mv_kind_study = {
  .name = "study",
  .type_name = "MvStudyRecord",
  .fields = fields,
  .max_bytes = 8192,
  .check = mv_check_dates,
};
