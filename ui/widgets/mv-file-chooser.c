/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-file-chooser.h"

#include <glib/gi18n.h>

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *file = response == GTK_RESPONSE_ACCEPT
                    ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                    : NULL;

  g_signal_handlers_disconnect_by_func (dialog, response_cb, user_data);
  g_task_return_pointer (task, file, g_object_unref);
  g_object_unref (dialog);
}

/**
 * mv_file_chooser_open_async:
 * @near: a widget of the window that asks
 * @title: what is opened
 * @filter_name: what files of @pattern are called
 * @pattern: such as `*.medvirk`
 * @callback: called when the person has chosen, or does not want to
 * @user_data: for @callback
 *
 * Lets the person choose a file to be read. The desktop asks, so that a sandboxed program sees that
 * file and no other.
 */
void
mv_file_chooser_open_async (GtkWidget *near,
                            const char *title,
                            const char *filter_name,
                            const char *pattern,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (near);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Open"), _ ("Cancel"));
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, mv_file_chooser_open_async);
  gtk_file_filter_set_name (filter, filter_name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * mv_file_chooser_open_finish:
 * @result: as given to the callback
 *
 * Returns: (transfer full) (nullable): the file, or %NULL if the person chose none
 */
GFile *
mv_file_chooser_open_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_file_chooser_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
