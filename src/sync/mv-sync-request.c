/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-sync-request.h"

#include "mv-sync-follow.h"

/*
 * The steps, each begun by the callback of the one before: prepare_on_writer, send, (for a new
 * device identity: keep its key,) take_on_writer. Until the last one a cancelled request is simply
 * let go: what it asked for can be asked for again.
 *
 * A pull whose answer says that there is more goes on by itself for some pages: the next one is
 * fetched while the writer takes in those that are here. So a long way to the server costs little,
 * and the faster the pages come, the more of them share a transaction. It ends after MAX_PAGES or
 * MAX_LENGTH_US all the same, so that what the person has written meanwhile gets its turn.
 */
#define MAX_PAGES 60
#define MAX_LENGTH_US (3 * G_USEC_PER_SEC)
/* So much may wait for the writer before the next page is asked for. */
#define MAX_WAITING_BYTES (6 * 1024 * 1024)

typedef struct
{
  MvSyncExchange *exchange; /* (owned) */
  MvTransport *transport;   /* (owned) */
  MvSecrets *secrets;       /* (owned) (nullable) */
  MvSyncLane lane;
  guint wait_s;
  MvRequest *request;     /* (owned) (nullable): the one under way, or the next */
  MvAnswer *answer;       /* (owned) (nullable): the last one */
  GError *failure;        /* (owned) (nullable): why there is no answer */
  GPtrArray *waiting;     /* (owned) (element-type MvAnswer): pages that came before it */
  GPtrArray *taken;       /* (owned) (element-type MvAnswer): those that the writer has now */
  MvSyncOutcome *outcome; /* (owned) (nullable): until it is returned */
  gsize n_waiting_bytes;
  guint n_pages;
  gint64 began_us;
  gboolean is_sending;
  gboolean is_taking;
  gboolean is_stopped;  /* a page could not be taken: the outcome says why */
  gboolean is_last;     /* nothing more is to be sent */
  gboolean is_returned; /* what still comes is let go */
} Job;

static void
job_free (Job *self)
{
  g_clear_object (&self->exchange);
  g_clear_object (&self->transport);
  g_clear_object (&self->secrets);
  g_clear_pointer (&self->request, mv_request_free);
  g_clear_pointer (&self->answer, mv_answer_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->outcome, mv_sync_outcome_free);
  g_free (self);
}

/**
 * mv_sync_outcome_free:
 * @self: (nullable) (transfer full): an outcome
 */
void
mv_sync_outcome_free (MvSyncOutcome *self)
{
  if (self == NULL)
    return;

  g_clear_error (&self->error);
  g_free (self);
}

static void
look (Job *self)
{
  g_autoptr (GError) error = NULL;

  self->outcome->has_facts = mv_sync_exchange_look (self->exchange, &self->outcome->facts, &error);
  if (!self->outcome->has_facts)
    g_debug ("cannot read the account: %s", error->message);
}

/* The executor itself refused, as it does when the store is closed. */
static void
set_store_failed (Job *self, GError *error)
{
  self->outcome->event = (MvSyncEvent){ .type = MV_SYNC_EVENT_FAILED,
                                        .lane = self->lane,
                                        .failure = mv_sync_failure_from_error (error) };
  g_clear_error (&self->outcome->error);
  self->outcome->error = error;
}

static gboolean
return_if_cancelled (GTask *task)
{
  Job *self = g_task_get_task_data (task);

  if (!self->is_returned)
    self->is_returned = g_task_return_error_if_cancelled (task);
  return self->is_returned;
}

static void
return_outcome (GTask *task)
{
  Job *self = g_task_get_task_data (task);

  self->is_returned = TRUE;
  g_task_return_pointer (task, g_steal_pointer (&self->outcome),
                         (GDestroyNotify) mv_sync_outcome_free);
}

static gpointer
take_on_writer (MvStore *store, gpointer data, GError **error)
{
  Job *self = data;

  mv_sync_exchange_take (self->exchange, self->lane, self->answer, self->failure,
                         &self->outcome->event, &self->outcome->error);
  look (self);

  return self;
}

static void
taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (mv_store_run_finish (MV_STORE (object), result, &error) == NULL)
    set_store_failed (g_task_get_task_data (task), g_steal_pointer (&error));
  return_outcome (task);
}

/* @task: (transfer full) */
static void
take (GTask *task)
{
  Job *self = g_task_get_task_data (task);

  mv_store_write_async (mv_sync_exchange_get_store (self->exchange), take_on_writer, self, NULL,
                        NULL, NULL, taken_cb, task);
}

static void go_on (GTask *task);

static gpointer
take_pages_on_writer (MvStore *store, gpointer data, GError **error)
{
  Job *self = data;

  self->is_stopped = !mv_sync_exchange_take_pages (self->exchange, self->taken,
                                                   &self->outcome->event, &self->outcome->error);
  if (self->is_stopped)
    look (self);

  return self;
}

static void
pages_taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->is_taking = FALSE;
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  if (mv_store_run_finish (MV_STORE (object), result, &error) == NULL)
    {
      set_store_failed (self, g_steal_pointer (&error));
      self->is_stopped = TRUE;
    }

  if (return_if_cancelled (task))
    return;
  if (self->is_stopped)
    return_outcome (task);
  else
    go_on (task);
}

static void
take_pages (GTask *task)
{
  Job *self = g_task_get_task_data (task);

  self->is_taking = TRUE;
  self->taken = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_answer_free);
  self->n_waiting_bytes = 0;
  mv_store_write_async (mv_sync_exchange_get_store (self->exchange), take_pages_on_writer, self,
                        NULL, NULL, NULL, pages_taken_cb, g_object_ref (task));
}

