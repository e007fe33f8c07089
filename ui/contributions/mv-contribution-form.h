/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "mv-clock.h"
#include "mv-random.h"
#include "mv-record.h"
#include "mv-suggestion.h"

G_BEGIN_DECLS

/**
 * MvFormPart:
 *
 * The questions of the form that are answered with one text, code or number. Those from
 * %MV_FORM_PREPARATION on stand in the claim, a record apart, since they may reveal health.
 */
typedef enum
{
  MV_FORM_TEXT,
  MV_FORM_AUDIENCE, /* code: project or team; empty means project */
  MV_FORM_KIND,     /* code */
  MV_FORM_HOPED,
  MV_FORM_WENT_WELL,
  MV_FORM_BETTER,
  MV_FORM_PREPARATION, /* hours, as typed: 1,5 */
  MV_FORM_MEETING,     /* hours */
  MV_FORM_TRAVEL,      /* hours */
  MV_FORM_DISTANCE,    /* kilometres */
  MV_FORM_SUPPORT,
  MV_FORM_LAST = MV_FORM_SUPPORT,
} MvFormPart;

/**
 * MvFormTrouble:
 *
 * Why a contribution cannot be shared as it stands. Nothing of this hinders that it is saved.
 */
typedef enum
{
  MV_FORM_FINE,
  MV_FORM_NO_PROJECT,
  MV_FORM_NOT_A_DATE,
  MV_FORM_NO_TEXT,
  MV_FORM_TOO_LONG,
  MV_FORM_NOT_A_NUMBER,
  MV_FORM_IDENTITY_NUMBER,
} MvFormTrouble;

typedef struct
{
  MvFormTrouble trouble;
  MvFormPart part;          /* where, for text and numbers */
  MvSuggestion *suggestion; /* (unowned) (nullable): where, if in one of them */
  char words[24];           /* what looks like an identity number, as written */
} MvFormFinding;

/**
 * MvContributionForm:
 *
 * What stands in the contribution editor, apart from its widgets: made from a record, turned into
 * records, and checked before it is shared. Signals: `changed` when a person changed something,
 * `reloaded` when it was filled from records.
 */
#define MV_TYPE_CONTRIBUTION_FORM (mv_contribution_form_get_type ())
G_DECLARE_FINAL_TYPE (MvContributionForm, mv_contribution_form, MV, CONTRIBUTION_FORM, GObject)

MvContributionForm *mv_contribution_form_new (MvClock *clock,
                                              MvRandom *random,
                                              const char *language,
                                              const char *today);
void mv_contribution_form_load (MvContributionForm *self, MvRecord *contribution, MvRecord *claim);
void mv_contribution_form_rebase (MvContributionForm *self, MvRecord *incoming);
void mv_contribution_form_set_base (MvContributionForm *self, MvRecord *saved);

const char *mv_contribution_form_get_id (MvContributionForm *self);
void mv_contribution_form_renew_id (MvContributionForm *self);
const char *mv_contribution_form_get_project (MvContributionForm *self);
void mv_contribution_form_set_project (MvContributionForm *self, const char *project);
const char *mv_contribution_form_get_date (MvContributionForm *self);
const char *mv_contribution_form_get_date_text (MvContributionForm *self);
gboolean mv_contribution_form_set_date_text (MvContributionForm *self, const char *text);
const char *mv_contribution_form_get_text (MvContributionForm *self, MvFormPart part);
void mv_contribution_form_set_text (MvContributionForm *self, MvFormPart part, const char *text);
const char *const *mv_contribution_form_get_phases (MvContributionForm *self);
gboolean mv_contribution_form_has_phase (MvContributionForm *self, const char *code);
void mv_contribution_form_set_phase (MvContributionForm *self, const char *code, gboolean is_on);

GListModel *mv_contribution_form_get_suggestions (MvContributionForm *self);
guint mv_contribution_form_add_suggestion (MvContributionForm *self);
gboolean mv_contribution_form_move_suggestion (MvContributionForm *self, guint position, int by);
void mv_contribution_form_remove_suggestion (MvContributionForm *self, guint position);
void mv_contribution_form_restore_suggestion (MvContributionForm *self, guint position);
guint mv_contribution_form_get_number (MvContributionForm *self, guint position);
guint mv_contribution_form_count_suggestions (MvContributionForm *self);

gboolean mv_contribution_form_is_blank (MvContributionForm *self);
gboolean mv_contribution_form_may_be_participation (MvContributionForm *self);
gboolean mv_contribution_form_check (MvContributionForm *self, MvFormFinding *out_finding);
MvRecord *mv_contribution_form_make_record (MvContributionForm *self);
MvRecord *mv_contribution_form_make_claim (MvContributionForm *self);
gboolean mv_contribution_form_read_hours (const char *text, double *out_hours);

G_END_DECLS
