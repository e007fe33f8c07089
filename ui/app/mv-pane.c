/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-pane.h"

/* In em. At normal size: 600 pixels to stand beside the sidebar, 763 for two columns. */
#define BESIDE_SIDEBAR_EM 41
#define TWO_COLUMNS_EM 52
/* Pixels of an em from which on titles move from the header bar into the page. */
#define LARGE_EM 20.0

struct _MvPane
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) (nullable) */
  gboolean narrow;
  guint settle_tick; /* 0 when the width and `narrow` agree */
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_NARROW,
  PROP_LAST = PROP_NARROW,
} MvPaneProperty;

static GParamSpec *props[PROP_LAST + 1];

static void mv_pane_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MvPane,
                               mv_pane,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, mv_pane_buildable_init))

static double
measure_em (MvPane *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (pango_font_description_get_size_is_absolute (font))
    return size;
  return size * pango_cairo_context_get_resolution (context) / 72.0;
}

static gboolean
is_narrow_at (MvPane *self, int width)
{
  return width < TWO_COLUMNS_EM * measure_em (self);
}

static gboolean
settle_cb (GtkWidget *widget, GdkFrameClock *frame_clock, gpointer user_data)
{
  MvPane *self = MV_PANE (widget);
  gboolean narrow = is_narrow_at (self, gtk_widget_get_width (widget));

  self->settle_tick = 0;
  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NARROW]);
    }
  return G_SOURCE_REMOVE;
}

static void
mv_pane_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  MvPane *self = MV_PANE (widget);

  *minimum = 0;
  *natural = 0;
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, (int) (BESIDE_SIDEBAR_EM * measure_em (self)));
}

static void
mv_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MvPane *self = MV_PANE (widget);

  if (self->child != NULL)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
  /* Pages are rebuilt in the next frame: children must not change while they are being placed. */
  if (is_narrow_at (self, width) != self->narrow && self->settle_tick == 0)
    self->settle_tick = gtk_widget_add_tick_callback (widget, settle_cb, NULL, NULL);
}

static GtkSizeRequestMode
mv_pane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
mv_pane_set_child (MvPane *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
mv_pane_dispose (GObject *object)
{
  MvPane *self = MV_PANE (object);

  if (self->settle_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->settle_tick);
  self->settle_tick = 0;
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (mv_pane_parent_class)->dispose (object);
}

static void
mv_pane_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  MvPane *self = MV_PANE (object);

  switch ((MvPaneProperty) property_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
mv_pane_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  MvPane *self = MV_PANE (object);

  switch ((MvPaneProperty) property_id)
    {
    case PROP_CHILD:
      mv_pane_set_child (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
mv_pane_class_init (MvPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mv_pane_dispose;
  object_class->get_property = mv_pane_get_property;
  object_class->set_property = mv_pane_set_property;
  widget_class->measure = mv_pane_measure;
  widget_class->size_allocate = mv_pane_size_allocate;
  widget_class->get_request_mode = mv_pane_get_request_mode;

  /**
   * MvPane:child:
   *
   * What stands in the pane.
   */
  props[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * MvPane:narrow:
   *
   * There is room for one column only.
   */
  props[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
mv_pane_init (MvPane *self)
{
}

static GtkBuildableIface *parent_buildable;

static void
mv_pane_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    mv_pane_set_child (MV_PANE (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
mv_pane_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = mv_pane_add_child;
}

gboolean
mv_pane_get_narrow (MvPane *self)
{
  g_return_val_if_fail (MV_IS_PANE (self), FALSE);

  return self->narrow;
}

gboolean
mv_pane_get_has_large_text (MvPane *self)
{
  g_return_val_if_fail (MV_IS_PANE (self), FALSE);

  return measure_em (self) > LARGE_EM;
}
