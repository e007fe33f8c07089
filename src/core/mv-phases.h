/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-record.h"

G_BEGIN_DECLS

/**
 * MvPhase:
 *
 * One of our own sub-phases. The codes are stable; regions show their own words on them.
 * Source of the three main phases: the regional health authorities' national reporting.
 */
typedef struct
{
  const char *code; /* P1 … P9, X1, X2 */
  char main;        /* A, B, C; or - for X1 and X2, which go across the phases */
  const char *nb, *nn, *en;
} MvPhase;

const MvPhase *mv_phases_list (guint *out_n_phases);
const MvPhase *mv_phases_find (const char *code);
const char *mv_phase_get_name (const MvPhase *self, const char *language);

/**
 * MvPhaseState:
 *
 * Where a project stands in a sub-phase, or, rolled up, in a box.
 */
typedef enum
{
  MV_PHASE_PLANNED,
  MV_PHASE_ONGOING,
  MV_PHASE_DONE,
  MV_PHASE_NOT_RELEVANT,
} MvPhaseState;

MvPhaseState mv_phase_state_from_code (const char *code);
const char *mv_phase_state_get_code (MvPhaseState state);
MvPhaseState mv_phase_state_roll_up (const MvPhaseState *states, guint n_states);

/**
 * MvBox:
 *
 * One box of a vocabulary: a region's own word, or the common word, on one or more codes.
 */
typedef struct
{
  const char *codes[12]; /* %NULL-terminated, in order */
  const char *nb, *nn, *en;
  gboolean is_common; /* the region has no word of its own for these codes */
} MvBox;

typedef struct
{
  const char *
      name; /* national, helse-nord, helse-midt, helse-vest, helse-sor-ost, haukeland, innovation */
  const char *title_nb, *title_nn, *title_en;
  const MvBox *boxes; /* ended by a box without codes; in the order of their first code */
} MvVocabulary;

const MvVocabulary *const *mv_vocabularies_list (guint *out_n_vocabularies);
const MvVocabulary *mv_vocabularies_find (const char *name);
MvRecord *mv_vocabulary_to_record (const MvVocabulary *self);
const char *mv_box_get_name (const MvBox *self, const char *language);
int mv_vocabulary_find_box (const MvVocabulary *self, const char *code);

G_END_DECLS
