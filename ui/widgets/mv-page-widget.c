/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-page-widget.h"

#include "mv-accessible.h"
#include "mv-focus-memory.h"
#include "mv-tab-order.h"

#define MARGIN_WIDE 24
#define MARGIN_NARROW 14

typedef struct
{
  char *title; /* (owned) (nullable) */
  char *place; /* (owned) (nullable) */
  gboolean folded;
  gboolean has_primary;
  gboolean has_heading;
  gboolean is_editor;
  GtkWidget *scroller;    /* (unowned) (nullable): child of ours */
  GtkWidget *column;      /* (unowned) (nullable) */
  GtkWidget *heading_box; /* (owned): stands at the top of the column, once there is one */
  GtkWidget *heading;     /* (unowned): in the box */
  GtkWidget *suffix;      /* (unowned) (nullable) */
  MvFocusMemory *focus;   /* (owned): where the keyboard was in the page */
} MvPageWidgetPrivate;

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

static inline MvPageWidgetPrivate *
get_priv (MvPageWidget *self)
{
  return mv_page_widget_get_instance_private (self);
}

/* Puts heading, suffix and margins where they belong at this width. */
static void
lay_out_heading (MvPageWidget *self)
{
  MvPageWidgetPrivate *priv = get_priv (self);
  int side = priv->folded ? MARGIN_NARROW : MARGIN_WIDE;

  if (priv->column == NULL)
    return;
  gtk_widget_set_margin_start (priv->column, side);
  gtk_widget_set_margin_end (priv->column, side);
  gtk_widget_set_margin_top (priv->column, priv->folded ? 8 : 24);
  gtk_widget_set_margin_bottom (priv->column, priv->folded ? 18 : 28);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (priv->heading_box),
                                  priv->folded ? GTK_ORIENTATION_VERTICAL
                                               : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (priv->heading, priv->has_heading);
  gtk_widget_set_visible (priv->heading_box, priv->has_heading || priv->suffix != NULL);
  if (priv->suffix != NULL)
    gtk_widget_set_halign (priv->suffix, priv->folded ? GTK_ALIGN_START : GTK_ALIGN_END);
}

static void
mv_page_widget_dispose (GObject *object)
{
  MvPageWidgetPrivate *priv = get_priv (MV_PAGE_WIDGET (object));

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
  MvPageWidgetPrivate *priv = get_priv (MV_PAGE_WIDGET (object));

  g_free (priv->title);
  g_free (priv->place);

  G_OBJECT_CLASS (mv_page_widget_parent_class)->finalize (object);
}

static void
mv_page_widget_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  MvPageWidgetPrivate *priv = get_priv (MV_PAGE_WIDGET (object));

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

static gboolean
mv_page_widget_real_grab_first_focus (MvPageWidget *self)
{
  MvPageWidgetPrivate *priv = get_priv (self);
  GtkWidget *viewport = priv->scroller != NULL
                            ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (priv->scroller))
                            : NULL;
  gboolean has_focus;

  /* A page is read from its top, also when the first thing to press lies further down. */
  if (GTK_IS_VIEWPORT (viewport))
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  has_focus = mv_tab_order_focus_first (GTK_WIDGET (self));
  if (GTK_IS_VIEWPORT (viewport))
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
  return has_focus;
}

/* A page that is still being read, or has nothing to press, has the keyboard itself and is heard by
 * its title. */
static gboolean
mv_page_widget_grab_focus (GtkWidget *widget)
{
  MvPageWidget *self = MV_PAGE_WIDGET (widget);

  if (!MV_PAGE_WIDGET_GET_CLASS (self)->grab_first_focus (self))
    mv_tab_order_visit (widget);
  return TRUE;
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
  GTK_WIDGET_CLASS (klass)->grab_focus = mv_page_widget_grab_focus;
  klass->grab_first_focus = mv_page_widget_real_grab_first_focus;
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

  return get_priv (self)->title;
}

void
mv_page_widget_set_title (MvPageWidget *self, const char *title)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = get_priv (self);
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

  return get_priv (self)->place;
}

void
mv_page_widget_set_place (MvPageWidget *self, const char *place)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = get_priv (self);
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

  return get_priv (self)->folded;
}

void
mv_page_widget_set_folded (MvPageWidget *self, gboolean folded)
{
  MvPageWidgetPrivate *priv;
  MvPageWidgetClass *klass;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = get_priv (self);
  klass = MV_PAGE_WIDGET_GET_CLASS (self);
  folded = !!folded;
  if (priv->folded == folded)
    return;
  priv->folded = folded;
  lay_out_heading (self);
  if (klass->folded_changed != NULL)
    klass->folded_changed (self, folded);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOLDED]);
}

gboolean
mv_page_widget_get_has_primary (MvPageWidget *self)
{
  g_return_val_if_fail (MV_IS_PAGE_WIDGET (self), FALSE);

  return get_priv (self)->has_primary;
}

void
mv_page_widget_set_has_primary (MvPageWidget *self, gboolean has_primary)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = get_priv (self);
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

  return get_priv (self)->has_heading;
}

void
mv_page_widget_set_has_heading (MvPageWidget *self, gboolean has_heading)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = get_priv (self);
  has_heading = !!has_heading;
  if (priv->has_heading == has_heading)
    return;
  priv->has_heading = has_heading;
  lay_out_heading (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HAS_HEADING]);
}

