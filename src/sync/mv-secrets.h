/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MvSecretsError:
 * @MV_SECRETS_ERROR_KEYRING: the keyring did not open, or did not do what it was asked
 * @MV_SECRETS_ERROR_FILE: the file used without a keyring could not be read or written
 */
typedef enum
{
  MV_SECRETS_ERROR_KEYRING = 1,
  MV_SECRETS_ERROR_FILE,
} MvSecretsError;

#define MV_SECRETS_ERROR (mv_secrets_error_quark ())
GQuark mv_secrets_error_quark (void);

/**
 * MvSecrets:
 *
 * Where device tokens are kept: in the Secret Service, or, where there is none, in a file that only
 * the person can read, after mv_secrets_is_plain() has been shown as a notice.
 */
#define MV_TYPE_SECRETS (mv_secrets_get_type ())
G_DECLARE_FINAL_TYPE (MvSecrets, mv_secrets, MV, SECRETS, GObject)

/* @label: shown by the keyring, one for each profile; @plain_path: the file used without a keyring
 */
MvSecrets *mv_secrets_new (const char *label, const char *plain_path);

/* Finds out where secrets are kept, so that the notice can come first. The others do it too. */
void mv_secrets_open_async (MvSecrets *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean mv_secrets_open_finish (MvSecrets *self, GAsyncResult *result, GError **error);
gboolean mv_secrets_is_plain (MvSecrets *self);

void mv_secrets_store_async (MvSecrets *self,
                             const char *account,
                             const char *token,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean mv_secrets_store_finish (MvSecrets *self, GAsyncResult *result, GError **error);
/* Fails with %G_IO_ERROR_NOT_FOUND if there is no token for @account. */
void mv_secrets_lookup_async (MvSecrets *self,
                              const char *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
char *mv_secrets_lookup_finish (MvSecrets *self, GAsyncResult *result, GError **error);
void mv_secrets_clear_async (MvSecrets *self,
                             const char *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean mv_secrets_clear_finish (MvSecrets *self, GAsyncResult *result, GError **error);

G_END_DECLS
