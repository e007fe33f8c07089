/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-db.h"
#include "mv-random.h"

G_BEGIN_DECLS

/* The server's tables (data/sql/server). */

gboolean mv_feed_schema_make_tables (MvDb *db, gint64 version, GError **error);
gboolean mv_feed_schema_migrate (MvDb *db, MvRandom *random, GError **error);
gboolean mv_feed_schema_renew_epoch (MvDb *db, MvRandom *random, GError **error);

G_END_DECLS
