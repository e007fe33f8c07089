/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-window-private.h"

#include "mv-accessible.h"
#include "mv-accounts.h"
#include "mv-places.h"
#include "mv-tab-order.h"
#include "mv-welcome-page.h"

/* The pages of a window and the way back through them. */

static void
page_changed_cb (MvWindow *self)
{
  mv_window_update_page (self);
}

/* What stands below the page is hidden: screen readers would read it in GTK 4.8, which tells them
 * of all the children of a stack. */
void
mv_window_remove_gone (MvWindow *self)
{
  if (gtk_stack_get_transition_running (self->stack))
    return;
  for (guint i = 0; i + 1 < self->history->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->history, i), FALSE);
  for (guint i = 0; i < self->gone->len; i++)
    gtk_stack_remove (self->stack, g_ptr_array_index (self->gone, i));
  g_ptr_array_set_size (self->gone, 0);
}

/* Takes the topmost page off the way back; it stays on the screen until the next one has faded in.
 */
static void
drop_top (MvWindow *self)
{
  MvPageWidget *page = g_ptr_array_index (self->history, self->history->len - 1);

  mv_page_widget_leave (page);
  g_ptr_array_add (self->gone, g_object_ref (page));
  g_ptr_array_remove_index (self->history, self->history->len - 1);
}

