/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-text-area.h"

#include "mv-layout.h"

#include <string.h>

/* Below this, GtkTextView of 4.8 draws no text where there is a single line. */
#define MIN_HEIGHT 44

struct _MvTextArea
{
  GtkWidget parent_instance;

  GtkTextView *view; /* (owned) as a child */
  gboolean one_paragraph;
  int n_lines; /* room for so many lines before it grows */
};

typedef enum
{
  PROP_N_LINES = 1,
  PROP_ONE_PARAGRAPH,
  PROP_TEXT,
} MvTextAreaProperty;

#define PROP_LAST PROP_TEXT
static GParamSpec *props[PROP_LAST + 1];

typedef enum
{
  SIGNAL_ACTIVATE,
  SIGNAL_CHANGED,
} MvTextAreaSignal;

#define SIGNAL_LAST (SIGNAL_CHANGED + 1)
static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (MvTextArea, mv_text_area, GTK_TYPE_WIDGET)

static void
changed_cb (MvTextArea *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

static gboolean
key_pressed_cb (MvTextArea *self, guint key, guint code, GdkModifierType modifiers)
{
  if (!self->one_paragraph || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
  return GDK_EVENT_STOP;
}

/* The border, the space around the text and the caret belong to one field: a click beside the text
 * is a click in the field. */
static void
pressed_cb (MvTextArea *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
mv_text_area_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MV_TEXT_AREA (widget)->view));
}

static int
get_line_height (MvTextArea *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return height;
}

static void
mv_text_area_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  MvTextArea *self = MV_TEXT_AREA (widget);

  gtk_widget_measure (GTK_WIDGET (self->view), orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int room = self->n_lines * get_line_height (self) +
                 gtk_text_view_get_top_margin (self->view) +
                 gtk_text_view_get_bottom_margin (self->view);

      *minimum = MAX (*minimum, MAX (room, MIN_HEIGHT - 2));
      *natural = MAX (*natural, *minimum);
    }
  else
    {
      /* Wide enough for a few words; the line's length does not decide the width. */
      *minimum = MIN (*minimum, 40);
      *natural = MAX (*minimum, 30 * get_line_height (self) / 2);
    }
}

static void
mv_text_area_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (GTK_WIDGET (MV_TEXT_AREA (widget)->view),
                            &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
mv_text_area_dispose (GObject *object)
{
  MvTextArea *self = MV_TEXT_AREA (object);

  if (self->view != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->view)));

  G_OBJECT_CLASS (mv_text_area_parent_class)->dispose (object);
}

static void
mv_text_area_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MvTextArea *self = MV_TEXT_AREA (object);

  switch ((MvTextAreaProperty) id)
    {
    case PROP_N_LINES:
      g_value_set_int (value, self->n_lines);
      break;
    case PROP_ONE_PARAGRAPH:
      g_value_set_boolean (value, self->one_paragraph);
      break;
    case PROP_TEXT:
      g_value_take_string (value, mv_text_area_dup_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mv_text_area_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MvTextArea *self = MV_TEXT_AREA (object);

  switch ((MvTextAreaProperty) id)
    {
    case PROP_N_LINES:
      mv_text_area_set_n_lines (self, g_value_get_int (value));
      break;
    case PROP_ONE_PARAGRAPH:
      self->one_paragraph = g_value_get_boolean (value);
      break;
    case PROP_TEXT:
      mv_text_area_set_text (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mv_text_area_class_init (MvTextAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mv_text_area_dispose;
  object_class->get_property = mv_text_area_get_property;
  object_class->set_property = mv_text_area_set_property;
  widget_class->grab_focus = mv_text_area_grab_focus;
  widget_class->get_request_mode = mv_layout_height_for_width;
  widget_class->measure = mv_text_area_measure;
  widget_class->size_allocate = mv_text_area_size_allocate;

  props[PROP_N_LINES] =
      g_param_spec_int ("n-lines", NULL, NULL, 1, 100, 1,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_ONE_PARAGRAPH] =
      g_param_spec_boolean ("one-paragraph", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_TEXT] = g_param_spec_string (
      "text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", MV_TYPE_TEXT_AREA, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MV_TYPE_TEXT_AREA, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "textarea");
}

static void
mv_text_area_init (MvTextArea *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->n_lines = 1;
  self->view = GTK_TEXT_VIEW (g_object_new (GTK_TYPE_TEXT_VIEW, "accepts-tab", FALSE, "wrap-mode",
                                            GTK_WRAP_WORD_CHAR, "top-margin", 9, "bottom-margin", 9,
                                            "left-margin", 10, "right-margin", 10, NULL));
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
mv_text_area_new (gboolean one_paragraph)
{
  return g_object_new (MV_TYPE_TEXT_AREA, "one-paragraph", one_paragraph, NULL);
}

/* Returns: (transfer full): as typed; with `one-paragraph`, pasted line breaks are blanks */
char *
mv_text_area_dup_text (MvTextArea *self)
{
  char *text;

  g_return_val_if_fail (MV_IS_TEXT_AREA (self), NULL);

  g_object_get (gtk_text_view_get_buffer (self->view), "text", &text, NULL);
  return self->one_paragraph ? g_strdelimit (text, "\r\n", ' ') : text;
}

void
mv_text_area_set_text (MvTextArea *self, const char *text)
{
  g_autofree char *now = NULL;

  g_return_if_fail (MV_IS_TEXT_AREA (self));

  now = mv_text_area_dup_text (self);
  if (text == NULL)
    text = "";
  if (strcmp (now, text) != 0)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text, -1);
}

void
mv_text_area_set_n_lines (MvTextArea *self, int n_lines)
{
  g_return_if_fail (MV_IS_TEXT_AREA (self));

  if (self->n_lines == n_lines)
    return;
  self->n_lines = n_lines;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_LINES]);
}

/* What takes the focus and the accessible name. */
GtkWidget *
mv_text_area_get_view (MvTextArea *self)
{
  g_return_val_if_fail (MV_IS_TEXT_AREA (self), NULL);

  return GTK_WIDGET (self->view);
}

/* Shows a person which words are meant: selects the first place where @part stands. */
void
mv_text_area_select (MvTextArea *self, const char *part)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, from, to;

  g_return_if_fail (MV_IS_TEXT_AREA (self));

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_start_iter (buffer, &start);
  if (gtk_text_iter_forward_search (&start, part, GTK_TEXT_SEARCH_TEXT_ONLY, &from, &to, NULL))
    gtk_text_buffer_select_range (buffer, &from, &to);
}