static void
build_heading (MvPageWidget *self)
{
  MvPageWidgetPrivate *priv = get_priv (self);

  priv->heading_box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  priv->heading =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label",
                    priv->title != NULL ? priv->title : "", "wrap", TRUE, "wrap-mode",
                    PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "hexpand", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->heading), GTK_ACCESSIBLE_PROPERTY_LEVEL, 1,
                                  -1);
  gtk_widget_add_css_class (priv->heading, "title-1");
  gtk_widget_set_valign (priv->heading, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (priv->heading_box), priv->heading);
}

static void
mv_page_widget_init (MvPageWidget *self)
{
  get_priv (self)->has_heading = TRUE;
  get_priv (self)->focus = mv_focus_memory_new (GTK_WIDGET (self));
  build_heading (self);
}

/**
 * mv_page_widget_set_content:
 * @self: a page
 * @content: what stands under the heading
 * @width: widest the column gets, in pixels at normal text size, side margins counted
 *
 * Builds the page's column, in place of the one before and its heading's suffix. What is too wide
 * for the window, because text is very large, is reached by scrolling sideways; the column itself
 * never keeps a window from getting narrow.
 */
void
mv_page_widget_set_content (MvPageWidget *self, GtkWidget *content, int width)
{
  MvPageWidgetPrivate *priv;
  GtkWidget *clamp;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));
  g_return_if_fail (GTK_IS_WIDGET (content));

  priv = get_priv (self);
  if (priv->column != NULL)
    {
      gtk_box_remove (GTK_BOX (priv->column), priv->heading_box);
      mv_page_widget_set_heading_suffix (self, NULL);
    }
  priv->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (priv->column), priv->heading_box);
  gtk_box_append (GTK_BOX (priv->column), content);
  gtk_widget_add_css_class (priv->column, "page-column");

  clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), width);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), width);
  adw_clamp_set_child (ADW_CLAMP (clamp), priv->column);

  priv->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (priv->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (priv->scroller), clamp);
  /* The rows inside take the focus; an empty stop before them would have no name. */
  gtk_widget_set_focusable (priv->scroller, FALSE);
  gtk_widget_set_vexpand (priv->scroller, TRUE);
  adw_bin_set_child (ADW_BIN (self), priv->scroller);
  lay_out_heading (self);
  mv_page_widget_filled (self);
}

/**
 * mv_page_widget_set_heading_suffix:
 * @self: a page
 * @suffix: (nullable): a short text that belongs to the heading, such as the date
 */
void
mv_page_widget_set_heading_suffix (MvPageWidget *self, GtkWidget *suffix)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = get_priv (self);
  if (priv->suffix != NULL)
    gtk_box_remove (GTK_BOX (priv->heading_box), priv->suffix);
  priv->suffix = suffix;
  if (suffix != NULL)
    {
      gtk_widget_set_valign (suffix, GTK_ALIGN_BASELINE);
      gtk_box_append (GTK_BOX (priv->heading_box), suffix);
    }
  lay_out_heading (self);
}

/**
 * mv_page_widget_grab_first_focus:
 * @self: a page that has just come
 *
 * Puts the keyboard where work on the page starts; if the page is still being read, as soon as
 * there is something, unless the person has gone elsewhere meanwhile.
 */
void
mv_page_widget_grab_first_focus (MvPageWidget *self)
{
  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * mv_page_widget_return_focus:
 * @self: a page that is shown again
 *
 * Puts the keyboard back to where it was on the page.
 */
void
mv_page_widget_return_focus (MvPageWidget *self)
{
  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  if (!mv_focus_memory_return (get_priv (self)->focus))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
first_focus_cb (gpointer user_data)
{
  g_autoptr (GtkWidget) self = user_data;
  GtkRoot *root = gtk_widget_get_root (self);

  if (root != NULL && gtk_root_get_focus (root) == self)
    gtk_widget_grab_focus (self);
}

/**
 * mv_page_widget_filled:
 * @self: a page
 *
 * To be called when what stands on the page has been built anew. If the keyboard was on something
 * that is gone, it goes to what took its place; if the page has waited for its content, it goes to
 * the beginning.
 */
void
mv_page_widget_filled (MvPageWidget *self)
{
  GtkRoot *root;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (root == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (gtk_root_get_focus (root) == GTK_WIDGET (self))
    /* Only when it has been laid out is it known which parts there is room for. */
    g_idle_add_once (first_focus_cb, g_object_ref (self));
  else if (mv_focus_memory_is_lost (get_priv (self)->focus))
    mv_page_widget_return_focus (self);
}

gboolean
mv_page_widget_get_is_editor (MvPageWidget *self)
{
  g_return_val_if_fail (MV_IS_PAGE_WIDGET (self), FALSE);

  return get_priv (self)->is_editor;
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

  get_priv (self)->is_editor = is_editor;
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

void
mv_page_widget_scroll_to_top (MvPageWidget *self)
{
  MvPageWidgetPrivate *priv;

  g_return_if_fail (MV_IS_PAGE_WIDGET (self));

  priv = get_priv (self);
  if (priv->scroller != NULL)
    gtk_adjustment_set_value (
        gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (priv->scroller)), 0);
}
