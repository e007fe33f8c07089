/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-views.h"

G_BEGIN_DECLS

/*
 * What stands around the sections of a study's page: its state and facts, what a reader should know
 * about the text, whom to ask, who has had a say, and where it all comes from.
 */

GtkWidget *mv_study_top_new_facts (const MvStudyView *view);
/* @language: the reader's; @today: a date. Returns: (nullable): %NULL where there is nothing to say
 */
GtkWidget *
mv_study_top_new_notes (const MvStudyView *view, const char *language, const char *today);
char *mv_study_top_dup_contact (const MvStudyView *view);
GtkWidget *mv_study_top_new_contact (const MvStudyView *view);
GtkWidget *
mv_study_top_new_influence (const MvStudyView *view, gboolean folded, GtkWidget **out_button);
char *mv_study_top_dup_source (const MvStudyView *view);
const char *mv_study_top_get_link (const MvStudyView *view);

G_END_DECLS
