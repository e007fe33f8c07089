/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * MvPageWidget:
 *
 * A page of the window: what stands in the content pane. The frame asks it for its title, what the
 * back button says, and its primary button; a page never reaches for the frame but activates
 * actions:
 *
 *   win.go-to (s)                  a place: today, projects, contributions, studies, committee,
 * learning win.open-project (ss)          account, project win.open-contribution (ss)     account,
 * id win.new-contribution (sss)     account, project, phase code; empty text for not chosen
 *   win.open-study (s)             id
 *   win.back
 *   win.say (s)                    a toast; what matters stands on the page too
 *   win.write                      begins a contribution about what the page is about
 *   win.search (s)                 words to find
 *   win.show-unsent                what is not sent yet, and why
 *   win.exchange                   sends and fetches now
 *   win.begin                      how to begin: invitation, this machine alone, example
 *   win.join (s)                   takes an invitation: nothing, `second` for a code from another
 *                                  machine, a `medvirk:` link, or a `file:` address
 *   win.stay                       begins on this machine alone
 *   win.link                       makes a code for another machine
 *
 * Every page is one scrolling column in a clamp and folds with `folded`.
 */
#define MV_TYPE_PAGE_WIDGET (mv_page_widget_get_type ())
G_DECLARE_DERIVABLE_TYPE (MvPageWidget, mv_page_widget, MV, PAGE_WIDGET, AdwBin)

struct _MvPageWidgetClass
{
  AdwBinClass parent_class;
  void (*folded_changed) (MvPageWidget *self, gboolean folded);
  /* Puts the keyboard where work on the page starts; %FALSE if there is nothing (yet). */
  gboolean (*grab_first_focus) (MvPageWidget *self);
  /* Called before the page goes; anything unsaved is saved. */
  void (*leave) (MvPageWidget *self);
  /* What a new contribution that is begun on this page is about, to the `win.new-contribution`
   * action: account, project and phase code as (sss); (nullable): nothing in particular. */
  GVariant *(*dup_write_target) (MvPageWidget *self);
};

const char *mv_page_widget_get_title (MvPageWidget *self);
void mv_page_widget_set_title (MvPageWidget *self, const char *title);
const char *mv_page_widget_get_place (MvPageWidget *self); /* whose row is lit in the sidebar */
void mv_page_widget_set_place (MvPageWidget *self, const char *place);
gboolean mv_page_widget_get_folded (MvPageWidget *self);
void mv_page_widget_set_folded (MvPageWidget *self, gboolean folded);
/* The page has a primary button of its own, so that the sidebar's is only tinted. */
gboolean mv_page_widget_get_has_primary (MvPageWidget *self);
void mv_page_widget_set_has_primary (MvPageWidget *self, gboolean has_primary);
/* The page is where a contribution is written, so that nothing else offers to begin one. */
gboolean mv_page_widget_get_is_editor (MvPageWidget *self);
void mv_page_widget_set_is_editor (MvPageWidget *self, gboolean is_editor);
/* (transfer floating) */
GVariant *mv_page_widget_dup_write_target (MvPageWidget *self);
/* Text is so large, or the header bar so narrow, that the title stands in the page and not in the
 * bar. Given by the frame, like `folded`. */
gboolean mv_page_widget_get_has_heading (MvPageWidget *self);
void mv_page_widget_set_has_heading (MvPageWidget *self, gboolean has_heading);
/* The page's column: a scrolled clamp of @width pixels (side margins of 24 are counted) with the
 * title as its heading and @content under it. */
void mv_page_widget_set_content (MvPageWidget *self, GtkWidget *content, int width);
/* @suffix: (nullable): stands at the end of the heading's line, and under it when folded */
void mv_page_widget_set_heading_suffix (MvPageWidget *self, GtkWidget *suffix);
void mv_page_widget_grab_first_focus (MvPageWidget *self);
void mv_page_widget_return_focus (MvPageWidget *self);
void mv_page_widget_filled (MvPageWidget *self);
void mv_page_widget_leave (MvPageWidget *self);
/* Back to the top of the column. */
void mv_page_widget_scroll_to_top (MvPageWidget *self);

G_END_DECLS
