/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-side-box.h"

#include "mv-accessible.h"
#include "mv-layout.h"

#define SPACING 40

/* The main column is the one that is read: beside it there is room only when it keeps so many
 * letters. */
#define MIN_LETTERS 56

struct _MvSideBox
{
  GtkWidget parent_instance;

  GtkWidget *main; /* (owned) as a child */
  GtkWidget *side; /* (owned) as a child */
  gboolean has_side;
  guint settle_tick; /* 0 when there is none */
};

typedef enum
{
  PROP_HAS_SIDE = 1,
} MvSideBoxProperty;

#define PROP_LAST PROP_HAS_SIDE
static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (MvSideBox, mv_side_box, GTK_TYPE_WIDGET)

static gboolean
has_room (MvSideBox *self, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int letter = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  return width >= MIN_LETTERS * letter + SPACING + mv_layout_get_min_width (self->side);
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
      *minimum = mv_layout_get_min_width (self->main);
      *natural =
          mv_layout_get_natural_width (self->main) + SPACING + mv_layout_get_min_width (self->side);
      return;
    }
  if (for_size >= 0 && has_room (self, for_size))
    {
      side = mv_layout_get_min_width (self->side);
      *minimum = MAX (mv_layout_get_height (self->main, for_size - SPACING - side),
                      mv_layout_get_height (self->side, side));
    }
  else
    *minimum = mv_layout_get_height (self->main, for_size);
  *natural = *minimum;
}

static void
show_child (GtkWidget *child, gboolean is_shown)
{
  gtk_widget_set_child_visible (child, is_shown);
  mv_accessible_set_hidden (child, !is_shown);
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  show_child (child, TRUE);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static gboolean
settle_cb (GtkWidget *widget, GdkFrameClock *frame_clock, gpointer user_data)
{
  MvSideBox *self = MV_SIDE_BOX (widget);
  gboolean has_side = has_room (self, gtk_widget_get_width (widget));

  self->settle_tick = 0;
  if (has_side != self->has_side)
    {
      self->has_side = has_side;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HAS_SIDE]);
    }
  return G_SOURCE_REMOVE;
}

static void
mv_side_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MvSideBox *self = MV_SIDE_BOX (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  /* Who follows the property changes what is shown: not while it is being placed. */
  if (has_room (self, width) != self->has_side && self->settle_tick == 0)
    self->settle_tick = gtk_widget_add_tick_callback (widget, settle_cb, NULL, NULL);
  if (has_room (self, width))
    {
      int side = mv_layout_get_min_width (self->side);
      int main_width = width - SPACING - side;

      place (self->main, is_rtl ? side + SPACING : 0, 0, main_width, height);
      place (self->side, is_rtl ? 0 : main_width + SPACING, 0, side, height);
    }
  else
    {
      show_child (self->side, FALSE);
      place (self->main, 0, 0, width, height);
    }
}

static void
mv_side_box_dispose (GObject *object)
{
  MvSideBox *self = MV_SIDE_BOX (object);

  if (self->settle_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->settle_tick);
  self->settle_tick = 0;
  mv_layout_unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (mv_side_box_parent_class)->dispose (object);
}

static void
mv_side_box_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((MvSideBoxProperty) id)
    {
    case PROP_HAS_SIDE:
      g_value_set_boolean (value, MV_SIDE_BOX (object)->has_side);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mv_side_box_class_init (MvSideBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_side_box_dispose;
  widget_class->get_request_mode = mv_layout_height_for_width;
  widget_class->measure = mv_side_box_measure;
  widget_class->size_allocate = mv_side_box_size_allocate;
  G_OBJECT_CLASS (klass)->get_property = mv_side_box_get_property;

  /**
   * MvSideBox:has-side:
   *
   * There is room beside the main column; known once the box has been placed.
   */
  props[PROP_HAS_SIDE] = g_param_spec_boolean ("has-side", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
mv_side_box_init (MvSideBox *self)
{
}

/* @side: as wide as its minimum; not shown where there is no room */
GtkWidget *
mv_side_box_new (GtkWidget *main, GtkWidget *side)
{
  MvSideBox *self = g_object_new (MV_TYPE_SIDE_BOX, NULL);

  self->main = main;
  self->side = side;
  /* In the order of reading and of the keyboard: what leads to a place in the text comes before the
   * text. */
  gtk_widget_set_parent (side, GTK_WIDGET (self));
  gtk_widget_set_parent (main, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
