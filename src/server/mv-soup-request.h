/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

#include "mv-wire.h"

G_BEGIN_DECLS

/* What the routes need to know of a message. @trusts_proxy: take the client's address from the last
 * entry of X-Forwarded-For, which the proxy in front has written. */
MvRequest *mv_soup_request_new (SoupServerMessage *message,
                                const char *path,
                                const char *id,
                                gboolean trusts_proxy);

G_END_DECLS
