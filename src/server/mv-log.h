/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What the server tells its keeper.
 *
 * An event is a structured message of GLib with the fields below. It never holds what somebody
 * wrote, nor who it is: no name, address, token, code or id of a person, only the template of a
 * path. A message beside these fields is text of the program or of the database, never of a client.
 */

#define MV_LOG_EVENT "MEDVIRK_EVENT" /* a word; data/server/medvirk-server.conf has the list */
#define MV_LOG_REQUEST_ID "MEDVIRK_REQUEST_ID"

/* An event of @level: MV_LOG (G_LOG_LEVEL_INFO, "listening", "on port %u", port) */
#define MV_LOG(level, event, ...)                                                                  \
  g_log_structured (G_LOG_DOMAIN, (level), MV_LOG_EVENT, (event), "MESSAGE", __VA_ARGS__)

/* The same, of the request of that id */
#define MV_LOG_OF(level, event, id, ...)                                                           \
  g_log_structured (G_LOG_DOMAIN, (level), MV_LOG_EVENT, (event), MV_LOG_REQUEST_ID, (id),         \
                    "MESSAGE", __VA_ARGS__)

/**
 * MvLogRequest:
 *
 * What is told of one request.
 */
typedef struct
{
  const char *id;      /* which its answer carries too */
  const char *method;  /* as the client sent it; an unknown one is told as `other` */
  const char *route;   /* (nullable): template of its path; NULL for a path without a route */
  guint status;        /* 0 if the client left before it was answered */
  const char *code;    /* (nullable): name of the problem */
  gint64 duration_us;  /* from the end of its headers to the last byte of the answer */
  guint64 n_bytes_in;  /* of its body */
  guint64 n_bytes_out; /* of the answer's body */
} MvLogRequest;

void mv_log_request (GLogLevelFlags level, const MvLogRequest *request);

/**
 * MvLogFormat:
 * @MV_LOG_PLAIN: lines for people
 * @MV_LOG_JSON: an object a line
 * @MV_LOG_JOURNAL: fields of systemd's journal
 */
typedef enum
{
  MV_LOG_PLAIN,
  MV_LOG_JSON,
  MV_LOG_JOURNAL,
} MvLogFormat;

gboolean mv_log_parse_format (const char *name, MvLogFormat *out_format);
gboolean mv_log_parse_level (const char *name, GLogLevelFlags *out_level);

char *mv_log_format (MvLogFormat format,
                     MvClock *clock,
                     GLogLevelFlags level,
                     const GLogField *fields,
                     gsize n_fields);
void mv_log_install (MvLogFormat format, GLogLevelFlags most_talkative, MvClock *clock);

G_END_DECLS
