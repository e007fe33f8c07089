/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-routes.h"

G_BEGIN_DECLS

/**
 * MvJob:
 *
 * A request on its way through a worker, or a notice of what the writer changed of its own accord.
 * Belongs to one thread at a time.
 */
typedef struct
{
  MvRequest *request;    /* (owned) (nullable): NULL of a notice, whose result only tells scopes */
  MvRouteResult *result; /* (owned) (nullable): set when the job comes back */
  gint64 serial;         /* count of changes when the job was queued */
  gpointer owner;        /* (unowned) (nullable): whose request it is */
} MvJob;

MvJob *mv_job_new (MvRequest *request, gpointer owner);
void mv_job_free (MvJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvJob, mv_job_free)

/* A finished job, in the main context of the thread that made the worker. */
typedef void (*MvJobFunc) (MvJob *job, gpointer user_data);

typedef enum
{
  MV_WORKER_READS,
  MV_WORKER_WRITES,
} MvWorkerSort;

/**
 * MvWorker:
 *
 * One thread with its own connection to the database. Readers share a queue; there is one writer,
 * and it puts the requests that wait for it into one commit.
 */
#define MV_TYPE_WORKER (mv_worker_get_type ())
G_DECLARE_FINAL_TYPE (MvWorker, mv_worker, MV, WORKER, GObject)

#define MV_WORKER_MAX_GROUP 64
#define MV_WORKER_MAX_DELAY_US 2000

MvWorker *mv_worker_new (MvWorkerSort sort,
                         const char *database,
                         const char *sender,
                         GAsyncQueue *jobs,
                         MvClock *clock,
                         MvRandom *random,
                         MvJobFunc done,
                         gpointer user_data,
                         GError **error);
void mv_worker_ask_to_stop (MvWorker *self);
void mv_worker_stop (MvWorker *self);
guint64 mv_worker_get_n_commits (MvWorker *self);

G_END_DECLS
