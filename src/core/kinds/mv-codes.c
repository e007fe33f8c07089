/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-codes.h"

/* What a representative speaks for: the areas of the specialist health service, never a diagnosis.
 */
const char *const mv_codes_areas[] = { "somatic", "mental-health", "addiction", "other", NULL };

/* Whether something came of it. */
const char *const mv_codes_effects[] = { "positive", "negative", "none", "too-early", NULL };

/* What it had an effect on. Source: the impact types of PiiAF and WE-ENACT. */
const char *const mv_codes_effects_on[] = {
  "question",       "design",        "burden",   "information", "recruitment", "data", "analysis",
  "interpretation", "dissemination", "practice", "people",      "cost",        NULL,
};

/* What a project may be: any assignment of a representative. */
const char *const mv_codes_forms[] = { "study",   "innovation",     "council",
                                       "network", "governing-body", NULL };

const char *const mv_codes_languages[] = { "nb", "nn", "en", NULL };

const char *const mv_codes_member_roles[] = { "representative", "former", "researcher", "lead",
                                              NULL };

/* Outside programs rely on these. */
const char *const mv_codes_outcomes[] = { "adopted",   "partly",      "declined", "waiting",
                                          "passed-on", "none-needed", NULL };

const char *const mv_codes_phase_states[] = { "planned", "ongoing", "done", "not-relevant", NULL };

/* As in mv-phases. */
const char *const mv_codes_phases[] = { "P1", "P2", "P3", "P4", "P5", "P6",
                                        "P7", "P8", "P9", "X1", "X2", NULL };

const char *const mv_codes_project_states[] = { "planned", "ongoing", "paused", "ended", NULL };

/* How a person may be named. */
const char *const mv_codes_quoted[] = { "name", "initials", "role", "none", NULL };

/* As the scopes studies/<region>. */
const char *const mv_codes_regions[] = { "nord", "midt", "vest", "sor-ost", "national", NULL };

/* What a person does in a phase, said as a sentence ("I gave advice"); then the titles that Helse
 * Midt-Norge uses instead. */
const char *const mv_codes_roles[] = { "informed", "asked",   "advised", "together",
                                       "decided",  "adviser", "partner", "co-researcher",
                                       "observer", NULL };

const char *const mv_codes_study_states[] = { "not-started", "recruiting", "not-recruiting",
                                              "ended",       "unknown",    NULL };
