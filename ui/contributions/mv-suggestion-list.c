/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-suggestion-list.h"

#include "mv-suggestion-row.h"

#include <glib/gi18n.h>

struct _MvSuggestionList
{
  GtkWidget parent_instance;

  MvContributionForm *form; /* (owned) (nullable) */
  GtkBox *heading;          /* (owned) as a child */
  GtkBox *rows;             /* (owned) as a child */
  GtkLabel *error;          /* (owned) as a child */
  GtkWidget *add;           /* (owned) as a child */
  GtkSizeGroup *widths;     /* (owned): of the rows' buttons */
  gboolean folded;
};

G_DEFINE_FINAL_TYPE (MvSuggestionList, mv_suggestion_list, GTK_TYPE_WIDGET)

static MvSuggestionRow *
find_row (MvSuggestionList *self, MvSuggestion *suggestion)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  while (row != NULL && mv_suggestion_row_get_suggestion (MV_SUGGESTION_ROW (row)) != suggestion)
    row = gtk_widget_get_next_sibling (row);
  return (MvSuggestionRow *) row;
}

static gboolean
find_position (MvSuggestionList *self, MvSuggestion *suggestion, guint *out_position)
{
  GListModel *model = mv_contribution_form_get_suggestions (self->form);

  return g_list_store_find (G_LIST_STORE (model), suggestion, out_position);
}

static void
number_rows (MvSuggestionList *self)
{
  guint n_in_all = mv_contribution_form_count_suggestions (self->form);
  guint position = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    mv_suggestion_row_set_place (MV_SUGGESTION_ROW (row),
                                 mv_contribution_form_get_number (self->form, position++),
                                 n_in_all);
}

static void
move_cb (MvSuggestionList *self, int by, MvSuggestionRow *row)
{
  guint position;

  if (find_position (self, mv_suggestion_row_get_suggestion (row), &position) &&
      mv_contribution_form_move_suggestion (self->form, position, by))
    mv_suggestion_row_focus_move (row, by);
}

static void
add_cb (MvSuggestionList *self)
{
  guint position = mv_contribution_form_add_suggestion (self->form);
  GListModel *model = mv_contribution_form_get_suggestions (self->form);
  g_autoptr (MvSuggestion) suggestion = g_list_model_get_item (model, position);

  gtk_widget_grab_focus (GTK_WIDGET (find_row (self, suggestion)));
}

/* Enter goes on to the next suggestion; after the last one it starts a new one. */
static void
next_cb (MvSuggestionList *self, MvSuggestionRow *row)
{
  GtkWidget *next = gtk_widget_get_next_sibling (GTK_WIDGET (row));

  while (next != NULL &&
         mv_suggestion_get_is_removed (mv_suggestion_row_get_suggestion (MV_SUGGESTION_ROW (next))))
    next = gtk_widget_get_next_sibling (next);

  if (next != NULL)
    gtk_widget_grab_focus (next);
  else if (!mv_suggestion_is_blank (mv_suggestion_row_get_suggestion (row)))
    add_cb (self);
}

