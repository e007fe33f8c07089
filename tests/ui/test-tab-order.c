/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-page-widget.h"
#include "mv-tab-order.h"
#include "mv-test-loop.h"
#include "mv-test-window.h"

/*
 * Where the keyboard goes in a window: with Tab, and when what had it is gone.
 */

typedef struct
{
  GtkWidget *window;
  GtkWidget *page; /* (unowned) */
  GtkWidget *box;  /* (unowned): what the page holds */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = mv_test_window_new (400, 400);
  self->page = g_object_new (MV_TYPE_PAGE_WIDGET, "title", "Page", NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  mv_page_widget_set_content (MV_PAGE_WIDGET (self->page), self->box, 400);
  mv_test_window_show (self->window, self->page);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  mv_test_window_end (self->window, self->page);
}

static void
clear (Fixture *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
}

static GtkWidget *
add_button (Fixture *self, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_box_append (GTK_BOX (self->box), button);
  return button;
}

static GtkWidget *
add_list (Fixture *self, int n_rows)
{
  GtkWidget *list = gtk_list_box_new ();

  for (int i = 0; i < n_rows; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), gtk_label_new ("Row"));
  gtk_box_append (GTK_BOX (self->box), list);
  return list;
}

static GtkWidget *
get_focus (Fixture *self)
{
  return gtk_root_get_focus (GTK_ROOT (self->window));
}

static const char *
get_focused_label (Fixture *self)
{
  GtkWidget *focus = get_focus (self);

  return GTK_IS_BUTTON (focus) ? gtk_button_get_label (GTK_BUTTON (focus)) : NULL;
}

static void
press_tab (Fixture *self)
{
  g_assert_true (mv_tab_order_move (self->window, GTK_DIR_TAB_FORWARD));
}

static void
press_shift_tab (Fixture *self)
{
  g_assert_true (mv_tab_order_move (self->window, GTK_DIR_TAB_BACKWARD));
}

/* What was built first comes first, also where it stands lower on the screen; after the last one
 * comes the first again, and Shift+Tab goes the same way back. */
static void
test_reading_order (Fixture *self, gconstpointer data)
{
  GtkWidget *fixed = gtk_fixed_new ();
  GtkWidget *first = gtk_button_new_with_label ("first");
  GtkWidget *second = gtk_button_new_with_label ("second");

  gtk_fixed_put (GTK_FIXED (fixed), first, 0, 200);
  gtk_fixed_put (GTK_FIXED (fixed), second, 0, 0);
  gtk_box_append (GTK_BOX (self->box), fixed);
  add_button (self, "third");
  gtk_test_widget_wait_for_draw (self->window);

  gtk_widget_grab_focus (first);
  press_tab (self);
  g_assert_cmpstr (get_focused_label (self), ==, "second");
  press_tab (self);
  g_assert_cmpstr (get_focused_label (self), ==, "third");
  press_tab (self);
  g_assert_cmpstr (get_focused_label (self), ==, "first");
  press_shift_tab (self);
  g_assert_cmpstr (get_focused_label (self), ==, "third");
  press_shift_tab (self);
  g_assert_cmpstr (get_focused_label (self), ==, "second");
}

/* A field that stands before the one used last is not passed when the keyboard comes back. */
static void
test_comes_in_at_the_top (Fixture *self, gconstpointer data)
{
  GtkWidget *field = gtk_entry_new ();
  GtkWidget *outside = add_button (self, "outside");
  GtkWidget *form = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *used_last = gtk_entry_new ();

  gtk_box_append (GTK_BOX (form), field);
  gtk_box_append (GTK_BOX (form), used_last);
  gtk_box_append (GTK_BOX (self->box), form);

  gtk_widget_grab_focus (used_last);
  gtk_widget_grab_focus (outside);
  press_tab (self);
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), field));
  press_tab (self);
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), used_last));
}

/* What is hidden, insensitive or kept from the keyboard is no stop, nor is what stands in it. */
static void
test_passes_what_cannot_be_used (Fixture *self, gconstpointer data)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  add_button (self, "first");
  gtk_widget_set_visible (add_button (self, "hidden"), FALSE);
  gtk_widget_set_sensitive (add_button (self, "insensitive"), FALSE);
  gtk_widget_set_can_focus (add_button (self, "kept"), FALSE);
  gtk_box_append (GTK_BOX (group), gtk_button_new_with_label ("in an insensitive group"));
  gtk_widget_set_sensitive (group, FALSE);
  gtk_box_append (GTK_BOX (self->box), group);
  add_button (self, "last");

  g_assert_true (mv_tab_order_focus_first (self->page));
  g_assert_cmpstr (get_focused_label (self), ==, "first");
  press_tab (self);
  g_assert_cmpstr (get_focused_label (self), ==, "last");
}

/* Each row of a short list is a stop, the list itself is none; a list made one stop is entered at
 * the selected row, left with the next Tab, and passed if it has no rows. */
static void
test_lists (Fixture *self, gconstpointer data)
{
  GtkWidget *list, *long_list;

  add_button (self, "before");
  list = add_list (self, 2);
  long_list = add_list (self, 3);
  mv_tab_order_set_one_stop (long_list);
  mv_tab_order_set_one_stop (add_list (self, 0));
  add_button (self, "after");
  gtk_list_box_select_row (GTK_LIST_BOX (long_list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (long_list), 1));

  g_assert_true (mv_tab_order_focus_first (self->page));
  for (int i = 0; i < 2; i++)
    {
      press_tab (self);
      g_assert_true (get_focus (self) ==
                     GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i)));
    }
  press_tab (self);
  g_assert_true (get_focus (self) ==
                 GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (long_list), 1)));
  press_tab (self);
  g_assert_cmpstr (get_focused_label (self), ==, "after");
  press_shift_tab (self);
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), long_list));
  press_shift_tab (self);
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), list));
}

