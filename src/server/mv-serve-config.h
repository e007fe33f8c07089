/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvServeConfig:
 *
 * How a server runs: what the command line says, and where it says nothing, the configuration file.
 */
typedef struct
{
  char *database;  /* (owned) (nullable) */
  char *listen;    /* (owned) (nullable) */
  char *health;    /* (owned) (nullable) */
  char *port_file; /* (owned) (nullable) */
  char *log;       /* (owned) (nullable): plain or json */
  char *log_level; /* (owned) (nullable) */
  gboolean behind_proxy;
  gboolean any_address;
  int n_workers; /* 0 if not said */
} MvServeConfig;

gboolean
mv_serve_config_parse (MvServeConfig *self, const char *text, size_t length, GError **error);
gboolean mv_serve_config_read (MvServeConfig *self, const char *path, GError **error);
void mv_serve_config_clear (MvServeConfig *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MvServeConfig, mv_serve_config_clear)

G_END_DECLS
