/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MvShortcut:
 * @action: what is activated
 * @keys: accelerators that do it, ending in %NULL; the first is the one that people are told
 * @title: source string: what it does
 * @group: (nullable): source string: heading of the group that begins with this one
 *
 * A key of the program. The program listens to these, and the page of keys lists the same.
 */
typedef struct
{
  const char *action;
  const char *keys[4];
  const char *title;
  const char *group;
} MvShortcut;

const MvShortcut *mv_shortcuts_get (guint *n_shortcuts);
void mv_shortcuts_install (GtkApplication *application);

char *mv_shortcuts_dup_text (const MvShortcut *shortcut);
char *mv_shortcuts_dup_spoken (const MvShortcut *shortcut);

G_END_DECLS
