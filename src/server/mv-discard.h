/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "mv-wire.h"

G_BEGIN_DECLS

/* Answers on a bare connection while its client is still sending, then reads and throws away what
 * comes, at most @max_bytes and @max_ms long, and closes. Closing at once would make many clients
 * lose the answer. @socket: (nullable): the socket under @stream */
void mv_discard_start (GIOStream *stream,
                       GSocket *socket,
                       const MvAnswer *answer,
                       const char *request_id,
                       size_t max_bytes,
                       guint max_ms);

G_END_DECLS
