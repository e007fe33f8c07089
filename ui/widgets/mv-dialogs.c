/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-dialogs.h"

#include "mv-accessible.h"

#include <glib/gi18n.h>

static GtkWindow *
find_window (GtkWidget *near)
{
  GtkRoot *root = near != NULL ? gtk_widget_get_root (near) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* GTK names a button with a mnemonic twice: as itself, and by the label in it. */
static void
name_buttons (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    mv_accessible_set_only_label (widget, gtk_button_get_label (GTK_BUTTON (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}

static void
show (GtkWidget *dialog)
{
  name_buttons (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * mv_dialogs_tell:
 * @near: (nullable): a widget of the window that the message belongs to
 * @heading: what happened, as a short sentence
 * @body: what it means for the person's texts, and what to do
 *
 * Shows a message that must be read.
 */
void
mv_dialogs_tell (GtkWidget *near, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (find_window (near), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  show (dialog);
}

static void
ask_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, g_strcmp0 (response, "yes") == 0);
}

/**
 * mv_dialogs_ask_async:
 * @near: (nullable): a widget of the window that the question belongs to
 * @heading: the question
 * @body: what each answer means
 * @yes_label: the button that goes on, with a verb
 * @is_destructive: something is lost by going on
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks before something that cannot be undone.
 */
void
mv_dialogs_ask_async (GtkWidget *near,
                      const char *heading,
                      const char *body,
                      const char *yes_label,
                      gboolean is_destructive,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  AdwMessageDialog *dialog =
      ADW_MESSAGE_DIALOG (adw_message_dialog_new (find_window (near), heading, body));

  g_task_set_source_tag (task, mv_dialogs_ask_async);
  adw_message_dialog_add_responses (dialog, "no", _ ("Cancel"), "yes", yes_label, NULL);
  adw_message_dialog_set_close_response (dialog, "no");
  adw_message_dialog_set_response_appearance (
      dialog, "yes", is_destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  /* The dialog answers exactly once, also when it is closed, and takes the task with it. */
  g_signal_connect (dialog, "response", G_CALLBACK (ask_response_cb), g_steal_pointer (&task));
  show (GTK_WIDGET (dialog));
}

/**
 * mv_dialogs_ask_finish:
 * @result: as given to the callback
 *
 * Returns: whether the person wants to go on
 */
gboolean
mv_dialogs_ask_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_dialogs_ask_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
