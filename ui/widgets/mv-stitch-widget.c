/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-stitch-widget.h"

/* Pixels at normal text size */
#define WIDTH 28
#define HEIGHT 26

struct _MvStitchWidget
{
  GtkWidget parent_instance;

  MvBandStitch stitch;
};

G_DEFINE_FINAL_TYPE (MvStitchWidget, mv_stitch_widget, GTK_TYPE_WIDGET)

static void
mv_stitch_widget_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  int size = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;

  *minimum = *natural = (int) (size * mv_palette_get_stretch (widget) + 0.5);
}

static void
mv_stitch_widget_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MvStitchWidget *self = MV_STITCH_WIDGET (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  MvPalette palette;
  cairo_t *cr;

  mv_palette_from_widget (widget, MV_GROUND_CARD, &palette);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  mv_draw_stitch (cr, &self->stitch, width, height, &palette);
  cairo_destroy (cr);
}

static void
mv_stitch_widget_class_init (MvStitchWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = mv_stitch_widget_measure;
  widget_class->snapshot = mv_stitch_widget_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
mv_stitch_widget_init (MvStitchWidget *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
mv_stitch_widget_new (gboolean is_own, MvWeft weft)
{
  MvStitchWidget *self = g_object_new (MV_TYPE_STITCH_WIDGET, NULL);

  self->stitch = (MvBandStitch){ is_own, weft };
  return GTK_WIDGET (self);
}
