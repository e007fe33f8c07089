/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed.h"

G_BEGIN_DECLS

/**
 * MvLoader:
 *
 * Loads records from a file of lines into a server that nobody has joined yet: for a first set-up,
 * a demonstration or a move. A line is `{"scope","kind","id","by","at","body"}`. What stands there
 * must be what `by` could have written, by put or by command; without `by` it is the server's own:
 * accounts, organisations, projects, members, committees and roles, with ids of their own.
 */
#define MV_TYPE_LOADER (mv_loader_get_type ())
G_DECLARE_FINAL_TYPE (MvLoader, mv_loader, MV, LOADER, GObject)

#define MV_LOADER_MAX_LINE (512 * 1024)

/* A line that was refused; lines count from 1. */
typedef void (*MvLoaderRefusedFunc) (guint line, const GError *error, gpointer user_data);

MvLoader *mv_loader_new (
    MvDb *db, MvClock *clock, MvRandom *random, MvLoaderRefusedFunc refused, gpointer user_data);
gboolean mv_loader_load (MvLoader *self, const char *text, size_t length, GError **error);
guint mv_loader_get_n_loaded (MvLoader *self);
guint mv_loader_get_n_refused (MvLoader *self);

G_END_DECLS
