/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-kinds.h"

static const char *const attended[] = { "in-person", "online", "phone", "writing", NULL };

static const char *const fees[] = { "wanted", "declined", "undecided", NULL };

static const char *const means[] = {
  "car", "bus", "train", "boat", "plane", "taxi", "other", NULL
};

static const char *const states[] = { "open", "attested", "returned", NULL };

static const MvField journey_fields[] = {
  { "date", MV_FIELD_DATE, 0 },
  { "from", MV_FIELD_TEXT, 0, .max = 120 },
  { "to", MV_FIELD_TEXT, 0, .max = 120 },
  { "means", MV_FIELD_CODE, 0, .codes = means },
  { "kilometres", MV_FIELD_INTEGER, 0, .max = 100000 },
  { "amount", MV_FIELD_INTEGER, 0, .max = 100000000 },
  { NULL },
};

static const MvField expense_fields[] = {
  { "text", MV_FIELD_TEXT, MV_FIELD_DRAFT_OPTIONAL, .max = 200 },
  { "amount", MV_FIELD_INTEGER, 0, .max = 100000000 },
  { NULL },
};

static const MvField fields[] = {
  { "contribution", MV_FIELD_REFERENCE, MV_FIELD_DRAFT_OPTIONAL, .target = "contribution" },
  { "project", MV_FIELD_REFERENCE, 0, .target = "project ownproject" },
  { "date", MV_FIELD_DATE, 0 },
  { "preparation_minutes", MV_FIELD_INTEGER, 0, .max = 100000 },
  { "meeting_minutes", MV_FIELD_INTEGER, 0, .max = 100000 },
  { "travel_minutes", MV_FIELD_INTEGER, 0, .max = 100000 },
  { "attended", MV_FIELD_CODE, 0, .codes = attended },
  { "fee", MV_FIELD_CODE, 0, .codes = fees },
  { "lost_earnings", MV_FIELD_INTEGER, 0, .max = 100000000 },
  { "journeys", MV_FIELD_OBJECT, MV_FIELD_MANY, .max_items = 50, .fields = journey_fields },
  { "expenses", MV_FIELD_OBJECT, MV_FIELD_MANY, .max_items = 50, .fields = expense_fields },
  { "support", MV_FIELD_TEXT, 0, .max = 4000 },
  { "support_given", MV_FIELD_BOOLEAN, 0 },
  { "note", MV_FIELD_TEXT, 0, .max = 4000 },
  { "state", MV_FIELD_CODE, 0, .codes = states },
  { "attested", MV_FIELD_TIME, MV_FIELD_NULLABLE },
  { "attested_by", MV_FIELD_TEXT, 0, .max = 120 },
  { NULL },
};

/* Hours, journeys and needs that go with a contribution; apart from it, since they may reveal
 * health. Times are in minutes, amounts in øre. */
const MvKind mv_kind_claim = {
  .name = "claim",
  .type_name = "MvClaimRecord",
  .fields = fields,
};
