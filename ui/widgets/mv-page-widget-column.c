/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-page-widget-private.h"

#include "mv-column.h"
#include "mv-scroll-frame.h"

/* The column of a page: its heading, what stands under it, and how it scrolls. */

#define MARGIN_WIDE 24
#define MARGIN_NARROW 14

void
mv_page_widget_build_heading (MvPageWidget *self)
{
  MvPageWidgetPrivate *priv = mv_page_widget_get_private (self);

  priv->heading_box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  priv->heading =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label",
                    priv->title != NULL ? priv->title : "", "wrap", TRUE, "wrap-mode",
                    PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "hexpand", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->heading), GTK_ACCESSIBLE_PROPERTY_LEVEL, 1,
                                  -1);
  gtk_widget_add_css_class (priv->heading, "title-1");
  gtk_widget_set_valign (priv->heading, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (priv->heading_box), priv->heading);
}

void
mv_page_widget_lay_out_heading (MvPageWidget *self)
{
  MvPageWidgetPrivate *priv = mv_page_widget_get_private (self);
  int side = priv->folded ? MARGIN_NARROW : MARGIN_WIDE;

  if (priv->column == NULL)
    return;
  gtk_widget_set_margin_start (priv->column, side);
  gtk_widget_set_margin_end (priv->column, side);
  gtk_widget_set_margin_top (priv->column, priv->folded ? 8 : 24);
  gtk_widget_set_margin_bottom (priv->column, priv->folded ? 18 : 28);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (priv->heading_box),
                                  priv->folded ? GTK_ORIENTATION_VERTICAL
                                               : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (priv->heading, priv->has_heading);
  gtk_widget_set_visible (priv->heading_box, priv->has_heading || priv->suffix != NULL);
  if (priv->suffix != NULL)
    gtk_widget_set_halign (priv->suffix, priv->folded ? GTK_ALIGN_START : GTK_ALIGN_END);
}

/**
 * mv_page_widget_set_content:
 * @self: a page
 * @content: what stands under the heading
 * @width: widest the column gets, in pixels at normal text size, side margins counted
 *
 * Builds the page's column, in place of the one before and its heading's suffix. What is too wide
 * for the window, because text is very large, is reached by scrolling sideways; the column itself
 * never keeps a window from getting narrow.
 */
void
mv_page_widget_set_content (MvPageWidget *self, GtkWidget *content, int width)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));
  g_return_if_fail (GTK_IS_WIDGET (content));

  priv = mv_page_widget_get_private (self);
  if (priv->column != NULL)
    {
      gtk_box_remove (GTK_BOX (priv->column), priv->heading_box);
      mv_page_widget_set_heading_suffix (self, NULL);
    }
  priv->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (priv->column), priv->heading_box);
  gtk_box_append (GTK_BOX (priv->column), content);
  gtk_widget_add_css_class (priv->column, "page-column");

  priv->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (priv->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (priv->scroller),
                                 mv_column_new (priv->column, width));
  /* The rows inside take the focus; an empty stop before them would have no name. */
  gtk_widget_set_focusable (priv->scroller, FALSE);
  gtk_widget_set_vexpand (priv->scroller, TRUE);
  adw_bin_set_child (ADW_BIN (self), mv_scroll_frame_new (priv->scroller));
  mv_page_widget_lay_out_heading (self);
  mv_page_widget_filled (self);
}

/**
 * mv_page_widget_set_heading_suffix:
 * @self: a page
 * @suffix: (nullable): a short text that belongs to the heading, such as the date
 */
void
mv_page_widget_set_heading_suffix (MvPageWidget *self, GtkWidget *suffix)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = mv_page_widget_get_private (self);
  if (priv->suffix != NULL)
    gtk_box_remove (GTK_BOX (priv->heading_box), priv->suffix);
  priv->suffix = suffix;
  if (suffix != NULL)
    {
      gtk_widget_set_valign (suffix, GTK_ALIGN_BASELINE);
      gtk_box_append (GTK_BOX (priv->heading_box), suffix);
    }
  mv_page_widget_lay_out_heading (self);
}

void
mv_page_widget_scroll_to_top (MvPageWidget *self)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = mv_page_widget_get_private (self);
  if (priv->scroller != NULL)
    gtk_adjustment_set_value (
        gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (priv->scroller)), 0);
}
