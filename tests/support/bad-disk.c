/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _GNU_SOURCE
/* Else the C library gives both names of a call the same meaning. */
#undef _FILE_OFFSET_BITS

#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

/*
 * A disk that is full or slow, put before the C library by LD_PRELOAD. Nothing can be written to a
 * file under the folder MV_FULL_DISK, as if the last block of it were taken; and to one under the
 * folder MV_SLOW_DISK nothing is written before a file called `slow` is gone from it. Reading and
 * all other folders are as they were.
 */

#define LOOK_AGAIN_US 20000

static gboolean
lies_under (int fd, const char *folder)
{
  char link[64], path[4096];
  ssize_t length;

  if (folder == NULL)
    return FALSE;
  g_snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return FALSE;
  path[length] = '\0';
  return g_str_has_prefix (path, folder);
}

/* Whether there is room, once the disk has got to it. */
static gboolean
has_room (int fd)
{
  const char *slow = g_getenv ("MV_SLOW_DISK");

  if (lies_under (fd, slow))
    {
      g_autofree char *sign = g_build_filename (slow, "slow", NULL);

      while (access (sign, F_OK) == 0)
        g_usleep (LOOK_AGAIN_US);
    }
  if (!lies_under (fd, g_getenv ("MV_FULL_DISK")))
    return TRUE;
  errno = ENOSPC;
  return FALSE;
}

ssize_t
write (int fd, const void *buffer, size_t n)
{
  static ssize_t (*next) (int, const void *, size_t);

  if (next == NULL)
    next = (ssize_t (*) (int, const void *, size_t)) dlsym (RTLD_NEXT, "write");
  return has_room (fd) ? next (fd, buffer, n) : -1;
}

/* Both names are asked for, by how the asker was built. */
ssize_t
pwrite64 (int fd, const void *buffer, size_t n, off64_t offset)
{
  static ssize_t (*next) (int, const void *, size_t, off64_t);

  if (next == NULL)
    next = (ssize_t (*) (int, const void *, size_t, off64_t)) dlsym (RTLD_NEXT, "pwrite64");
  return has_room (fd) ? next (fd, buffer, n, offset) : -1;
}

ssize_t
pwrite (int fd, const void *buffer, size_t n, off_t offset)
{
  return pwrite64 (fd, buffer, n, offset);
}
