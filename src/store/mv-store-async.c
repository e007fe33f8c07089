/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-json.h"

/* The store from the main thread, which never waits for a disk. */

/* Any function */

typedef struct
{
  MvStoreFunc func;
  gpointer data;              /* (owned) by @free_data */
  GDestroyNotify free_data;   /* (nullable) */
  GDestroyNotify free_result; /* (nullable) */
} MvStoreJob;

static void
mv_store_job_free (MvStoreJob *self)
{
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

static void
run_job_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  MvStoreJob *job = task_data;
  GError *error = NULL;
  gpointer result = job->func (source, job->data, &error);

  if (error != NULL)
    {
      mv_store_translate_error (&error);
      mv_store_note_damage (source, error);
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, result, job->free_result);
}

static void
start_job (MvStore *self,
           gboolean for_writing,
           gpointer source_tag,
           MvStoreJob *job,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, job, (GDestroyNotify) mv_store_job_free);
  /* The executors may have ended with the store. */
  if (mv_store_is_closed (self))
    {
      g_task_return_new_error (task, MV_STORE_ERROR, MV_STORE_ERROR_CLOSED, "The store is closed");
      return;
    }
  mv_executor_run_task (mv_store_get_executor (self, for_writing), task, run_job_cb);
}

static MvStoreJob *
make_job (MvStoreFunc func, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result)
{
  MvStoreJob *job = g_new0 (MvStoreJob, 1);

  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->free_result = free_result;
  return job;
}

/**
 * mv_store_read_async:
 * @self: a store
 * @func: runs on the reading executor; returns %NULL with an error set, or its result
 * @data: given to @func
 * @free_data: (nullable): frees @data, in the main thread
 * @free_result: (nullable): frees the result if nobody takes it
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context; it calls mv_store_run_finish()
 * @user_data: given to @callback
 *
 * Runs @func where reading is done.
 */
void
mv_store_read_async (MvStore *self,
                     MvStoreFunc func,
                     gpointer data,
                     GDestroyNotify free_data,
                     GDestroyNotify free_result,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (MV_IS_STORE (self) && func != NULL);

  start_job (self, FALSE, mv_store_run_finish, make_job (func, data, free_data, free_result),
             cancellable, callback, user_data);
}

/**
 * mv_store_write_async:
 * @self: a store
 * @func: runs on the writing executor; see mv_store_read_async()
 * @data: given to @func
 * @free_data: (nullable): frees @data
 * @free_result: (nullable): frees the result if nobody takes it
 * @cancellable: (nullable): what stops it, as long as it has not begun
 * @callback: called in the caller's main context
 * @user_data: given to @callback
 *
 * Runs @func where writing is done.
 */
void
mv_store_write_async (MvStore *self,
                      MvStoreFunc func,
                      gpointer data,
                      GDestroyNotify free_data,
                      GDestroyNotify free_result,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (MV_IS_STORE (self) && func != NULL);

  start_job (self, TRUE, mv_store_run_finish, make_job (func, data, free_data, free_result),
             cancellable, callback, user_data);
}

/**
 * mv_store_run_finish:
 * @self: a store
 * @result: what the callback was given
 *
 * Returns: (transfer full): what the function returned; %NULL on error
 */
