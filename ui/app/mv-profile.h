/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MvProfile:
 *
 * One of several people, or one of several lives, on one machine: a data folder, settings, a name
 * on the bus and a label in the keyring of its own. Without a name it is the ordinary one.
 */
typedef struct
{
  char *name;           /* (nullable) */
  char *application_id; /* name on the bus */
  char *folder;         /* where the data lies; made by mv_profile_new() */
  char *secret_label;   /* (nullable): none for the example, which has nothing to keep secret */
} MvProfile;

MvProfile *mv_profile_new (const char *name, GError **error);
MvProfile *mv_profile_new_example (const MvProfile *of, GError **error);
void mv_profile_free (MvProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvProfile, mv_profile_free)
char *mv_profile_dup_path (const MvProfile *self, const char *file);
GSettings *mv_profile_open_settings (const MvProfile *self);

G_END_DECLS
