/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-invitation-code.h"
#include "mv-secrets.h"
#include "mv-store.h"
#include "mv-transport.h"

G_BEGIN_DECLS

/**
 * MvEnrolment:
 *
 * What the server gave for an invitation or link code.
 */
typedef struct
{
  char *account; /* key of the account in the store and in the secrets */
  char *uid;
  char *name;
} MvEnrolment;

void mv_enrolment_free (MvEnrolment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvEnrolment, mv_enrolment_free)

/* The code's form is checked by mv_invitation_normalise(), a link or file is read by
 * mv_invitation_parse(); see mv-invitation-code.h. */

/* Asks the server for a device token, keeps it in @secrets and adds the account to the store.
 * On failure nothing has been kept and the same code may be tried again. */
void mv_enrol_async (MvStore *store,
                     MvTransport *transport,
                     MvSecrets *secrets,
                     MvRandom *random,
                     const char *server,
                     const char *code,
                     const char *device_name,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
/* The same for a person who has so far been on this machine alone: what she has written goes along.
 */
void mv_enrol_connect_async (MvStore *store,
                             MvTransport *transport,
                             MvSecrets *secrets,
                             MvRandom *random,
                             const char *local_account,
                             const char *server,
                             const char *code,
                             const char *device_name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
MvEnrolment *mv_enrol_finish (GAsyncResult *result, GError **error);

/**
 * MvLinkCode:
 *
 * A code with which one's own second PC is enrolled, once and for some minutes.
 */
typedef struct
{
  char *code;    /* K7QMW-3XPAE-9TFD6 */
  char *expires; /* (nullable): moment as RFC 3339 has it */
} MvLinkCode;

void mv_link_code_free (MvLinkCode *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvLinkCode, mv_link_code_free)

void mv_link_code_async (MvTransport *transport,
                         const char *token,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
MvLinkCode *mv_link_code_finish (GAsyncResult *result, GError **error);

char *mv_account_key_new (const char *server, const char *uid);

G_END_DECLS
