/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-views.h"

G_BEGIN_DECLS

/**
 * MvStudySection:
 *
 * One section of a study's page.
 */
typedef struct
{
  const char *key;     /* field of the study's text; "words" for those explained */
  const char *heading; /* translated */
  GtkWidget *widget;   /* (owned): heading and text */
} MvStudySection;

GPtrArray *mv_study_text_build (const MvStudyView *view);
char *mv_study_text_dup_all (const MvStudyView *view);
char *mv_study_text_dup_first_sentence (const char *text);

G_END_DECLS
