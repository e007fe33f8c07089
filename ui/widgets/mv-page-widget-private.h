/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-focus-memory.h"
#include "mv-page-widget.h"

G_BEGIN_DECLS

/* A page is in three files: what it is called and knows, its column, and where the keyboard is. */

typedef struct
{
  char *title; /* (owned) (nullable) */
  char *place; /* (owned) (nullable) */
  gboolean folded;
  gboolean has_primary;
  gboolean has_heading;
  gboolean is_editor;
  GtkWidget *scroller;    /* (unowned) (nullable): child of our frame */
  GtkWidget *column;      /* (unowned) (nullable) */
  GtkWidget *heading_box; /* (owned): stands at the top of the column, once there is one */
  GtkWidget *heading;     /* (unowned): in the box */
  GtkWidget *suffix;      /* (unowned) (nullable) */
  MvFocusMemory *focus;   /* (owned): where the keyboard was in the page */
} MvPageWidgetPrivate;

MvPageWidgetPrivate *mv_page_widget_get_private (MvPageWidget *self);

void mv_page_widget_build_heading (MvPageWidget *self);
/* Puts heading, suffix and margins where they belong at this width. */
void mv_page_widget_lay_out_heading (MvPageWidget *self);

/* What the class does for `grab_first_focus` and `grab_focus`. */
gboolean mv_page_widget_focus_first_thing (MvPageWidget *self);
gboolean mv_page_widget_focus_page (GtkWidget *widget);

G_END_DECLS