void
mv_window_watch_page (MvWindow *self, MvPageWidget *page)
{
  if (self->watched != NULL)
    g_signal_handlers_disconnect_by_func (self->watched, page_changed_cb, self);
  g_set_object (&self->watched, page);
  if (page == NULL)
    return;
  g_signal_connect_object (page, "notify::title", G_CALLBACK (page_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::has-primary", G_CALLBACK (page_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
show_top (MvWindow *self)
{
  MvPageWidget *page = mv_window_get_page (self);

  mv_window_watch_page (self, page);
  mv_window_update_page (self);
  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  mv_window_remove_gone (self);
}

static void
focus_page_cb (gpointer user_data)
{
  g_autoptr (MvPageWidget) page = MV_PAGE_WIDGET (user_data);

  if (gtk_widget_get_mapped (GTK_WIDGET (page)))
    {
      mv_page_widget_grab_first_focus (page);
      /* Whatever took the focus first, and however far down it stands. */
      mv_page_widget_scroll_to_top (page);
    }
}

/* Focus follows once the page is on the screen. */
static void
focus_page_later (MvWindow *self)
{
  g_idle_add_once (focus_page_cb, g_object_ref (mv_window_get_page (self)));
}

static void
return_to_page_cb (gpointer user_data)
{
  g_autoptr (MvPageWidget) page = MV_PAGE_WIDGET (user_data);

  if (gtk_widget_get_mapped (GTK_WIDGET (page)))
    mv_page_widget_return_focus (page);
}

/* Back to what was used there last. */
static void
return_to_page_later (MvWindow *self)
{
  g_idle_add_once (return_to_page_cb, g_object_ref (mv_window_get_page (self)));
}

static void
add_page (MvWindow *self, MvPageWidget *page)
{
  const MvPlace *place = mv_places_find (mv_page_widget_get_place (page));

  /* Around the page GTK has an object of its own, which screen readers call by its class if it has
   * no name. */
  mv_accessible_set_label (gtk_stack_add_child (self->stack, GTK_WIDGET (page)),
                           place != NULL ? mv_place_get_title (place) : "Medvirk");
  g_ptr_array_add (self->history, g_object_ref (page));
}

/**
 * mv_window_push:
 * @self: a window
 * @page: (transfer floating): a new page
 *
 * Opens a page on top of the one shown; the back button leads back to that.
 */
void
mv_window_push (MvWindow *self, MvPageWidget *page)
{
  g_return_if_fail (MV_IS_WINDOW (self));
  g_return_if_fail (MV_IS_PAGE_WIDGET (page));

  /* Who asks for help before there is anything else wants to get back from it too. */
  if (self->is_opening && self->history->len == 0)
    mv_window_go_to (self, NULL);
  if (mv_page_widget_get_place (page) == NULL)
    mv_page_widget_set_place (page, mv_window_get_place (self));
  add_page (self, page);
  show_top (self);
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
  focus_page_later (self);
}

/**
 * mv_window_go_to:
 * @self: a window
 * @place: name of a place; what is not one counts as today
 *
 * Goes to a place; the way back ends there.
 */
void
mv_window_go_to (MvWindow *self, const char *place)
{
  const MvPlace *found;

  g_return_if_fail (MV_IS_WINDOW (self));

  found = mv_places_find (place);
  if (found == NULL)
    found = mv_places_find ("today");
  while (self->history->len > 0)
    drop_top (self);
  add_page (self, MV_PAGE_WIDGET (found->build (self->session)));
  show_top (self);
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
  focus_page_later (self);
}

/**
 * mv_window_back:
 * @self: a window
 *
 * Goes one page back; from a place the keyboard goes to the list of places.
 */
void
mv_window_back (MvWindow *self)
{
  g_return_if_fail (MV_IS_WINDOW (self));

  if (self->history->len > 1)
    {
      drop_top (self);
      show_top (self);
      return_to_page_later (self);
    }
  else if (mv_window_get_place (self) != NULL)
    {
      mv_window_show_sidebar (self);
    }
}

/* From the sidebar to the page, and from the page to the sidebar. */
void
mv_window_go_across (MvWindow *self)
{
  g_return_if_fail (MV_IS_WINDOW (self));

  if (mv_window_get_place (self) == NULL)
    return;
  if (!mv_tab_order_has_focus (GTK_WIDGET (self->sidebar)))
    {
      mv_window_show_sidebar (self);
      return;
    }
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
  return_to_page_later (self);
}

/* --- The first page ----------------------------------------------------------------------------
 */

/**
 * mv_window_begin:
 * @self: a window
 *
 * Shows the first page of all, without places beside it.
 */
void
mv_window_begin (MvWindow *self)
{
  g_return_if_fail (MV_IS_WINDOW (self));

  while (self->history->len > 0)
    drop_top (self);
  add_page (self, mv_welcome_page_new (self->session));
  show_top (self);
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
  focus_page_later (self);
}

typedef struct
{
  MvWindow *window; /* (owned) */
  char *place;      /* (owned) (nullable) */
} Opening;

static void
opening_free (Opening *self)
{
  g_clear_object (&self->window);
  g_free (self->place);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  MvWindow *self = opening->window;
  g_autoptr (MvAccountsFacts) facts = NULL;

  self->is_opening = FALSE;
  /* Somebody who was faster than the disk is somewhere already. */
  if (g_cancellable_is_cancelled (self->cancellable) || self->history->len > 0)
    return;
  facts = mv_accounts_look_finish (self->session, result, NULL);
  if (facts != NULL && facts->n_accounts == 0)
    mv_window_begin (self);
  else
    mv_window_go_to (self, opening->place);
  if (self->invitation != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self), "join",
                                    g_variant_new_string (self->invitation));
  g_clear_pointer (&self->invitation, g_free);
}

/**
 * mv_window_join:
 * @self: a window
 * @invitation: a `medvirk:` link or a `file:` address
 *
 * Opens an invitation, as soon as the window has got its first page.
 */
void
mv_window_join (MvWindow *self, const char *invitation)
{
  g_return_if_fail (MV_IS_WINDOW (self));

  if (self->history->len > 0)
    {
      g_action_group_activate_action (G_ACTION_GROUP (self), "join",
                                      g_variant_new_string (invitation));
      return;
    }
  g_free (self->invitation);
  self->invitation = g_strdup (invitation);
}

/**
 * mv_window_open_at:
 * @self: a new window
 * @place: (nullable): name of a place
 *
 * Goes to a place, or, where there is no account yet, to the first page.
 */
void
mv_window_open_at (MvWindow *self, const char *place)
{
  Opening *opening;

  g_return_if_fail (MV_IS_WINDOW (self));

  opening = g_new0 (Opening, 1);
  opening->window = g_object_ref (self);
  opening->place = g_strdup (place);
  self->is_opening = TRUE;
  mv_accounts_look_async (self->session, self->cancellable, looked_cb, opening);
}
