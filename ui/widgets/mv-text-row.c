/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-text-row.h"

#include "mv-column.h"

/* Looks as an AdwActionRow does. That one asks how narrow its two lines could be at the height they
 * have, each time it is placed, and half the time of laying out a page went there. */
struct _MvTextRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *header;   /* (unowned): child of ours */
  GtkWidget *prefixes; /* (unowned) */
  GtkWidget *title;    /* (unowned) */
  GtkWidget *suffixes; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (MvTextRow, mv_text_row, GTK_TYPE_LIST_BOX_ROW)

static void
mv_text_row_class_init (MvTextRowClass *klass)
{
}

static GtkWidget *
new_box (const char *css_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, css_class);
  gtk_widget_set_visible (box, FALSE);
  return box;
}

static void
mv_text_row_init (MvTextRow *self)
{
  self->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->header, "header");
  gtk_widget_set_valign (self->header, GTK_ALIGN_CENTER);
  self->prefixes = new_box ("prefixes");
  self->suffixes = new_box ("suffixes");
  gtk_box_append (GTK_BOX (self->header), self->prefixes);
  gtk_box_append (GTK_BOX (self->header), self->suffixes);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->header);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "mv-row");
}

static GtkWidget *
new_line (const char *text, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
set_lines (MvTextRow *self, const char *title, const char *subtitle)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *column;

  gtk_widget_add_css_class (lines, "title");
  self->title = new_line (title, "title");
  gtk_box_append (GTK_BOX (lines), self->title);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->title, NULL, -1);
  if (subtitle != NULL && *subtitle != '\0')
    {
      GtkWidget *label = new_line (subtitle, "subtitle");

      gtk_box_append (GTK_BOX (lines), label);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                      label, NULL, -1);
    }
  column = mv_column_new (lines, G_MAXINT);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_insert_child_after (GTK_BOX (self->header), column, self->prefixes);
}

/**
 * mv_text_row_new:
 * @title: first line, plain text
 * @subtitle: (nullable): second line, plain text
 *
 * Returns: (transfer floating): a row of a list, named by its title for screen readers, whose lines
 * wrap and are never cut
 */
GtkWidget *
mv_text_row_new (const char *title, const char *subtitle)
{
  MvTextRow *self = g_object_new (MV_TYPE_TEXT_ROW, NULL);

  set_lines (self, title, subtitle);
  return GTK_WIDGET (self);
}

void
mv_text_row_set_title_lines (MvTextRow *self, int lines)
{
  g_return_if_fail (MV_IS_TEXT_ROW (self));

  gtk_label_set_lines (GTK_LABEL (self->title), lines > 0 ? lines : -1);
  gtk_label_set_ellipsize (GTK_LABEL (self->title),
                           lines > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
}

/**
 * mv_text_row_add_prefix:
 * @self: a row
 * @prefix: (transfer floating): stands before what is there
 */
void
mv_text_row_add_prefix (MvTextRow *self, GtkWidget *prefix)
{
  g_return_if_fail (MV_IS_TEXT_ROW (self));

  gtk_box_prepend (GTK_BOX (self->prefixes), prefix);
  gtk_widget_set_visible (self->prefixes, TRUE);
}

/**
 * mv_text_row_add_suffix:
 * @self: a row
 * @suffix: (transfer floating): stands after what is there
 */
void
mv_text_row_add_suffix (MvTextRow *self, GtkWidget *suffix)
{
  g_return_if_fail (MV_IS_TEXT_ROW (self));

  gtk_box_append (GTK_BOX (self->suffixes), suffix);
  gtk_widget_set_visible (self->suffixes, TRUE);
}
