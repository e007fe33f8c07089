/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-answer-draft.h"
#include "mv-contribution-reader.h"
#include "mv-wrap-box.h"

G_BEGIN_DECLS

/* The reader is in two files: what was written, and the answers to it. */

struct _MvContributionReader
{
  AdwBin parent_instance;

  GHashTable
      *drafts; /* (owned) (element-type utf8 MvAnswerDraft): by suggestion, "" for the whole */
  GHashTable *names; /* (owned) (nullable) (element-type utf8 utf8): of people, by uid */
  char *today;       /* (owned) */
  char *reader;      /* (owned) (nullable): first name of who gets the answers */
  gboolean folded;

  MvWrapBox *byline;
  GtkBox *notes;
  GtkLabel *text;
  GtkBox *suggestions;
  MvWrapBox *send_box;
  GtkButton *send;
  GtkLabel *send_hint;
  GtkBox *more;
  MvWrapBox *actions;
  GtkWidget *edit;
  GtkWidget *withdraw;
};

/* The suggestions with what was answered, and what may be answered now. */
void mv_contribution_reader_show_suggestions (MvContributionReader *self,
                                              const MvContributionView *view);
void mv_contribution_reader_fold_suggestions (MvContributionReader *self);

G_END_DECLS
