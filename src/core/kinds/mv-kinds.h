/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-kind.h"

G_BEGIN_DECLS

/*
 * The kinds of record, one file each. A new one: its file, its line here, in mv-kinds.c (by name)
 * and in meson.build, and its rows in mv-rights.
 */

extern const MvKind *const mv_kinds[];
extern const guint mv_kinds_count;

extern const MvKind mv_kind_account;
extern const MvKind mv_kind_agreement;
extern const MvKind mv_kind_appointment;
extern const MvKind mv_kind_assessment;
extern const MvKind mv_kind_case;
extern const MvKind mv_kind_claim;
extern const MvKind mv_kind_committee;
extern const MvKind mv_kind_committee_member;
extern const MvKind mv_kind_consent;
extern const MvKind mv_kind_contribution;
extern const MvKind mv_kind_decision;
extern const MvKind mv_kind_document;
extern const MvKind mv_kind_document_version;
extern const MvKind mv_kind_followup;
extern const MvKind mv_kind_hearing;
extern const MvKind mv_kind_hearing_answer;
extern const MvKind mv_kind_idea;
extern const MvKind mv_kind_invitation;
extern const MvKind mv_kind_mark;
extern const MvKind mv_kind_meeting;
extern const MvKind mv_kind_member;
extern const MvKind mv_kind_note;
extern const MvKind mv_kind_notice;
extern const MvKind mv_kind_organisation;
extern const MvKind mv_kind_overdue;
extern const MvKind mv_kind_overview;
extern const MvKind mv_kind_ownproject;
extern const MvKind mv_kind_pastproject;
extern const MvKind mv_kind_plan;
extern const MvKind mv_kind_profile;
extern const MvKind mv_kind_project;
extern const MvKind mv_kind_project_card;
extern const MvKind mv_kind_question;
extern const MvKind mv_kind_question_set;
extern const MvKind mv_kind_quote;
extern const MvKind mv_kind_rate_table;
extern const MvKind mv_kind_rating;
extern const MvKind mv_kind_reply;
extern const MvKind mv_kind_reply_draft;
extern const MvKind mv_kind_request;
extern const MvKind mv_kind_resource;
extern const MvKind mv_kind_role;
extern const MvKind mv_kind_study;
extern const MvKind mv_kind_study_draft;
extern const MvKind mv_kind_study_text;
extern const MvKind mv_kind_template;
extern const MvKind mv_kind_term;
extern const MvKind mv_kind_training;
extern const MvKind mv_kind_update;
extern const MvKind mv_kind_vocabulary;

G_END_DECLS
