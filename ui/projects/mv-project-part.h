/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "mv-views.h"

G_BEGIN_DECLS

/**
 * MvProjectPart:
 *
 * One kind of what there is more of in a project, and how it is listed.
 */
typedef struct
{
  const char *name;
  const char *title; /* English; see mv_project_part_get_title() */
  /* Appends what there is to @box. */
  void (*fill) (GtkBox *box, const MvProjectView *view, gboolean folded);
} MvProjectPart;

const MvProjectPart *mv_project_part_find (const char *name);
const char *mv_project_part_get_title (const MvProjectPart *self);

G_END_DECLS
