/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-page-widget.h"

G_BEGIN_DECLS

/**
 * MvListPane:
 *
 * The content of a page that is one long list: the page's heading, what narrows the list down, and
 * the list itself, of which only the rows in sight are made; or, where there is nothing, what
 * teaches.
 */
#define MV_TYPE_LIST_PANE (mv_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (MvListPane, mv_list_pane, MV, LIST_PANE, AdwBin)

GtkWidget *mv_list_pane_new (MvPageWidget *page,
                             const char *list_name,
                             GtkListItemFactory *factory,
                             int width);
void mv_list_pane_set_filters (MvListPane *self, GtkWidget *filters);
void mv_list_pane_set_model (MvListPane *self, GListModel *model);
void mv_list_pane_show_instead (MvListPane *self, GtkWidget *widget);
void mv_list_pane_set_folded (MvListPane *self, gboolean folded);
gboolean mv_list_pane_focus_list (MvListPane *self);

G_END_DECLS
