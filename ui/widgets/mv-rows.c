/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-rows.h"

#include "mv-accessible.h"

#include <glib/gi18n.h>

const char *
mv_tone_get_class (MvTone tone)
{
  static const char *const classes[] = {
    [MV_TONE_SLATE] = "slate",
    [MV_TONE_FJORD] = "fjord",
    [MV_TONE_RUST] = "rust",
    [MV_TONE_MOSS] = "moss",
  };

  return classes[tone];
}

/**
 * mv_rows_new_heading:
 * @text: the heading
 * @level: 2 for a group of the page, 3 below it
 *
 * Returns: (transfer floating): a heading that screen readers can jump to
 */
GtkWidget *
mv_rows_new_heading (const char *text, int level)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", text,
                    "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
  gtk_widget_add_css_class (label, level <= 2 ? "title-4" : "heading");
  return label;
}

/**
 * mv_rows_new_list:
 * @name: what screen readers call the list, usually the heading over it
 *
 * Returns: (transfer floating): an empty list of rows on a card
 */
GtkWidget *
mv_rows_new_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return list;
}

/**
 * mv_rows_add_tile:
 * @row: a row
 * @icon_name: a symbolic icon; the row's title says the same in words
 * @tone: what the colour means
 *
 * Puts a coloured tile with a sign at the start of the row.
 */
void
mv_rows_add_tile (GtkWidget *row, const char *icon_name, MvTone tone)
{
  GtkWidget *tile = adw_bin_new ();
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, "icon-name", icon_name, NULL);

  adw_bin_set_child (ADW_BIN (tile), image);
  gtk_widget_add_css_class (tile, "tile");
  gtk_widget_add_css_class (tile, mv_tone_get_class (tone));
  gtk_widget_set_valign (tile, GTK_ALIGN_CENTER);
  mv_text_row_add_prefix (MV_TEXT_ROW (row), tile);
}

/**
 * mv_rows_set_action:
 * @row: a row
 * @action: (nullable): a detailed name such as `win.open-project`
 * @target: (nullable) (transfer floating): the action's parameter
 *
 * Makes the row one that opens something, with the arrow that says so.
 */
void
mv_rows_set_action (GtkWidget *row, const char *action, GVariant *target)
{
  GtkWidget *chevron;

  if (action == NULL)
    return;
  chevron = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                          "icon-name", "go-next-symbolic", NULL);
  gtk_widget_add_css_class (chevron, "chevron");
  mv_text_row_add_suffix (MV_TEXT_ROW (row), chevron);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  if (target != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), target);
}

/**
 * mv_rows_set_spoken:
 * @row: a row
 * @name: its title and what else is seen in it
 *
 * Names the row anew. Its title is no longer read apart, or it would be heard twice.
 */
void
mv_rows_set_spoken (GtkWidget *row, const char *name)
{
  mv_accessible_set_only_label (row, name);
}

GtkWidget *
mv_rows_new_text (const char *text, const char *css_class)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                    PANGO_WRAP_WORD_CHAR, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/**
 * mv_rows_new_chip:
 * @text: one to four words
 * @tone: what the colour means
 *
 * Returns: (transfer floating): a short state on a round ground
 */
GtkWidget *
mv_rows_new_chip (const char *text, MvTone tone)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "chip");
  gtk_widget_add_css_class (label, mv_tone_get_class (tone));
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static GtkWidget *
new_button (const char *text, const char *css_class, const char *action, GVariant *target)
{
  /* In one line where there is room for it. */
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "natural-wrap-mode",
                                   GTK_NATURAL_WRAP_NONE, "justify", GTK_JUSTIFY_CENTER, NULL);
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_add_css_class (button, css_class);
  if (action != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (target != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  return button;
}

GtkWidget *
mv_rows_new_word_button (const char *text, const char *action, GVariant *target)
{
  GtkWidget *button = new_button (text, "worded", action, target);

  gtk_widget_add_css_class (button, "flat");
  return button;
}

GtkWidget *
mv_rows_new_primary_button (const char *text, const char *action, GVariant *target)
{
  return new_button (text, "primary", action, target);
}

GtkWidget *
mv_rows_new_second_button (const char *text, const char *action, GVariant *target)
{
  return new_button (text, "second", action, target);
}

/**
 * mv_rows_set_button_icon:
 * @button: a button
 * @icon_name: a symbolic icon
 * @text: what the button says
 *
 * Lets the button show the icon before its text.
 */
void
mv_rows_set_button_icon (GtkWidget *button, const char *icon_name, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                "icon-name", icon_name, NULL));
  gtk_box_append (GTK_BOX (box), mv_rows_new_text (text, NULL));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * mv_rows_new_empty:
 * @icon_name: (nullable): a symbolic icon
 * @heading: what there is not, as a calm sentence
 * @body: (nullable): what will come here, and what brings it
 *
 * Returns: (transfer floating): a card; more can be appended to it as to a box
 */
GtkWidget *
mv_rows_new_empty (const char *icon_name, const char *heading, const char *body)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "teach");
  if (icon_name != NULL)
    {
      GtkWidget *tile = adw_bin_new ();

      adw_bin_set_child (ADW_BIN (tile), g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                                       GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                                       "icon-name", icon_name, NULL));
      gtk_widget_add_css_class (tile, "tile");
      gtk_widget_add_css_class (tile, "slate");
      gtk_widget_set_valign (tile, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (line), tile);
    }
  gtk_box_append (GTK_BOX (texts), mv_rows_new_text (heading, "label"));
  if (body != NULL)
    gtk_box_append (GTK_BOX (texts), mv_rows_new_text (body, "slate"));
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (box), line);
  return box;
}

void
mv_rows_add_way (GtkWidget *empty, GtkWidget *button)
{
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 8);
  gtk_box_append (GTK_BOX (empty), button);
}

void
mv_rows_add_way_to_invitation (GtkWidget *empty)
{
  mv_rows_add_way (empty, mv_rows_new_second_button (_ ("Accept an invitation"), "win.join",
                                                     g_variant_new_string ("")));
}

/**
 * mv_rows_clear:
 * @box_or_list: a GtkBox or GtkListBox
 *
 * Takes out all children.
 */
void
mv_rows_clear (GtkWidget *box_or_list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box_or_list)) != NULL)
    {
      if (GTK_IS_LIST_BOX (box_or_list))
        gtk_list_box_remove (GTK_LIST_BOX (box_or_list), child);
      else
        gtk_box_remove (GTK_BOX (box_or_list), child);
    }
}
