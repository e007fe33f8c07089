/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-routes.h"
#include "mv-test-feed.h"

G_BEGIN_DECLS

/* A world in which everybody meets everything: two organisations, three projects, two committees,
 * somebody in every role, and a record of every kind in every place. */

/* Where something stands, seen from people who belong to the first project. */
typedef enum
{
  MV_PLACE_OWN,
  MV_PLACE_OTHER_PROJECT,      /* of the same organisation */
  MV_PLACE_OTHER_ORGANISATION, /* its project, its committee */
  MV_PLACE_MISSING,            /* ids that nothing has */
  MV_N_PLACES,
} MvTestPlace;

typedef enum
{
  MV_ACTOR_REPRESENTATIVE,
  MV_ACTOR_OTHER_REPRESENTATIVE, /* in the same project */
  MV_ACTOR_FORMER,
  MV_ACTOR_RESEARCHER,
  MV_ACTOR_LEAD,
  MV_ACTOR_MEMBER,
  MV_ACTOR_DEPUTY,
  MV_ACTOR_SECRETARY,
  MV_ACTOR_EDITOR,
  MV_ACTOR_COORDINATOR,
  MV_ACTOR_ADMINISTRATOR,
  MV_ACTOR_ACCOUNT,     /* belongs nowhere */
  MV_ACTOR_UNCONFIRMED, /* representative whom the inviter has not confirmed */
  MV_N_SIGNED_IN,
  MV_ACTOR_REVOKED = MV_N_SIGNED_IN, /* representative with a device that was removed */
  MV_ACTOR_ERASED,                   /* was a representative */
  MV_ACTOR_NOBODY,                   /* without a token */
  MV_N_ACTORS,
} MvTestActor;

typedef struct
{
  MvTestFeed *t; /* (owned) */
  MvRoutes *routes;
  MvTestPerson people[MV_N_ACTORS];
  char *projects[MV_N_PLACES];      /* (owned) */
  char *committees[MV_N_PLACES];    /* (owned) */
  char *organisations[MV_N_PLACES]; /* (owned) */
  char *persons[MV_N_PLACES];       /* (owned): uid of a representative there */
  GHashTable *ids;                  /* (owned): "place scope-type kind" -> id of a record there */
  GHashTable *bodies;               /* (owned): the same -> its body */
} MvTestMatrix;

MvTestMatrix *mv_test_matrix_new (const char *url);
void mv_test_matrix_free (MvTestMatrix *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvTestMatrix, mv_test_matrix_free)

const char *mv_test_actor_get_name (MvTestActor actor);
const char *mv_test_place_get_name (MvTestPlace place);

/* Name of the scope, on the wire, as @actor meets it; one's own place where there is one. */
char *mv_test_matrix_dup_scope (MvTestMatrix *self,
                                MvScopeType type,
                                MvTestPlace place,
                                MvTestActor actor);
/* Makes a record of the kind there; its id and body. */
char *mv_test_matrix_add (MvTestMatrix *self,
                          const char *scope,
                          const char *kind,
                          MvTestPlace place,
                          const char *author,
                          char **out_body);
const char *
mv_test_matrix_find (MvTestMatrix *self, MvTestPlace place, MvScopeType type, const char *kind);

/* What comes of one operation, after which everything is as before. */
MvResult *mv_test_matrix_try (MvTestMatrix *self, MvTestActor actor, const char *op);

G_END_DECLS
