/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-tab-order.h"

static GQuark
one_stop_quark (void)
{
  return g_quark_from_static_string ("mv-one-stop");
}

static gboolean
is_one_stop (GtkWidget *widget)
{
  return g_object_get_qdata (G_OBJECT (widget), one_stop_quark ()) != NULL;
}

/**
 * mv_tab_order_set_one_stop:
 * @list: a GtkListBox or GtkListView
 *
 * Makes the list one stop: for lists so long that nobody wants to go through all of their rows to
 * reach what follows.
 */
void
mv_tab_order_set_one_stop (GtkWidget *list)
{
  g_return_if_fail (GTK_IS_LIST_BOX (list) || GTK_IS_LIST_VIEW (list));

  g_object_set_qdata (G_OBJECT (list), one_stop_quark (), GINT_TO_POINTER (TRUE));
}

/* Popovers and other windows inside a window go their own ways. */
static void
collect (GtkWidget *widget, GPtrArray *stops)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_sensitive (widget) ||
      !gtk_widget_get_can_focus (widget))
    return;
  if (is_one_stop (widget))
    {
      if (gtk_widget_get_first_child (widget) != NULL)
        g_ptr_array_add (stops, widget);
      return;
    }
  /* A list takes the keyboard only to give it to its rows. */
  if (gtk_widget_get_focusable (widget) && !GTK_IS_LIST_BOX (widget) && !GTK_IS_LIST_VIEW (widget))
    g_ptr_array_add (stops, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      collect (child, stops);
}

GPtrArray *
mv_tab_order_list (GtkWidget *within)
{
  GPtrArray *stops = g_ptr_array_new ();

  g_return_val_if_fail (GTK_IS_WIDGET (within), stops);

  for (GtkWidget *child = gtk_widget_get_first_child (within); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      collect (child, stops);
  return stops;
}

static void
visitor_moved_cb (GtkEventControllerFocus *visitor)
{
  if (!gtk_event_controller_focus_is_focus (visitor))
    gtk_widget_set_focusable (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (visitor)),
                              FALSE);
}

static GQuark
visitor_quark (void)
{
  return g_quark_from_static_string ("mv-visitor");
}

/**
 * mv_tab_order_visit:
 * @part: something that has a name and is no stop, such as a section of a text
 *
 * Puts the keyboard there, so that a screen reader says the name and Tab goes on from there. Tab
 * does not come back to it.
 */
void
mv_tab_order_visit (GtkWidget *part)
{
  GtkRoot *root;

  g_return_if_fail (GTK_IS_WIDGET (part));

  root = gtk_widget_get_root (part);
  if (root == NULL)
    return;
  if (g_object_get_qdata (G_OBJECT (part), visitor_quark ()) == NULL)
    {
      GtkEventController *visitor = gtk_event_controller_focus_new ();

      g_signal_connect (visitor, "notify::is-focus", G_CALLBACK (visitor_moved_cb), NULL);
      gtk_widget_add_controller (part, visitor);
      g_object_set_qdata (G_OBJECT (part), visitor_quark (), visitor);
    }
  gtk_widget_set_focusable (part, TRUE);
  gtk_root_set_focus (root, part);
}

static gboolean
focus_list_box (GtkListBox *list)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  if (row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row)))
    return gtk_widget_grab_focus (GTK_WIDGET (row));
  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (gtk_widget_get_mapped (GTK_WIDGET (row)) && gtk_widget_grab_focus (GTK_WIDGET (row)))
      return TRUE;
  return FALSE;
}

/**
 * mv_tab_order_focus:
 * @stop: one of mv_tab_order_list()
 *
 * Moves the keyboard there; in a list to the row that is selected, or was used last.
 *
 * Returns: whether it took it
 */
gboolean
mv_tab_order_focus (GtkWidget *stop)
{
  g_return_val_if_fail (GTK_IS_WIDGET (stop), FALSE);

  if (!is_one_stop (stop))
    return gtk_widget_grab_focus (stop);
  if (GTK_IS_LIST_BOX (stop))
    return focus_list_box (GTK_LIST_BOX (stop));
  /* Without a child that it thinks is in use, the list goes back to the row it was at. */
  gtk_widget_set_focus_child (stop, NULL);
  return gtk_widget_child_focus (stop, GTK_DIR_TAB_FORWARD);
}

/* Returns: whether the keyboard is on @part or something in it, also while another window is used
 */
gboolean
mv_tab_order_has_focus (GtkWidget *part)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (GTK_IS_WIDGET (part), FALSE);

  root = gtk_widget_get_root (part);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  return focus != NULL && (focus == part || gtk_widget_is_ancestor (focus, part));
}

/* Index of the innermost stop that has the keyboard, or -1. */
static int
find_current (GPtrArray *stops)
{
  for (int i = (int) stops->len - 1; i >= 0; i--)
    if (mv_tab_order_has_focus (g_ptr_array_index (stops, i)))
      return i;
  return -1;
}

/**
 * mv_tab_order_move:
 * @within: a window
 * @direction: %GTK_DIR_TAB_FORWARD or %GTK_DIR_TAB_BACKWARD
 *
 * Moves the keyboard to the next stop, and from the last one to the first.
 *
 * Returns: whether there was one
 */
gboolean
mv_tab_order_move (GtkWidget *within, GtkDirectionType direction)
{
  g_autoptr (GPtrArray) stops = mv_tab_order_list (within);
  int n = (int) stops->len;
  int step = direction == GTK_DIR_TAB_BACKWARD ? -1 : 1;
  int at = find_current (stops);

  if (at < 0)
    at = step > 0 ? -1 : n;
  for (int tried = 0; tried < n; tried++)
    {
      at = (at + step + n) % n;
      if (mv_tab_order_focus (g_ptr_array_index (stops, at)))
        return TRUE;
    }
  return FALSE;
}

/**
 * mv_tab_order_focus_first:
 * @within: a part of a window
 *
 * Returns: whether there was a stop in it, which has the keyboard now
 */
gboolean
mv_tab_order_focus_first (GtkWidget *within)
{
  g_autoptr (GPtrArray) stops = mv_tab_order_list (within);

  for (guint i = 0; i < stops->len; i++)
    if (mv_tab_order_focus (g_ptr_array_index (stops, i)))
      return TRUE;
  return FALSE;
}
