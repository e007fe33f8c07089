/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

#include "mv-request-log.h"
#include "mv-wire.h"

G_BEGIN_DECLS

/*
 * The guard stands at the door of a SoupServer, which by itself accepts bodies without end and
 * waits for ever: it refuses what is too large before it is read, and closes connections that are
 * too slow.
 */

#define MV_GUARD_MAX_HEADERS (8 * 1024)
#define MV_GUARD_MAX_DISCARD (4 * 1024 * 1024)

/**
 * MvGuardTimes:
 * @headers_ms: from the connection, or the first byte of a later request, to the end of the headers
 * @body_ms: from there to the end of the body
 * @idle_ms: between two requests on one connection
 *
 * How long the guard waits.
 */
typedef struct
{
  guint headers_ms;
  guint body_ms;
  guint idle_ms;
} MvGuardTimes;

#define MV_GUARD_TIMES_DEFAULT ((MvGuardTimes){ 5000, 10000, 75000 })

void mv_guard_attach (SoupServer *soup, const MvGuardTimes *times, MvRequestLog *log);

/* Puts an answer on a message. */
void mv_guard_send (SoupServerMessage *message, const MvAnswer *answer, MvRequestLog *log);

G_END_DECLS
