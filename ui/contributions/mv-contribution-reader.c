/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-reader-private.h"

#include "mv-answer-draft.h"
#include "mv-contribution-row.h"
#include "mv-contribution-words.h"
#include "mv-phases.h"
#include "mv-phase-words.h"
#include "mv-rows.h"
#include "mv-stitch-widget.h"
#include "mv-words.h"
#include "mv-wrap-box.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum
{
  SIGNAL_EDIT,
  SIGNAL_SEND,
  SIGNAL_UNSHARE,
  SIGNAL_UPDATE,
  SIGNAL_WITHDRAW,
  SIGNAL_LAST,
} MvContributionReaderSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (MvContributionReader, mv_contribution_reader, ADW_TYPE_BIN)

static void
edit_cb (MvContributionReader *self)
{
  g_signal_emit (self, signals[SIGNAL_EDIT], 0);
}

static void
send_cb (MvContributionReader *self)
{
  g_signal_emit (self, signals[SIGNAL_SEND], 0);
}

static void
unshare_cb (MvContributionReader *self)
{
  g_signal_emit (self, signals[SIGNAL_UNSHARE], 0);
}

static void
update_cb (MvContributionReader *self)
{
  g_signal_emit (self, signals[SIGNAL_UPDATE], 0);
}

static void
withdraw_cb (MvContributionReader *self)
{
  g_signal_emit (self, signals[SIGNAL_WITHDRAW], 0);
}

static gboolean
send_shortcut_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  MvContributionReader *self = MV_CONTRIBUTION_READER (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->send_box)))
    send_cb (self);
  return GDK_EVENT_STOP;
}

/* Top */

static char *
say_who_and_when (const MvContributionView *view)
{
  const char *date = mv_record_get_text (view->record, "date");
  g_autofree char *day = date != NULL ? mv_words_date (date) : NULL;
  GString *line = g_string_new (NULL);

  mv_words_append_part (line, mv_contribution_author (view));
  mv_words_append_part (line, view->project_title);
  mv_words_append_part (line, day);
  if (view->is_on_behalf)
    mv_words_append_part (line, _ ("written on behalf of the person"));
  return g_string_free (line, FALSE);
}

static void
show_byline (MvContributionReader *self, const MvContributionView *view)
{
  g_autofree char *who = say_who_and_when (view);
  MvTone tone;
  g_autofree char *state = mv_contribution_row_describe_state (view, &tone);
  g_autofree char *due = mv_contribution_due_text (view, self->today);
  GtkWidget *author = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->byline))) != NULL)
    gtk_widget_unparent (child);
  /* The sign stays with its words when they take several lines. */
  gtk_box_append (GTK_BOX (author),
                  mv_stitch_widget_new (view->is_own, mv_phase_words_get_weft (view->state)));
  gtk_box_append (GTK_BOX (author), mv_rows_new_text (who, "slate"));
  mv_wrap_box_append (self->byline, author);
  mv_wrap_box_append (self->byline, mv_rows_new_chip (state, tone));
  if (due != NULL)
    mv_wrap_box_append (self->byline, mv_rows_new_text (due, "slate"));
}

/* A line that tells of the state of things, with the button that belongs to it. */
static void
add_note (MvContributionReader *self, const char *text, const char *button, GCallback callback)
{
  GtkWidget *note = mv_wrap_box_new (12);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                                   "label", text, "wrap", TRUE, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (note, "note");
  mv_wrap_box_append (MV_WRAP_BOX (note), label);
  if (button != NULL)
    {
      GtkWidget *widget = mv_rows_new_word_button (button, NULL, NULL);

      g_signal_connect_object (widget, "clicked", callback, self, G_CONNECT_SWAPPED);
      mv_wrap_box_append (MV_WRAP_BOX (note), widget);
    }
  gtk_box_append (self->notes, note);
}

