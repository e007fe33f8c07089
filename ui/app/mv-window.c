/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-window-private.h"

#include "mv-pane.h"
#include "mv-tab-order.h"

G_DEFINE_FINAL_TYPE (MvWindow, mv_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- What the frame shows of the page ----------------------------------------------------------
 */

static void
leaflet_folded_cb (MvWindow *self)
{
  mv_window_update_page (self);
}

static void
pane_narrow_cb (MvWindow *self)
{
  mv_window_update_page (self);
}

/* A swipe or Alt+Left may show the sidebar too. */
static void
visible_child_cb (MvWindow *self)
{
  mv_window_update_page (self);
}

/* --- The parts of the frame ---------------------------------------------------------------------
 */

void
mv_window_show_sidebar (MvWindow *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "sidebar");
  mv_sidebar_focus_place (self->sidebar);
}

MvPageWidget *
mv_window_get_page (MvWindow *self)
{
  g_return_val_if_fail (MV_IS_WINDOW (self), NULL);

  if (self->history->len == 0)
    return NULL;
  return g_ptr_array_index (self->history, self->history->len - 1);
}

const char *
mv_window_get_place (MvWindow *self)
{
  g_return_val_if_fail (MV_IS_WINDOW (self), NULL);

  if (self->history->len == 0)
    return NULL;
  return mv_page_widget_get_place (g_ptr_array_index (self->history, 0));
}

MvSession *
mv_window_get_session (MvWindow *self)
{
  g_return_val_if_fail (MV_IS_WINDOW (self), NULL);

  return self->session;
}

MvSidebar *
mv_window_get_sidebar (MvWindow *self)
{
  return self->sidebar;
}

GCancellable *
mv_window_get_cancellable (MvWindow *self)
{
  return self->cancellable;
}

/* --- Whom the places are for -------------------------------------------------------------------
 */

static gpointer
read_has_committee (MvStore *store, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) seats =
      mv_store_list (store, NULL, "committee-member", "committee/", error);
  gboolean *has_committee;

  if (seats == NULL)
    return NULL;
  has_committee = g_new (gboolean, 1);
  *has_committee = seats->len > 0;
  return has_committee;
}

static void
has_committee_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvWindow) self = user_data;
  g_autofree gboolean *has_committee = mv_store_run_finish (MV_STORE (source), result, NULL);

  if (has_committee != NULL && !g_cancellable_is_cancelled (self->cancellable))
    mv_sidebar_set_has_committee (self->sidebar, *has_committee);
}

/* A committee's records reach the device only of somebody who sits in it. */
static void
update_places (MvWindow *self)
{
  mv_store_read_async (mv_session_get_store (self->session), read_has_committee, NULL, NULL, g_free,
                       self->cancellable, has_committee_cb, g_object_ref (self));
}

static void
store_changed_cb (MvWindow *self, GStrv kinds)
{
  if (g_strv_contains ((const char *const *) kinds, "committee-member"))
    update_places (self);
}

/* --- The window --------------------------------------------------------------------------------
 */

static void
save_size (MvWindow *self)
{
  GSettings *settings = mv_session_get_settings (self->session);
  int width, height;

  if (settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
  g_settings_set_boolean (settings, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (mv_window_get_place (self) != NULL)
    g_settings_set_string (settings, "last-place", mv_window_get_place (self));
}

static void
restore_size (MvWindow *self)
{
  GSettings *settings = mv_session_get_settings (self->session);

  if (settings == NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), 1280, 800);
      return;
    }
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
mv_window_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return mv_tab_order_move (widget, direction);
  return GTK_WIDGET_CLASS (mv_window_parent_class)->focus (widget, direction);
}

static gboolean
mv_window_close_request (GtkWindow *window)
{
  MvWindow *self = MV_WINDOW (window);

  for (guint i = self->history->len; i > 0; i--)
    mv_page_widget_leave (g_ptr_array_index (self->history, i - 1));
  save_size (self);
  g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (mv_window_parent_class)->close_request (window);
}

static void
mv_window_dispose (GObject *object)
{
  MvWindow *self = MV_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  mv_window_watch_page (self, NULL);
  g_clear_pointer (&self->invitation, g_free);
  g_clear_pointer (&self->gone, g_ptr_array_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mv_window_parent_class)->dispose (object);
}

static void
mv_window_class_init (MvWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = mv_window_close_request;
  widget_class->focus = mv_window_focus;
  /* Not among the keys of the program: an open list or menu takes Escape for itself first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);

  g_type_ensure (MV_TYPE_PANE);
  g_type_ensure (MV_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/no/medvirk/Medvirk/mv-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MvWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, MvWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, MvWindow, pane);
  gtk_widget_class_bind_template_child (widget_class, MvWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, MvWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, MvWindow, back_label);
  gtk_widget_class_bind_template_child (widget_class, MvWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, MvWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MvWindow, example_band);
  gtk_widget_class_bind_template_callback (widget_class, leaflet_folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_child_cb);
  gtk_widget_class_bind_template_callback (widget_class, pane_narrow_cb);
}

static void
mv_window_init (MvWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->history = g_ptr_array_new_with_free_func (g_object_unref);
  self->gone = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->stack, "notify::transition-running",
                           G_CALLBACK (mv_window_remove_gone), self, G_CONNECT_SWAPPED);
  mv_window_install_actions (self);
}

/**
 * mv_window_new:
 * @application: the program
 * @session: what the pages share
 *
 * Returns: (transfer none): a window that shows no place yet; the application owns it
 */
MvWindow *
mv_window_new (AdwApplication *application, MvSession *session)
{
  MvWindow *self = g_object_new (MV_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  mv_sidebar_set_session (self->sidebar, session);
  gtk_widget_set_visible (self->example_band, mv_session_get_is_example (session));
  restore_size (self);
  g_signal_connect_object (mv_session_get_store (session), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  update_places (self);
  return self;
}
