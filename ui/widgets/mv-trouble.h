/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-problem.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MvTroubleTask:
 * @MV_TROUBLE_SENDING: sending and fetching, which goes on by itself
 * @MV_TROUBLE_CONNECTING: taking an invitation
 * @MV_TROUBLE_SAVING: saving what stands on the screen while it is written
 * @MV_TROUBLE_ACTING: something that the person asked for: a page, sharing what is saved, a command
 * @MV_TROUBLE_ANSWERING: the same with a text that is on the screen and kept nowhere yet
 * @MV_TROUBLE_STARTING: opening the person's texts when the program starts
 *
 * What was being done when something went wrong. The same error means different things for one's
 * texts while one writes and while they are sent.
 */
typedef enum
{
  MV_TROUBLE_SENDING,
  MV_TROUBLE_CONNECTING,
  MV_TROUBLE_SAVING,
  MV_TROUBLE_ACTING,
  MV_TROUBLE_ANSWERING,
  MV_TROUBLE_STARTING,
} MvTroubleTask;

#define MV_TROUBLE_N_TASKS (MV_TROUBLE_STARTING + 1)

/* The one place that has words for what goes wrong: what happened, what it means for one's texts,
 * and what to do. */
char *mv_trouble_dup_sentence (const GError *error, MvTroubleTask task);
/* Why the server did not take something that the outbox holds. */
char *mv_trouble_dup_refusal (MvProblem problem);

G_END_DECLS
