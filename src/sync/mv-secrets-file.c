/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-secrets-file.h"

#include <glib/gstdio.h>

#define GROUP "tokens"

/* A missing file is an empty one. */
static GKeyFile *
load (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local_error) &&
      !g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&file);
}

static gboolean
save (GKeyFile *file, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  size_t length = 0;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "cannot make the folder for %s", path);
      return FALSE;
    }

  text = g_key_file_to_data (file, &length, NULL);
  return g_file_set_contents_full (path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/* Names of accounts hold characters that mean something to a key file. */
static char *
escape (const char *account)
{
  return g_uri_escape_string (account, NULL, FALSE);
}

/**
 * mv_secrets_file_store:
 * @path: the file; made, with its folder, if it is missing
 * @account: name of the account
 * @token: its token
 * @error: return location for an error
 *
 * Fails with %G_FILE_ERROR, %G_KEY_FILE_ERROR or %G_IO_ERROR; the file is then as it was.
 *
 * Returns: whether the token is on the disk
 */
gboolean
mv_secrets_file_store (const char *path, const char *account, const char *token, GError **error)
{
  g_autoptr (GKeyFile) file = load (path, error);
  g_autofree char *key = escape (account);

  if (file == NULL)
    return FALSE;

  g_key_file_set_string (file, GROUP, key, token);
  return save (file, path, error);
}

/**
 * mv_secrets_file_lookup:
 * @path: the file
 * @account: name of the account
 * @error: return location for an error
 *
 * Fails with %G_IO_ERROR_NOT_FOUND if there is none, else as mv_secrets_file_store() does.
 *
 * Returns: (transfer full): the token
 */
char *
mv_secrets_file_lookup (const char *path, const char *account, GError **error)
{
  g_autoptr (GKeyFile) file = load (path, error);
  g_autofree char *key = escape (account);
  char *token;

  if (file == NULL)
    return NULL;

  token = g_key_file_get_string (file, GROUP, key, NULL);
  if (token == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no token is kept for %s", account);

  return token;
}

/**
 * mv_secrets_file_clear:
 * @path: the file
 * @account: name of the account
 * @error: return location for an error
 *
 * Fails as mv_secrets_file_store() does. No token, or no file, is no failure.
 *
 * Returns: whether the token is gone
 */
gboolean
mv_secrets_file_clear (const char *path, const char *account, GError **error)
{
  g_autoptr (GKeyFile) file = load (path, error);
  g_autofree char *key = escape (account);

  if (file == NULL)
    return FALSE;
  if (!g_key_file_remove_key (file, GROUP, key, NULL))
    return TRUE;

  return save (file, path, error);
}
