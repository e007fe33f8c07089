/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-window-private.h"

#include "mv-accessible.h"

#include <glib/gi18n.h>

/* What the frame shows of the page: its title, the way back, and what may be done from it. */

/* Together, in the title and on the back button, at 360 pixels and normal text size */
#define BAR_CHARACTERS 24
/* On the back button: as many as fit 360 pixels at 200 % text and at normal text size, where the
 * bar keeps half of it free even if no title stands there, and in a wide window */
#define BACK_CHARACTERS_LARGE 11
#define BACK_CHARACTERS_NARROW 12
#define BACK_CHARACTERS 24

static glong
get_back_room (MvWindow *self)
{
  if (mv_pane_get_has_large_text (self->pane))
    return BACK_CHARACTERS_LARGE;
  return mv_pane_get_narrow (self->pane) ? BACK_CHARACTERS_NARROW : BACK_CHARACTERS;
}

static void
update_back (MvWindow *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  glong room = get_back_room (self);
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

void
mv_window_update_page (MvWindow *self)
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
