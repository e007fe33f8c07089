/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store-world.h"

#include "mv-views.h"

G_BEGIN_DECLS

/* A small made-up project for tests of what the pages show, and the views of it. */

#define BY_A "project/" PROJECT "/by/" PERSON_A
#define BY_B "project/" PROJECT "/by/" PERSON_B
#define SUGGESTION_1 "01930000-0000-7000-8000-000000000501"
#define SUGGESTION_2 "01930000-0000-7000-8000-000000000502"
#define MINE "01930000-0000-7000-8000-000000000101"
#define THEIRS "01930000-0000-7000-8000-000000000102"

/* Lines of a page, numbered as they are put. */
typedef struct
{
  GString *lines;
  int seq;
} WorldLines;

void world_lines_put (WorldLines *self,
                      const char *scope,
                      const char *id,
                      const char *kind,
                      const char *by,
                      const char *body);
void world_lines_put_numbered (WorldLines *self,
                               const char *scope,
                               int number,
                               const char *kind,
                               const char *by,
                               const char *body);
void world_lines_put_project (WorldLines *lines);

/* @role: what the account is in the project */
World *world_new_made_up (const char *role);

MvContributionView *world_load_contribution (World *world, const char *id);
MvToday *world_load_today (World *world);
MvProjectView *world_load_project (World *world, const char *language);

G_END_DECLS