static GtkWidget *
add_row (MvSuggestionList *self, MvSuggestion *suggestion)
{
  GtkWidget *row = mv_suggestion_row_new (suggestion);

  mv_suggestion_row_set_folded (MV_SUGGESTION_ROW (row), self->folded);
  gtk_size_group_add_widget (self->widths, mv_suggestion_row_get_actions (MV_SUGGESTION_ROW (row)));
  g_signal_connect_object (row, "move", G_CALLBACK (move_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "next", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (suggestion, "notify::is-removed", G_CALLBACK (number_rows), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->rows, row);
  return row;
}

/* Rows that stay keep their widgets, so that the caret stays where it is. */
static void
items_changed_cb (MvSuggestionList *self)
{
  GListModel *model = mv_contribution_form_get_suggestions (self->form);
  GtkWidget *before = NULL, *row, *next;
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MvSuggestion) suggestion = g_list_model_get_item (model, i);

      row = (GtkWidget *) find_row (self, suggestion);
      if (row == NULL)
        row = add_row (self, suggestion);
      gtk_box_reorder_child_after (self->rows, row, before);
      before = row;
    }

  row = before != NULL ? gtk_widget_get_next_sibling (before)
                       : gtk_widget_get_first_child (GTK_WIDGET (self->rows));
  for (; row != NULL; row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      gtk_box_remove (self->rows, row);
    }
  number_rows (self);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_add_button (MvSuggestionList *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "list-add-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *button = gtk_button_new ();

  gtk_widget_set_halign (content, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (content), icon);
  gtk_box_append (GTK_BOX (content), gtk_label_new (_ ("Add a suggestion")));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "tinted");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add a suggestion"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
mv_suggestion_list_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&MV_SUGGESTION_LIST (object)->form);
  g_clear_object (&MV_SUGGESTION_LIST (object)->widths);

  G_OBJECT_CLASS (mv_suggestion_list_parent_class)->dispose (object);
}

static void
mv_suggestion_list_class_init (MvSuggestionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mv_suggestion_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
mv_suggestion_list_init (MvSuggestionList *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  GtkWidget *hint = new_label (_ ("The project answers each suggestion."), "small");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Suggestions"), -1);

  self->heading = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  gtk_box_append (self->heading, new_label (_ ("Suggestions"), "label"));
  gtk_widget_add_css_class (hint, "slate");
  gtk_box_append (self->heading, hint);
  gtk_widget_set_parent (GTK_WIDGET (self->heading), GTK_WIDGET (self));

  self->widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  gtk_widget_set_parent (GTK_WIDGET (self->rows), GTK_WIDGET (self));
  self->error =
      GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                               "xalign", 0.0, "wrap", TRUE, "visible", FALSE, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "field-error");
  gtk_widget_set_parent (GTK_WIDGET (self->error), GTK_WIDGET (self));
  self->add = new_add_button (self);
  gtk_widget_set_parent (self->add, GTK_WIDGET (self));
}

void
mv_suggestion_list_set_form (MvSuggestionList *self, MvContributionForm *form)
{
  g_return_if_fail (MV_IS_SUGGESTION_LIST (self));
  g_return_if_fail (self->form == NULL);

  self->form = g_object_ref (form);
  g_signal_connect_object (mv_contribution_form_get_suggestions (form), "items-changed",
                           G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self);
}

void
mv_suggestion_list_set_folded (MvSuggestionList *self, gboolean folded)
{
  g_return_if_fail (MV_IS_SUGGESTION_LIST (self));

  self->folded = folded;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->heading),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->heading, folded ? 2 : 12);
  gtk_size_group_set_mode (self->widths, folded ? GTK_SIZE_GROUP_NONE : GTK_SIZE_GROUP_HORIZONTAL);
  gtk_widget_set_halign (self->add, folded ? GTK_ALIGN_FILL : GTK_ALIGN_START);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    mv_suggestion_row_set_folded (MV_SUGGESTION_ROW (row), folded);
}

/**
 * mv_suggestion_list_point_at:
 * @self: a list
 * @suggestion: (nullable): where something is wrong; %NULL when all is well again
 * @part: (nullable): the words that are meant, which are selected
 * @sentence: (nullable): what to do
 */
void
mv_suggestion_list_point_at (MvSuggestionList *self,
                             MvSuggestion *suggestion,
                             const char *part,
                             const char *sentence)
{
  MvSuggestionRow *row;

  g_return_if_fail (MV_IS_SUGGESTION_LIST (self));

  gtk_widget_set_visible (GTK_WIDGET (self->error), suggestion != NULL);
  if (suggestion == NULL)
    return;
  gtk_label_set_label (self->error, sentence);
  row = find_row (self, suggestion);
  if (row == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  mv_suggestion_row_select (row, part);
}
