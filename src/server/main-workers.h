/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "main-tool.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* `serve --workers N`: one keeper and N processes that serve the same address. */

#define MV_WORKERS_MAX 64

/* A socket on an address that other processes of the same person may share. */
GSocket *mv_workers_new_socket (GSocketAddress *address, gboolean listens, GError **error);

/**
 * MvWorkersPlan:
 *
 * What the keeper does.
 */
typedef struct
{
  guint n_workers;
  char **arguments;       /* (unowned): of `serve`, as they came, without the program's name */
  GSocketAddress *listen; /* (unowned) */
  const char *port_file;  /* (nullable) */
} MvWorkersPlan;

gboolean mv_workers_keep (MvTool *tool, const MvWorkersPlan *plan, GError **error);

G_END_DECLS
