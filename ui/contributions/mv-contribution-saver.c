/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-saver.h"

#define PAUSE_MS 1000
#define RETRY_MS 5000

struct _MvContributionSaver
{
  GObject parent_instance;

  MvStore *store;           /* (owned) */
  MvClock *clock;           /* (owned) */
  MvContributionForm *form; /* (owned) */
  char *account;            /* (owned) (nullable): where it is to be kept */
  char *saved_account;      /* (owned) (nullable): where it is kept now */
  GHashTable *saved;        /* (owned) (element-type utf8): bodies that were saved from here */
  GQueue waiting;           /* (element-type GTask) */
  GError *error;            /* (owned) (nullable): of the last attempt */
  gint64 time_us;           /* of the last time it was saved; 0 for never */
  guint timer_id;           /* 0 when no pause is waited for */
  gboolean is_dirty;
  gboolean is_saving;
  gboolean is_stopped;
};

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST,
} MvContributionSaverSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (MvContributionSaver, mv_contribution_saver, G_TYPE_OBJECT)

static void start_saving (MvContributionSaver *self);

static char *
checksum (MvRecord *record)
{
  g_autofree char *body = mv_record_dup_body_text (record);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
}

static void
tell_changed (MvContributionSaver *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
timer_cb (gpointer data)
{
  MvContributionSaver *self = data;

  self->timer_id = 0;
  start_saving (self);
  return G_SOURCE_REMOVE;
}

static void
start_timer (MvContributionSaver *self, guint after_ms)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->timer_id = g_timeout_add (after_ms, timer_cb, self);
}

static void
form_changed_cb (MvContributionSaver *self)
{
  if (self->is_stopped)
    return;
  self->is_dirty = TRUE;
  start_timer (self, PAUSE_MS);
  tell_changed (self);
}

static void
answer_waiting (MvContributionSaver *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
    {
      if (self->error != NULL)
        g_task_return_error (task, g_error_copy (self->error));
      else
        g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

static void
finish_saving (MvContributionSaver *self, GError *error)
{
  self->is_saving = FALSE;
  g_clear_error (&self->error);
  if (error != NULL)
    {
      self->error = error;
      self->is_dirty = TRUE;
      if (!self->is_stopped)
        start_timer (self, RETRY_MS);
    }
  else
    self->time_us = mv_clock_now_us (self->clock);

  if (error == NULL && self->is_dirty && !g_queue_is_empty (&self->waiting))
    start_saving (self);
  else
    answer_waiting (self);
  tell_changed (self);
}

static void
claim_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MvContributionSaver) self = data;
  GError *error = NULL;

  mv_store_save_finish (MV_STORE (source), result, &error);
  finish_saving (self, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MvContributionSaver) self = data;
  g_autoptr (MvRecord) claim = NULL;
  GError *error = NULL;

  if (mv_store_save_finish (MV_STORE (source), result, &error))
    {
      claim = mv_contribution_form_make_claim (self->form);
      if (claim != NULL)
        {
          MvContributionSaver *saver = g_steal_pointer (&self);

          mv_store_save_async (saver->store, saver->saved_account, claim, MV_SAVE_DRAFT, NULL,
                               claim_saved_cb, saver);
          return;
        }
    }
  finish_saving (self, error);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  /* The text stands in the other account by now; the copy here goes with the next tidying. */
  if (!mv_store_remove_finish (MV_STORE (source), result, &error))
    g_debug ("A draft was not taken away where it came from: %s", error->message);
}

/* Another project, on another server, was chosen: the draft moves there. */
static void
move_to_account (MvContributionSaver *self)
{
  if (self->saved_account != NULL)
    {
      mv_store_remove_async (self->store, self->saved_account,
                             mv_contribution_form_get_id (self->form), NULL, removed_cb, NULL);
      mv_contribution_form_renew_id (self->form);
    }
  g_free (self->saved_account);
  self->saved_account = g_strdup (self->account);
}

static void
start_saving (MvContributionSaver *self)
{
  g_autoptr (MvRecord) record = NULL;
  gboolean is_needed = self->time_us != 0 || !mv_contribution_form_is_blank (self->form);

  if (self->is_saving)
    return;
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (!self->is_dirty || !is_needed || self->account == NULL)
    {
      answer_waiting (self);
      return;
    }

  if (g_strcmp0 (self->account, self->saved_account) != 0)
    move_to_account (self);
  record = mv_contribution_form_make_record (self->form);
  self->is_dirty = FALSE;
  self->is_saving = TRUE;
  g_hash_table_add (self->saved, checksum (record));
  mv_contribution_form_set_base (self->form, record);
  mv_store_save_async (self->store, self->saved_account, record, MV_SAVE_DRAFT, NULL, saved_cb,
                       g_object_ref (self));
}

