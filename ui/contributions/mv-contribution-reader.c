/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-reader.h"

#include "mv-answer-draft.h"
#include "mv-contribution-row.h"
#include "mv-contribution-words.h"
#include "mv-json.h"
#include "mv-phases.h"
#include "mv-phase-words.h"
#include "mv-rows.h"
#include "mv-stitch-widget.h"
#include "mv-suggestion-view.h"
#include "mv-words.h"
#include "mv-wrap-box.h"

#include <glib/gi18n.h>
#include <string.h>

struct _MvContributionReader
{
  AdwBin parent_instance;

  GHashTable
      *drafts; /* (owned) (element-type utf8 MvAnswerDraft): by suggestion, "" for the whole */
  GHashTable *names; /* (owned) (nullable) (element-type utf8 utf8): of people, by uid */
  char *today;       /* (owned) */
  char *reader;      /* (owned) (nullable): first name of who gets the answers */
  gboolean folded;

  MvWrapBox *byline;
  GtkBox *notes;
  GtkLabel *text;
  GtkBox *suggestions;
  MvWrapBox *send_box;
  GtkButton *send;
  GtkLabel *send_hint;
  GtkBox *more;
  MvWrapBox *actions;
  GtkWidget *edit;
  GtkWidget *withdraw;
};

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

/* The answers that are being written */

static MvAnswerDraft *
get_draft (MvContributionReader *self, const char *suggestion)
{
  const char *key = suggestion != NULL ? suggestion : "";
  MvAnswerDraft *draft = g_hash_table_lookup (self->drafts, key);

  if (draft == NULL)
    {
      draft = mv_answer_draft_new (suggestion);
      g_hash_table_insert (self->drafts, g_strdup (key), draft);
    }
  return draft;
}

static void
count_drafts (MvContributionReader *self, guint *out_n_begun, guint *out_n_untouched)
{
  *out_n_begun = 0;
  *out_n_untouched = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->suggestions));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      MvAnswerDraft *draft = MV_IS_SUGGESTION_VIEW (child)
                                 ? mv_suggestion_view_get_draft (MV_SUGGESTION_VIEW (child))
                                 : NULL;

      if (draft != NULL && mv_answer_draft_is_begun (draft))
        (*out_n_begun)++;
      else if (draft != NULL)
        (*out_n_untouched)++;
    }
}

static void
show_send (MvContributionReader *self)
{
  guint n_begun, n_untouched;
  g_autofree char *label = NULL;
  g_autofree char *hint = NULL;

  count_drafts (self, &n_begun, &n_untouched);
  gtk_widget_set_visible (GTK_WIDGET (self->send_box), n_begun > 0);
  if (n_begun == 0)
    return;
  label = n_begun == 1 ? g_strdup (_ ("Send the answer"))
                       : g_strdup_printf (ngettext ("Send the answer to %u suggestion",
                                                    "Send the answers to %u suggestions", n_begun),
                                          n_begun);
  gtk_button_set_label (self->send, label);
  if (self->reader != NULL)
    /* Translators: %s is the first name of the person who gets the answers */
    hint = g_strdup_printf (n_untouched > 0 ? _ ("%s sees the answer at once. The others can wait.")
                                            : _ ("%s sees the answer at once."),
                            self->reader);
  gtk_label_set_label (self->send_hint, hint != NULL ? hint : "");
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

/* Suggestions and answers */

static const char *
find_name (MvContributionReader *self, MvRecord *reply)
{
  const char *by = mv_record_get_by (reply);

  return self->names != NULL && by != NULL ? g_hash_table_lookup (self->names, by) : NULL;
}

static GtkWidget *
find_suggestion (MvContributionReader *self, guint position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->suggestions));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (MV_IS_SUGGESTION_VIEW (child) && position-- == 0)
      return child;
  return NULL;
}

/* All that the view of a suggestion shows. */
static char *
describe_suggestion (MvContributionReader *self,
                     const MvContributionView *view,
                     const char *id,
                     const char *text,
                     MvRecord *reply)
{
  static const char *const fields[] = { "outcome", "reason", "text", "changed", "date" };
  GString *all = g_string_new (NULL);

  g_string_append_printf (all, "%s\n%s\n%s\n%d %d %d", id, text, self->reader, view->may_answer,
                          view->state == MV_STATE_WITHDRAWN, reply != NULL);
  if (reply == NULL)
    return g_string_free (all, FALSE);
  g_string_append_printf (all, "\n%s", find_name (self, reply));
  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (all, "\n%s", mv_record_get_text (reply, fields[i]));
  return g_string_free (all, FALSE);
}

