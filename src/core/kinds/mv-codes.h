/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lists of codes that several kinds share. The words that people read for them are made in ui. */

extern const char *const mv_codes_areas[];
extern const char *const mv_codes_effects[];
extern const char *const mv_codes_effects_on[];
extern const char *const mv_codes_forms[];
extern const char *const mv_codes_languages[];
extern const char *const mv_codes_member_roles[];
extern const char *const mv_codes_outcomes[];
extern const char *const mv_codes_phase_states[];
extern const char *const mv_codes_phases[];
extern const char *const mv_codes_project_states[];
extern const char *const mv_codes_quoted[];
extern const char *const mv_codes_regions[];
extern const char *const mv_codes_roles[];
extern const char *const mv_codes_study_states[];

G_END_DECLS