static void
key_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *self = g_task_get_task_data (task);

  /* A new identity without its key would lock the person out at the next start: ask again later. */
  if (!mv_secrets_store_finish (MV_SECRETS (object), result, &self->failure))
    g_clear_pointer (&self->answer, mv_answer_free);
  take (g_steal_pointer (&task));
}

/* If the answer says what to ask for next, it waits for the writer and the pull goes on. */
static gboolean
follow (Job *self, MvAnswer **answer)
{
  gint64 now_us = mv_clock_now_us (mv_sync_exchange_get_clock (self->exchange));
  MvRequest *next;

  if (self->lane != MV_SYNC_LANE_PULL || *answer == NULL)
    return FALSE;
  /* What a parked pull has waited for its first answer does not count. */
  if (self->n_pages++ == 0)
    self->began_us = now_us;
  if (self->n_pages >= MAX_PAGES || ABS (now_us - self->began_us) >= MAX_LENGTH_US)
    return FALSE;
  next = mv_sync_follow_pull (self->request, *answer);
  if (next == NULL)
    return FALSE;

  g_clear_pointer (&self->request, mv_request_free);
  self->request = next;
  self->n_waiting_bytes += g_bytes_get_size ((*answer)->body);
  g_ptr_array_add (self->waiting, g_steal_pointer (answer));
  return TRUE;
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *self = g_task_get_task_data (task);
  g_autoptr (GError) failure = NULL;
  g_autoptr (MvAnswer) answer = NULL;
  g_autofree char *token = NULL;

  answer = mv_transport_send_finish (MV_TRANSPORT (object), result, &failure);
  self->is_sending = FALSE;
  if (return_if_cancelled (task))
    return;

  if (follow (self, &answer))
    {
      go_on (task);
      return;
    }

  self->is_last = TRUE;
  self->answer = g_steal_pointer (&answer);
  self->failure = g_steal_pointer (&failure);
  if (self->lane == MV_SYNC_LANE_FORK && self->answer != NULL)
    token = mv_sync_exchange_read_token (self->answer);

  /* The key of a new identity is kept before the store changes to that identity. */
  if (token != NULL && self->secrets != NULL)
    mv_secrets_store_async (self->secrets, mv_sync_exchange_get_account (self->exchange), token,
                            NULL, key_kept_cb, g_steal_pointer (&task));
  else
    go_on (task);
}

/* Begins what can be begun now: the writer has one thing at a time, and so has the network. */
static void
go_on (GTask *task)
{
  Job *self = g_task_get_task_data (task);

  if (!self->is_taking && self->waiting->len > 0)
    take_pages (task);

  if (self->is_last)
    {
      if (!self->is_taking)
        take (g_object_ref (task));
    }
  else if (!self->is_sending && self->n_waiting_bytes < MAX_WAITING_BYTES)
    {
      self->is_sending = TRUE;
      mv_transport_send_async (self->transport, self->request, g_task_get_cancellable (task),
                               answered_cb, g_object_ref (task));
    }
}

static gpointer
prepare_on_writer (MvStore *store, gpointer data, GError **error)
{
  Job *self = data;

  self->request = mv_sync_exchange_prepare (self->exchange, self->lane, self->wait_s,
                                            &self->outcome->event, &self->outcome->error);
  if (self->request == NULL)
    look (self);

  return self;
}

static void
prepared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (mv_store_run_finish (MV_STORE (object), result, &error) == NULL)
    set_store_failed (self, g_steal_pointer (&error));
  if (return_if_cancelled (task))
    return;

  if (self->request == NULL)
    return_outcome (task);
  else
    go_on (task);
}

/**
 * mv_sync_request_async:
 * @exchange: the exchange
 * @transport: way to its server
 * @secrets: (nullable): where the key of a new device identity is kept
 * @lane: what is asked
 * @wait_s: of a pull: how long the server may hold the answer back
 * @cancellable: (nullable): lets the request go
 * @callback: called with the outcome
 * @user_data: passed to @callback
 *
 * Makes one request and takes its answer; a pull that has more to fetch goes on for some pages.
 * Fails with %G_IO_ERROR_CANCELLED only; an answer that was
 * on its way may then have been stored or not, both of which are right.
 */
void
mv_sync_request_async (MvSyncExchange *exchange,
                       MvTransport *transport,
                       MvSecrets *secrets,
                       MvSyncLane lane,
                       guint wait_s,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task;
  Job *self;

  g_return_if_fail (MV_IS_SYNC_EXCHANGE (exchange) && MV_IS_TRANSPORT (transport));
  g_return_if_fail (secrets == NULL || MV_IS_SECRETS (secrets));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, mv_sync_request_async);
  self = g_new0 (Job, 1);
  self->exchange = g_object_ref (exchange);
  self->transport = g_object_ref (transport);
  g_set_object (&self->secrets, secrets);
  self->lane = lane;
  self->wait_s = wait_s;
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_answer_free);
  self->outcome = g_new0 (MvSyncOutcome, 1);
  g_task_set_task_data (task, self, (GDestroyNotify) job_free);

  mv_store_write_async (mv_sync_exchange_get_store (exchange), prepare_on_writer, self, NULL, NULL,
                        NULL, prepared_cb, task);
}

/**
 * mv_sync_request_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full): the outcome, or %NULL with @error set if the request was cancelled
 */
MvSyncOutcome *
mv_sync_request_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_sync_request_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
