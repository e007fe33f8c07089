/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-form-row.h"

#include "mv-accessible.h"
#include "mv-text-area.h"

struct _MvFormRow
{
  GtkWidget parent_instance;

  GtkBox *box;        /* (owned) as the only child */
  GtkBox *words;      /* (unowned) inside box */
  GtkBox *fields;     /* (unowned) inside box */
  GtkLabel *label;    /* (unowned) inside words */
  GtkLabel *hint;     /* (unowned) inside words */
  GtkLabel *error;    /* (unowned) inside fields */
  GtkWidget *child;   /* (unowned) (nullable) inside fields */
  GtkWidget *control; /* (unowned) (nullable) inside child */
  gboolean folded;
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_CONTROL,
  PROP_ERROR,
  PROP_FOLDED,
  PROP_HINT,
  PROP_LABEL,
} MvFormRowProperty;

#define PROP_LAST PROP_LABEL
static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (MvFormRow, mv_form_row, GTK_TYPE_WIDGET)

static GtkLabel *
add_label (GtkBox *box, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
set_child (MvFormRow *self, GtkWidget *child)
{
  if (self->child != NULL)
    gtk_box_remove (self->fields, self->child);
  self->child = child;
  if (child == NULL)
    return;
  gtk_box_prepend (self->fields, child);
  mv_form_row_set_control (
      self, MV_IS_TEXT_AREA (child) ? mv_text_area_get_view (MV_TEXT_AREA (child)) : child);
}

static gboolean
mv_form_row_grab_focus (GtkWidget *widget)
{
  MvFormRow *self = MV_FORM_ROW (widget);

  return self->control != NULL && gtk_widget_grab_focus (self->control);
}

static void
mv_form_row_dispose (GObject *object)
{
  MvFormRow *self = MV_FORM_ROW (object);

  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->box)));
  self->child = NULL;
  self->control = NULL;

  G_OBJECT_CLASS (mv_form_row_parent_class)->dispose (object);
}

static void
mv_form_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MvFormRow *self = MV_FORM_ROW (object);

  switch ((MvFormRowProperty) id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_CONTROL:
      g_value_set_object (value, self->control);
      break;
    case PROP_ERROR:
      g_value_set_string (value, mv_form_row_get_error (self));
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_HINT:
      g_value_set_string (value, gtk_label_get_label (self->hint));
      break;
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mv_form_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MvFormRow *self = MV_FORM_ROW (object);

  switch ((MvFormRowProperty) id)
    {
    case PROP_CHILD:
      set_child (self, g_value_get_object (value));
      break;
    case PROP_CONTROL:
      mv_form_row_set_control (self, g_value_get_object (value));
      break;
    case PROP_ERROR:
      mv_form_row_set_error (self, g_value_get_string (value));
      break;
    case PROP_FOLDED:
      mv_form_row_set_folded (self, g_value_get_boolean (value));
      break;
    case PROP_HINT:
      mv_form_row_set_hint (self, g_value_get_string (value));
      break;
    case PROP_LABEL:
      gtk_label_set_label (self->label, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mv_form_row_class_init (MvFormRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = mv_form_row_dispose;
  object_class->get_property = mv_form_row_get_property;
  object_class->set_property = mv_form_row_set_property;
  widget_class->grab_focus = mv_form_row_grab_focus;

  props[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_CONTROL] = g_param_spec_object ("control", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_ERROR] =
      g_param_spec_string ("error", NULL, NULL, NULL, flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, flags);
  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "formrow");
}

static void
mv_form_row_init (MvFormRow *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));

  self->words = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "question");
  gtk_box_append (self->box, GTK_WIDGET (self->words));
  self->label = add_label (self->words, "label");
  self->hint = add_label (self->words, "small");
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "slate");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), FALSE);

  self->fields = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_hexpand (GTK_WIDGET (self->fields), TRUE);
  gtk_box_append (self->box, GTK_WIDGET (self->fields));
  /* Constructed with its role: a role cannot be changed afterwards. */
  self->error =
      GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                               "xalign", 0.0, "wrap", TRUE, "visible", FALSE, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "field-error");
  gtk_box_append (self->fields, GTK_WIDGET (self->error));
}

GtkWidget *
mv_form_row_new (const char *label, GtkWidget *child)
{
  return g_object_new (MV_TYPE_FORM_ROW, "label", label, "child", child, NULL);
}

void
mv_form_row_set_hint (MvFormRow *self, const char *hint)
{
  g_return_if_fail (MV_IS_FORM_ROW (self));

  gtk_label_set_label (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL && *hint != '\0');
}

/* What takes the focus in the row: it is named by the question and described by the hint. */
void
mv_form_row_set_control (MvFormRow *self, GtkWidget *control)
{
  g_return_if_fail (MV_IS_FORM_ROW (self));

  self->control = control;
  if (control == NULL)
    return;
  mv_accessible_set_labelled_by (control, GTK_WIDGET (self->label));
  mv_accessible_set_described_by (control, GTK_WIDGET (self->hint));
}

const char *
mv_form_row_get_error (MvFormRow *self)
{
  g_return_val_if_fail (MV_IS_FORM_ROW (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->error)) ? gtk_label_get_label (self->error)
                                                           : NULL;
}

/* @error: (nullable): one sentence that says what to do; %NULL when all is well again */
void
mv_form_row_set_error (MvFormRow *self, const char *error)
{
  g_return_if_fail (MV_IS_FORM_ROW (self));

  if (g_strcmp0 (mv_form_row_get_error (self), error) == 0)
    return;
  gtk_label_set_label (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
  if (self->child != NULL)
    {
      if (error != NULL)
        gtk_widget_add_css_class (self->child, "wrong");
      else
        gtk_widget_remove_css_class (self->child, "wrong");
    }
  if (self->control != NULL)
    {
      mv_accessible_set_invalid (self->control, error != NULL);
      mv_accessible_set_described_by (self->control,
                                      GTK_WIDGET (error != NULL ? self->error : self->hint));
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

void
mv_form_row_set_folded (MvFormRow *self, gboolean folded)
{
  g_return_if_fail (MV_IS_FORM_ROW (self));

  if (self->folded == folded)
    return;
  self->folded = folded;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->box, folded ? 6 : 18);
  if (folded)
    gtk_widget_add_css_class (GTK_WIDGET (self), "folded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "folded");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOLDED]);
}
