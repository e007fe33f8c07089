/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-shape-widget.h"

struct _MvShapeWidget
{
  GtkWidget parent_instance;

  MvShape shape;
  MvGround ground;
  int size; /* pixels at normal text size */
};

G_DEFINE_FINAL_TYPE (MvShapeWidget, mv_shape_widget, GTK_TYPE_WIDGET)

static void
mv_shape_widget_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  MvShapeWidget *self = MV_SHAPE_WIDGET (widget);

  *minimum = *natural = (int) (self->size * mv_palette_get_stretch (widget) + 0.5);
}

static void
mv_shape_widget_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MvShapeWidget *self = MV_SHAPE_WIDGET (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int size = MIN (width, height);
  MvPalette palette;
  cairo_t *cr;

  mv_palette_from_widget (widget, self->ground, &palette);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  mv_draw_shape (cr, self->shape, (width - size) / 2.0, (height - size) / 2.0, size, &palette);
  cairo_destroy (cr);
}

static void
mv_shape_widget_class_init (MvShapeWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = mv_shape_widget_measure;
  widget_class->snapshot = mv_shape_widget_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
mv_shape_widget_init (MvShapeWidget *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
mv_shape_widget_new (MvShape shape, int size, MvGround ground)
{
  MvShapeWidget *self = g_object_new (MV_TYPE_SHAPE_WIDGET, NULL);

  self->shape = shape;
  self->size = size;
  self->ground = ground;
  return GTK_WIDGET (self);
}

void
mv_shape_widget_set_ground (MvShapeWidget *self, MvGround ground)
{
  g_return_if_fail (MV_IS_SHAPE_WIDGET (self));

  self->ground = ground;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
