/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-reader-private.h"

#include "mv-json.h"
#include "mv-rows.h"
#include "mv-suggestion-view.h"

#include <glib/gi18n.h>

/* The suggestions of a contribution, what became of each, and the answers that are being written.
 */

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
put_suggestions (MvContributionReader *self, const MvContributionView *view)
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

void
mv_contribution_reader_show_suggestions (MvContributionReader *self, const MvContributionView *view)
{
  open_first (self, view);
  put_suggestions (self, view);
  show_send (self);
}

void
mv_contribution_reader_fold_suggestions (MvContributionReader *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->suggestions));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    if (MV_IS_SUGGESTION_VIEW (child))
      mv_suggestion_view_set_folded (MV_SUGGESTION_VIEW (child), self->folded);
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
