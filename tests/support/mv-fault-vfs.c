/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fault-vfs.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>

struct _MvFaultVfs
{
  sqlite3_vfs vfs;
  sqlite3_vfs *base; /* (unowned) */
  char *name;        /* (owned) */
  guint n_calls, n_writes, n_syncs;
  int full_after; /* writes left, -1 for no end */
  int fail_at;    /* calls left until the failing one, -1 for none */
};

/* A file: ours in front, the file of the VFS below behind it in the same memory. */
typedef struct
{
  sqlite3_file file;
  MvFaultVfs *owner; /* (unowned) */
  sqlite3_file *base;
} FaultFile;

/* Whether this call may pass. */
static gboolean
count_call (MvFaultVfs *self)
{
  self->n_calls++;
  if (self->fail_at > 1)
    self->fail_at--;
  else if (self->fail_at == 1)
    return FALSE;
  return TRUE;
}

static FaultFile *
get_file (sqlite3_file *file)
{
  return (FaultFile *) (gpointer) file;
}

static int
close_file (sqlite3_file *file)
{
  sqlite3_file *base = get_file (file)->base;

  return base->pMethods != NULL ? base->pMethods->xClose (base) : SQLITE_OK;
}

static int
read_file (sqlite3_file *file, void *to, int n, sqlite3_int64 at)
{
  FaultFile *self = get_file (file);

  if (!count_call (self->owner))
    return SQLITE_IOERR_READ;
  return self->base->pMethods->xRead (self->base, to, n, at);
}

static int
write_file (sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
  FaultFile *self = get_file (file);
  MvFaultVfs *owner = self->owner;

  owner->n_writes++;
  if (!count_call (owner))
    return SQLITE_IOERR_WRITE;
  if (owner->full_after == 0)
    return SQLITE_FULL;
  if (owner->full_after > 0)
    owner->full_after--;
  return self->base->pMethods->xWrite (self->base, from, n, at);
}

static int
truncate_file (sqlite3_file *file, sqlite3_int64 size)
{
  FaultFile *self = get_file (file);

  if (!count_call (self->owner))
    return SQLITE_IOERR_TRUNCATE;
  return self->base->pMethods->xTruncate (self->base, size);
}

static int
sync_file (sqlite3_file *file, int flags)
{
  FaultFile *self = get_file (file);

  self->owner->n_syncs++;
  if (!count_call (self->owner))
    return SQLITE_IOERR_FSYNC;
  return self->base->pMethods->xSync (self->base, flags);
}

static int
get_file_size (sqlite3_file *file, sqlite3_int64 *out_size)
{
  sqlite3_file *base = get_file (file)->base;

  return base->pMethods->xFileSize (base, out_size);
}

static int
lock_file (sqlite3_file *file, int level)
{
  sqlite3_file *base = get_file (file)->base;

  return base->pMethods->xLock (base, level);
}

static int
unlock_file (sqlite3_file *file, int level)
{
  sqlite3_file *base = get_file (file)->base;

  return base->pMethods->xUnlock (base, level);
}

static int
check_reserved_lock (sqlite3_file *file, int *out_is_reserved)
{
  sqlite3_file *base = get_file (file)->base;

  return base->pMethods->xCheckReservedLock (base, out_is_reserved);
}

static int
control_file (sqlite3_file *file, int op, void *argument)
{
  sqlite3_file *base = get_file (file)->base;

  return base->pMethods->xFileControl (base, op, argument);
}

static int
get_sector_size (sqlite3_file *file)
{
  sqlite3_file *base = get_file (file)->base;

  return base->pMethods->xSectorSize (base);
}

static int
get_characteristics (sqlite3_file *file)
{
  sqlite3_file *base = get_file (file)->base;

  return base->pMethods->xDeviceCharacteristics (base);
}

static int
map_shared (sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
  FaultFile *self = get_file (file);
  gboolean is_full = self->owner->full_after == 0;
  int result = self->base->pMethods->xShmMap (self->base, page, size, extend && !is_full, out);

  if (result != SQLITE_OK || *out != NULL || !extend)
    return result;
  /* As the real one says it. */
  errno = ENOSPC;
  return SQLITE_IOERR_SHMSIZE;
}

static int
lock_shared (sqlite3_file *file, int offset, int n, int flags)
{
  sqlite3_file *base = get_file (file)->base;

  return base->pMethods->xShmLock (base, offset, n, flags);
}

static void
bar_shared (sqlite3_file *file)
{
  sqlite3_file *base = get_file (file)->base;

  base->pMethods->xShmBarrier (base);
}

static int
unmap_shared (sqlite3_file *file, int remove)
{
  sqlite3_file *base = get_file (file)->base;

  return base->pMethods->xShmUnmap (base, remove);
}

/* Without shared memory below (`memdb`) there is none above: SQLite then uses no write-ahead log.
 */
