/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MvExecutor:
 *
 * Where slow work runs: on a worker thread of its own, or in the caller's thread at once (tests,
 * simulation). One executor runs one job at a time, in the order they came, so that an object bound
 * to an executor needs no locks.
 */
#define MV_TYPE_EXECUTOR (mv_executor_get_type ())
G_DECLARE_INTERFACE (MvExecutor, mv_executor, MV, EXECUTOR, GObject)

typedef void (*MvExecutorFunc) (gpointer data);

struct _MvExecutorInterface
{
  GTypeInterface parent_iface;
  void (*run) (MvExecutor *self, MvExecutorFunc func, gpointer data);
  gboolean (*is_current) (MvExecutor *self);
};

void mv_executor_run (MvExecutor *self, MvExecutorFunc func, gpointer data);
void mv_executor_run_and_wait (MvExecutor *self, MvExecutorFunc func, gpointer data);
void mv_executor_run_task (MvExecutor *self, GTask *task, GTaskThreadFunc func);
gboolean mv_executor_is_current (MvExecutor *self);

#define MV_TYPE_EXECUTOR_WORKER (mv_executor_worker_get_type ())
G_DECLARE_FINAL_TYPE (MvExecutorWorker, mv_executor_worker, MV, EXECUTOR_WORKER, GObject)
MvExecutor *mv_executor_worker_new (const char *name);
void mv_executor_worker_shut_down (MvExecutorWorker *self);

#define MV_TYPE_EXECUTOR_INLINE (mv_executor_inline_get_type ())
G_DECLARE_FINAL_TYPE (MvExecutorInline, mv_executor_inline, MV, EXECUTOR_INLINE, GObject)
MvExecutor *mv_executor_inline_new (void);

G_END_DECLS
