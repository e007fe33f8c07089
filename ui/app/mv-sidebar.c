/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-sidebar.h"

#include "mv-places.h"
#include "mv-rows.h"
#include "mv-state-line.h"
#include "mv-tab-order.h"

struct _MvSidebar
{
  AdwBin parent_instance;

  AdwHeaderBar *header_bar;
  GtkWidget *brand_label;
  GtkMenuButton *more_button;
  GtkWidget *write_button;
  GtkWidget *search_entry;
  GtkListBox *place_list;
  MvStateLine *state_line;
};

G_DEFINE_FINAL_TYPE (MvSidebar, mv_sidebar, ADW_TYPE_BIN)

/* The place a row stands for; set when the row is made. */
static GQuark
place_quark (void)
{
  return g_quark_from_static_string ("mv-place");
}

static const char *
row_get_place (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_qdata (G_OBJECT (row), place_quark ()) : NULL;
}

static GtkListBoxRow *
find_row (MvSidebar *self, const char *place)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->place_list, i)) != NULL; i++)
    if (g_strcmp0 (row_get_place (row), place) == 0)
      return row;
  return NULL;
}

static void
place_activated_cb (MvSidebar *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "s", row_get_place (row));
}

static void
search_activate_cb (MvSidebar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  if (*text != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.search", "s", text);
}

static GtkWidget *
build_row (const MvPlace *place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                    "icon-name", place->icon_name, NULL);
  const char *title = mv_place_get_title (place);

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), mv_rows_new_text (title, NULL));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_qdata (G_OBJECT (row), place_quark (), (gpointer) place->name);
  /* Shown when the person turns out to be in a committee. */
  gtk_widget_set_visible (row, !place->for_committee);
  return row;
}

static void
mv_sidebar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MV_TYPE_SIDEBAR);

  G_OBJECT_CLASS (mv_sidebar_parent_class)->dispose (object);
}

static void
mv_sidebar_class_init (MvSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_sidebar_dispose;

  g_type_ensure (MV_TYPE_STATE_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/no/medvirk/Medvirk/mv-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, MvSidebar, header_bar);
  gtk_widget_class_bind_template_child (widget_class, MvSidebar, brand_label);
  gtk_widget_class_bind_template_child (widget_class, MvSidebar, more_button);
  gtk_widget_class_bind_template_child (widget_class, MvSidebar, write_button);
  gtk_widget_class_bind_template_child (widget_class, MvSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, MvSidebar, place_list);
  gtk_widget_class_bind_template_child (widget_class, MvSidebar, state_line);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
}

/* GTK makes a menu button of a toggle button and gives that the focus, but only the outer one a
 * name. */
static void
name_menu_button (GtkMenuButton *button)
{
  GtkWidget *inner = gtk_widget_get_first_child (GTK_WIDGET (button));

  if (inner == NULL)
    return;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_menu_button_get_label (button), -1);
}

static void
mv_sidebar_init (MvSidebar *self)
{
  const MvPlace *places;
  guint n_places;

  gtk_widget_init_template (GTK_WIDGET (self));
  name_menu_button (self->more_button);
  mv_tab_order_set_one_stop (GTK_WIDGET (self->place_list));
  places = mv_places_list (&n_places);
  for (guint i = 0; i < n_places; i++)
    gtk_list_box_append (self->place_list, build_row (&places[i]));
}

void
mv_sidebar_set_session (MvSidebar *self, MvSession *session)
{
  g_return_if_fail (MV_IS_SIDEBAR (self));

  mv_state_line_set_session (self->state_line, session);
}

void
mv_sidebar_set_place (MvSidebar *self, const char *place)
{
  g_return_if_fail (MV_IS_SIDEBAR (self));

  gtk_list_box_select_row (self->place_list, find_row (self, place));
}

void
mv_sidebar_set_has_committee (MvSidebar *self, gboolean has_committee)
{
  g_return_if_fail (MV_IS_SIDEBAR (self));

  gtk_widget_set_visible (GTK_WIDGET (find_row (self, "committee")), has_committee);
}

void
mv_sidebar_set_write_tinted (MvSidebar *self, gboolean tinted)
{
  g_return_if_fail (MV_IS_SIDEBAR (self));

  gtk_widget_remove_css_class (self->write_button, tinted ? "primary" : "tinted");
  gtk_widget_add_css_class (self->write_button, tinted ? "tinted" : "primary");
}

void
mv_sidebar_set_write_visible (MvSidebar *self, gboolean visible)
{
  g_return_if_fail (MV_IS_SIDEBAR (self));

  gtk_widget_set_visible (self->write_button, visible);
}

void
mv_sidebar_set_alone (MvSidebar *self, gboolean alone, gboolean has_large_text)
{
  g_return_if_fail (MV_IS_SIDEBAR (self));

  /* The header bar is the narrowest place there is; the sign alone says the name there. */
  gtk_widget_set_visible (self->brand_label, !(alone && has_large_text));
  adw_header_bar_set_show_end_title_buttons (self->header_bar, alone);
}

void
mv_sidebar_focus_search (MvSidebar *self)
{
  g_return_if_fail (MV_IS_SIDEBAR (self));

  gtk_widget_grab_focus (self->search_entry);
}

void
mv_sidebar_focus_place (MvSidebar *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (MV_IS_SIDEBAR (self));

  row = gtk_list_box_get_selected_row (self->place_list);
  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->write_button);
}
