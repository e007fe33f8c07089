/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MvFocusMemory:
 *
 * Remembers where in a part of a window the keyboard was, so that it can be put back when the part
 * has been built anew or is shown again: to the same thing, to another that does and says the same,
 * or to what now stands in its place.
 */
#define MV_TYPE_FOCUS_MEMORY (mv_focus_memory_get_type ())
G_DECLARE_FINAL_TYPE (MvFocusMemory, mv_focus_memory, MV, FOCUS_MEMORY, GObject)

MvFocusMemory *mv_focus_memory_new (GtkWidget *part);
gboolean mv_focus_memory_is_lost (MvFocusMemory *self);
gboolean mv_focus_memory_return (MvFocusMemory *self);

G_END_DECLS
