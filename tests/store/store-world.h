/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-store.h"

G_BEGIN_DECLS

/*
 * A small world for tests of the store: one device with a clock that stands still, the same chance
 * every time, and the test in the server's place.
 */

#define WORLD_START_US                                                                             \
  (G_GINT64_CONSTANT (1795338000) * G_USEC_PER_SEC) /* 2026-11-22T09:00:00Z                        \
                                                     */

#define PROJECT "01930000-0000-7000-8000-0000000000a1"
#define OTHER_PROJECT "01930000-0000-7000-8000-0000000000a2"
#define PERSON_A "01930000-0000-7000-8000-0000000000b1"
#define PERSON_B "01930000-0000-7000-8000-0000000000b2"
#define RESEARCHER "01930000-0000-7000-8000-0000000000b3"
#define ORGANISATION "01930000-0000-7000-8000-0000000000c1"
#define STUDY "01930000-0000-7000-8000-0000000000d1"
#define DEVICE "01930000-0000-7000-8000-0000000000e1"

typedef struct
{
  MvClock *clock;
  MvRandom *random;
  MvExecutor *executor;
  char *folder;
  char *path;
  MvStore *store;
} World;

World *world_new (void);
World *world_new_in_memory (void);
void world_free (World *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* The end of the program, and its start. */
void world_close (World *self);
void world_open (World *self);
/* Closes the file and opens it again, as a program that was ended and started. */
void world_restart (World *self);
/* Takes the closed file back to what the program made before items were kept in the order of their
 * arrival: version 2 of the tables. */
void world_make_older (World *self);
void world_wait_s (World *self, int seconds);
void world_add_account (World *self, const char *key, const char *uid);
void world_add_local (World *self, const char *key, const char *uid);

char *world_id (int number);
MvRecord *world_contribution (const char *id, const char *text);
void world_save (World *self, const char *account, MvRecord *record, MvSaveFlags flags);
void world_draft (World *self, const char *id, const char *text);
char *world_text (World *self, const char *account, const char *id);
char *world_scope (World *self, const char *account, const char *id);
guint world_n_unsent (World *self, const char *account);
/* What the account `a` has not sent: a list, and one of it */
GPtrArray *world_list_unsent (World *world);
MvUnsent *world_unsent (GPtrArray *unsent, guint index);

/* The server's words for a contribution to the project */
#define WORLD_BODY(text)                                                                           \
  "{\"project\":\"" PROJECT "\",\"date\":\"2026-11-20\",\"text\":\"" text "\"}"

/* The server's side. @lines: put and del lines; head and end are put around them. */
#define HEAD_PROJECT                                                                               \
  "{\"s\":\"user/me\",\"role\":\"person\",\"head\":9},"                                            \
  "{\"s\":\"project/" PROJECT "\",\"role\":\"representative\",\"head\":9}"
char *world_page_text (const char *scopes,
                       const char *drop,
                       const char *reset,
                       const char *lines,
                       const char *cursors,
                       const char *epoch);
void world_pull (
    World *self, const char *account, const char *scopes, const char *lines, const char *cursors);
gboolean world_take_answers (World *self,
                             const char *account,
                             const char *const *answers,
                             MvPulled *out_pulled,
                             GError **error);
gboolean world_take_answer (
    World *self, const char *account, const char *answer, MvPulled *out_pulled, GError **error);
void world_apply (World *self, const char *account, const char *page_text);
/* A contribution of the account `a` itself that the server has as revision 4. */
void world_pull_own (World *self, const char *id, const char *text);
/* A project the account is in, as representative or @role. */
void world_grant (World *self, const char *account, const char *role);
char *world_put (const char *scope,
                 int seq,
                 const char *id,
                 int rev,
                 const char *kind,
                 const char *by,
                 const char *body);

MvPush *world_push (World *self, const char *account);
/* A draft of the account `a` that has rested, and with what else waits is sent. */
MvPush *world_draft_and_push (World *self, const char *id, const char *text);
const MvOp *world_op (MvPush *push, guint index);
/* @results: members of `results`, with commas between */
void world_answer (World *self, const char *account, int last_n, const char *results);
void world_answer_epoch (
    World *self, const char *account, const char *epoch, int last_n, const char *results);

G_END_DECLS
