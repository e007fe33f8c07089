/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-contribution-page.h"

#include "mv-conflict-view.h"
#include "mv-contribution-editor.h"
#include "mv-contribution-reader.h"
#include "mv-contribution-saver.h"
#include "mv-views.h"

G_BEGIN_DECLS

struct _MvContributionPage
{
  MvPageWidget parent_instance;

  MvSession *session;         /* (owned) */
  GCancellable *cancellable;  /* (owned): cancelled when the page goes */
  char *account;              /* (owned) (nullable): %NULL before it is known for a new draft */
  char *id;                   /* (owned) */
  char *today;                /* (owned) */
  MvContributionView *view;   /* (owned) (nullable): %NULL for a new draft, and before it is read */
  MvContributionForm *form;   /* (owned) (nullable): only while it is written in */
  MvContributionSaver *saver; /* (owned) (nullable): goes with the form */
  GPtrArray *projects;        /* (owned) (nullable) (element-type MvProjectRow) */
  GHashTable *names;          /* (owned) (nullable) (element-type utf8 utf8): people by uid */
  MvContributionEditor *editor; /* (unowned) (nullable): one of these three is the content */
  MvContributionReader *reader; /* (unowned) (nullable) */
  MvConflictView *conflict;     /* (unowned) (nullable) */
  GtkWidget *saved_box;         /* (unowned) (nullable): at the end of the heading */
  GtkLabel *saved;              /* (unowned) (nullable): in it */
  guint seen_id;                /* 0 when nothing is waited for */
  gboolean is_changing;         /* the person changes the text of what is shared */
  gboolean is_just_shared;
  gboolean is_unsaved; /* the editor says that what stands in it could not be saved */
  gboolean is_loading;
  gboolean is_stale; /* something changed while it was loading */
};

MvStore *mv_contribution_page_get_store (MvContributionPage *self);
void mv_contribution_page_reload (MvContributionPage *self);
void mv_contribution_page_clear_content (MvContributionPage *self);
void mv_contribution_page_set_content (MvContributionPage *self, GtkWidget *content, int width);
void mv_contribution_page_show_reader (MvContributionPage *self);

/* Writing, in mv-contribution-page-editor.c */
void mv_contribution_page_start_form (MvContributionPage *self);
void mv_contribution_page_show_editor (MvContributionPage *self);
void mv_contribution_page_edit (MvContributionPage *self);
void mv_contribution_page_close_editor (MvContributionPage *self);
MvRecord *mv_contribution_page_get_written (MvContributionPage *self);

/* Projects and who is in them, in mv-contribution-page-projects.c */
void mv_contribution_page_load_projects (MvContributionPage *self);
void mv_contribution_page_load_project (MvContributionPage *self, const char *project);
void mv_contribution_page_choose_account (MvContributionPage *self, const char *account);
void mv_contribution_page_find_account (MvContributionPage *self);

/* What a person does, in mv-contribution-page-actions.c */
void mv_contribution_page_share (MvContributionPage *self);
void mv_contribution_page_leave_draft (MvContributionPage *self);
void mv_contribution_page_update (MvContributionPage *self);
void mv_contribution_page_unshare (MvContributionPage *self);
void mv_contribution_page_withdraw (MvContributionPage *self);
void mv_contribution_page_send_answers (MvContributionPage *self);
void mv_contribution_page_resolve (MvContributionPage *self, MvConflictChoice choice);
void mv_contribution_page_mark_seen (MvContributionPage *self);

G_END_DECLS
