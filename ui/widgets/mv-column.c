/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-column.h"

/* What an AdwClamp is, but for one answer: how wide a page must be does not depend on how high it
 * is, since it scrolls. A viewport asks for it nevertheless, and each wrapping label then looks for
 * the narrowest width that keeps it within that height, by breaking its lines again and again. */
struct _MvColumn
{
  GtkWidget parent_instance;

  GtkWidget *content; /* (owned) (nullable) */
  int widest;
};

G_DEFINE_FINAL_TYPE (MvColumn, mv_column, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
mv_column_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The width of the content where there are @width pixels for the column. */
static int
fit (MvColumn *self, int width)
{
  int least;

  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return MAX (least, MIN (width, self->widest));
}

static void
mv_column_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  MvColumn *self = MV_COLUMN (widget);

  *minimum = 0;
  *natural = 0;
  if (self->content == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_measure (self->content, orientation, for_size < 0 ? -1 : fit (self, for_size),
                          minimum, natural, NULL, NULL);
      return;
    }
  gtk_widget_measure (self->content, orientation, -1, minimum, natural, NULL, NULL);
  *natural = MAX (*minimum, MIN (*natural, self->widest));
}

static void
mv_column_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MvColumn *self = MV_COLUMN (widget);
  GskTransform *place;
  int fitting;

  if (self->content == NULL)
    return;
  fitting = fit (self, width);
  place = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (MAX (0, (width - fitting) / 2), 0));
  gtk_widget_allocate (self->content, fitting, height, baseline, place);
}

static void
mv_column_dispose (GObject *object)
{
  MvColumn *self = MV_COLUMN (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (mv_column_parent_class)->dispose (object);
}

static void
mv_column_class_init (MvColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_column_dispose;
  widget_class->get_request_mode = mv_column_get_request_mode;
  widget_class->measure = mv_column_measure;
  widget_class->size_allocate = mv_column_size_allocate;
}

static void
mv_column_init (MvColumn *self)
{
}

/**
 * mv_column_new:
 * @content: (transfer floating): what stands in it
 * @widest: pixels
 *
 * Returns: (transfer floating): a column in the middle of its place, as wide as there is room for
 * and at most @widest
 */
GtkWidget *
mv_column_new (GtkWidget *content, int widest)
{
  MvColumn *self = g_object_new (MV_TYPE_COLUMN, NULL);

  self->widest = widest;
  self->content = content;
  gtk_widget_set_parent (content, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
