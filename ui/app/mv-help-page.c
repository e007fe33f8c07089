/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-help-page.h"

#include "mv-rows.h"

#include <glib/gi18n.h>

#define WIDTH 720

struct _MvHelpPage
{
  MvPageWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (MvHelpPage, mv_help_page, MV_TYPE_PAGE_WIDGET)

static const struct
{
  const char *question, *answer;
} answers[] = {
  { N_ ("How do I write something?"),
    N_ ("Choose “Write a new contribution”, or press Ctrl+N. Fill in what it is about and when it "
        "was, and write one sentence. Everything else can wait.") },
  { N_ ("Who can read what I write?"),
    N_ ("Only you, until you choose “Share with the project”. Under the button you see how many "
        "people will then be able to read it.") },
  { N_ ("Is it saved?"),
    N_ ("Everything you type is saved on this computer as you type. At the bottom of the menu you "
        "see whether it has been sent, and when there was last contact.") },
  { N_ ("I am offline. What now?"),
    N_ ("Write as usual. It is sent when you are online again. You do not need to do anything.") },
  { N_ ("The text is too small."),
    N_ ("Press Ctrl and + for larger text, Ctrl and − for smaller, Ctrl and 0 for normal. You also "
        "find this under “More” in the menu.") },
  { N_ ("Can I do everything with the keyboard?"),
    N_ ("Yes. Tab goes to the next thing, Shift and Tab back, Enter chooses. The arrow keys go "
        "through a list. F6 goes between the menu and the page. Alt and left arrow, or Esc, goes "
        "one page back. Ctrl and ? shows all the keys.") },
  { N_ ("Whom can I ask?"),
    N_ ("Under People in the project you see who leads it and how to reach them.") },
};

static void
mv_help_page_class_init (MvHelpPageClass *klass)
{
}

static void
mv_help_page_init (MvHelpPage *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 22);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

      gtk_box_append (GTK_BOX (part), mv_rows_new_heading (_ (answers[i].question), 2));
      gtk_box_append (GTK_BOX (part), mv_rows_new_text (_ (answers[i].answer), "read"));
      gtk_box_append (GTK_BOX (column), part);
    }
  gtk_widget_set_margin_top (column, 24);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Help"));
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), column, WIDTH);
}

MvPageWidget *
mv_help_page_new (void)
{
  return g_object_new (MV_TYPE_HELP_PAGE, NULL);
}
