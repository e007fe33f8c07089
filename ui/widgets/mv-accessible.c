/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-accessible.h"

/*
 * Names for those who hear the program. GTK's own functions take lists that end in -1; these take
 * one thing at a time, and keep what was measured about GTK 4.8 in one place.
 */

/* A name must contain the words that are seen on the widget, so that a person who speaks to the
 * machine can say what they see. */
void
mv_accessible_set_label (gpointer widget, const char *label)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (widget));

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/* For what is named by a widget in it as well: GTK 4.8 puts both names together, and what is in
 * both is heard twice. */
void
mv_accessible_set_only_label (gpointer widget, const char *label)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (widget));

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  mv_accessible_set_label (widget, label);
}

void
mv_accessible_set_description (gpointer widget, const char *description)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (widget));

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

void
mv_accessible_set_labelled_by (gpointer widget, GtkWidget *label)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (widget));
  g_return_if_fail (GTK_IS_WIDGET (label));

  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
}

void
mv_accessible_set_described_by (gpointer widget, GtkWidget *description)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (widget));
  g_return_if_fail (GTK_IS_WIDGET (description));

  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  description, NULL, -1);
}

static void
choice_cb (GtkToggleButton *button)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_CHECKED,
                               gtk_toggle_button_get_active (button)
                                   ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                   : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

/**
 * mv_accessible_follow_choice:
 * @button: one of a group, made with the role %GTK_ACCESSIBLE_ROLE_RADIO
 *
 * Says from now on whether it is the one that is chosen. GTK tells of a toggle button as of one
 * that is pressed down, which screen readers do not say.
 */
void
mv_accessible_follow_choice (GtkToggleButton *button)
{
  g_return_if_fail (GTK_IS_TOGGLE_BUTTON (button));

  g_signal_connect (button, "notify::active", G_CALLBACK (choice_cb), NULL);
  choice_cb (button);
}

/* For what is not on the screen because its parent gives it no room: GTK 4.8 tells of it all the
 * same. */
void
mv_accessible_set_hidden (gpointer widget, gboolean is_hidden)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (widget));

  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, is_hidden, -1);
}

void
mv_accessible_set_invalid (gpointer widget, gboolean is_invalid)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (widget));

  gtk_accessible_update_state (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID,
      is_invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * mv_accessible_name_row:
 * @item: a list item that has its child, at the factory's `bind`
 * @label: what is said when the row is reached
 *
 * Names a row of a GtkListView. What takes the focus there is GTK's own widget around the child,
 * which has no name in 4.8 and no function to give it one (gtk_list_item_set_accessible_label()
 * came with 4.12).
 */
void
mv_accessible_name_row (GtkListItem *item, const char *label)
{
  GtkWidget *child, *row;

  g_return_if_fail (GTK_IS_LIST_ITEM (item));

  child = gtk_list_item_get_child (item);
  row = child != NULL ? gtk_widget_get_parent (child) : NULL;
  if (row != NULL)
    mv_accessible_set_label (row, label);
}
