/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-transfer.h"

#include "mv-random.h"

G_BEGIN_DECLS

/* A backup is one SQLite file with everything of either database, as it was at one moment, and with
 * what each table held. It is as secret as the database. */

GPtrArray *mv_backup_make (MvDb *source, const char *path, const char *now, GError **error);
GPtrArray *mv_backup_restore (
    const char *path, MvDb *target, MvRandom *random, char **out_made, GError **error);

G_END_DECLS
