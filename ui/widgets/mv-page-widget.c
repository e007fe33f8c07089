/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-page-widget-private.h"

#include "mv-accessible.h"

typedef enum
{
  PROP_TITLE = 1,
  PROP_PLACE,
  PROP_FOLDED,
  PROP_HAS_PRIMARY,
  PROP_HAS_HEADING,
  PROP_LAST = PROP_HAS_HEADING,
} MvPageWidgetProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_TYPE_WITH_PRIVATE (MvPageWidget, mv_page_widget, ADW_TYPE_BIN)

MvPageWidgetPrivate *
mv_page_widget_get_private (MvPageWidget *self)
{
  return mv_page_widget_get_instance_private (self);
}

static void
mv_page_widget_dispose (GObject *object)
{
  MvPageWidgetPrivate *priv = mv_page_widget_get_private (MV_PAGE_WIDGET (object));

  g_clear_object (&priv->focus);
  g_clear_object (&priv->heading_box);
  priv->heading = NULL;
  priv->suffix = NULL;
  priv->column = NULL;
  priv->scroller = NULL;

  G_OBJECT_CLASS (mv_page_widget_parent_class)->dispose (object);
}

static void
mv_page_widget_finalize (GObject *object)
{
  MvPageWidgetPrivate *priv = mv_page_widget_get_private (MV_PAGE_WIDGET (object));

  g_free (priv->title);
  g_free (priv->place);

  G_OBJECT_CLASS (mv_page_widget_parent_class)->finalize (object);
}

static void
mv_page_widget_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  MvPageWidgetPrivate *priv = mv_page_widget_get_private (MV_PAGE_WIDGET (object));

  switch ((MvPageWidgetProperty) property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_PLACE:
      g_value_set_string (value, priv->place);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, priv->folded);
      break;
    case PROP_HAS_PRIMARY:
      g_value_set_boolean (value, priv->has_primary);
      break;
    case PROP_HAS_HEADING:
      g_value_set_boolean (value, priv->has_heading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
mv_page_widget_set_property (GObject *object,
                             guint property_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  MvPageWidget *self = MV_PAGE_WIDGET (object);

  switch ((MvPageWidgetProperty) property_id)
    {
    case PROP_TITLE:
      mv_page_widget_set_title (self, g_value_get_string (value));
      break;
    case PROP_PLACE:
      mv_page_widget_set_place (self, g_value_get_string (value));
      break;
    case PROP_FOLDED:
      mv_page_widget_set_folded (self, g_value_get_boolean (value));
      break;
    case PROP_HAS_PRIMARY:
      mv_page_widget_set_has_primary (self, g_value_get_boolean (value));
      break;
    case PROP_HAS_HEADING:
      mv_page_widget_set_has_heading (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
mv_page_widget_class_init (MvPageWidgetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = mv_page_widget_dispose;
  object_class->finalize = mv_page_widget_finalize;
  object_class->get_property = mv_page_widget_get_property;
  object_class->set_property = mv_page_widget_set_property;
  GTK_WIDGET_CLASS (klass)->grab_focus = mv_page_widget_focus_page;
  klass->grab_first_focus = mv_page_widget_focus_first_thing;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * MvPageWidget:title:
   *
   * The page's name: its heading, the header bar's title when folded, and what the back button says
   * on a page that was opened from it.
   */
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  /**
   * MvPageWidget:place:
   *
   * The place whose row in the sidebar is lit.
   */
  props[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  /**
   * MvPageWidget:folded:
   *
   * The column is narrow, or text so large that it counts as narrow. Set by the frame.
   */
  props[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  /**
   * MvPageWidget:has-primary:
   *
   * The page has a primary button of its own.
   */
  props[PROP_HAS_PRIMARY] = g_param_spec_boolean ("has-primary", NULL, NULL, FALSE, flags);
  /**
   * MvPageWidget:has-heading:
   *
   * The title stands in the page, since the header bar does not show it. Set by the frame.
   */
  props[PROP_HAS_HEADING] = g_param_spec_boolean ("has-heading", NULL, NULL, TRUE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

const char *
mv_page_widget_get_title (MvPageWidget *self)
{
  g_return_val_if_fail (MV_IS_PAGE_WIDGET (self), NULL);

  return mv_page_widget_get_private (self)->title;
}

void
mv_page_widget_set_title (MvPageWidget *self, const char *title)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = mv_page_widget_get_private (self);
  if (g_strcmp0 (priv->title, title) == 0)
    return;
  g_free (priv->title);
  priv->title = g_strdup (title);
  if (priv->heading != NULL)
    gtk_label_set_label (GTK_LABEL (priv->heading), title != NULL ? title : "");
  mv_accessible_set_label (self, title != NULL ? title : "");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

const char *
mv_page_widget_get_place (MvPageWidget *self)
{
  g_return_val_if_fail (MV_IS_PAGE_WIDGET (self), NULL);

  return mv_page_widget_get_private (self)->place;
}

void
mv_page_widget_set_place (MvPageWidget *self, const char *place)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = mv_page_widget_get_private (self);
  if (g_strcmp0 (priv->place, place) == 0)
    return;
  g_free (priv->place);
  priv->place = g_strdup (place);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLACE]);
}

gboolean
mv_page_widget_get_folded (MvPageWidget *self)
{
  g_return_val_if_fail (MV_IS_PAGE_WIDGET (self), FALSE);

  return mv_page_widget_get_private (self)->folded;
}

void
mv_page_widget_set_folded (MvPageWidget *self, gboolean folded)
{
  MvPageWidgetPrivate *priv;
  MvPageWidgetClass *klass;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = mv_page_widget_get_private (self);
  klass = MV_PAGE_WIDGET_GET_CLASS (self);
  folded = !!folded;
  if (priv->folded == folded)
    return;
  priv->folded = folded;
  mv_page_widget_lay_out_heading (self);
  if (klass->folded_changed != NULL)
    klass->folded_changed (self, folded);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOLDED]);
}

gboolean
mv_page_widget_get_has_primary (MvPageWidget *self)
{
  g_return_val_if_fail (MV_IS_PAGE_WIDGET (self), FALSE);

  return mv_page_widget_get_private (self)->has_primary;
}

void
mv_page_widget_set_has_primary (MvPageWidget *self, gboolean has_primary)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = mv_page_widget_get_private (self);
  has_primary = !!has_primary;
  if (priv->has_primary == has_primary)
    return;
  priv->has_primary = has_primary;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HAS_PRIMARY]);
}