static void
add_shared_note (MvContributionReader *self, const MvContributionView *view)
{
  g_autofree char *due = view->due_on != NULL ? mv_words_date (view->due_on) : NULL;
  g_autofree char *text = NULL;

  if (view->is_unsent)
    text = g_strdup (_ ("Shared. It is sent when you have a network."));
  else if (due != NULL)
    /* Translators: %s is a date */
    text = g_strdup_printf (_ ("Shared. The project answers by %s."), due);
  else
    text = g_strdup (_ ("Shared. The project answers."));
  add_note (self, text, view->may_unshare ? _ ("Undo sharing") : NULL, G_CALLBACK (unshare_cb));
}

static void
show_notes (MvContributionReader *self, const MvContributionView *view, gboolean is_just_shared)
{
  mv_rows_clear (GTK_WIDGET (self->notes));
  if (view->is_own && view->state == MV_STATE_WITHDRAWN)
    add_note (self, _ ("You have withdrawn this. The text is among your drafts."), NULL, NULL);
  else if (view->is_own && (is_just_shared || view->may_unshare))
    add_shared_note (self, view);
  if (view->is_own && view->edit != NULL)
    add_note (self, _ ("You have changed the text. The project sees the old one."),
              _ ("Update what is shared"), G_CALLBACK (update_cb));
  gtk_widget_set_visible (GTK_WIDGET (self->notes),
                          gtk_widget_get_first_child (GTK_WIDGET (self->notes)) != NULL);
}

/* The text, without its first sentence where that is the heading above. */
static void
show_text (MvContributionReader *self, const MvContributionView *view, gboolean has_title_above)
{
  const char *text = mv_record_get_text (view->record, "text");
  g_autofree char *shown = NULL;

  if (text == NULL)
    text = "";
  if (has_title_above && view->title != NULL && g_str_has_prefix (text, view->title))
    {
      text += strlen (view->title);
      while (*text != '\0' && strchr (".!?… \n", *text) != NULL)
        text++;
    }
  shown = view->is_own || *text == '\0' ? g_strdup (text) : g_strdup_printf ("«%s»", text);
  gtk_label_set_label (self->text, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->text), *text != '\0');
}

/* What else was written */

static void
add_part (MvContributionReader *self, const char *heading, const char *text)
{
  GtkWidget *box;

  if (text == NULL || *text == '\0')
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (box), mv_rows_new_heading (heading, 3));
  gtk_box_append (GTK_BOX (box), mv_rows_new_text (text, NULL));
  gtk_box_append (self->more, box);
}

static char *
list_phases (MvRecord *record)
{
  g_auto (GStrv) codes = mv_record_dup_texts (record, "phases");
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      const MvPhase *phase = mv_phases_find (codes[i]);

      if (phase != NULL)
        mv_words_append_part (names, mv_phase_get_name (phase, mv_words_get_language ()));
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
show_more (MvContributionReader *self, const MvContributionView *view)
{
  const char *kind = mv_record_get_text (view->record, "kind");
  g_autofree char *phases = list_phases (view->record);

  mv_rows_clear (GTK_WIDGET (self->more));
  add_part (self, _ ("What I hoped to influence"), mv_record_get_text (view->record, "hoped"));
  add_part (self, _ ("What went well"), mv_record_get_text (view->record, "went_well"));
  add_part (self, _ ("What could be better"), mv_record_get_text (view->record, "could_be_better"));
  add_part (self, _ ("Kind"), kind != NULL ? mv_contribution_kind_name (kind) : NULL);
  add_part (self, _ ("Phase"), phases);
  gtk_widget_set_visible (GTK_WIDGET (self->more),
                          gtk_widget_get_first_child (GTK_WIDGET (self->more)) != NULL);
}

static void
mv_contribution_reader_dispose (GObject *object)
{
  MvContributionReader *self = MV_CONTRIBUTION_READER (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), MV_TYPE_CONTRIBUTION_READER);
  g_hash_table_remove_all (self->drafts);

  G_OBJECT_CLASS (mv_contribution_reader_parent_class)->dispose (object);
}

