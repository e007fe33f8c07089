/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-example.h"

#include "mv-backend.h"
#include "mv-json.h"

#define PAGE_RESOURCE "/no/medvirk/Medvirk/example.ndjson"
#define ACCOUNT "example"
#define DEVICE "01930000-0000-7000-8000-0000000000e1"
/* A name that no network has; and there is no transport that could try it. */
#define SERVER "https://example.invalid"
/* The day on which the demo happens. */
#define NOW "2026-11-23T10:32:00+01:00"

/* The person is whom the page has an account record of. */
static JsonObject *
find_person (GBytes *bytes, GError **error)
{
  size_t length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (MvPage) page = mv_page_decode (text, length);

  for (guint i = 0; i < page->rows->len; i++)
    {
      const MvLine *line = g_ptr_array_index (page->rows, i);

      if (g_strcmp0 (line->kind, "account") == 0)
        return mv_json_parse_object (line->body, -1, MV_RECORD_MAX_BYTES, error);
    }
  g_set_error_literal (error, MV_STORE_ERROR, MV_STORE_ERROR_FAILED, "the example has no person");
  return NULL;
}

static gboolean
fill_in (MvStore *store, GBytes *bytes, GError **error)
{
  g_autoptr (JsonObject) person = find_person (bytes, error);
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();
  MvAccount account = { .key = (char *) ACCOUNT,
                        .server = (char *) SERVER,
                        .device = (char *) DEVICE };
  MvPulled pulled;

  if (person == NULL)
    return FALSE;
  account.uid = (char *) mv_json_get_text (person, "uid");
  account.name = (char *) mv_json_get_text (person, "name");
  g_ptr_array_add (answers, bytes);
  return mv_store_add_account (store, &account, error) &&
         mv_store_apply_answers (store, ACCOUNT, answers, &pulled, error);
}

/* What was tried out the last time is still there. */
static gpointer
fill_on_writer (MvStore *store, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) accounts = mv_store_list_accounts (store, error);
  g_autoptr (GBytes) bytes = NULL;

  if (accounts == NULL)
    return NULL;
  if (accounts->len > 0)
    return store;

  bytes = g_resources_lookup_data (PAGE_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  return bytes != NULL && fill_in (store, bytes, error) ? store : NULL;
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MvSession *session = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (mv_store_run_finish (MV_STORE (source), result, &error) != NULL)
    {
      g_task_return_pointer (task, g_object_ref (session), g_object_unref);
      return;
    }
  mv_backend_close (session);
  g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * mv_example_open_async:
 * @profile: whose example it is; it lies in a folder of its own there
 * @cancellable: (nullable): cancels
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Opens the example, and makes it where it is opened for the first time.
 *
 * Fails with the errors of mv_backend_open_at() and %MV_STORE_ERROR. What the person has is not
 * touched.
 */
void
mv_example_open_async (const MvProfile *profile,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvProfile) own = mv_profile_new_example (profile, &error);
  g_autoptr (MvClock) clock = NULL;
  g_autofree char *notice = NULL;
  MvSession *session = NULL;
  gint64 now_us = 0;

  g_task_set_source_tag (task, mv_example_open_async);
  mv_time_from_text (NOW, &now_us);
  clock = mv_clock_system_new_at (now_us);
  if (own != NULL)
    session = mv_backend_open_at (own, clock, &notice, &error);
  if (session == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  mv_session_set_is_example (session, TRUE);
  g_task_set_task_data (task, session, g_object_unref);
  mv_store_write_async (mv_session_get_store (session), fill_on_writer, NULL, NULL, NULL,
                        cancellable, filled_cb, g_steal_pointer (&task));
}

/**
 * mv_example_open_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full): a session without exchange, to be closed with mv_backend_close(), or
 * %NULL on error
 */
MvSession *
mv_example_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_example_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
