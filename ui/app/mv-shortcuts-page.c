/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-shortcuts-page.h"

#include "mv-rows.h"
#include "mv-shortcuts.h"

#include <glib/gi18n.h>

#define WIDTH 720

struct _MvShortcutsPage
{
  MvPageWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (MvShortcutsPage, mv_shortcuts_page, MV_TYPE_PAGE_WIDGET)

static void
mv_shortcuts_page_class_init (MvShortcutsPageClass *klass)
{
}

/* Returns: (transfer none): the list of a group, at the foot of @column under its heading */
static GtkWidget *
append_group (GtkWidget *column, const char *heading)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *list = mv_rows_new_list (heading);

  gtk_box_append (GTK_BOX (group), mv_rows_new_heading (heading, 2));
  gtk_box_append (GTK_BOX (group), list);
  gtk_box_append (GTK_BOX (column), group);
  return list;
}

static GtkWidget *
build_row (const MvShortcut *shortcut)
{
  g_autofree char *keys = mv_shortcuts_dup_text (shortcut);
  g_autofree char *spoken = mv_shortcuts_dup_spoken (shortcut);
  GtkWidget *row = mv_text_row_new (_ (shortcut->title), keys);

  mv_rows_set_spoken (row, spoken);
  return row;
}

static void
mv_shortcuts_page_init (MvShortcutsPage *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *list = NULL;
  guint n_shortcuts;
  const MvShortcut *shortcuts = mv_shortcuts_get (&n_shortcuts);

  for (guint i = 0; i < n_shortcuts; i++)
    {
      if (shortcuts[i].group != NULL)
        list = append_group (column, _ (shortcuts[i].group));
      gtk_list_box_append (GTK_LIST_BOX (list), build_row (&shortcuts[i]));
    }
  gtk_widget_set_margin_top (column, 24);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Keyboard shortcuts"));
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), column, WIDTH);
}

MvPageWidget *
mv_shortcuts_page_new (void)
{
  return g_object_new (MV_TYPE_SHORTCUTS_PAGE, NULL);
}