static const sqlite3_io_methods methods_without_shared = {
  1,
  close_file,
  read_file,
  write_file,
  truncate_file,
  sync_file,
  get_file_size,
  lock_file,
  unlock_file,
  check_reserved_lock,
  control_file,
  get_sector_size,
  get_characteristics,
};

static const sqlite3_io_methods methods = {
  2,
  close_file,
  read_file,
  write_file,
  truncate_file,
  sync_file,
  get_file_size,
  lock_file,
  unlock_file,
  check_reserved_lock,
  control_file,
  get_sector_size,
  get_characteristics,
  map_shared,
  lock_shared,
  bar_shared,
  unmap_shared,
};

static int
open_file (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  MvFaultVfs *self = vfs->pAppData;
  FaultFile *opened = get_file (file);
  int result;

  memset (opened, 0, (size_t) vfs->szOsFile);
  opened->owner = self;
  opened->base = (sqlite3_file *) (gpointer) (opened + 1);
  if (!count_call (self))
    return SQLITE_CANTOPEN;

  result = self->base->xOpen (self->base, path, opened->base, flags, out_flags);
  if (opened->base->pMethods != NULL)
    file->pMethods =
        opened->base->pMethods->iVersion >= 2 && opened->base->pMethods->xShmMap != NULL
            ? &methods
            : &methods_without_shared;
  return result;
}

static int
delete_file (sqlite3_vfs *vfs, const char *path, int sync)
{
  MvFaultVfs *self = vfs->pAppData;

  if (!count_call (self))
    return SQLITE_IOERR_DELETE;
  return self->base->xDelete (self->base, path, sync);
}

static int
access_file (sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
  MvFaultVfs *self = vfs->pAppData;

  return self->base->xAccess (self->base, path, flags, out);
}

static int
get_full_path (sqlite3_vfs *vfs, const char *path, int size, char *out)
{
  MvFaultVfs *self = vfs->pAppData;

  return self->base->xFullPathname (self->base, path, size, out);
}

static int
get_randomness (sqlite3_vfs *vfs, int n, char *out)
{
  MvFaultVfs *self = vfs->pAppData;

  return self->base->xRandomness (self->base, n, out);
}

static int
sleep_us (sqlite3_vfs *vfs, int us)
{
  MvFaultVfs *self = vfs->pAppData;

  return self->base->xSleep (self->base, us);
}

static int
get_time (sqlite3_vfs *vfs, double *out)
{
  MvFaultVfs *self = vfs->pAppData;

  return self->base->xCurrentTime (self->base, out);
}

static int
get_last_error (sqlite3_vfs *vfs, int n, char *out)
{
  MvFaultVfs *self = vfs->pAppData;

  return self->base->xGetLastError (self->base, n, out);
}

MvFaultVfs *
mv_fault_vfs_new (const char *base)
{
  static guint n_made;
  MvFaultVfs *self = g_new0 (MvFaultVfs, 1);

  self->base = sqlite3_vfs_find (base);
  g_assert_nonnull (self->base);
  self->name = g_strdup_printf ("fault-%u", ++n_made);
  self->full_after = -1;
  self->fail_at = -1;

  self->vfs.iVersion = 1;
  self->vfs.szOsFile = (int) sizeof (FaultFile) + self->base->szOsFile;
  self->vfs.mxPathname = self->base->mxPathname;
  self->vfs.zName = self->name;
  self->vfs.pAppData = self;
  self->vfs.xOpen = open_file;
  self->vfs.xDelete = delete_file;
  self->vfs.xAccess = access_file;
  self->vfs.xFullPathname = get_full_path;
  self->vfs.xRandomness = get_randomness;
  self->vfs.xSleep = sleep_us;
  self->vfs.xCurrentTime = get_time;
  self->vfs.xGetLastError = get_last_error;
  g_assert_cmpint (sqlite3_vfs_register (&self->vfs, FALSE), ==, SQLITE_OK);

  return self;
}

void
mv_fault_vfs_free (MvFaultVfs *self)
{
  sqlite3_vfs_unregister (&self->vfs);
  g_free (self->name);
  g_free (self);
}

const char *
mv_fault_vfs_get_name (MvFaultVfs *self)
{
  return self->name;
}

void
mv_fault_vfs_set_full_after (MvFaultVfs *self, int n_writes)
{
  self->full_after = n_writes;
}

void
mv_fault_vfs_set_fail_at (MvFaultVfs *self, int call)
{
  self->fail_at = call;
}

void
mv_fault_vfs_heal (MvFaultVfs *self)
{
  self->full_after = -1;
  self->fail_at = -1;
}

guint
mv_fault_vfs_get_n_calls (MvFaultVfs *self)
{
  return self->n_calls;
}

guint
mv_fault_vfs_get_n_writes (MvFaultVfs *self)
{
  return self->n_writes;
}

guint
mv_fault_vfs_get_n_syncs (MvFaultVfs *self)
{
  return self->n_syncs;
}