gpointer
mv_store_run_finish (MvStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_store_run_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What a person does */

typedef struct
{
  char *account;
  char *id;         /* (nullable): record, contribution or edit */
  char *name;       /* (nullable): command, or audience of a sharing */
  MvRecord *record; /* (owned) (nullable) */
  MvSaveFlags flags;
  JsonObject *args; /* (owned) (nullable) */
  GStrv drop;       /* (nullable) */
  char *suggestion; /* (nullable) */
  char *outcome;    /* (nullable) */
  char *reason;     /* (nullable) */
  char *text;       /* (nullable) */
  gboolean is_favourite;
} MvAct;

static void
mv_act_free (MvAct *self)
{
  g_free (self->account);
  g_free (self->id);
  g_free (self->name);
  g_clear_object (&self->record);
  g_clear_pointer (&self->args, json_object_unref);
  g_strfreev (self->drop);
  g_free (self->suggestion);
  g_free (self->outcome);
  g_free (self->reason);
  g_free (self->text);
  g_free (self);
}

static MvAct *
mv_act_new (const char *account, const char *id)
{
  MvAct *act = g_new0 (MvAct, 1);

  act->account = g_strdup (account);
  act->id = g_strdup (id);
  return act;
}

static void
start_act (MvStore *self,
           MvStoreFunc func,
           MvAct *act,
           gpointer source_tag,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  start_job (self, TRUE, source_tag, make_job (func, act, (GDestroyNotify) mv_act_free, NULL),
             cancellable, callback, user_data);
}

static gboolean
finish_act (MvStore *self, GAsyncResult *result, gpointer source_tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

static gpointer
run_save (MvStore *self, gpointer data, GError **error)
{
  MvAct *act = data;

  return GINT_TO_POINTER (mv_store_save (self, act->account, act->record, act->flags, error));
}

/* The record is copied, so that the page may go on changing its own. */
void
mv_store_save_async (MvStore *self,
                     const char *account,
                     MvRecord *record,
                     MvSaveFlags flags,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  MvAct *act = mv_act_new (account, NULL);

  act->record = mv_record_copy (record);
  act->flags = flags;
  start_act (self, run_save, act, mv_store_save_async, cancellable, callback, user_data);
}

gboolean
mv_store_save_finish (MvStore *self, GAsyncResult *result, GError **error)
{
  return finish_act (self, result, mv_store_save_async, error);
}

static gpointer
run_share (MvStore *self, gpointer data, GError **error)
{
  MvAct *act = data;

  return GINT_TO_POINTER (mv_store_share (self, act->account, act->id, act->name, error));
}

void
mv_store_share_async (MvStore *self,
                      const char *account,
                      const char *contribution,
                      const char *audience,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  MvAct *act = mv_act_new (account, contribution);

  act->name = g_strdup (audience);
  start_act (self, run_share, act, mv_store_share_async, cancellable, callback, user_data);
}

gboolean
mv_store_share_finish (MvStore *self, GAsyncResult *result, GError **error)
{
  return finish_act (self, result, mv_store_share_async, error);
}

static gpointer
run_command (MvStore *self, gpointer data, GError **error)
{
  MvAct *act = data;

  return GINT_TO_POINTER (
      mv_store_command (self, act->account, act->name, act->args, act->id, error));
}

void
mv_store_command_async (MvStore *self,
                        const char *account,
                        const char *name,
                        JsonObject *args,
                        const char *id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  MvAct *act = mv_act_new (account, id);

  act->name = g_strdup (name);
  act->args = mv_json_object_copy (args);
  start_act (self, run_command, act, mv_store_command_async, cancellable, callback, user_data);
}

gboolean
mv_store_command_finish (MvStore *self, GAsyncResult *result, GError **error)
{
  return finish_act (self, result, mv_store_command_async, error);
}

static gpointer
run_remove (MvStore *self, gpointer data, GError **error)
{
  MvAct *act = data;

  return GINT_TO_POINTER (mv_store_remove (self, act->account, act->id, error));
}

void
mv_store_remove_async (MvStore *self,
                       const char *account,
                       const char *id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  start_act (self, run_remove, mv_act_new (account, id), mv_store_remove_async, cancellable,
             callback, user_data);
}

gboolean
mv_store_remove_finish (MvStore *self, GAsyncResult *result, GError **error)
{
  return finish_act (self, result, mv_store_remove_async, error);
}

static gpointer
run_restore (MvStore *self, gpointer data, GError **error)
{
  MvAct *act = data;

  return GINT_TO_POINTER (mv_store_restore (self, act->account, act->id, error));
}

void
mv_store_restore_async (MvStore *self,
                        const char *account,
                        const char *id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  start_act (self, run_restore, mv_act_new (account, id), mv_store_restore_async, cancellable,
             callback, user_data);
}

gboolean
mv_store_restore_finish (MvStore *self, GAsyncResult *result, GError **error)
{
  return finish_act (self, result, mv_store_restore_async, error);
}

static gpointer
run_update_shared (MvStore *self, gpointer data, GError **error)
{
  MvAct *act = data;

  return GINT_TO_POINTER (mv_store_update_shared (self, act->account, act->id, error));
}

void
mv_store_update_shared_async (MvStore *self,
                              const char *account,
                              const char *edit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  start_act (self, run_update_shared, mv_act_new (account, edit), mv_store_update_shared_async,
             cancellable, callback, user_data);
}

gboolean
mv_store_update_shared_finish (MvStore *self, GAsyncResult *result, GError **error)
{
  return finish_act (self, result, mv_store_update_shared_async, error);
}

static gpointer
run_answer (MvStore *self, gpointer data, GError **error)
{
  MvAct *act = data;

  return GINT_TO_POINTER (mv_store_answer (self, act->account, act->id, act->suggestion,
                                           act->outcome, act->reason, act->text, error));
}

void
mv_store_answer_async (MvStore *self,
                       const char *account,
                       const char *contribution,
                       const char *suggestion,
                       const char *outcome,
                       const char *reason,
                       const char *text,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  MvAct *act = mv_act_new (account, contribution);

  act->suggestion = g_strdup (suggestion);
  act->outcome = g_strdup (outcome);
  act->reason = g_strdup (reason);
  act->text = g_strdup (text);
  start_act (self, run_answer, act, mv_store_answer_async, cancellable, callback, user_data);
}

gboolean
mv_store_answer_finish (MvStore *self, GAsyncResult *result, GError **error)
{
  return finish_act (self, result, mv_store_answer_async, error);
}

static gpointer
run_mark_read (MvStore *self, gpointer data, GError **error)
{
  MvAct *act = data;

  return GINT_TO_POINTER (mv_store_mark_read (self, act->account, act->id, error));
}

void
mv_store_mark_read_async (MvStore *self,
                          const char *account,
                          const char *target,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  start_act (self, run_mark_read, mv_act_new (account, target), mv_store_mark_read_async,
             cancellable, callback, user_data);
}

gboolean
mv_store_mark_read_finish (MvStore *self, GAsyncResult *result, GError **error)
{
  return finish_act (self, result, mv_store_mark_read_async, error);
}

static gpointer
run_set_favourite (MvStore *self, gpointer data, GError **error)
{
  MvAct *act = data;

  return GINT_TO_POINTER (
      mv_store_set_favourite (self, act->account, act->id, act->is_favourite, error));
}

void
mv_store_set_favourite_async (MvStore *self,
                              const char *account,
                              const char *target,
                              gboolean is_favourite,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  MvAct *act = mv_act_new (account, target);

  act->is_favourite = is_favourite;
  start_act (self, run_set_favourite, act, mv_store_set_favourite_async, cancellable, callback,
             user_data);
}

gboolean
mv_store_set_favourite_finish (MvStore *self, GAsyncResult *result, GError **error)
{
  return finish_act (self, result, mv_store_set_favourite_async, error);
}

static gpointer
run_resolve (MvStore *self, gpointer data, GError **error)
{
  MvAct *act = data;

  return GINT_TO_POINTER (
      mv_store_resolve (self, act->account, act->record, (const char *const *) act->drop, error));
}

void
mv_store_resolve_async (MvStore *self,
                        const char *account,
                        MvRecord *keep,
                        const char *const *drop,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  MvAct *act = mv_act_new (account, NULL);

  act->record = mv_record_copy (keep);
  act->drop = g_strdupv ((char **) drop);
  start_act (self, run_resolve, act, mv_store_resolve_async, cancellable, callback, user_data);
}

gboolean
mv_store_resolve_finish (MvStore *self, GAsyncResult *result, GError **error)
{
  return finish_act (self, result, mv_store_resolve_async, error);
}
