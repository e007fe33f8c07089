/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-page-private.h"

#include "mv-answer-draft.h"
#include "mv-conflict.h"
#include "mv-contribution-words.h"
#include "mv-dialogs.h"
#include "mv-trouble.h"

#include <glib/gi18n.h>

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What went wrong stands where the person is looking. */
static void
tell_trouble (MvContributionPage *self, const GError *error, MvTroubleTask task)
{
  g_autofree char *text = mv_trouble_dup_sentence (error, task);

  if (self->editor != NULL)
    mv_contribution_editor_set_trouble (self->editor, text);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", text);
}

static JsonObject *
new_args (MvContributionPage *self)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "contribution", self->id);
  return args;
}

/* Sharing */

static void
shared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  MvContributionPage *self = data;

  if (mv_store_share_finish (MV_STORE (source), result, &error))
    {
      self->is_just_shared = TRUE;
      mv_contribution_page_close_editor (self);
      mv_contribution_page_reload (self);
    }
  else if (!is_cancelled (error))
    tell_trouble (self, error, MV_TROUBLE_ACTING);
}

static void
saved_to_share_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MvContributionPage) self = data;
  g_autoptr (GError) error = NULL;

  if (self->editor == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!mv_contribution_saver_save_finish (MV_CONTRIBUTION_SAVER (source), result, &error))
    {
      tell_trouble (self, error, MV_TROUBLE_SAVING);
      return;
    }
  g_free (self->id);
  self->id = g_strdup (mv_contribution_form_get_id (self->form));
  mv_store_share_async (mv_contribution_page_get_store (self), self->account, self->id,
                        mv_contribution_editor_get_audience (self->editor), self->cancellable,
                        shared_cb, self);
}

static gboolean
check_form (MvContributionPage *self)
{
  MvFormFinding finding;

  if (mv_contribution_form_check (self->form, &finding))
    return TRUE;
  mv_contribution_editor_point_at (self->editor, &finding);
  return FALSE;
}

/* Saves, then shares what was saved; what hinders is said at the field. */
void
mv_contribution_page_share (MvContributionPage *self)
{
  if (check_form (self))
    mv_contribution_saver_save_async (self->saver, self->cancellable, saved_to_share_cb,
                                      g_object_ref (self));
}

static void
saved_to_leave_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MvContributionPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!mv_contribution_saver_save_finish (MV_CONTRIBUTION_SAVER (source), result, &error))
    tell_trouble (self, error, MV_TROUBLE_SAVING);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

void
mv_contribution_page_leave_draft (MvContributionPage *self)
{
  mv_contribution_saver_save_async (self->saver, self->cancellable, saved_to_leave_cb,
                                    g_object_ref (self));
}

/* Updating what is shared */

static void
updated_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  MvContributionPage *self = data;

  if (mv_store_update_shared_finish (MV_STORE (source), result, &error))
    {
      mv_contribution_page_close_editor (self);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                                  _ ("What is shared is updated."));
      mv_contribution_page_reload (self);
    }
  else if (!is_cancelled (error))
    tell_trouble (self, error, MV_TROUBLE_ACTING);
}

static void
update (MvContributionPage *self)
{
  mv_store_update_shared_async (mv_contribution_page_get_store (self), self->account,
                                self->view->edit != NULL ? mv_record_get_id (self->view->edit)
                                                         : mv_record_get_id (self->view->record),
                                self->cancellable, updated_cb, self);
}

static void
saved_to_update_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MvContributionPage) self = data;
  g_autoptr (GError) error = NULL;

  if (self->editor == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (mv_contribution_saver_save_finish (MV_CONTRIBUTION_SAVER (source), result, &error))
    update (self);
  else
    tell_trouble (self, error, MV_TROUBLE_SAVING);
}

void
mv_contribution_page_update (MvContributionPage *self)
{
  if (self->editor == NULL)
    update (self);
  else if (check_form (self))
    mv_contribution_saver_save_async (self->saver, self->cancellable, saved_to_update_cb,
                                      g_object_ref (self));
}

/* Taking back */

static void
command_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  MvContributionPage *self = data;

  if (mv_store_command_finish (MV_STORE (source), result, &error))
    mv_contribution_page_reload (self);
  else if (!is_cancelled (error))
    tell_trouble (self, error, MV_TROUBLE_ACTING);
}

static void
send_command (MvContributionPage *self, const char *name, JsonObject *args)
{
  mv_store_command_async (mv_contribution_page_get_store (self), self->account, name, args,
                          self->id, self->cancellable, command_cb, self);
}

