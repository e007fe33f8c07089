/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-transport.h"

G_BEGIN_DECLS

/**
 * MvHttpTransport:
 *
 * Round trips over HTTP to one server: https, or http to this machine. Follows no redirects, keeps
 * no cookies, guesses no types, and believes no answer that is not of Medvirk's types.
 */
#define MV_TYPE_HTTP_TRANSPORT (mv_http_transport_get_type ())
G_DECLARE_FINAL_TYPE (MvHttpTransport, mv_http_transport, MV, HTTP_TRANSPORT, GObject)

/* The largest answer that is read: a page and one record beyond it, with room to spare. */
#define MV_HTTP_MAX_ANSWER (4 * 1024 * 1024)
/* So many seconds without a byte in either direction (and without a promised wait) are the end. */
#define MV_HTTP_MAX_SILENCE_S 30

MvTransport *mv_http_transport_new (const char *server, GError **error);
const char *mv_http_transport_get_server (MvHttpTransport *self);
void mv_http_transport_set_max_silence (MvHttpTransport *self, guint milliseconds);

G_END_DECLS
