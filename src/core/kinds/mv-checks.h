/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-record.h"

G_BEGIN_DECLS

/* Rules between the fields of a record, beyond what its table can say: all of them stand here. Each
 * is a `check` of #MvKind: asked when every field by itself is right, and gives %MV_PROBLEM_INVALID
 * with the field to mend. */

gboolean mv_check_dates (MvRecord *record, gboolean is_draft, GError **error);
gboolean mv_check_plan (MvRecord *record, gboolean is_draft, GError **error);
gboolean mv_check_reason (MvRecord *record, gboolean is_draft, GError **error);
gboolean mv_check_grade (MvRecord *record, gboolean is_draft, GError **error);
gboolean mv_check_boxes (MvRecord *record, gboolean is_draft, GError **error);

G_END_DECLS
