/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-record.h"

G_BEGIN_DECLS

/* Room for the codes of any group of mv-report-words. */
#define MV_INVOLVEMENT_MAX_CODES 16
#define MV_INVOLVEMENT_N_PHASES 11

/* Suggestions and what came of them. A contribution without suggestions counts as one. */
typedef struct
{
  guint n_contributions;
  guint n_suggestions;
  guint n_answered; /* with an outcome other than waiting */
  guint n_adopted;  /* wholly or in part */
} MvInvolvementRow;

/**
 * MvInvolvement:
 *
 * What was contributed to a project and what came of it, counted once. Drafts, later edits and what
 * was withdrawn do not count.
 */
typedef struct
{
  MvInvolvementRow all;
  MvInvolvementRow phases[MV_INVOLVEMENT_N_PHASES]; /* in the order of mv_phases_list() */
  guint n_persons;
  guint n_on_behalf;
  guint n_hoped;
  guint n_went_well;
  guint n_could_be_better;
  guint n_decided;                          /* adopted, partly, or declined */
  guint outcomes[MV_INVOLVEMENT_MAX_CODES]; /* in the order of mv_report_get_code() */
  guint forms[MV_INVOLVEMENT_MAX_CODES];
  guint roles[MV_INVOLVEMENT_MAX_CODES];
  guint effects_on[MV_INVOLVEMENT_MAX_CODES];
  guint n_positive, n_negative, n_none, n_too_early;
  const char *first; /* (unowned) (nullable): day of the first contribution, and of the last */
  const char *last;
  GPtrArray
      *changes; /* (owned) (element-type utf8, unowned): what the team says became different */
} MvInvolvement;

MvInvolvement *mv_involvement_count (GPtrArray *contributions, GPtrArray *replies);
void mv_involvement_free (MvInvolvement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvInvolvement, mv_involvement_free)

G_END_DECLS
