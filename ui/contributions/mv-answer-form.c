/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-answer-form.h"

#include "mv-accessible.h"
#include "mv-contribution-words.h"
#include "mv-form-row.h"
#include "mv-text-area.h"
#include "mv-wrap-box.h"

#include <glib/gi18n.h>

struct _MvAnswerForm
{
  AdwBin parent_instance;

  MvAnswerDraft *draft; /* (owned) */
  char *reader;         /* (owned) (nullable): first name of who reads the answer */

  GtkWidget *outcomes;
  MvFormRow *sentence_row;
  MvTextArea *sentence;
  GtkWidget *first; /* (unowned): first button of the outcomes */
  GtkLabel *error;
};

G_DEFINE_FINAL_TYPE (MvAnswerForm, mv_answer_form, ADW_TYPE_BIN)

static char *
ask_for_sentence (MvAnswerForm *self, const char *outcome)
{
  if (mv_outcome_is_explained (outcome))
    /* Translators: %s is the first name of the person who gets the answer */
    return self->reader != NULL ? g_strdup_printf (_ ("Why? %s reads this."), self->reader)
                                : g_strdup (_ ("Why?"));
  /* Translators: %s is the first name of the person who gets the answer */
  return self->reader != NULL
             ? g_strdup_printf (_ ("What did you do? %s reads this."), self->reader)
             : g_strdup (_ ("What did you do?"));
}

/* The sentence is asked for when there is an outcome to say something about. */
static void
show_sentence (MvAnswerForm *self)
{
  const char *outcome = mv_answer_draft_get_outcome (self->draft);

  gtk_widget_set_visible (GTK_WIDGET (self->sentence_row), outcome != NULL);
  if (outcome != NULL)
    {
      g_autofree char *question = ask_for_sentence (self, outcome);

      g_object_set (self->sentence_row, "label", question, NULL);
    }
}

static void
outcome_toggled_cb (MvAnswerForm *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  mv_answer_draft_set_outcome (self->draft, gtk_widget_get_name (GTK_WIDGET (button)));
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  mv_form_row_set_error (self->sentence_row, NULL);
  show_sentence (self);
}

static void
sentence_changed_cb (MvAnswerForm *self)
{
  g_autofree char *text = NULL;

  if (self->draft == NULL)
    return;
  text = mv_text_area_dup_text (self->sentence);
  mv_answer_draft_set_sentence (self->draft, text);
  mv_form_row_set_error (self->sentence_row, NULL);
}

static gboolean
mv_answer_form_grab_focus (GtkWidget *widget)
{
  MvAnswerForm *self = MV_ANSWER_FORM (widget);

  return gtk_widget_grab_focus (self->first);
}

static void
mv_answer_form_dispose (GObject *object)
{
  MvAnswerForm *self = MV_ANSWER_FORM (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), MV_TYPE_ANSWER_FORM);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (mv_answer_form_parent_class)->dispose (object);
}

static void
mv_answer_form_finalize (GObject *object)
{
  g_free (MV_ANSWER_FORM (object)->reader);

  G_OBJECT_CLASS (mv_answer_form_parent_class)->finalize (object);
}

static void
mv_answer_form_class_init (MvAnswerFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MV_TYPE_FORM_ROW);
  g_type_ensure (MV_TYPE_TEXT_AREA);
  g_type_ensure (MV_TYPE_WRAP_BOX);

  object_class->dispose = mv_answer_form_dispose;
  object_class->finalize = mv_answer_form_finalize;
  widget_class->grab_focus = mv_answer_form_grab_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/no/medvirk/Medvirk/contributions/mv-answer-form.ui");
  gtk_widget_class_bind_template_child (widget_class, MvAnswerForm, error);
  gtk_widget_class_bind_template_child (widget_class, MvAnswerForm, outcomes);
  gtk_widget_class_bind_template_child (widget_class, MvAnswerForm, sentence);
  gtk_widget_class_bind_template_child (widget_class, MvAnswerForm, sentence_row);
  gtk_widget_class_bind_template_callback (widget_class, sentence_changed_cb);
}

static void
mv_answer_form_init (MvAnswerForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_outcome (MvAnswerForm *self, const char *code)
{
  GtkWidget *button =
      g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, "label",
                    mv_outcome_name (code), NULL);

  gtk_widget_set_name (button, code);
  mv_accessible_follow_choice (GTK_TOGGLE_BUTTON (button));
  gtk_widget_add_css_class (button, "choice");
  if (self->first == NULL)
    self->first = button;
  else
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (self->first));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                g_strcmp0 (code, mv_answer_draft_get_outcome (self->draft)) == 0);
  g_signal_connect_object (button, "toggled", G_CALLBACK (outcome_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  mv_wrap_box_append (MV_WRAP_BOX (self->outcomes), button);
}

/* @reader: (nullable): first name of the person who gets the answer */
GtkWidget *
mv_answer_form_new (MvAnswerDraft *draft, const char *reader)
{
  MvAnswerForm *self = g_object_new (MV_TYPE_ANSWER_FORM, NULL);
  const char *const *codes = mv_outcomes ();

  self->reader = g_strdup (reader);
  mv_text_area_set_text (self->sentence, mv_answer_draft_get_sentence (draft));
  self->draft = g_object_ref (draft);
  for (int i = 0; codes[i] != NULL; i++)
    add_outcome (self, codes[i]);
  show_sentence (self);
  return GTK_WIDGET (self);
}

MvAnswerDraft *
mv_answer_form_get_draft (MvAnswerForm *self)
{
  g_return_val_if_fail (MV_IS_ANSWER_FORM (self), NULL);

  return self->draft;
}

/* Says what is lacking, where it is lacking, and moves the keyboard there. */
void
mv_answer_form_point_at (MvAnswerForm *self, MvAnswerTrouble trouble)
{
  g_return_if_fail (MV_IS_ANSWER_FORM (self));

  gtk_widget_set_visible (GTK_WIDGET (self->error), trouble == MV_ANSWER_NO_OUTCOME);
  if (trouble == MV_ANSWER_NO_OUTCOME)
    {
      gtk_widget_grab_focus (self->first);
      return;
    }
  if (trouble == MV_ANSWER_NO_REASON)
    mv_form_row_set_error (self->sentence_row,
                           _ ("Write why, in one sentence. This answer is not sent without it."));
  else if (trouble == MV_ANSWER_IDENTITY_NUMBER)
    mv_form_row_set_error (
        self->sentence_row,
        _ ("This looks like a national identity number. Remove it before you send."));
  else if (trouble == MV_ANSWER_TOO_LONG)
    mv_form_row_set_error (self->sentence_row, _ ("The answer is too long to send. Shorten it."));
  gtk_widget_grab_focus (GTK_WIDGET (self->sentence));
}
