/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-conflict-view.h"

#include "mv-accessible.h"
#include "mv-json.h"
#include "mv-rows.h"
#include "mv-text-difference.h"
#include "mv-wrap-box.h"

#include <glib/gi18n.h>

struct _MvConflictView
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *about;
  GtkBox *cards;
  MvWrapBox *both_box;
  GtkWidget *both;
};

typedef enum
{
  SIGNAL_CHOSEN,
  SIGNAL_LAST,
} MvConflictViewSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (MvConflictView, mv_conflict_view, ADW_TYPE_BIN)

static void
both_cb (MvConflictView *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, MV_CONFLICT_BOTH);
}

static void
here_cb (MvConflictView *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, MV_CONFLICT_HERE);
}

static void
other_cb (MvConflictView *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, MV_CONFLICT_OTHER);
}

static gboolean
mv_conflict_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MV_CONFLICT_VIEW (widget)->both);
}

static void
mv_conflict_view_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MV_TYPE_CONFLICT_VIEW);

  G_OBJECT_CLASS (mv_conflict_view_parent_class)->dispose (object);
}

static void
mv_conflict_view_class_init (MvConflictViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MV_TYPE_WRAP_BOX);

  G_OBJECT_CLASS (klass)->dispose = mv_conflict_view_dispose;
  widget_class->grab_focus = mv_conflict_view_grab_focus;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MV_TYPE_CONFLICT_VIEW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/no/medvirk/Medvirk/contributions/mv-conflict-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MvConflictView, about);
  gtk_widget_class_bind_template_child (widget_class, MvConflictView, both);
  gtk_widget_class_bind_template_child (widget_class, MvConflictView, both_box);
  gtk_widget_class_bind_template_child (widget_class, MvConflictView, cards);
  gtk_widget_class_bind_template_child (widget_class, MvConflictView, title);
  gtk_widget_class_bind_template_callback (widget_class, both_cb);
}

static void
mv_conflict_view_init (MvConflictView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The text and its suggestions as one text to read and compare. */
static char *
write_out (MvRecord *record)
{
  const char *text = mv_record_get_text (record, "text");
  JsonArray *list = mv_record_get_list (record, "suggestions");
  GString *all = g_string_new (text != NULL ? text : "");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      const char *suggestion = JSON_NODE_HOLDS_OBJECT (node)
                                   ? mv_json_get_text (json_node_get_object (node), "text")
                                   : NULL;

      if (suggestion != NULL)
        g_string_append_printf (all, " \n%u. %s", i + 1, suggestion);
    }
  return g_string_free (all, FALSE);
}

static void
add_card (MvConflictView *self,
          const char *heading,
          const char *text,
          const char *compared,
          GCallback callback)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *label = mv_rows_new_text (NULL, "read");
  GtkWidget *button = gtk_button_new_with_label (_ ("Use this text"));
  g_autofree char *markup = mv_text_difference_to_markup (text, compared);
  g_autofree char *name = g_strdup_printf ("%s: %s", _ ("Use this text"), heading);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_widget_set_vexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "text-card");
  gtk_widget_add_css_class (button, "second");
  mv_accessible_set_label (button, name);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (card), mv_rows_new_heading (heading, 2));
  gtk_box_append (GTK_BOX (card), label);
  gtk_box_append (GTK_BOX (card), button);
  gtk_box_append (self->cards, card);
}

/**
 * mv_conflict_view_new:
 * @here: the contribution as it stands here
 * @other: as it was written on the other machine
 * @title: of the contribution
 * @about: project and state, in words
 */
GtkWidget *
mv_conflict_view_new (MvRecord *here, MvRecord *other, const char *title, const char *about)
{
  MvConflictView *self = g_object_new (MV_TYPE_CONFLICT_VIEW, NULL);
  g_autofree char *mine = write_out (here);
  g_autofree char *theirs = write_out (other);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->about, about);
  add_card (self, _ ("What you wrote here"), mine, theirs, G_CALLBACK (here_cb));
  add_card (self, _ ("What you wrote on the other computer"), theirs, mine, G_CALLBACK (other_cb));
  return GTK_WIDGET (self);
}

void
mv_conflict_view_set_folded (MvConflictView *self, gboolean folded)
{
  g_return_if_fail (MV_IS_CONFLICT_VIEW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->cards),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->cards, !folded);
  mv_wrap_box_set_stacked (self->both_box, folded);
}
