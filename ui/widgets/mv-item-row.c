/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-item-row.h"

struct _MvItemRow
{
  AdwBin parent_instance;

  AdwBin *sign;
  GtkBox *body;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *state;
  GtkWidget *chevron;
  const char *state_class; /* (nullable): one of a few fixed names */
};

G_DEFINE_FINAL_TYPE (MvItemRow, mv_item_row, ADW_TYPE_BIN)

static void
mv_item_row_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MV_TYPE_ITEM_ROW);

  G_OBJECT_CLASS (mv_item_row_parent_class)->dispose (object);
}

static void
mv_item_row_class_init (MvItemRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_item_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/no/medvirk/Medvirk/widgets/mv-item-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MvItemRow, body);
  gtk_widget_class_bind_template_child (widget_class, MvItemRow, chevron);
  gtk_widget_class_bind_template_child (widget_class, MvItemRow, sign);
  gtk_widget_class_bind_template_child (widget_class, MvItemRow, state);
  gtk_widget_class_bind_template_child (widget_class, MvItemRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, MvItemRow, title);
}

static void
mv_item_row_init (MvItemRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mv_item_row_new (void)
{
  return g_object_new (MV_TYPE_ITEM_ROW, NULL);
}

/* A place for what has not been read yet. */
void
mv_item_row_clear (MvItemRow *self)
{
  g_return_if_fail (MV_IS_ITEM_ROW (self));

  mv_item_row_set (self, NULL, "", "");
  mv_item_row_set_state (self, NULL, NULL);
  gtk_widget_set_visible (self->chevron, FALSE);
}

/* @sign: (nullable) (transfer floating); @title, @subtitle: plain text */
void
mv_item_row_set (MvItemRow *self, GtkWidget *sign, const char *title, const char *subtitle)
{
  g_return_if_fail (MV_IS_ITEM_ROW (self));

  adw_bin_set_child (self->sign, sign);
  gtk_widget_set_visible (GTK_WIDGET (self->sign), sign != NULL);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (self->chevron, TRUE);
}

/* @text: (nullable): one to four words; @css_class: (nullable): a tone, a string that stays */
void
mv_item_row_set_state (MvItemRow *self, const char *text, const char *css_class)
{
  g_return_if_fail (MV_IS_ITEM_ROW (self));

  if (self->state_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), self->state_class);
  self->state_class = css_class;
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), css_class);
  gtk_label_set_label (self->state, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), text != NULL);
}

void
mv_item_row_set_folded (MvItemRow *self, gboolean folded)
{
  g_return_if_fail (MV_IS_ITEM_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->body, folded ? 4 : 12);
  gtk_widget_set_halign (GTK_WIDGET (self->state), folded ? GTK_ALIGN_START : GTK_ALIGN_END);
  /* Narrow, or with large text, two lines hold too little of a title, and a chip may be too wide.
   */
  gtk_label_set_ellipsize (self->title, folded ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (self->title, folded ? -1 : 2);
  gtk_label_set_wrap (self->state, folded);
}

/* Returns: (transfer full): all that the row says, for its name */
char *
mv_item_row_dup_spoken (MvItemRow *self)
{
  GString *spoken;
  const char *subtitle;

  g_return_val_if_fail (MV_IS_ITEM_ROW (self), NULL);

  spoken = g_string_new (gtk_label_get_label (self->title));
  subtitle = gtk_label_get_label (self->subtitle);
  if (*subtitle != '\0')
    g_string_append_printf (spoken, ", %s", subtitle);
  if (gtk_widget_get_visible (GTK_WIDGET (self->state)))
    g_string_append_printf (spoken, ", %s", gtk_label_get_label (self->state));
  return g_string_free (spoken, FALSE);
}
