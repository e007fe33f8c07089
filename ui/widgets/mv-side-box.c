/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-side-box.h"

#define SPACING 40
#define LINE_SPACING 14

/* The main column is the one that is read: beside it there is room only when it keeps so many
 * letters. */
#define MIN_LETTERS 56

struct _MvSideBox
{
  GtkWidget parent_instance;

  GtkWidget *main;    /* (owned) as a child */
  GtkWidget *side;    /* (owned) as a child */
  GtkWidget *instead; /* (owned) as a child */
};

G_DEFINE_FINAL_TYPE (MvSideBox, mv_side_box, GTK_TYPE_WIDGET)

static int
get_width (GtkWidget *child, gboolean is_minimum)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return is_minimum ? minimum : natural;
}

static int
get_height (GtkWidget *child, int width)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static gboolean
has_room (MvSideBox *self, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int letter = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  return width >= MIN_LETTERS * letter + SPACING + get_width (self->side, TRUE);
}

static GtkSizeRequestMode
mv_side_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
mv_side_box_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  MvSideBox *self = MV_SIDE_BOX (widget);
  int side;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (get_width (self->main, TRUE), get_width (self->instead, TRUE));
      *natural = get_width (self->main, FALSE) + SPACING + get_width (self->side, TRUE);
      return;
    }
  if (for_size >= 0 && has_room (self, for_size))
    {
      side = get_width (self->side, TRUE);
      *minimum =
          MAX (get_height (self->main, for_size - SPACING - side), get_height (self->side, side));
    }
  else
    *minimum =
        get_height (self->instead, for_size) + LINE_SPACING + get_height (self->main, for_size);
  *natural = *minimum;
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  gtk_widget_set_child_visible (child, TRUE);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
mv_side_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MvSideBox *self = MV_SIDE_BOX (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (has_room (self, width))
    {
      int side = get_width (self->side, TRUE);
      int main_width = width - SPACING - side;

      gtk_widget_set_child_visible (self->instead, FALSE);
      place (self->main, is_rtl ? side + SPACING : 0, 0, main_width, height);
      place (self->side, is_rtl ? 0 : main_width + SPACING, 0, side, height);
    }
  else
    {
      int top = get_height (self->instead, width);

      gtk_widget_set_child_visible (self->side, FALSE);
      place (self->instead, 0, 0, width, top);
      place (self->main, 0, top + LINE_SPACING, width, MAX (0, height - top - LINE_SPACING));
    }
}

static void
mv_side_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (mv_side_box_parent_class)->dispose (object);
}

static void
mv_side_box_class_init (MvSideBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_side_box_dispose;
  widget_class->get_request_mode = mv_side_box_get_request_mode;
  widget_class->measure = mv_side_box_measure;
  widget_class->size_allocate = mv_side_box_size_allocate;
}

static void
mv_side_box_init (MvSideBox *self)
{
}

/* @side: as wide as its minimum; @instead: what stands for it where there is no room */
GtkWidget *
mv_side_box_new (GtkWidget *main, GtkWidget *side, GtkWidget *instead)
{
  MvSideBox *self = g_object_new (MV_TYPE_SIDE_BOX, NULL);

  self->main = main;
  self->side = side;
  self->instead = instead;
  /* In the order of reading and of the keyboard: what leads to a place in the text comes before the
   * text. */
  gtk_widget_set_parent (instead, GTK_WIDGET (self));
  gtk_widget_set_parent (side, GTK_WIDGET (self));
  gtk_widget_set_parent (main, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