/* A section that was gone to has the keyboard; Tab goes on from there and never comes back. */
static void
test_visit (Fixture *self, gconstpointer data)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  add_button (self, "before");
  gtk_box_append (GTK_BOX (self->box), section);
  add_button (self, "after");

  mv_tab_order_visit (section);
  g_assert_true (get_focus (self) == section);
  press_tab (self);
  g_assert_cmpstr (get_focused_label (self), ==, "after");
  press_shift_tab (self);
  g_assert_cmpstr (get_focused_label (self), ==, "before");
}

/* Without anything to press nothing takes the keyboard, and nothing breaks. */
static void
test_nothing_to_press (Fixture *self, gconstpointer data)
{
  g_assert_false (mv_tab_order_focus_first (self->page));
  g_assert_false (mv_tab_order_move (self->page, GTK_DIR_TAB_FORWARD));
}

/* When a page is built anew, the keyboard stays on what does the same, whatever number it shows. */
static void
test_stays_on_the_same (Fixture *self, gconstpointer data)
{
  add_button (self, "Write");
  gtk_widget_grab_focus (add_button (self, "Show all (11)"));
  clear (self);
  add_button (self, "New");
  add_button (self, "Write");
  add_button (self, "Show all (12)");
  mv_page_widget_filled (MV_PAGE_WIDGET (self->page));
  g_assert_cmpstr (get_focused_label (self), ==, "Show all (12)");
}

/* When what had the keyboard is gone, it goes to what took its place; at the end, to the last. */
static void
test_goes_to_what_took_its_place (Fixture *self, gconstpointer data)
{
  add_button (self, "one");
  gtk_widget_grab_focus (add_button (self, "two"));
  add_button (self, "three");
  clear (self);
  add_button (self, "one");
  add_button (self, "three");
  mv_page_widget_filled (MV_PAGE_WIDGET (self->page));
  g_assert_cmpstr (get_focused_label (self), ==, "three");
  clear (self);
  add_button (self, "one");
  mv_page_widget_filled (MV_PAGE_WIDGET (self->page));
  g_assert_cmpstr (get_focused_label (self), ==, "one");
}

/* A page that is still being read has the keyboard itself, and gives it to the first thing there is
 * to press when it has come. */
static void
test_waits_for_content (Fixture *self, gconstpointer data)
{
  mv_page_widget_grab_first_focus (MV_PAGE_WIDGET (self->page));
  g_assert_true (get_focus (self) == self->page);
  add_button (self, "first");
  mv_page_widget_filled (MV_PAGE_WIDGET (self->page));
  mv_test_settle ();
  g_assert_cmpstr (get_focused_label (self), ==, "first");
}

/* Who has gone elsewhere while the page was read, or while it was built anew, is left in peace. */
static void
test_leaves_in_peace (Fixture *self, gconstpointer data)
{
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *elsewhere = gtk_button_new_with_label ("elsewhere");

  g_object_ref (self->page);
  gtk_window_set_child (GTK_WINDOW (self->window), both);
  gtk_box_append (GTK_BOX (both), elsewhere);
  gtk_box_append (GTK_BOX (both), self->page);
  g_object_unref (self->page);

  mv_page_widget_grab_first_focus (MV_PAGE_WIDGET (self->page));
  gtk_widget_grab_focus (elsewhere);
  gtk_widget_grab_focus (add_button (self, "first"));
  mv_page_widget_filled (MV_PAGE_WIDGET (self->page));
  gtk_widget_grab_focus (elsewhere);
  clear (self);
  add_button (self, "first");
  mv_page_widget_filled (MV_PAGE_WIDGET (self->page));
  mv_test_settle ();
  g_assert_true (get_focus (self) == elsewhere);
}

/* A page that is shown again has the keyboard where it was. */
static void
test_returns (Fixture *self, gconstpointer data)
{
  add_button (self, "first");
  gtk_widget_grab_focus (add_button (self, "used"));
  gtk_root_set_focus (GTK_ROOT (self->window), NULL);
  mv_page_widget_return_focus (MV_PAGE_WIDGET (self->page));
  g_assert_cmpstr (get_focused_label (self), ==, "used");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  add ("/tab-order/reading-order", test_reading_order);
  add ("/tab-order/comes-in-at-the-top", test_comes_in_at_the_top);
  add ("/tab-order/passes-what-cannot-be-used", test_passes_what_cannot_be_used);
  add ("/tab-order/lists", test_lists);
  add ("/tab-order/visit", test_visit);
  add ("/tab-order/nothing-to-press", test_nothing_to_press);
  add ("/page-focus/stays-on-the-same", test_stays_on_the_same);
  add ("/page-focus/goes-to-what-took-its-place", test_goes_to_what_took_its_place);
  add ("/page-focus/waits-for-content", test_waits_for_content);
  add ("/page-focus/leaves-in-peace", test_leaves_in_peace);
  add ("/page-focus/returns", test_returns);
  return g_test_run ();
}
