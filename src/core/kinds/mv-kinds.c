/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-kinds.h"

/* By name, since mv_kind_find() searches it by halves. */
const MvKind *const mv_kinds[] = {
  &mv_kind_account,
  &mv_kind_agreement,
  &mv_kind_appointment,
  &mv_kind_assessment,
  &mv_kind_case,
  &mv_kind_claim,
  &mv_kind_committee,
  &mv_kind_committee_member,
  &mv_kind_consent,
  &mv_kind_contribution,
  &mv_kind_decision,
  &mv_kind_document,
  &mv_kind_document_version,
  &mv_kind_followup,
  &mv_kind_hearing,
  &mv_kind_hearing_answer,
  &mv_kind_idea,
  &mv_kind_invitation,
  &mv_kind_mark,
  &mv_kind_meeting,
  &mv_kind_member,
  &mv_kind_note,
  &mv_kind_notice,
  &mv_kind_organisation,
  &mv_kind_overdue,
  &mv_kind_overview,
  &mv_kind_ownproject,
  &mv_kind_pastproject,
  &mv_kind_plan,
  &mv_kind_profile,
  &mv_kind_project,
  &mv_kind_project_card,
  &mv_kind_question,
  &mv_kind_question_set,
  &mv_kind_quote,
  &mv_kind_rate_table,
  &mv_kind_rating,
  &mv_kind_reply,
  &mv_kind_reply_draft,
  &mv_kind_request,
  &mv_kind_resource,
  &mv_kind_role,
  &mv_kind_study,
  &mv_kind_study_draft,
  &mv_kind_study_text,
  &mv_kind_template,
  &mv_kind_term,
  &mv_kind_training,
  &mv_kind_update,
  &mv_kind_vocabulary,
};

const guint mv_kinds_count = G_N_ELEMENTS (mv_kinds);
