/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-suggestion-row.h"

#include "mv-accessible.h"
#include "mv-text-area.h"
#include "mv-wrap-box.h"

#include <glib/gi18n.h>

struct _MvSuggestionRow
{
  AdwBin parent_instance;

  MvSuggestion *suggestion; /* (owned) */
  gboolean folded;
  gboolean is_first, is_last, is_among_many;

  GtkBox *editor;
  GtkLabel *number;
  GtkBox *body;
  MvTextArea *text;
  GtkWidget *actions;
  GtkWidget *up;
  GtkWidget *down;
  GtkWidget *remove;
  GtkBox *undo_box;
  GtkLabel *undo_label;
  GtkWidget *undo;
};

typedef enum
{
  SIGNAL_MOVE,
  SIGNAL_NEXT,
  SIGNAL_LAST,
} MvSuggestionRowSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (MvSuggestionRow, mv_suggestion_row, ADW_TYPE_BIN)

static void
text_changed_cb (MvSuggestionRow *self)
{
  g_autofree char *text = mv_text_area_dup_text (self->text);

  if (self->suggestion != NULL)
    mv_suggestion_set_text (self->suggestion, text);
}

static void
text_activate_cb (MvSuggestionRow *self)
{
  g_signal_emit (self, signals[SIGNAL_NEXT], 0);
}

static void
up_clicked_cb (MvSuggestionRow *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, -1);
}

static void
down_clicked_cb (MvSuggestionRow *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, 1);
}

static void
remove_clicked_cb (MvSuggestionRow *self)
{
  mv_suggestion_set_is_removed (self->suggestion, TRUE);
  gtk_widget_grab_focus (self->undo);
}

static void
undo_clicked_cb (MvSuggestionRow *self)
{
  mv_suggestion_set_is_removed (self->suggestion, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static gboolean
move_shortcut_cb (GtkWidget *widget, GVariant *by, gpointer data)
{
  g_signal_emit (widget, signals[SIGNAL_MOVE], 0, g_variant_get_int32 (by));
  return GDK_EVENT_STOP;
}

static void
suggestion_changed_cb (MvSuggestionRow *self)
{
  gboolean is_removed = mv_suggestion_get_is_removed (self->suggestion);

  mv_text_area_set_text (self->text, mv_suggestion_get_text (self->suggestion));
  gtk_widget_set_visible (GTK_WIDGET (self->editor), !is_removed);
  gtk_widget_set_visible (GTK_WIDGET (self->undo_box), is_removed);
  if (is_removed)
    {
      const char *text = mv_suggestion_get_text (self->suggestion);
      /* Translators: a suggestion was taken out of a contribution; %s is its text */
      g_autofree char *label = *text != '\0' ? g_strdup_printf (_ ("Removed: %s"), text)
                                             : g_strdup (_ ("The suggestion is removed."));

      gtk_label_set_label (self->undo_label, label);
    }
}

static gboolean
mv_suggestion_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MV_SUGGESTION_ROW (widget)->text));
}

static void
mv_suggestion_row_dispose (GObject *object)
{
  MvSuggestionRow *self = MV_SUGGESTION_ROW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), MV_TYPE_SUGGESTION_ROW);
  g_clear_object (&self->suggestion);

  G_OBJECT_CLASS (mv_suggestion_row_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/no/medvirk/Medvirk/contributions/mv-suggestion-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionRow, actions);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionRow, body);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionRow, down);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionRow, editor);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionRow, number);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionRow, remove);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionRow, text);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionRow, undo);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionRow, undo_box);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionRow, undo_label);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionRow, up);
  gtk_widget_class_bind_template_callback (widget_class, down_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, up_clicked_cb);
}

static void
mv_suggestion_row_class_init (MvSuggestionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MV_TYPE_TEXT_AREA);
  g_type_ensure (MV_TYPE_WRAP_BOX);

  object_class->dispose = mv_suggestion_row_dispose;
  widget_class->grab_focus = mv_suggestion_row_grab_focus;

  signals[SIGNAL_MOVE] = g_signal_new ("move", MV_TYPE_SUGGESTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_NEXT] = g_signal_new ("next", MV_TYPE_SUGGESTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, move_shortcut_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, move_shortcut_cb, "i", 1);

  bind_template (widget_class);
}