static GtkWidget *
new_suggestion (MvContributionReader *self,
                const MvContributionView *view,
                guint index,
                const char *id,
                const char *text,
                MvRecord *reply)
{
  GtkWidget *widget = mv_suggestion_view_new (id != NULL ? index + 1 : 0, text);

  if (reply != NULL)
    mv_suggestion_view_set_answer (MV_SUGGESTION_VIEW (widget), reply, find_name (self, reply));
  else if (!view->may_answer && view->state != MV_STATE_WITHDRAWN)
    mv_suggestion_view_set_waiting (MV_SUGGESTION_VIEW (widget));
  if (view->may_answer)
    {
      MvAnswerDraft *draft = get_draft (self, id);

      mv_suggestion_view_set_draft (MV_SUGGESTION_VIEW (widget), draft, self->reader);
      g_signal_connect_object (draft, "changed", G_CALLBACK (show_send), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (widget, "opened", G_CALLBACK (show_send), self, G_CONNECT_SWAPPED);
    }
  mv_suggestion_view_set_folded (MV_SUGGESTION_VIEW (widget), self->folded);
  return widget;
}

/* A view that would look the same stays, with the caret and all in the answer being written. */
static void
put_suggestion (MvContributionReader *self,
                const MvContributionView *view,
                guint position,
                guint index,
                const char *id,
                const char *text)
{
  MvRecord *reply = view->answers != NULL && index < view->answers->len
                        ? g_ptr_array_index (view->answers, index)
                        : NULL;
  g_autofree char *shown = describe_suggestion (self, view, id, text, reply);
  GtkWidget *before = find_suggestion (self, position);
  GtkWidget *widget;

  if (before != NULL && g_strcmp0 (g_object_get_data (G_OBJECT (before), "shown"), shown) == 0)
    return;
  widget = new_suggestion (self, view, index, id, text, reply);
  g_object_set_data_full (G_OBJECT (widget), "shown", g_steal_pointer (&shown), g_free);
  if (before != NULL)
    {
      gtk_box_insert_child_after (self->suggestions, widget, before);
      gtk_box_remove (self->suggestions, before);
      return;
    }
  if (position > 0)
    gtk_box_append (self->suggestions, g_object_new (GTK_TYPE_SEPARATOR, "accessible-role",
                                                     GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (self->suggestions, widget);
}

static void
remove_suggestions_from (MvContributionReader *self, guint position)
{
  GtkWidget *view, *separator;

  while ((view = find_suggestion (self, position)) != NULL)
    {
      separator = gtk_widget_get_prev_sibling (view);
      gtk_box_remove (self->suggestions, view);
      if (separator != NULL)
        gtk_box_remove (self->suggestions, separator);
    }
}

static void
show_suggestions (MvContributionReader *self, const MvContributionView *view)
{
  JsonArray *list = mv_record_get_list (view->record, "suggestions");
  guint n = list != NULL ? json_array_get_length (list) : 0, n_put = 0;
  gboolean has_whole = view->answers != NULL && view->answers->len > 0 &&
                       g_ptr_array_index (view->answers, 0) != NULL;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        put_suggestion (self, view, n_put++, i,
                        mv_json_get_text (json_node_get_object (node), "id"),
                        mv_json_get_text (json_node_get_object (node), "text"));
    }
  if (n == 0 && (has_whole || view->may_answer))
    put_suggestion (self, view, n_put++, 0, NULL, _ ("Answer from the project"));
  remove_suggestions_from (self, n_put);
  gtk_widget_set_visible (GTK_WIDGET (self->suggestions), n_put > 0);
}

/* The team starts with the first that waits, opened: one click less. */
static void
open_first (MvContributionReader *self, const MvContributionView *view)
{
  JsonArray *list = mv_record_get_list (view->record, "suggestions");
  guint n = list != NULL ? json_array_get_length (list) : 0;

  if (!view->may_answer || g_hash_table_size (self->drafts) > 0)
    return;
  if (n == 0 && (view->answers == NULL || view->answers->len == 0 ||
                 g_ptr_array_index (view->answers, 0) == NULL))
    mv_answer_draft_set_open (get_draft (self, NULL), TRUE);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      gboolean is_answered = view->answers != NULL && i < view->answers->len &&
                             g_ptr_array_index (view->answers, i) != NULL;

      if (!is_answered && JSON_NODE_HOLDS_OBJECT (node))
        {
          mv_answer_draft_set_open (
              get_draft (self, mv_json_get_text (json_node_get_object (node), "id")), TRUE);
          return;
        }
    }
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
  open_first (self, view);
  show_suggestions (self, view);
  show_more (self, view);
  show_send (self);
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
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->suggestions));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    if (MV_IS_SUGGESTION_VIEW (child))
      mv_suggestion_view_set_folded (MV_SUGGESTION_VIEW (child), folded);
}

/* Whether there is an answer that has been begun and not sent. */
gboolean
mv_contribution_reader_has_begun (MvContributionReader *self)
{
  guint n_begun, n_untouched;

  g_return_val_if_fail (MV_IS_CONTRIBUTION_READER (self), FALSE);

  count_drafts (self, &n_begun, &n_untouched);
  return n_begun > 0;
}

/**
 * mv_contribution_reader_take_answers:
 * @self: a reader
 *
 * Checks the answers that have been begun. What is wrong with the first that cannot be sent is said
 * under it, and the keyboard moves there; then nothing is sent.
 *
 * Returns: (transfer container) (element-type MvAnswerDraft) (nullable): those to send; %NULL when
 * one of them cannot be
 */
GPtrArray *
mv_contribution_reader_take_answers (MvContributionReader *self)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (MV_IS_CONTRIBUTION_READER (self), NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->suggestions));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      MvAnswerDraft *draft = MV_IS_SUGGESTION_VIEW (child)
                                 ? mv_suggestion_view_get_draft (MV_SUGGESTION_VIEW (child))
                                 : NULL;
      MvAnswerTrouble trouble;

      if (draft == NULL || !mv_answer_draft_is_begun (draft))
        continue;
      trouble = mv_answer_draft_check (draft);
      if (trouble != MV_ANSWER_FINE)
        {
          mv_suggestion_view_point_at (MV_SUGGESTION_VIEW (child), trouble);
          return NULL;
        }
      g_ptr_array_add (answers, g_object_ref (draft));
    }
  return g_steal_pointer (&answers);
}

/* They are sent: what is shown next comes from the store. */
void
mv_contribution_reader_forget_answers (MvContributionReader *self)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_READER (self));

  mv_rows_clear (GTK_WIDGET (self->suggestions));
  g_hash_table_remove_all (self->drafts);
}

/* After sharing, the keyboard stands where it can be undone. */
void
mv_contribution_reader_focus_news (MvContributionReader *self)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_READER (self));

  gtk_widget_child_focus (GTK_WIDGET (self->notes), GTK_DIR_TAB_FORWARD);
}
