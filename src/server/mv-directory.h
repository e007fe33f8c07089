/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed-private.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Who there is and who belongs where: people, organisations, projects, committees, members and
 * roles. What stands in the feed's tables (memberships, grants) and the records that show it are
 * written together, here and nowhere else: by commands, by the administrator's program and by its
 * file of lines. All of it runs inside a transaction of the feed, and leaves it to be rolled back
 * on failure.
 */

/* People */
typedef struct
{
  const char *uid;
  const char *name;
  const char *language;       /* nb, nn, en */
  const char *email;          /* (nullable) */
  const char *const *regions; /* (nullable) */
  const char *confirmed;      /* (nullable): when somebody said who this is */
} MvNewPerson;

gboolean mv_directory_add_person (MvFeed *feed, const MvNewPerson *person, GError **error);
char *mv_directory_dup_person_name (MvFeed *feed, const char *uid, GError **error);
gboolean
mv_directory_has_account (MvFeed *feed, const char *uid, gboolean *out_has, GError **error);
gboolean
mv_directory_confirm_person (MvFeed *feed, const char *uid, const char *now, GError **error);
gboolean mv_directory_refresh_account (MvFeed *feed, const char *uid, GError **error);

/* What there is */
gboolean mv_directory_put (MvFeed *feed,
                           const char *scope,
                           const char *kind,
                           const char *id,
                           const char *by,
                           JsonObject *body,
                           GError **error);
char *mv_directory_find_organisation (MvFeed *feed, const char *number, GError **error);
gboolean
mv_directory_has_vocabulary (MvFeed *feed, const char *name, gboolean *out_has, GError **error);
gboolean mv_directory_put_project (
    MvFeed *feed, const char *pid, const char *by, JsonObject *body, GError **error);
gboolean mv_directory_refresh_project (MvFeed *feed, const char *pid, GError **error);

/* Who belongs where */
typedef struct
{
  const char *owner; /* project, committee or organisation */
  const char *uid;
  const char *role;  /* wire name */
  const char *id;    /* (nullable): of the record; an existing one is kept */
  const char *since; /* (nullable): a day */
  JsonObject *extra; /* (nullable): further members of a new record */
} MvNewMember;

gboolean mv_directory_set_member (MvFeed *feed, const MvNewMember *member, GError **error);
gboolean mv_directory_end_member (
    MvFeed *feed, const char *pid, const char *uid, const char *until, GError **error);
gboolean
mv_directory_set_committee_member (MvFeed *feed, const MvNewMember *member, GError **error);
gboolean mv_directory_give_role (MvFeed *feed, const MvNewMember *member, GError **error);
gboolean mv_directory_end_role (
    MvFeed *feed, const char *oid, const char *uid, const char *role, GError **error);
/* What people have released of their profile (mv-directory-released.c) */
gboolean mv_directory_refresh_released (MvFeed *feed, const char *uid, GError **error);
gboolean mv_directory_note_joined (MvFeed *feed, const char *uid, GError **error);
MvFeedItem *mv_directory_find_member (
    MvFeed *feed, const char *scope, const char *kind, const char *uid, GError **error);

G_END_DECLS
