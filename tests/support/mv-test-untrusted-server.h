/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvTestUntrustedServer:
 *
 * Something on loopback, at a free port, that answers with a certificate which nobody has signed.
 * No client gets beyond the handshake. It works while the main context of its maker runs.
 */
typedef struct _MvTestUntrustedServer MvTestUntrustedServer;

/* %NULL where GLib has no TLS here; the test is then skipped, with the reason. */
MvTestUntrustedServer *mv_test_untrusted_server_new (void);
void mv_test_untrusted_server_free (MvTestUntrustedServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvTestUntrustedServer, mv_test_untrusted_server_free)

const char *mv_test_untrusted_server_get_address (MvTestUntrustedServer *self);

G_END_DECLS
