/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-pane.h"
#include "mv-sidebar.h"
#include "mv-window.h"

G_BEGIN_DECLS

/* The window is in several files: the frame, what it shows of the page, the pages and the way back,
 * messages at the foot, and actions. */

struct _MvWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwLeaflet *leaflet;
  MvSidebar *sidebar;
  MvPane *pane;
  GtkWidget *title_label;
  GtkWidget *back_button;
  GtkLabel *back_label;
  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  GtkWidget *example_band;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): until the window closes */
  GPtrArray *history;    /* (owned) (element-type MvPageWidget): the place, then what was opened */
  GPtrArray *gone;       /* (owned) (element-type MvPageWidget): fading out, then removed */
  MvPageWidget *watched; /* (owned) (nullable): the page whose changes the frame shows */
  char *invitation;      /* (owned) (nullable): to be opened on the first page */
  gboolean is_opening;   /* the first place is being found */
};

/* Tells the page how much room it has, and the header bar whether it shows the title. */
void mv_window_update_page (MvWindow *self);
/* @page: (nullable): the one whose changes the frame shows from now on */
void mv_window_watch_page (MvWindow *self, MvPageWidget *page);
/* Takes the pages that have faded out from the stack. */
void mv_window_remove_gone (MvWindow *self);

void mv_window_install_actions (MvWindow *self);
MvSidebar *mv_window_get_sidebar (MvWindow *self);
void mv_window_show_sidebar (MvWindow *self);
void mv_window_go_across (MvWindow *self);
GCancellable *mv_window_get_cancellable (MvWindow *self);

G_END_DECLS
