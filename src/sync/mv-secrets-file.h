/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The plain file of MvSecrets: a key file that only its owner can read, written whole or not at
 * all. Synchronous; one thread at a time.
 */

gboolean
mv_secrets_file_store (const char *path, const char *account, const char *token, GError **error);
char *mv_secrets_file_lookup (const char *path, const char *account, GError **error);
gboolean mv_secrets_file_clear (const char *path, const char *account, GError **error);

G_END_DECLS