gboolean
mv_page_widget_get_has_heading (MvPageWidget *self)
{
  g_return_val_if_fail (MV_IS_PAGE_WIDGET (self), FALSE);

  return mv_page_widget_get_private (self)->has_heading;
}

void
mv_page_widget_set_has_heading (MvPageWidget *self, gboolean has_heading)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = mv_page_widget_get_private (self);
  has_heading = !!has_heading;
  if (priv->has_heading == has_heading)
    return;
  priv->has_heading = has_heading;
  mv_page_widget_lay_out_heading (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HAS_HEADING]);
}

static void
mv_page_widget_init (MvPageWidget *self)
{
  mv_page_widget_get_private (self)->has_heading = TRUE;
  mv_page_widget_get_private (self)->focus = mv_focus_memory_new (GTK_WIDGET (self));
  mv_page_widget_build_heading (self);
}

gboolean
mv_page_widget_get_is_editor (MvPageWidget *self)
{
  g_return_val_if_fail (MV_IS_PAGE_WIDGET (self), FALSE);

  return mv_page_widget_get_private (self)->is_editor;
}

/**
 * mv_page_widget_set_is_editor:
 * @self: a page, before it is shown
 * @is_editor: whether contributions are written on it
 */
void
mv_page_widget_set_is_editor (MvPageWidget *self, gboolean is_editor)
{
  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  mv_page_widget_get_private (self)->is_editor = is_editor;
}

/**
 * mv_page_widget_dup_write_target:
 * @self: a page
 *
 * Returns: (transfer floating): account, project and phase code (sss) of what a contribution begun
 *   here is about; empty text for what the page does not say
 */
GVariant *
mv_page_widget_dup_write_target (MvPageWidget *self)
{
  MvPageWidgetClass *klass;
  GVariant *target = NULL;

  g_return_val_if_fail (MV_IS_PAGE_WIDGET (self), NULL);

  klass = MV_PAGE_WIDGET_GET_CLASS (self);
  if (klass->dup_write_target != NULL)
    target = klass->dup_write_target (self);
  return target != NULL ? target : g_variant_new ("(sss)", "", "", "");
}

/**
 * mv_page_widget_leave:
 * @self: a page that is about to go
 *
 * Lets the page save what is not saved.
 */
void
mv_page_widget_leave (MvPageWidget *self)
{
  MvPageWidgetClass *klass;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  klass = MV_PAGE_WIDGET_GET_CLASS (self);
  if (klass->leave != NULL)
    klass->leave (self);
}
