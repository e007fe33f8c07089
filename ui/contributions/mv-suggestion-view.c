/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-suggestion-view.h"

#include "mv-accessible.h"
#include "mv-answer-form.h"
#include "mv-contribution-words.h"
#include "mv-rows.h"
#include "mv-words.h"

#include <glib/gi18n.h>

struct _MvSuggestionView
{
  AdwBin parent_instance;

  MvAnswerDraft *draft; /* (owned) (nullable): none for those who do not answer */
  MvRecord *reply;      /* (owned) (nullable) */
  char *reader;         /* (owned) (nullable): first name of who gets the answer */
  guint number;         /* from 1; 0 for the whole contribution */

  GtkLabel *figure;
  GtkLabel *text;
  GtkBox *line;
  GtkBox *body;
  GtkButton *open;
};

typedef enum
{
  SIGNAL_OPENED,
  SIGNAL_LAST,
} MvSuggestionViewSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (MvSuggestionView, mv_suggestion_view, ADW_TYPE_BIN)

static void
show_form (MvSuggestionView *self)
{
  mv_rows_clear (GTK_WIDGET (self->body));
  gtk_box_append (self->body, mv_answer_form_new (self->draft, self->reader));
  gtk_widget_set_visible (GTK_WIDGET (self->open), FALSE);
}

static void
open_cb (MvSuggestionView *self)
{
  if (self->reply != NULL && !mv_answer_draft_is_begun (self->draft))
    mv_answer_draft_load (self->draft, self->reply);
  mv_answer_draft_set_open (self->draft, TRUE);
  show_form (self);
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->body)));
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
mv_suggestion_view_dispose (GObject *object)
{
  MvSuggestionView *self = MV_SUGGESTION_VIEW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), MV_TYPE_SUGGESTION_VIEW);
  g_clear_object (&self->draft);
  g_clear_object (&self->reply);

  G_OBJECT_CLASS (mv_suggestion_view_parent_class)->dispose (object);
}

static void
mv_suggestion_view_finalize (GObject *object)
{
  g_free (MV_SUGGESTION_VIEW (object)->reader);

  G_OBJECT_CLASS (mv_suggestion_view_parent_class)->finalize (object);
}

static void
mv_suggestion_view_class_init (MvSuggestionViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mv_suggestion_view_dispose;
  object_class->finalize = mv_suggestion_view_finalize;

  signals[SIGNAL_OPENED] = g_signal_new ("opened", MV_TYPE_SUGGESTION_VIEW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/no/medvirk/Medvirk/contributions/mv-suggestion-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionView, body);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionView, figure);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionView, line);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionView, open);
  gtk_widget_class_bind_template_child (widget_class, MvSuggestionView, text);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
mv_suggestion_view_init (MvSuggestionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @number: from 1; 0 for an answer to the whole contribution, with @text as its heading */
GtkWidget *
mv_suggestion_view_new (guint number, const char *text)
{
  MvSuggestionView *self = g_object_new (MV_TYPE_SUGGESTION_VIEW, NULL);
  g_autofree char *figure = g_strdup_printf ("%u", number);

  self->number = number;
  gtk_label_set_label (self->figure, figure);
  gtk_widget_set_visible (GTK_WIDGET (self->figure), number > 0);
  gtk_label_set_label (self->text, text);
  return GTK_WIDGET (self);
}

static void
add_paragraph (MvSuggestionView *self, const char *text, const char *css_class)
{
  if (text != NULL && *text != '\0')
    gtk_box_append (self->body, mv_rows_new_text (text, css_class));
}

static char *
say_who_and_when (MvRecord *reply, const char *answerer)
{
  const char *date = mv_record_get_text (reply, "date");
  g_autofree char *day = date != NULL ? mv_words_date (date) : NULL;

  GString *line = g_string_new (NULL);

  mv_words_append_part (line, answerer);
  mv_words_append_part (line, day);
  return g_string_free (line, FALSE);
}

/**
 * mv_suggestion_view_set_answer:
 * @self: a suggestion
 * @reply: the answer
 * @answerer: (nullable): name of who answered
 */
void
mv_suggestion_view_set_answer (MvSuggestionView *self, MvRecord *reply, const char *answerer)
{
  const char *outcome = mv_record_get_text (reply, "outcome");
  g_autofree char *who = say_who_and_when (reply, answerer);
  GtkWidget *chip = gtk_label_new (mv_outcome_name (outcome));
  g_autofree char *changed = NULL;

  g_return_if_fail (MV_IS_SUGGESTION_VIEW (self));

  g_set_object (&self->reply, reply);
  mv_rows_clear (GTK_WIDGET (self->body));
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, mv_outcome_style (outcome));
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_box_append (self->body, chip);
  add_paragraph (self, mv_record_get_text (reply, "reason"), NULL);
  add_paragraph (self, mv_record_get_text (reply, "text"), NULL);
  add_paragraph (self, mv_record_get_text (reply, "changed"), NULL);
  add_paragraph (self, who, "slate");
}

/* For the person who suggested it: there is no answer yet, and that is said. */
void
mv_suggestion_view_set_waiting (MvSuggestionView *self)
{
  GtkWidget *chip = mv_rows_new_chip (_ ("Awaiting answer"), MV_TONE_SLATE);

  g_return_if_fail (MV_IS_SUGGESTION_VIEW (self));

  mv_rows_clear (GTK_WIDGET (self->body));
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_box_append (self->body, chip);
}

/**
 * mv_suggestion_view_set_draft:
 * @self: a suggestion, with its answer set if there is one
 * @draft: the answer that is being written
 * @reader: (nullable): first name of who gets it
 *
 * Lets a person of the team answer.
 */
void
mv_suggestion_view_set_draft (MvSuggestionView *self, MvAnswerDraft *draft, const char *reader)
{
  g_autofree char *label = NULL;

  g_return_if_fail (MV_IS_SUGGESTION_VIEW (self));

  g_set_object (&self->draft, draft);
  g_free (self->reader);
  self->reader = g_strdup (reader);
  if (self->number > 0)
    label = self->reply != NULL ? g_strdup_printf (_ ("Change answer %u"), self->number)
                                : g_strdup_printf (_ ("Answer suggestion %u"), self->number);
  else
    label = g_strdup (self->reply != NULL ? _ ("Change the answer") : _ ("Answer"));
  gtk_button_set_label (self->open, label);
  gtk_widget_set_visible (GTK_WIDGET (self->open), TRUE);
  if (mv_answer_draft_is_open (draft))
    show_form (self);
}

MvAnswerDraft *
mv_suggestion_view_get_draft (MvSuggestionView *self)
{
  g_return_val_if_fail (MV_IS_SUGGESTION_VIEW (self), NULL);

  return self->draft;
}

void
mv_suggestion_view_set_folded (MvSuggestionView *self, gboolean folded)
{
  g_return_if_fail (MV_IS_SUGGESTION_VIEW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->line),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->open), folded ? GTK_ALIGN_FILL : GTK_ALIGN_END);
}

void
mv_suggestion_view_point_at (MvSuggestionView *self, MvAnswerTrouble trouble)
{
  GtkWidget *form;

  g_return_if_fail (MV_IS_SUGGESTION_VIEW (self));

  form = gtk_widget_get_first_child (GTK_WIDGET (self->body));
  if (MV_IS_ANSWER_FORM (form))
    mv_answer_form_point_at (MV_ANSWER_FORM (form), trouble);
}
