/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-page-widget-private.h"

#include "mv-tab-order.h"

/* Where the keyboard is on a page: when it comes, when it is built anew, when it is shown again. */

gboolean
mv_page_widget_focus_first_thing (MvPageWidget *self)
{
  MvPageWidgetPrivate *priv = mv_page_widget_get_private (self);
  GtkWidget *viewport = priv->scroller != NULL
                            ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (priv->scroller))
                            : NULL;
  gboolean has_focus;

  /* A page is read from its top, also when the first thing to press lies further down. */
  if (GTK_IS_VIEWPORT (viewport))
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  has_focus = mv_tab_order_focus_first (GTK_WIDGET (self));
  if (GTK_IS_VIEWPORT (viewport))
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
  return has_focus;
}

/* A page that is still being read, or has nothing to press, has the keyboard itself and is heard by
 * its title. */
gboolean
mv_page_widget_focus_page (GtkWidget *widget)
{
  MvPageWidget *self = MV_PAGE_WIDGET (widget);

  if (!MV_PAGE_WIDGET_GET_CLASS (self)->grab_first_focus (self))
    mv_tab_order_visit (widget);
  return TRUE;
}

/**
 * mv_page_widget_grab_first_focus:
 * @self: a page that has just come
 *
 * Puts the keyboard where work on the page starts; if the page is still being read, as soon as
 * there is something, unless the person has gone elsewhere meanwhile.
 */
void
mv_page_widget_grab_first_focus (MvPageWidget *self)
{
  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * mv_page_widget_return_focus:
 * @self: a page that is shown again
 *
 * Puts the keyboard back to where it was on the page.
 */
void
mv_page_widget_return_focus (MvPageWidget *self)
{
  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  if (!mv_focus_memory_return (mv_page_widget_get_private (self)->focus))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
first_focus_cb (gpointer user_data)
{
  g_autoptr (GtkWidget) self = user_data;
  GtkRoot *root = gtk_widget_get_root (self);

  if (root != NULL && gtk_root_get_focus (root) == self)
    gtk_widget_grab_focus (self);
}

/**
 * mv_page_widget_filled:
 * @self: a page
 *
 * To be called when what stands on the page has been built anew. If the keyboard was on something
 * that is gone, it goes to what took its place; if the page has waited for its content, it goes to
 * the beginning.
 */
void
mv_page_widget_filled (MvPageWidget *self)
{
  GtkRoot *root;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (root == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (gtk_root_get_focus (root) == GTK_WIDGET (self))
    /* Only when it has been laid out is it known which parts there is room for. */
    g_idle_add_once (first_focus_cb, g_object_ref (self));
  else if (mv_focus_memory_is_lost (mv_page_widget_get_private (self)->focus))
    mv_page_widget_return_focus (self);
}
