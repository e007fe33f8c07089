/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-views.h"

G_BEGIN_DECLS

/* What the project pages say, apart from how they look. */

char *mv_project_words_describe_row (const MvProjectRow *row);
/* "Agreed: I give advice"; %NULL if nothing is agreed */
char *mv_project_words_describe_role (const char *role);
char *mv_project_words_describe_people (const MvProjectView *view);
const char *mv_project_words_get_member_role (const char *role);
gboolean
mv_project_words_is_in_box (const MvContributionView *contribution, const MvProjectBox *box);

G_END_DECLS
