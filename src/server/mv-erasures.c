/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _GNU_SOURCE /* O_CLOEXEC */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-erasures.h"

#include "mv-json.h"
#include "mv-problem.h"
#include "mv-random.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SUFFIX ".erasures"
#define MAX_LINE 4096

void
mv_erasure_free (MvErasure *self)
{
  if (self == NULL)
    return;

  g_free (self->uid);
  g_free (self->at);
  g_free (self->ground);
  g_free (self);
}

/**
 * mv_erasures_get_default_path:
 * @database: address of a database
 *
 * Returns: (transfer full) (nullable): the list beside a SQLite file; %NULL for PostgreSQL, where
 * there is no such place
 */
char *
mv_erasures_get_default_path (const char *database)
{
  if (!g_str_has_prefix (database, "sqlite:"))
    return NULL;

  return g_strconcat (database + strlen ("sqlite:"), SUFFIX, NULL);
}

static char *
format_line (const MvErasure *erasure)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "uid", erasure->uid);
  json_object_set_string_member (object, "at", erasure->at);
  if (erasure->ground != NULL)
    json_object_set_string_member (object, "ground", erasure->ground);
  text = mv_json_object_to_text (object);
  return g_strconcat (text, "\n", NULL);
}

/**
 * mv_erasures_append:
 * @path: the list; it is made if need be, readable by its owner alone
 * @erasure: what will be erased
 * @error: return location for an error
 *
 * Notes an erasure, before it is done: one that is noted and not done is done after a restore,
 * which is what the person asked for. When it returns, the disk has it. Fails with %G_FILE_ERROR.
 *
 * Returns: whether it was noted
 */
gboolean
mv_erasures_append (const char *path, const MvErasure *erasure, GError **error)
{
  g_autofree char *line = format_line (erasure);
  size_t length = strlen (line);
  int fd = g_open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  gboolean is_done;
  int saved;

  is_done = fd >= 0 && write (fd, line, length) == (ssize_t) length && fsync (fd) == 0;
  saved = errno;
  if (fd >= 0)
    g_close (fd, NULL);
  if (!is_done)
    g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (saved), "%s: %s", path,
                 g_strerror (saved));
  return is_done;
}

static MvErasure *
parse_line (const char *line, GError **error)
{
  g_autoptr (JsonObject) object = mv_json_parse_object (line, -1, MAX_LINE, error);
  const char *uid = object != NULL ? mv_json_get_text (object, "uid") : NULL;
  MvErasure *self;

  if (object == NULL)
    return NULL;
  if (uid == NULL || !mv_uuid_is_valid (uid))
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, NULL, "%s",
                      _ ("A line of the list of erasures is broken"));
      return NULL;
    }

  self = g_new0 (MvErasure, 1);
  self->uid = g_strdup (uid);
  self->at = g_strdup (mv_json_get_text (object, "at"));
  self->ground = g_strdup (mv_json_get_text (object, "ground"));
  return self;
}

/**
 * mv_erasures_read:
 * @path: the list
 * @error: return location for an error
 *
 * Fails with %G_FILE_ERROR, and with %MV_PROBLEM for a line that is none: whoever restores must
 * know.
 *
 * Returns: (transfer full) (element-type MvErasure): the list, oldest first; %NULL on error
 */
GPtrArray *
mv_erasures_read (const char *path, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_erasure_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      MvErasure *erasure;

      if (*lines[i] == '\0')
        continue;
      erasure = parse_line (lines[i], error);
      if (erasure == NULL)
        return NULL;
      g_ptr_array_add (list, erasure);
    }
  return g_steal_pointer (&list);
}
