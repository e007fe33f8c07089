/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-welcome"

#include "config.h"

#include "mv-begin-page.h"

#include "mv-rows.h"

#include <glib/gi18n.h>

#define WIDTH 720
#define N_STEPS 2

struct _MvBeginPage
{
  MvPageWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (MvBeginPage, mv_begin_page, MV_TYPE_PAGE_WIDGET)

static const struct
{
  const char *title, *subtitle, *icon_name;
  MvTone tone;
  const char *action, *target;
} ways[] = {
  { N_ ("I have an invitation"),
    N_ ("A code, a link or a file from a project, a committee or a hospital."),
    "mv-document-symbolic", MV_TONE_RUST, "win.join", "''" },
  { N_ ("I use Medvirk on another computer"),
    N_ ("Everything you have there comes here too. You make a code there first."),
    "mv-machines-symbolic", MV_TONE_FJORD, "win.join", "'second'" },
  { N_ ("Try an example"),
    N_ ("Made-up people and projects. Nothing is sent, and nothing is mixed with your own."),
    "mv-learning-symbolic", MV_TONE_SLATE, "app.example", NULL },
};

static void
mv_begin_page_class_init (MvBeginPageClass *klass)
{
}

static void
mv_begin_page_init (MvBeginPage *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *list = mv_rows_new_list (_ ("How do you want to begin?"));
  g_autofree char *step = g_strdup_printf (_ ("Step %d of %d"), 2, N_STEPS);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      GtkWidget *row = mv_text_row_new (_ (ways[i].title), _ (ways[i].subtitle));
      GVariant *target = ways[i].target != NULL ? g_variant_new_parsed (ways[i].target) : NULL;

      mv_rows_add_tile (row, ways[i].icon_name, ways[i].tone);
      mv_rows_set_action (row, ways[i].action, target);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_box_append (GTK_BOX (column), list);
  gtk_box_append (GTK_BOX (column), mv_rows_new_text (step, "slate"));
  gtk_widget_set_margin_top (column, 24);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("How do you want to begin?"));
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), column, WIDTH);
}

MvPageWidget *
mv_begin_page_new (MvSession *session)
{
  return g_object_new (MV_TYPE_BEGIN_PAGE, NULL);
}