static void
mv_suggestion_row_init (MvSuggestionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mv_suggestion_row_new (MvSuggestion *suggestion)
{
  MvSuggestionRow *self = g_object_new (MV_TYPE_SUGGESTION_ROW, NULL);

  self->suggestion = g_object_ref (suggestion);
  g_signal_connect_object (suggestion, "notify", G_CALLBACK (suggestion_changed_cb), self,
                           G_CONNECT_SWAPPED);
  suggestion_changed_cb (self);
  return GTK_WIDGET (self);
}

MvSuggestion *
mv_suggestion_row_get_suggestion (MvSuggestionRow *self)
{
  g_return_val_if_fail (MV_IS_SUGGESTION_ROW (self), NULL);

  return self->suggestion;
}

/* A move that leads nowhere keeps its room among others, so that the fields are equally wide. */
static void
show_move (GtkWidget *button, gboolean is_possible, gboolean keeps_room)
{
  gtk_widget_set_visible (button, is_possible || keeps_room);
  gtk_widget_set_sensitive (button, is_possible);
  gtk_widget_set_opacity (button, is_possible ? 1 : 0);
}

static void
name_with_number (gpointer widget, const char *what, guint number)
{
  /* Translators: spoken name of a button: what it does, and which suggestion it does it to */
  g_autofree char *name = g_strdup_printf (_ ("%1$s, suggestion %2$u"), what, number);

  mv_accessible_set_label (widget, name);
}

/* @number: from 1; 0 for one that was taken out */
void
mv_suggestion_row_set_place (MvSuggestionRow *self, guint number, guint n_in_all)
{
  g_autofree char *figure = g_strdup_printf ("%u", number);
  g_autofree char *name = NULL;

  g_return_if_fail (MV_IS_SUGGESTION_ROW (self));

  if (number == 0)
    return;
  gtk_label_set_label (self->number, figure);
  name = g_strdup_printf (_ ("Suggestion %u"), number);
  mv_accessible_set_label (mv_text_area_get_view (self->text), name);
  name_with_number (self->up, _ ("Move up"), number);
  name_with_number (self->down, _ ("Move down"), number);
  name_with_number (self->remove, _ ("Remove"), number);
  show_move (self->up, number > 1, n_in_all > 2 && !self->folded);
  show_move (self->down, number<n_in_all, n_in_all> 2 && !self->folded);
  self->is_first = number == 1;
  self->is_last = number == n_in_all;
  self->is_among_many = n_in_all > 2;
}

void
mv_suggestion_row_set_folded (MvSuggestionRow *self, gboolean folded)
{
  g_return_if_fail (MV_IS_SUGGESTION_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->body, folded ? 0 : 4);
  self->folded = folded;
  show_move (self->up, !self->is_first, self->is_among_many && !folded);
  show_move (self->down, !self->is_last, self->is_among_many && !folded);
}

/* The buttons of all rows are equally wide together, so that the fields are too. */
GtkWidget *
mv_suggestion_row_get_actions (MvSuggestionRow *self)
{
  g_return_val_if_fail (MV_IS_SUGGESTION_ROW (self), NULL);

  return self->actions;
}

/* After a move the keyboard stays on the button that was used, or, at the end of the way, its twin.
 */
void
mv_suggestion_row_focus_move (MvSuggestionRow *self, int by)
{
  GtkWidget *button;

  g_return_if_fail (MV_IS_SUGGESTION_ROW (self));

  if (gtk_widget_is_focus (mv_text_area_get_view (self->text)))
    return;
  button = by < 0 ? self->up : self->down;
  if (!gtk_widget_get_sensitive (button))
    button = by < 0 ? self->down : self->up;
  gtk_widget_grab_focus (button);
}

void
mv_suggestion_row_select (MvSuggestionRow *self, const char *part)
{
  g_return_if_fail (MV_IS_SUGGESTION_ROW (self));

  mv_text_area_select (self->text, part);
}
