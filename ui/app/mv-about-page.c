/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-about-page.h"

#include "mv-rows.h"

#include <glib/gi18n.h>

#define WIDTH 720

struct _MvAboutPage
{
  MvPageWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (MvAboutPage, mv_about_page, MV_TYPE_PAGE_WIDGET)

static void
mv_about_page_class_init (MvAboutPageClass *klass)
{
}

/* The row is heard as it is seen: both its lines. */
static void
append_fact (GtkWidget *list, const char *title, const char *text)
{
  g_autofree char *spoken = g_strdup_printf ("%s: %s", title, text);
  GtkWidget *row = mv_text_row_new (title, text);

  mv_rows_set_spoken (row, spoken);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
append_way (GtkWidget *list, const char *title, const char *action)
{
  GtkWidget *row = mv_text_row_new (title, NULL);

  mv_rows_set_action (row, action, NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
mv_about_page_init (MvAboutPage *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *facts = mv_rows_new_list (_ ("About Medvirk"));
  GtkWidget *ways = mv_rows_new_list (_ ("Help"));

  append_fact (facts, _ ("Version"), MV_VERSION);
  append_fact (facts, _ ("Made by"), _ ("The Medvirk authors"));
  append_fact (facts, _ ("Licence"),
               _ ("GNU General Public License, version 3 or later (GPL-3.0-or-later). You may use, "
                  "share and change the program. It comes without any warranty."));
  append_fact (facts, _ ("Source code"),
               _ ("Available from where you got the program. The licence gives you the right to "
                  "it."));
  append_way (ways, _ ("Help"), "win.help");
  append_way (ways, _ ("Keyboard shortcuts"), "win.shortcuts");
  gtk_widget_set_margin_top (column, 24);
  gtk_box_append (GTK_BOX (column),
                  mv_rows_new_text (_ ("User involvement in health research, together"), "read"));
  gtk_box_append (GTK_BOX (column), facts);
  gtk_box_append (GTK_BOX (column), ways);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("About Medvirk"));
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), column, WIDTH);
}

MvPageWidget *
mv_about_page_new (void)
{
  return g_object_new (MV_TYPE_ABOUT_PAGE, NULL);
}