static void
mv_contribution_saver_dispose (GObject *object)
{
  MvContributionSaver *self = MV_CONTRIBUTION_SAVER (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (mv_contribution_saver_parent_class)->dispose (object);
}

static void
mv_contribution_saver_finalize (GObject *object)
{
  MvContributionSaver *self = MV_CONTRIBUTION_SAVER (object);

  g_assert (g_queue_is_empty (&self->waiting));
  g_hash_table_unref (self->saved);
  g_free (self->account);
  g_free (self->saved_account);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (mv_contribution_saver_parent_class)->finalize (object);
}

static void
mv_contribution_saver_class_init (MvContributionSaverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mv_contribution_saver_dispose;
  object_class->finalize = mv_contribution_saver_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MV_TYPE_CONTRIBUTION_SAVER, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mv_contribution_saver_init (MvContributionSaver *self)
{
  g_queue_init (&self->waiting);
  self->saved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

MvContributionSaver *
mv_contribution_saver_new (MvStore *store, MvClock *clock, MvContributionForm *form)
{
  MvContributionSaver *self = g_object_new (MV_TYPE_CONTRIBUTION_SAVER, NULL);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->form = g_object_ref (form);
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* Returns: (nullable): the account that keeps the draft */
const char *
mv_contribution_saver_get_account (MvContributionSaver *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_SAVER (self), NULL);

  return self->account;
}

/* @account: the account of the chosen project. A draft that is already kept in another one moves.
 */
void
mv_contribution_saver_set_account (MvContributionSaver *self, const char *account)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_SAVER (self));

  if (g_strcmp0 (self->account, account) == 0)
    return;
  g_free (self->account);
  self->account = g_strdup (account);
}

/* The form was filled from the store: nothing is unsaved. @time_us: when it was saved, 0 for
 * unknown */
void
mv_contribution_saver_set_saved (MvContributionSaver *self, gint64 time_us)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_SAVER (self));

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_free (self->saved_account);
  self->saved_account = g_strdup (self->account);
  self->is_dirty = FALSE;
  self->time_us = time_us != 0 ? time_us : 1;
  tell_changed (self);
}

MvSaverState
mv_contribution_saver_get_state (MvContributionSaver *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_SAVER (self), MV_SAVER_NOTHING);

  if (self->error != NULL)
    return MV_SAVER_FAILED;
  if (self->is_saving)
    return MV_SAVER_SAVING;
  if (self->time_us == 0 && (!self->is_dirty || mv_contribution_form_is_blank (self->form)))
    return MV_SAVER_NOTHING;
  return self->is_dirty ? MV_SAVER_WAITING : MV_SAVER_SAVED;
}

gboolean
mv_contribution_saver_has_unsaved (MvContributionSaver *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_SAVER (self), FALSE);

  return self->is_dirty || self->is_saving;
}

/* Whether @record is what was saved from here, now or before: then it brings nothing new. */
gboolean
mv_contribution_saver_has_saved (MvContributionSaver *self, MvRecord *record)
{
  g_autofree char *sum = NULL;

  g_return_val_if_fail (MV_IS_CONTRIBUTION_SAVER (self), FALSE);

  sum = checksum (record);
  return g_hash_table_contains (self->saved, sum);
}

/* Returns: µs since 1970, 1 or less when the time is not known */
gint64
mv_contribution_saver_get_time (MvContributionSaver *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_SAVER (self), 0);

  return self->time_us;
}

const GError *
mv_contribution_saver_get_error (MvContributionSaver *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_SAVER (self), NULL);

  return self->error;
}

/* The person left a field: no reason to wait longer. */
void
mv_contribution_saver_pause (MvContributionSaver *self)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_SAVER (self));

  if (self->is_dirty && !self->is_stopped)
    start_saving (self);
}

/* What stands in the form is no draft any more: it was shared, or taken away. */
void
mv_contribution_saver_stop (MvContributionSaver *self)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_SAVER (self));

  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->is_stopped = TRUE;
  self->is_dirty = FALSE;
}

/**
 * mv_contribution_saver_save_async:
 *
 * Saves what is not saved and finishes when all is, at once if there is nothing. The saver lives
 * until then, also if the page is gone. Fails with the store's error; what stands in the form stays
 * unsaved and is tried again.
 */
void
mv_contribution_saver_save_async (MvContributionSaver *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (MV_IS_CONTRIBUTION_SAVER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mv_contribution_saver_save_async);
  g_queue_push_tail (&self->waiting, task);
  start_saving (self);
}

gboolean
mv_contribution_saver_save_finish (MvContributionSaver *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_contribution_saver_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
