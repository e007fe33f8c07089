/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz.h"
#include "mv-serve-config.h"

#include <string.h>

static void
set_text (GKeyFile *file, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (file, "server", key, value);
}

static char *
write_config (const MvServeConfig *config)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  set_text (file, "database", config->database);
  set_text (file, "listen", config->listen);
  set_text (file, "health", config->health);
  set_text (file, "port-file", config->port_file);
  set_text (file, "log", config->log);
  set_text (file, "log-level", config->log_level);
  g_key_file_set_boolean (file, "server", "behind-proxy", config->behind_proxy);
  g_key_file_set_boolean (file, "server", "allow-any-address", config->any_address);
  g_key_file_set_integer (file, "server", "workers", config->n_workers);
  return g_key_file_to_data (file, NULL, NULL);
}

/* The server's configuration: written again from what was understood, it says the same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (MvServeConfig) config = { 0 };
  g_auto (MvServeConfig) again = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  if (!mv_serve_config_parse (&config, (const char *) data, size, &error))
    {
      mv_fuzz_assert_refused (error);
      return 0;
    }

  g_assert_no_error (error);
  text = write_config (&config);
  mv_serve_config_parse (&again, text, strlen (text), &error);
  g_assert_no_error (error);
  text_again = write_config (&again);
  g_assert_cmpstr (text_again, ==, text);
  return 0;
}
