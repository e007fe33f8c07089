/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

#include "mv-random.h"
#include "mv-wire.h"

G_BEGIN_DECLS

#define MV_REQUEST_ID_HEADER "X-Request-Id"

/**
 * MvRequestLog:
 *
 * Gives each request of a SoupServer an id, which its answer carries in X-Request-Id, and tells of
 * it once it is over.
 */
#define MV_TYPE_REQUEST_LOG (mv_request_log_get_type ())
G_DECLARE_FINAL_TYPE (MvRequestLog, mv_request_log, MV, REQUEST_LOG, GObject)

MvRequestLog *mv_request_log_new (MvClock *clock, MvRandom *random);
void mv_request_log_set_trusts_proxy (MvRequestLog *self, gboolean trusts_proxy);
void mv_request_log_attach (MvRequestLog *self, SoupServer *soup);

const char *mv_request_log_get_id (MvRequestLog *self, SoupServerMessage *message);
void
mv_request_log_note_problem (MvRequestLog *self, SoupServerMessage *message, MvProblem problem);
void
mv_request_log_tell_stolen (MvRequestLog *self, SoupServerMessage *message, const MvAnswer *answer);

/* Whether a proxy's id of a request may stand in the log. */
gboolean mv_request_id_is_valid (const char *id);

G_END_DECLS