void
mv_contribution_page_unshare (MvContributionPage *self)
{
  g_autoptr (JsonObject) args = new_args (self);

  self->is_just_shared = FALSE;
  send_command (self, "contribution.unshare", args);
}

static void
withdraw_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MvContributionPage) self = data;
  g_autoptr (JsonObject) args = NULL;
  g_autofree char *home = NULL;

  if (!mv_dialogs_ask_finish (result) || g_cancellable_is_cancelled (self->cancellable))
    return;
  args = new_args (self);
  home =
      mv_uuid_new_v7 (mv_session_get_clock (self->session), mv_session_get_random (self->session));
  json_object_set_string_member (args, "home", home);
  send_command (self, "contribution.withdraw", args);
}

void
mv_contribution_page_withdraw (MvContributionPage *self)
{
  mv_dialogs_ask_async (GTK_WIDGET (self), _ ("Withdraw this contribution?"),
                        _ ("The text comes back to you as a draft. The project keeps the date and "
                           "the phase, and what it has answered, but not your words."),
                        _ ("Withdraw"), FALSE, withdraw_asked_cb, g_object_ref (self));
}

/* Somebody in the team has had it open: from now on it cannot be unshared, only withdrawn. */
void
mv_contribution_page_mark_seen (MvContributionPage *self)
{
  g_autoptr (JsonObject) args = new_args (self);

  send_command (self, "contribution.seen", args);
}

/* Answering */

typedef struct
{
  MvContributionPage *page; /* (owned) */
  GPtrArray *answers;       /* (owned) (element-type MvAnswerDraft) */
  guint next;
} Sending;

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->page);
  g_ptr_array_unref (sending->answers);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void send_next (Sending *sending);

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Sending) sending = data;
  g_autoptr (GError) error = NULL;

  if (mv_store_answer_finish (MV_STORE (source), result, &error))
    send_next (g_steal_pointer (&sending));
  else if (!is_cancelled (error))
    tell_trouble (sending->page, error, MV_TROUBLE_ANSWERING);
}

static void
send_next (Sending *sending)
{
  g_autoptr (Sending) owned = sending;
  MvContributionPage *page = sending->page;
  MvAnswerDraft *draft;

  if (sending->next == sending->answers->len)
    {
      if (page->reader != NULL)
        mv_contribution_reader_forget_answers (page->reader);
      mv_contribution_page_reload (page);
      return;
    }
  draft = g_ptr_array_index (sending->answers, sending->next++);
  mv_store_answer_async (mv_contribution_page_get_store (page), page->account, page->id,
                         mv_answer_draft_get_suggestion (draft),
                         mv_answer_draft_get_outcome (draft), mv_answer_draft_get_reason (draft),
                         mv_answer_draft_get_text (draft), page->cancellable, answered_cb,
                         g_steal_pointer (&owned));
}

/* One after another; what is sent before something goes wrong stays sent. */
void
mv_contribution_page_send_answers (MvContributionPage *self)
{
  g_autoptr (GPtrArray) answers = mv_contribution_reader_take_answers (self->reader);
  Sending *sending;

  if (answers == NULL || answers->len == 0)
    return;
  sending = g_new0 (Sending, 1);
  sending->page = g_object_ref (self);
  sending->answers = g_steal_pointer (&answers);
  send_next (sending);
}

/* Two machines */

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  MvContributionPage *self = data;

  if (mv_store_resolve_finish (MV_STORE (source), result, &error))
    mv_contribution_page_reload (self);
  else if (!is_cancelled (error))
    tell_trouble (self, error, MV_TROUBLE_ANSWERING);
}

void
mv_contribution_page_resolve (MvContributionPage *self, MvConflictChoice choice)
{
  MvRecord *here = self->view->edit != NULL ? self->view->edit : self->view->record;
  MvRecord *other = g_ptr_array_index (self->view->siblings, 0);
  const char *drop[] = { mv_record_get_id (other), NULL };
  g_autoptr (MvRecord) keep = NULL;

  switch (choice)
    {
    case MV_CONFLICT_OTHER:
      keep = mv_conflict_use_other (here, other);
      break;
    case MV_CONFLICT_BOTH:
      keep = mv_conflict_keep_both (here, other, mv_session_get_clock (self->session),
                                    mv_session_get_random (self->session));
      break;
    case MV_CONFLICT_HERE:
    default:
      keep = mv_record_copy (here);
      break;
    }
  mv_store_resolve_async (mv_contribution_page_get_store (self), self->account, keep, drop,
                          self->cancellable, resolved_cb, self);
}
