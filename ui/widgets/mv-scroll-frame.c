/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-scroll-frame.h"

/* Pixels in both directions: room for a line of text and for both scroll bars. */
#define LEAST 120

/* A window that is being placed asks its children how large they would be in half a dozen widths,
 * and a scrolled window hands the question on to everything in it although it can scroll to all of
 * it: every text of the page is then broken into lines as many times. The frame answers for it. */
struct _MvScrollFrame
{
  GtkWidget parent_instance;

  GtkWidget *scroller; /* (owned) (nullable) */
};

typedef enum
{
  PROP_SCROLLER = 1,
  PROP_LAST = PROP_SCROLLER,
} MvScrollFrameProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (MvScrollFrame, mv_scroll_frame, GTK_TYPE_WIDGET)

static void
mv_scroll_frame_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = LEAST;
  *natural = LEAST;
}

static void
mv_scroll_frame_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MvScrollFrame *self = MV_SCROLL_FRAME (widget);
  int least_width, least_height;

  if (self->scroller == NULL)
    return;
  /* GTK wants to be asked before it is told. */
  gtk_widget_measure (self->scroller, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL,
                      NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (self->scroller, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL,
                      NULL);
  gtk_widget_allocate (self->scroller, width, MAX (height, least_height), baseline, NULL);
}

static void
mv_scroll_frame_set_scroller (MvScrollFrame *self, GtkWidget *scroller)
{
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  self->scroller = scroller;
  if (scroller != NULL)
    gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

static void
mv_scroll_frame_dispose (GObject *object)
{
  MvScrollFrame *self = MV_SCROLL_FRAME (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (mv_scroll_frame_parent_class)->dispose (object);
}

static void
mv_scroll_frame_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  MvScrollFrame *self = MV_SCROLL_FRAME (object);

  switch ((MvScrollFrameProperty) property_id)
    {
    case PROP_SCROLLER:
      g_value_set_object (value, self->scroller);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
mv_scroll_frame_set_property (GObject *object,
                              guint property_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  MvScrollFrame *self = MV_SCROLL_FRAME (object);

  switch ((MvScrollFrameProperty) property_id)
    {
    case PROP_SCROLLER:
      mv_scroll_frame_set_scroller (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
mv_scroll_frame_class_init (MvScrollFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mv_scroll_frame_dispose;
  object_class->get_property = mv_scroll_frame_get_property;
  object_class->set_property = mv_scroll_frame_set_property;
  widget_class->measure = mv_scroll_frame_measure;
  widget_class->size_allocate = mv_scroll_frame_size_allocate;

  /**
   * MvScrollFrame:scroller:
   *
   * What scrolls in both directions.
   */
  props[PROP_SCROLLER] = g_param_spec_object ("scroller", NULL, NULL, GTK_TYPE_SCROLLED_WINDOW,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
mv_scroll_frame_init (MvScrollFrame *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * mv_scroll_frame_new:
 * @scroller: (transfer floating): a #GtkScrolledWindow that scrolls in both directions
 *
 * Returns: (transfer floating): a frame that takes what room there is, and never asks for more
 * because of what @scroller holds
 */
GtkWidget *
mv_scroll_frame_new (GtkWidget *scroller)
{
  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), NULL);

  return g_object_new (MV_TYPE_SCROLL_FRAME, "scroller", scroller, NULL);
}
