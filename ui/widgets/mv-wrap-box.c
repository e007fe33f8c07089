/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-wrap-box.h"

#include "mv-layout.h"

struct _MvWrapBox
{
  GtkWidget parent_instance;

  int spacing;      /* px, between children */
  int line_spacing; /* px, between lines; -1: as between children */
  gboolean stacked;
};

typedef enum
{
  PROP_SPACING = 1,
  PROP_STACKED,
} MvWrapBoxProperty;

#define PROP_LAST PROP_STACKED
static GParamSpec *props[PROP_LAST + 1];

static GtkBuildableIface *parent_buildable_iface;
static void mv_wrap_box_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MvWrapBox,
                               mv_wrap_box,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      mv_wrap_box_buildable_init))

static int
get_child_width (MvWrapBox *self, GtkWidget *child, int width)
{
  int minimum = mv_layout_get_min_width (child);

  if (self->stacked)
    return MAX (minimum, width);
  return MAX (minimum, MIN (mv_layout_get_natural_width (child), width));
}

/* The child after @child that is seen, or the first one. */
static GtkWidget *
next_shown (MvWrapBox *self, GtkWidget *child)
{
  do
    child = child == NULL ? gtk_widget_get_first_child (GTK_WIDGET (self))
                          : gtk_widget_get_next_sibling (child);
  while (child != NULL && !gtk_widget_should_layout (child));
  return child;
}

static int
get_line_spacing (MvWrapBox *self)
{
  return self->line_spacing >= 0 ? self->line_spacing : self->spacing;
}

/* The children from @first that go on one line; returns the first that does not. */
static GtkWidget *
measure_line (MvWrapBox *self, GtkWidget *first, int width, int *out_height)
{
  GtkWidget *child;
  int used = 0;

  *out_height = 0;
  for (child = first; child != NULL; child = next_shown (self, child))
    {
      int child_width = get_child_width (self, child, width);
      if (child != first && (self->stacked || used + self->spacing + child_width > width))
        break;
      used += child_width + (child != first ? self->spacing : 0);
      *out_height = MAX (*out_height, mv_layout_get_height (child, child_width));
    }
  return child;
}

static void
measure_width (MvWrapBox *self, int *minimum, int *natural)
{
  int n = 0;

  for (GtkWidget *child = next_shown (self, NULL); child != NULL; child = next_shown (self, child))
    {
      int child_natural = mv_layout_get_natural_width (child);

      *minimum = MAX (*minimum, mv_layout_get_min_width (child));
      if (self->stacked)
        *natural = MAX (*natural, child_natural);
      else
        *natural += child_natural + (n++ > 0 ? self->spacing : 0);
    }
}

static void
measure_height (MvWrapBox *self, int width, int *minimum, int *natural)
{
  GtkWidget *child = next_shown (self, NULL);

  while (child != NULL)
    {
      int height;

      if (*minimum > 0)
        *minimum += get_line_spacing (self);
      child = measure_line (self, child, width, &height);
      *minimum += height;
    }
  *natural = *minimum;
}

static void
mv_wrap_box_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  MvWrapBox *self = MV_WRAP_BOX (widget);

  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, minimum, natural);
  else
    measure_height (self, for_size < 0 ? G_MAXINT / 2 : for_size, minimum, natural);
}

static void
mv_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MvWrapBox *self = MV_WRAP_BOX (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = next_shown (self, NULL);
  int y = 0;

  while (child != NULL)
    {
      int line_height, x = 0;
      GtkWidget *end = measure_line (self, child, width, &line_height);

      for (; child != end; child = next_shown (self, child))
        {
          int child_width = get_child_width (self, child, width);
          GtkAllocation area = { is_rtl ? width - x - child_width : x, y, child_width,
                                 line_height };

          gtk_widget_size_allocate (child, &area, -1);
          x += child_width + self->spacing;
        }
      y += line_height + get_line_spacing (self);
    }
}

static void
mv_wrap_box_dispose (GObject *object)
{
  mv_layout_unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (mv_wrap_box_parent_class)->dispose (object);
}

static void
mv_wrap_box_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MvWrapBox *self = MV_WRAP_BOX (object);

  switch ((MvWrapBoxProperty) id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_STACKED:
      g_value_set_boolean (value, self->stacked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mv_wrap_box_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MvWrapBox *self = MV_WRAP_BOX (object);

  switch ((MvWrapBoxProperty) id)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_STACKED:
      mv_wrap_box_set_stacked (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mv_wrap_box_add_child (GtkBuildable *buildable,
                       GtkBuilder *builder,
                       GObject *child,
                       const char *type)
{
  if (GTK_IS_WIDGET (child))
    mv_wrap_box_append (MV_WRAP_BOX (buildable), GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
mv_wrap_box_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = mv_wrap_box_add_child;
}

static void
mv_wrap_box_class_init (MvWrapBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mv_wrap_box_dispose;
  object_class->get_property = mv_wrap_box_get_property;
  object_class->set_property = mv_wrap_box_set_property;
  widget_class->get_request_mode = mv_layout_height_for_width;
  widget_class->measure = mv_wrap_box_measure;
  widget_class->size_allocate = mv_wrap_box_size_allocate;

  props[PROP_SPACING] =
      g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 8,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_STACKED] =
      g_param_spec_boolean ("stacked", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_css_name (widget_class, "wrapbox");
}

static void
mv_wrap_box_init (MvWrapBox *self)
{
  self->line_spacing = -1;
}

/* @spacing: px, between children and between lines */
GtkWidget *
mv_wrap_box_new (int spacing)
{
  return g_object_new (MV_TYPE_WRAP_BOX, "spacing", spacing, NULL);
}

void
mv_wrap_box_append (MvWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (MV_IS_WRAP_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

gboolean
mv_wrap_box_get_stacked (MvWrapBox *self)
{
  g_return_val_if_fail (MV_IS_WRAP_BOX (self), FALSE);

  return self->stacked;
}

void
mv_wrap_box_set_stacked (MvWrapBox *self, gboolean stacked)
{
  g_return_if_fail (MV_IS_WRAP_BOX (self));

  if (self->stacked == stacked)
    return;
  self->stacked = stacked;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STACKED]);
}

/* @line_spacing: px, where it is not what lies between children */
void
mv_wrap_box_set_line_spacing (MvWrapBox *self, int line_spacing)
{
  g_return_if_fail (MV_IS_WRAP_BOX (self));

  self->line_spacing = line_spacing;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
