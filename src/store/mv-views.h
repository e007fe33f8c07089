/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-phases.h"
#include "mv-store.h"

G_BEGIN_DECLS

/*
 * Views: what a page shows, put together from records on the reading executor and then handed to
 * the main thread, where nobody changes them. Texts are the people's own; sentences are made by the
 * page.
 */

/**
 * MvAnswerState:
 *
 * What has become of a contribution, from its followup and replies.
 */
typedef enum
{
  MV_STATE_DRAFT,    /* the person's own, not shared */
  MV_STATE_AWAITING, /* shared, no answer yet */
  MV_STATE_PARTLY,   /* some suggestions have an outcome other than waiting */
  MV_STATE_ANSWERED, /* every suggestion, or the whole, has one */
  MV_STATE_CLOSED,
  MV_STATE_WITHDRAWN,
} MvAnswerState;

/**
 * MvContributionView:
 *
 * One contribution with what belongs to it. `answers` has one entry for each suggestion in order,
 * or one for the whole where there are no suggestions; each entry is a reply record or %NULL.
 */
typedef struct
{
  char *account;
  MvRecord *record;
  char *title; /* first sentence of its text without the full stop, at most 80 characters */
  char *project_id;
  char *project_title; /* (nullable) */
  char *author_name;   /* (nullable): %NULL when it is one's own */
  gboolean is_own;
  gboolean is_on_behalf;
  gboolean is_unsent; /* something about it waits in the outbox */
  gboolean was_seen;  /* somebody in the team has had it open */
  MvAnswerState state;
  guint n_suggestions, n_answered;
  char *shared_on;     /* (nullable) date */
  char *due_on;        /* (nullable) date */
  GPtrArray *answers;  /* (element-type MvRecord) (nullable elements) */
  MvRecord *edit;      /* (nullable): later edit in user/me, not yet shared */
  GPtrArray *siblings; /* (element-type MvRecord): written on another machine */
  gboolean may_change, may_unshare, may_answer;
} MvContributionView;

