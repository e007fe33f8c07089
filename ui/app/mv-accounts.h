/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-enrol.h"
#include "mv-session.h"

G_BEGIN_DECLS

/* The accounts of a session: their exchange, and how a new one comes. */

/* Looks up the token of each account that has no exchange yet, and starts it. Accounts without a
 * token are told of as the session's trouble. */
void mv_accounts_start (MvSession *session, GCancellable *cancellable);
void mv_accounts_stop (MvSession *session);

/* Whether there is an account, and whether one of them is of this machine alone. */
typedef struct
{
  guint n_accounts;
  char *local_account; /* (nullable): key of the one without a server */
} MvAccountsFacts;

void mv_accounts_facts_free (MvAccountsFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvAccountsFacts, mv_accounts_facts_free)

void mv_accounts_look_async (MvSession *session,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
MvAccountsFacts *mv_accounts_look_finish (MvSession *session, GAsyncResult *result, GError **error);

/* Takes an invitation or a link code. Who was on this machine alone takes along what has been
 * written. */
void mv_accounts_join_async (MvSession *session,
                             const char *server,
                             const char *code,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
MvEnrolment *mv_accounts_join_finish (GAsyncResult *result, GError **error);

/* Only on this machine: an account without a server, unless there is one. */
void mv_accounts_stay_async (MvSession *session,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean mv_accounts_stay_finish (MvSession *session, GAsyncResult *result, GError **error);

/* A code for another machine of the person's, from the server of @account. */
void mv_accounts_link_async (MvSession *session,
                             const char *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* @out_server: (out) (transfer full): the address that goes with the code */
MvLinkCode *mv_accounts_link_finish (GAsyncResult *result, char **out_server, GError **error);

G_END_DECLS
