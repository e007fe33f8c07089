/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed.h"

G_BEGIN_DECLS

/* What was done with whose data: ids and numbers, never what somebody wrote. */

typedef struct
{
  const char *actor;   /* (nullable): uid; %NULL for the administrator's commands */
  const char *action;  /* `erase`, `export`, … */
  const char *subject; /* (nullable): uid of the person concerned */
  const char *item;    /* (nullable): id of a record or a device */
  const char *detail;  /* (nullable): numbers, a ground */
} MvAuditNote;

gboolean mv_audit_note (MvFeed *feed, const MvAuditNote *note, GError **error);
/* (element-type JsonObject) */
GPtrArray *
mv_audit_list (MvFeed *feed, const char *subject, const char *since, gint64 limit, GError **error);

G_END_DECLS