static void
mv_contribution_reader_finalize (GObject *object)
{
  MvContributionReader *self = MV_CONTRIBUTION_READER (object);

  g_hash_table_unref (self->drafts);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self->today);
  g_free (self->reader);

  G_OBJECT_CLASS (mv_contribution_reader_parent_class)->finalize (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, MV_TYPE_CONTRIBUTION_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/no/medvirk/Medvirk/contributions/mv-contribution-reader.ui");
  gtk_widget_class_bind_template_child (widget_class, MvContributionReader, actions);
  gtk_widget_class_bind_template_child (widget_class, MvContributionReader, byline);
  gtk_widget_class_bind_template_child (widget_class, MvContributionReader, edit);
  gtk_widget_class_bind_template_child (widget_class, MvContributionReader, more);
  gtk_widget_class_bind_template_child (widget_class, MvContributionReader, notes);
  gtk_widget_class_bind_template_child (widget_class, MvContributionReader, send);
  gtk_widget_class_bind_template_child (widget_class, MvContributionReader, send_box);
  gtk_widget_class_bind_template_child (widget_class, MvContributionReader, send_hint);
  gtk_widget_class_bind_template_child (widget_class, MvContributionReader, suggestions);
  gtk_widget_class_bind_template_child (widget_class, MvContributionReader, text);
  gtk_widget_class_bind_template_child (widget_class, MvContributionReader, withdraw);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, withdraw_cb);
}

static void
mv_contribution_reader_class_init (MvContributionReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MV_TYPE_WRAP_BOX);

  object_class->dispose = mv_contribution_reader_dispose;
  object_class->finalize = mv_contribution_reader_finalize;

  signals[SIGNAL_EDIT] = new_signal ("edit");
  signals[SIGNAL_SEND] = new_signal ("send");
  signals[SIGNAL_UNSHARE] = new_signal ("unshare");
  signals[SIGNAL_UPDATE] = new_signal ("update");
  signals[SIGNAL_WITHDRAW] = new_signal ("withdraw");

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, send_shortcut_cb,
                                NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, send_shortcut_cb,
                                NULL);
  bind_template (widget_class);
}

static void
mv_contribution_reader_init (MvContributionReader *self)
{
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mv_contribution_reader_new (const char *today)
{
  MvContributionReader *self = g_object_new (MV_TYPE_CONTRIBUTION_READER, NULL);

  self->today = g_strdup (today);
  return GTK_WIDGET (self);
}

/* @names: (element-type utf8 utf8): names of the people of the project, by uid */
void
mv_contribution_reader_set_names (MvContributionReader *self, GHashTable *names)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_READER (self));

  g_clear_pointer (&self->names, g_hash_table_unref);
  self->names = g_hash_table_ref (names);
}

/**
 * mv_contribution_reader_show:
 * @self: a reader
 * @view: what to show; not kept
 * @has_title_above: the first sentence stands as the page's heading
 * @is_just_shared: the person has shared it a moment ago
 *
 * Answers that are being written stay as they are.
 */
void
mv_contribution_reader_show (MvContributionReader *self,
                             const MvContributionView *view,
                             gboolean has_title_above,
                             gboolean is_just_shared)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_READER (self));

  g_free (self->reader);
  self->reader = mv_contribution_first_name (view);
  show_byline (self, view);
  show_notes (self, view, is_just_shared);
  show_text (self, view, has_title_above);
  mv_contribution_reader_show_suggestions (self, view);
  show_more (self, view);
  gtk_widget_set_visible (self->edit, view->is_own && view->may_change);
  gtk_widget_set_visible (self->withdraw, view->is_own && view->may_change && !view->may_unshare);
  gtk_widget_set_visible (GTK_WIDGET (self->actions), view->is_own && view->may_change);
}

void
mv_contribution_reader_set_folded (MvContributionReader *self, gboolean folded)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_READER (self));

  self->folded = folded;
  mv_wrap_box_set_stacked (self->actions, folded);
  mv_wrap_box_set_stacked (self->send_box, folded);
  mv_contribution_reader_fold_suggestions (self);
}

/* After sharing, the keyboard stands where it can be undone. */
void
mv_contribution_reader_focus_news (MvContributionReader *self)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_READER (self));

  gtk_widget_child_focus (GTK_WIDGET (self->notes), GTK_DIR_TAB_FORWARD);
}
