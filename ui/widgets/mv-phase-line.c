/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-phase-line.h"

#include "mv-layout.h"
#include "mv-palette.h"

#define THREAD_WIDTH 2

struct _MvPhaseLine
{
  GtkWidget parent_instance;

  guint n_columns;
  int gap;
  int thread_y;
};

G_DEFINE_FINAL_TYPE (MvPhaseLine, mv_phase_line, GTK_TYPE_WIDGET)

/* The narrowest column; what is left over goes to single ones, so that the last ends with the line.
 */
static int
get_column_width (MvPhaseLine *self, int width)
{
  return (width - self->gap * (int) (self->n_columns - 1)) / (int) self->n_columns;
}

static int
get_column_x (MvPhaseLine *self, int width, int column)
{
  return column * (width + self->gap) / (int) self->n_columns;
}

static void
mv_phase_line_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  MvPhaseLine *self = MV_PHASE_LINE (widget);
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;
  int child_for_size = is_width || for_size < 0 ? -1 : get_column_width (self, for_size);

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, orientation, child_for_size, &child_minimum, &child_natural, NULL,
                          NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
  if (is_width)
    {
      int gaps = self->gap * (int) (self->n_columns - 1);

      *minimum = *minimum * (int) self->n_columns + gaps;
      *natural = *natural * (int) self->n_columns + gaps;
    }
}

static void
mv_phase_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MvPhaseLine *self = MV_PHASE_LINE (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      int x = get_column_x (self, width, i);
      int column = get_column_x (self, width, i + 1) - self->gap - x;
      GtkAllocation place = { is_rtl ? width - x - column : x, 0, column, height };

      gtk_widget_size_allocate (child, &place, -1);
    }
}

static void
mv_phase_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MvPhaseLine *self = MV_PHASE_LINE (widget);
  int width = gtk_widget_get_width (widget);
  double y = self->thread_y * mv_palette_get_stretch (widget) - THREAD_WIDTH / 2.0;
  MvPalette palette;
  GdkRGBA colour;
  int i = 0;

  mv_palette_from_widget (widget, MV_GROUND_WINDOW, &palette);
  colour = (GdkRGBA){ (float) palette.loose.red, (float) palette.loose.green,
                      (float) palette.loose.blue, 1 };
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      if (i > 0)
        gtk_snapshot_append_color (
            snapshot, &colour,
            &GRAPHENE_RECT_INIT ((float) (get_column_x (self, width, i) - self->gap), (float) y,
                                 (float) self->gap, THREAD_WIDTH));
      gtk_widget_snapshot_child (widget, child, snapshot);
    }
}

static void
mv_phase_line_dispose (GObject *object)
{
  mv_layout_unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (mv_phase_line_parent_class)->dispose (object);
}

static void
mv_phase_line_class_init (MvPhaseLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_phase_line_dispose;
  widget_class->measure = mv_phase_line_measure;
  widget_class->size_allocate = mv_phase_line_size_allocate;
  widget_class->snapshot = mv_phase_line_snapshot;
  widget_class->get_request_mode = mv_layout_height_for_width;
}

static void
mv_phase_line_init (MvPhaseLine *self)
{
}

GtkWidget *
mv_phase_line_new (guint n_columns, int gap, int thread_y)
{
  MvPhaseLine *self = g_object_new (MV_TYPE_PHASE_LINE, NULL);

  self->n_columns = MAX (n_columns, 1);
  self->gap = gap;
  self->thread_y = thread_y;
  return GTK_WIDGET (self);
}

/**
 * mv_phase_line_append:
 * @self: a line
 * @child: (transfer floating): the next box
 *
 * Adds a box in the next column.
 */
void
mv_phase_line_append (MvPhaseLine *self, GtkWidget *child)
{
  g_return_if_fail (MV_IS_PHASE_LINE (self));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
