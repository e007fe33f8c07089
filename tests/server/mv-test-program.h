/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The built program medvirk-server (MV_SERVER_PROGRAM), as an administrator runs it. */

/* What a run printed, and how it ended. */
typedef struct
{
  char *out;
  char *err;
  int status;
} MvTestRun;

void mv_test_run_clear (MvTestRun *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MvTestRun, mv_test_run_clear)

MvTestRun mv_test_run (const char *first, ...) G_GNUC_NULL_TERMINATED;
/* @input: (nullable): what it reads on standard input */
MvTestRun mv_test_run_with_input (const char *input, const char *const *arguments);
/* The one object that a run with --json prints; it must have ended well. */
JsonObject *mv_test_run_parse (const MvTestRun *self);
char *mv_test_run_dup_member (const MvTestRun *self, const char *name);

/* A server of its own, by the program. */
typedef struct
{
  GSubprocess *process; /* (owned) (nullable): after it was ended */
  guint port;
  guint health; /* 0 for several workers */
  GArray *pids; /* of the workers, if there are several */
} MvTestProgram;

/* @database: the option; @option: (nullable): one more, besides address and health */
void mv_test_program_start (MvTestProgram *self, const char *database, const char *option);
void mv_test_program_kill (MvTestProgram *self);
/* SIGTERM; expects that it ends well. */
void mv_test_program_stop (MvTestProgram *self);
gint64 mv_test_program_read_metric (const MvTestProgram *self, const char *name);

G_END_DECLS
