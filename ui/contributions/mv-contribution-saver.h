/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-contribution-form.h"
#include "mv-store.h"

G_BEGIN_DECLS

/**
 * MvSaverState:
 * @MV_SAVER_NOTHING: nothing has been written yet
 * @MV_SAVER_WAITING: something is not saved; it will be, on the next pause
 * @MV_SAVER_SAVING: being saved
 * @MV_SAVER_SAVED: what stands in the form is saved here
 * @MV_SAVER_FAILED: saving failed; it is tried again
 */
typedef enum
{
  MV_SAVER_NOTHING,
  MV_SAVER_WAITING,
  MV_SAVER_SAVING,
  MV_SAVER_SAVED,
  MV_SAVER_FAILED,
} MvSaverState;

/**
 * MvContributionSaver:
 *
 * Saves what is written in a form, as a draft, on each pause, so that nothing typed is ever lost.
 * Also after the page is gone. Signal `changed` when state or time have changed.
 */
#define MV_TYPE_CONTRIBUTION_SAVER (mv_contribution_saver_get_type ())
G_DECLARE_FINAL_TYPE (MvContributionSaver, mv_contribution_saver, MV, CONTRIBUTION_SAVER, GObject)

MvContributionSaver *
mv_contribution_saver_new (MvStore *store, MvClock *clock, MvContributionForm *form);
const char *mv_contribution_saver_get_account (MvContributionSaver *self);
void mv_contribution_saver_set_account (MvContributionSaver *self, const char *account);
void mv_contribution_saver_set_saved (MvContributionSaver *self, gint64 time_us);
MvSaverState mv_contribution_saver_get_state (MvContributionSaver *self);
gboolean mv_contribution_saver_has_unsaved (MvContributionSaver *self);
gboolean mv_contribution_saver_has_saved (MvContributionSaver *self, MvRecord *record);
gint64 mv_contribution_saver_get_time (MvContributionSaver *self);
const GError *mv_contribution_saver_get_error (MvContributionSaver *self);
void mv_contribution_saver_pause (MvContributionSaver *self);
void mv_contribution_saver_stop (MvContributionSaver *self);
void mv_contribution_saver_save_async (MvContributionSaver *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
mv_contribution_saver_save_finish (MvContributionSaver *self, GAsyncResult *result, GError **error);

G_END_DECLS
