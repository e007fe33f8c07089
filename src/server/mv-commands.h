/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed.h"

G_BEGIN_DECLS

/*
 * Commands: what people do to records beyond writing them. The table of names, arguments and rights
 * is mv_commands_list() in core; here is what each does. The feed calls mv_commands_run() for an
 * operation of the type command, inside the operation's savepoint and with the caller already
 * authenticated.
 */

/**
 * MvCommandFunc:
 * @feed: the feed, inside a transaction
 * @caller: who asks
 * @op: the operation; its args are of the shape that the table of commands promises
 * @base_rev: the revision that the operation builds on, `{"n":m}` already resolved; -1 if it states
 *   none. The feed has checked nothing else about it
 * @result: (inout): status ok; gets revision, seq and scope where the command leaves an item, or
 *   status conflict and the current revision if @base_rev is stale
 * @error: return location for an error
 *
 * Does one command. Errors of the domain %MV_PROBLEM refuse the operation, and the feed rolls the
 * savepoint back; errors of any other domain end the batch.
 *
 * Returns: whether the command was done or answered with a conflict
 */
typedef gboolean (*MvCommandFunc) (MvFeed *feed,
                                   const MvCaller *caller,
                                   const MvOp *op,
                                   gint64 base_rev,
                                   MvResult *result,
                                   GError **error);

gboolean mv_commands_run (MvFeed *feed,
                          const MvCaller *caller,
                          const MvOp *op,
                          gint64 base_rev,
                          MvResult *result,
                          GError **error);

/* Whether the command is built; one that is not is refused as not-allowed. */
gboolean mv_commands_is_built (const char *name);

G_END_DECLS
