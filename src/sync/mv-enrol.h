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
  char *account; /* key of the account in the store */
  char *uid;
  char *name;
} MvEnrolment;

void mv_enrolment_free (MvEnrolment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvEnrolment, mv_enrolment_free)

/* Asks the server for a device token, keeps it in @secrets and adds the account to the store.
 * On failure nothing has been kept and the same code may be tried again. */
void mv_enrol_async (MvStore *store, MvTransport *transport, MvSecrets *secrets, MvRandom *random,
                     const char *server, const char *code, const char *device_name,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
MvEnrolment *mv_enrol_finish (GAsyncResult *result, GError **error);

G_END_DECLS