void mv_contribution_view_free (MvContributionView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvContributionView, mv_contribution_view_free)
void mv_contribution_view_load_async (MvStore *store,
                                      const char *account,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
MvContributionView *
mv_contribution_view_load_finish (MvStore *store, GAsyncResult *result, GError **error);

/**
 * MvTodayEntry:
 *
 * One row of I dag. `kind` decides the sentence, the rest are its parts.
 */
typedef enum
{
  MV_TODAY_ANSWERS,       /* new to you: answers to `count` suggestions; 0: to the whole of it */
  MV_TODAY_UPDATE,        /* new to you: news from the project */
  MV_TODAY_READ,          /* waits for you: a text to read and comment */
  MV_TODAY_DRAFT,         /* waits for you: a draft to finish */
  MV_TODAY_AFTER_MEETING, /* waits for you: a meeting was held, what did you contribute? */
  MV_TODAY_CONFLICT,      /* waits for you: written on two machines */
  MV_TODAY_TO_ANSWER,     /* team: `count` suggestions wait for an answer, oldest from `date` */
  MV_TODAY_REFUSED,       /* waits for you: something could not be sent */
  MV_TODAY_MEETING,       /* next meeting */
  MV_TODAY_WAITING,       /* you wait for `count` answers, since `date`; not from what you left */
} MvTodayKind;

typedef struct
{
  MvTodayKind kind;
  char *account;
  char *project_id;    /* (nullable) */
  char *project_title; /* (nullable) */
  char *id;            /* (nullable): record to open */
  char *text;          /* (nullable): title of the draft, document, update or meeting */
  char *date;          /* (nullable): date, or moment for meetings */
  guint count;
  guint n_others; /* further projects that `count` is over, beside the one named */
} MvTodayEntry;

typedef struct
{
  GPtrArray *entries; /* (element-type MvTodayEntry): in the order of the groups, newest first */
  gboolean has_account;
  gboolean is_representative, is_team, is_committee; /* in anything, over all accounts */
} MvToday;

void mv_today_free (MvToday *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvToday, mv_today_free)
void mv_today_load_async (MvStore *store,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
MvToday *mv_today_load_finish (MvStore *store, GAsyncResult *result, GError **error);

/**
 * MvProjectBox:
 *
 * One box of the project's vocabulary with what the project has in it.
 */
typedef struct
{
  char *name;         /* in the language asked for */
  gboolean is_common; /* the region has no word of its own */
  GStrv codes;
  MvPhaseState state;
  MvPhaseState *code_states; /* one for each code */
  char *reason;              /* (nullable): why not relevant */
  char *role;                /* (nullable): code of the planned role of this person */
  guint n_own, n_all;        /* contributions in the box */
} MvProjectBox;

/**
 * MvStitch:
 *
 * One contribution in the woven band.
 */
typedef struct
{
  guint box;
  gboolean is_own;
  MvAnswerState state;
  guint month; /* of its day, counted from January of year 0; 0: no day */
} MvStitch;

typedef struct
{
  char *account;
  MvRecord *record;   /* project */
  char *organisation; /* (nullable) name */
  char *lead;         /* (nullable) name */
  char *region;       /* (nullable) name for the note on common words */
  GPtrArray *boxes;   /* (element-type MvProjectBox); X1 and X2 are last, in a box of their own */
  guint current_box;  /* first ongoing, else first planned, else 0 */
  GArray *stitches;   /* (element-type MvStitch), by box, then date */
  GPtrArray *contributions; /* (element-type MvContributionView), newest first */
  GPtrArray *meetings;      /* (element-type MvRecord), next first */
  GPtrArray *updates;       /* (element-type MvRecord), newest first */
  GPtrArray *members;       /* (element-type MvRecord) */
  GPtrArray *documents;     /* (element-type MvRecord) */
  MvRecord *agreement;      /* (nullable) */
  char *study_id;           /* (nullable) */
  guint n_readers;          /* people who can read what is shared with the project */
  guint n_team;
  gboolean is_team, is_lead, is_former;
} MvProjectView;

void mv_project_view_free (MvProjectView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvProjectView, mv_project_view_free)
void mv_project_view_load_async (MvStore *store,
                                 const char *account,
                                 const char *project,
                                 const char *language,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
MvProjectView *mv_project_view_load_finish (MvStore *store, GAsyncResult *result, GError **error);

/* All projects a person has or has had, ongoing first, then by title. */
typedef struct
{
  char *account;
  char *id, *title;
  char *organisation; /* (nullable) */
  char *role;         /* representative, former, researcher, lead, own */
  char *box;          /* (nullable): name of the current box */
  guint n_own, n_unanswered;
  GArray *stitches; /* of MvStitch, in the order of their days; `box` is not told */
  gboolean is_ended;
} MvProjectRow;

void mv_project_row_free (MvProjectRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvProjectRow, mv_project_row_free)
void mv_projects_load_async (MvStore *store,
                             const char *language,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *mv_projects_load_finish (MvStore *store, GAsyncResult *result, GError **error);

/**
 * MvStudyView:
 *
 * A study, its register facts and its text in the language closest to the one asked for.
 */
typedef struct
{
  char *account;
  MvRecord *study;
  MvRecord *text;       /* (nullable): study-text */
  char *language;       /* (nullable): language of the text */
  GPtrArray *languages; /* (element-type utf8): languages there are texts in */
  GPtrArray *terms;     /* (element-type MvRecord): words explained */
  char *responsible;    /* (nullable): organisation */
  gboolean is_favourite;
} MvStudyView;

void mv_study_view_free (MvStudyView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvStudyView, mv_study_view_free)
void mv_study_view_load_async (MvStore *store,
                               const char *study,
                               const char *language,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
MvStudyView *mv_study_view_load_finish (MvStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
