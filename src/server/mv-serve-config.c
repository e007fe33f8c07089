/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-serve-config.h"

#include <glib/gi18n.h>
#include <string.h>

#define GROUP "server"

void
mv_serve_config_clear (MvServeConfig *self)
{
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->listen, g_free);
  g_clear_pointer (&self->health, g_free);
  g_clear_pointer (&self->port_file, g_free);
  g_clear_pointer (&self->log, g_free);
  g_clear_pointer (&self->log_level, g_free);
}

/* A key that is not known is most likely misspelt, and a server that runs otherwise than its keeper
 * thinks is worse than one that does not start. */
static gboolean
check_keys (GKeyFile *file, GError **error)
{
  static const char *const known[] = { "database",  "listen",       "health",
                                       "port-file", "behind-proxy", "allow-any-address",
                                       "workers",   "log",          "log-level",
                                       NULL };
  g_auto (GStrv) keys = g_key_file_get_keys (file, GROUP, NULL, error);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      if (g_strv_contains (known, keys[i]))
        continue;
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND,
                   _ ("The configuration has an unknown key: %s"), keys[i]);
      return FALSE;
    }

  return keys != NULL;
}

/* That a key is not there is no error; that its value cannot be read is one, as for one that is not
 * known. */
static gboolean
has_key (GKeyFile *file, const char *key)
{
  return g_key_file_has_key (file, GROUP, key, NULL);
}

static gboolean
keep (GError **refusal, GError **error)
{
  if (*refusal == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (refusal));
  return FALSE;
}

/* GLib warns when a value ends in half an escape and another one in it is wrong. The half one alone
 * is enough to refuse the value. */
static void
leave_half_escape (GKeyFile *file, const char *key)
{
  g_autofree char *raw = g_key_file_get_value (file, GROUP, key, NULL);
  size_t length = raw != NULL ? strlen (raw) : 0;
  size_t n = 0;

  while (n < length && raw[length - 1 - n] == '\\')
    n++;
  if (n % 2 == 1)
    g_key_file_set_value (file, GROUP, key, "\\");
}

static gboolean
take_text (GKeyFile *file, const char *key, char **value, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  g_autofree char *text = NULL;

  if (!has_key (file, key))
    return TRUE;
  leave_half_escape (file, key);
  /* With an escape that it does not know GLib gives both, an error and a text. */
  text = g_key_file_get_string (file, GROUP, key, &refusal);
  if (refusal == NULL && *value == NULL)
    *value = g_steal_pointer (&text);
  return keep (&refusal, error);
}

static gboolean
take_flag (GKeyFile *file, const char *key, gboolean *value, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  if (has_key (file, key) && g_key_file_get_boolean (file, GROUP, key, &refusal))
    *value = TRUE;
  return keep (&refusal, error);
}

static gboolean
take_number (GKeyFile *file, const char *key, int *value, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  int number = has_key (file, key) ? g_key_file_get_integer (file, GROUP, key, &refusal) : 0;

  if (*value == 0)
    *value = number;
  return keep (&refusal, error);
}

static gboolean
take_keys (MvServeConfig *self, GKeyFile *file, GError **error)
{
  return check_keys (file, error) && take_text (file, "database", &self->database, error) &&
         take_text (file, "listen", &self->listen, error) &&
         take_text (file, "health", &self->health, error) &&
         take_text (file, "port-file", &self->port_file, error) &&
         take_text (file, "log", &self->log, error) &&
         take_text (file, "log-level", &self->log_level, error) &&
         take_flag (file, "behind-proxy", &self->behind_proxy, error) &&
         take_flag (file, "allow-any-address", &self->any_address, error) &&
         take_number (file, "workers", &self->n_workers, error);
}

/**
 * mv_serve_config_parse:
 * @self: what is said already, and stays
 * @text: a configuration: `key=value` lines under `[server]`
 * @length: its length in bytes
 * @error: return location for an error of the domain %G_KEY_FILE_ERROR: no such file, a key that is
 *   not known, or a value that cannot be read
 *
 * Whether addresses, workers and levels make sense is not looked at here. After a failure some keys
 * may have been taken.
 *
 * Returns: whether it could be read
 */
gboolean
mv_serve_config_parse (MvServeConfig *self, const char *text, size_t length, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) refusal = NULL;
  g_autofree char *message = NULL;

  if (g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, &refusal) &&
      take_keys (self, file, &refusal))
    return TRUE;

  /* GLib repeats the line that it does not understand, whatever bytes are in it. */
  message = g_utf8_make_valid (refusal->message, -1);
  g_set_error_literal (error, refusal->domain, refusal->code, message);
  return FALSE;
}

/**
 * mv_serve_config_read:
 * @self: what is said already, and stays
 * @path: a configuration file
 * @error: as mv_serve_config_parse(), or of the domain %G_FILE_ERROR
 *
 * Returns: whether it could be read
 */
gboolean
mv_serve_config_read (MvServeConfig *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  size_t length;

  return g_file_get_contents (path, &text, &length, error) &&
         mv_serve_config_parse (self, text, length, error);
}
