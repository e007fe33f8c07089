/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-window-private.h"

#include "mv-accessible.h"
#include "mv-accounts.h"
#include "mv-pane.h"
#include "mv-places.h"
#include "mv-tab-order.h"
#include "mv-welcome-page.h"

#include <glib/gi18n.h>

/* Together, in the title and on the back button, at 360 pixels and normal text size */
#define BAR_CHARACTERS 24
/* On the back button, as many as fit 360 pixels: at 200 % text, and else */
#define BACK_CHARACTERS_LARGE 11
#define BACK_CHARACTERS 24

struct _MvWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwLeaflet *leaflet;
  MvSidebar *sidebar;
  MvPane *pane;
  GtkWidget *title_label;
  GtkWidget *back_button;
  GtkLabel *back_label;
  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  GtkWidget *example_band;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): until the window closes */
  GPtrArray *history;    /* (owned) (element-type MvPageWidget): the place, then what was opened */
  GPtrArray *gone;       /* (owned) (element-type MvPageWidget): fading out, then removed */
  MvPageWidget *watched; /* (owned) (nullable): the page whose changes the frame shows */
  char *invitation;      /* (owned) (nullable): to be opened on the first page */
};

G_DEFINE_FINAL_TYPE (MvWindow, mv_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- What the frame shows of the page ----------------------------------------------------------
 */

static void
update_back (MvWindow *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  glong room = mv_pane_get_has_large_text (self->pane) ? BACK_CHARACTERS_LARGE : BACK_CHARACTERS;
  g_autofree char *spoken = NULL;
  const char *label = NULL;

  if (self->history->len > 1 && mv_window_get_place (self) == NULL)
    /* Translators: the back button before there are any places */
    label = _ ("Back");
  else if (self->history->len > 1)
    label = mv_page_widget_get_title (g_ptr_array_index (self->history, self->history->len - 2));
  else if (folded && mv_window_get_place (self) != NULL)
    /* Translators: the back button to the list of places, where the window is narrow */
    label = _ ("Menu");

  gtk_widget_set_visible (self->back_button, label != NULL);
  if (label == NULL)
    return;
  /* Heard without the arrow, a name alone does not say that it leads back. */
  spoken = g_strcmp0 (label, _ ("Back")) == 0 ? g_strdup (label)
                                              : g_strdup_printf ("%s: %s", _ ("Back"), label);
  /* A name that would be cut says less than the word for what the button does. */
  if (g_utf8_strlen (label, -1) > room)
    label = _ ("Back");
  gtk_label_set_label (self->back_label, label);
  gtk_label_set_width_chars (self->back_label,
                             (int) MIN (g_utf8_strlen (label, -1), BACK_CHARACTERS_LARGE));
  mv_accessible_set_label (self->back_button, spoken);
}

/* A title that would leave no room in a narrow header bar for what the back button says. */
static gboolean
has_long_title (MvWindow *self, MvPageWidget *page)
{
  const char *title = mv_page_widget_get_title (page);

  return title != NULL &&
         g_utf8_strlen (title, -1) + g_utf8_strlen (gtk_label_get_label (self->back_label), -1) >
             BAR_CHARACTERS;
}

/* Before the first account there are no places to go to. */
static void
update_bare (MvWindow *self)
{
  static const char *const of_own[] = { "join", "link", "stay", "welcome" };
  static const char *const of_places[] = { "write", "search", "search-focus", "show-unsent",
                                           "exchange" };
  gboolean has_places = mv_window_get_place (self) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->sidebar), has_places);
  for (guint i = 0; i < G_N_ELEMENTS (of_places); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), of_places[i])),
        has_places);
  for (guint i = 0; i < G_N_ELEMENTS (of_own); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), of_own[i])),
        !mv_session_get_is_example (self->session));
}

/* Tells the page how much room it has, and the header bar whether it shows the title. */
static void
update_page (MvWindow *self)
{
  MvPageWidget *page = mv_window_get_page (self);
  gboolean narrow = mv_pane_get_narrow (self->pane);
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  gboolean has_heading;

  if (page == NULL)
    return;
  update_bare (self);
  update_back (self);
  if (narrow && mv_pane_get_has_large_text (self->pane))
    gtk_widget_add_css_class (GTK_WIDGET (self->pane), "cramped");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->pane), "cramped");
  has_heading = !narrow || mv_pane_get_has_large_text (self->pane) || has_long_title (self, page);
  mv_page_widget_set_folded (page, narrow);
  mv_page_widget_set_has_heading (page, has_heading);
  gtk_widget_set_visible (self->title_label, !has_heading);
  gtk_label_set_label (GTK_LABEL (self->title_label), mv_page_widget_get_title (page));
  gtk_window_set_title (GTK_WINDOW (self), mv_page_widget_get_title (page));
  mv_sidebar_set_place (self->sidebar, mv_page_widget_get_place (page));
  mv_sidebar_set_alone (self->sidebar, folded, mv_pane_get_has_large_text (self->pane));
  mv_sidebar_set_write_tinted (self->sidebar, mv_page_widget_get_has_primary (page) && !folded);
  mv_sidebar_set_write_visible (self->sidebar, folded || !mv_page_widget_get_is_editor (page));
}

static void
leaflet_folded_cb (MvWindow *self)
{
  update_page (self);
}

static void
pane_narrow_cb (MvWindow *self)
{
  update_page (self);
}

/* A swipe or Alt+Left may show the sidebar too. */
static void
visible_child_cb (MvWindow *self)
{
  update_page (self);
}

static void
page_changed_cb (MvWindow *self)
{
  update_page (self);
}

/* --- The way back ------------------------------------------------------------------------------
 */

/* What stands below the page is hidden: screen readers would read it in GTK 4.8, which tells them
 * of all the children of a stack. */
static void
remove_gone (MvWindow *self)
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

/* @page: (nullable): the one that is shown from now on */
static void
watch_page (MvWindow *self, MvPageWidget *page)
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

  watch_page (self, page);
  update_page (self);
  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  remove_gone (self);
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
  mv_accounts_look_async (self->session, self->cancellable, looked_cb, opening);
}

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

/* The button that closes a message has a picture only, and GTK calls it by the picture's class. */
static void
name_close_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && GTK_IS_IMAGE (gtk_widget_get_first_child (widget)))
    mv_accessible_set_label (widget, _ ("Close"));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_close_button (child);
}

static void
name_message (AdwToastOverlay *overlay)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (overlay)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != adw_toast_overlay_get_child (overlay))
      name_close_button (child);
}

/**
 * mv_window_say:
 * @self: a window
 * @text: a short sentence
 *
 * Shows a sentence at the foot of the content for a while. Screen readers do not hear it: what
 * matters stands in the page too.
 */
void
mv_window_say (MvWindow *self, const char *text)
{
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_if_fail (MV_IS_WINDOW (self));

  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  /* Slow readers are many among those who use this. */
  adw_toast_set_timeout (toast, 20);
  /* The next one takes its place. */
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (name_message), self->toast_overlay,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
  name_message (self->toast_overlay);
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
  watch_page (self, NULL);
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
  g_signal_connect_object (self->stack, "notify::transition-running", G_CALLBACK (remove_gone),
                           self, G_CONNECT_SWAPPED);
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
