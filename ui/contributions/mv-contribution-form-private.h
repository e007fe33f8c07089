/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-contribution-form.h"

G_BEGIN_DECLS

#define MV_FORM_N_PARTS (MV_FORM_LAST + 1)
#define MV_FORM_MAX_KILOMETRES 5000

typedef enum
{
  MV_FORM_IN_CONTRIBUTION,
  MV_FORM_IN_CLAIM,
} MvFormHome;

typedef enum
{
  MV_FORM_AS_TEXT,
  MV_FORM_AS_CODE,
  MV_FORM_AS_MINUTES, /* hours with a decimal comma on the screen, whole minutes in the record */
  MV_FORM_AS_JOURNEY, /* kilometres of the one journey by car */
} MvFormShape;

/* Where a part of the form stands in the records. */
typedef struct
{
  const char *field;
  MvFormHome home;
  MvFormShape shape;
} MvFormPlace;

extern const MvFormPlace mv_form_places[MV_FORM_N_PARTS];

struct _MvContributionForm
{
  GObject parent_instance;

  MvClock *clock;               /* (owned) */
  MvRandom *random;             /* (owned) */
  MvRecord *base;               /* (owned) (nullable): what the form was filled from */
  MvRecord *claim;              /* (owned) (nullable) */
  GListStore *suggestions;      /* (owned) (element-type MvSuggestion) */
  char *id;                     /* (owned) */
  char *claim_id;               /* (owned) */
  char *language;               /* (owned) */
  char *today;                  /* (owned) */
  char *project;                /* (owned) (nullable) */
  char *date;                   /* (owned) (nullable): of the text, when it is a date */
  char *date_text;              /* (owned): as typed */
  char *texts[MV_FORM_N_PARTS]; /* (owned) */
  GPtrArray *phases;            /* (owned) (element-type utf8), ended by %NULL */
};

gboolean mv_form_is_blank_text (const char *text);
gboolean mv_form_read_number (const char *text, double max, double *out_number);
MvSuggestion *mv_form_peek_suggestion (MvContributionForm *self, guint position);
guint mv_form_count_places (MvContributionForm *self);
guint mv_form_count_in (JsonArray *list);
const char *mv_form_get_member (JsonArray *list, guint index, const char *name);
char *mv_form_read_part (MvRecord *record, MvFormPart part);

G_END_DECLS
