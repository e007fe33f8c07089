/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvFaultVfs:
 *
 * A disk that fails on request: a named SQLite VFS above another one. It counts the calls that
 * reach the disk (read, write, truncate, sync, open, delete). Open databases with its name, and
 * close them before it is freed.
 */
typedef struct _MvFaultVfs MvFaultVfs;

/* @base: (nullable): the VFS below, %NULL for the default, `memdb` for memory */
MvFaultVfs *mv_fault_vfs_new (const char *base);
void mv_fault_vfs_free (MvFaultVfs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvFaultVfs, mv_fault_vfs_free)

const char *mv_fault_vfs_get_name (MvFaultVfs *self);

/* From now on: so many writes succeed, then the disk is full; -1 takes that back. */
void mv_fault_vfs_set_full_after (MvFaultVfs *self, int n_writes);
/* From now on: the so-manieth call (from 1) and all after it are I/O errors; -1 takes that back. */
void mv_fault_vfs_set_fail_at (MvFaultVfs *self, int call);
void mv_fault_vfs_heal (MvFaultVfs *self);

guint mv_fault_vfs_get_n_calls (MvFaultVfs *self);
guint mv_fault_vfs_get_n_writes (MvFaultVfs *self);
guint mv_fault_vfs_get_n_syncs (MvFaultVfs *self);

G_END_DECLS
